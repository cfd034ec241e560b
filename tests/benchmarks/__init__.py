"""How fast, as ratios within one run against what a user would use instead; how often in vain.

timing      least CPU time of some rounds, the works taken in turns
files       which files are decoded
decoding    FIT and GPX against the plain libraries
limits      ... and against what cannot be avoided: reading, finding the messages, expat
loads       metrics against the `acwr` package, and a run with nothing new
ten_years   every model for one athlete with ten years (its own process)
many_athletes load of 5 200 athletes and six years (its own processes)
steady      made-up steady runners, and what may change in their training
false_watch how often they are told to take care, and how often a change is caught
workers     two processes against one (its own process)
memory      three thousand files in one process (its own process)
importing   ten years at once, nothing new, one file more (its own processes)
"""
