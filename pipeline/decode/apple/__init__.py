"""Apple Health's export.xml -> `Activity`: every workout of a phone's life is a session.

Of all that a phone keeps beside, only how the low back felt is read.

head      is it one? By its root element: phones name it in their own language
fragments the file read once, chunk by chunk -> the bytes of each workout and symptom
workouts  one `<Workout>` -> a session's row
symptoms  one `<Record>` of low-back pain -> a symptom's row
dates     how a phone writes an instant
sports    Apple's words for sports -> FIT's
export    all of them -> Activity
"""
