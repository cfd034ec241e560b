"""Files become frames, frames a warehouse, the warehouse answers.

Plain functions only: nothing in here imports prefect or plotly.
"""
