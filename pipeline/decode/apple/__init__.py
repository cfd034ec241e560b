"""Apple Health's export.xml -> `Activity`: every workout of a phone's life is a session.

head      is it one? By its root element: phones name it in their own language
fragments the file read once, chunk by chunk -> the bytes of each `<Workout>`
workouts  one `<Workout>` -> a session's row
sports    Apple's words for sports -> FIT's
export    all of them -> Activity
"""
