"""How fast, as ratios within one run against what a user would use instead."""
