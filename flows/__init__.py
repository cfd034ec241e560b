"""How the job is started: the terminal, the Prefect flow, the schedule."""
