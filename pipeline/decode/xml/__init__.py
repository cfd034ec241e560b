"""GPX and TCX bytes -> `Activity`.

kinds       which of the two, by the root
document    a document -> a small tree, by lxml, and its points as columns
normal      ... what is not plain markup, made plain
points      ... plain markup -> columns
tags        ... its tags, all at once
vocabulary  ... what the different tags mean
attributes  ... lat and lon
values      ... texts -> numbers and times
sessions    what sessions of both dialects begin with
gpx, gpx_frames  GPX -> tracks -> Activity
tcx, tcx_frames  TCX -> efforts with laps -> Activity
"""
