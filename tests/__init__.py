"""Claims about training and data, held against the code."""
