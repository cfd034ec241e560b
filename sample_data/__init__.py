"""Two made-up runners: their inbox, their diaries and the seeded script that writes both."""
