"""Why a file cannot be loaded, where the general sentence would not help the reader."""

from pipeline.errors import N_, NotAnActivity, UnreadableFile


class NoTrackPoints(NotAnActivity):
    """A GPX track without points: an indoor session, whose numbers GPX cannot carry."""

    sentence = N_(
        "This GPX holds a track without points, as indoor activities do; there is nothing to "
        "load. Export the same activity as FIT."
    )


class NoRecording(NotAnActivity):
    """A FIT that calls itself an activity and holds none."""

    sentence = N_("This FIT calls itself an activity but holds neither a session nor records.")


class NoWorkouts(NotAnActivity):
    """An Apple Health export of somebody who has recorded neither a workout nor back pain."""

    sentence = N_(
        "This Apple Health export holds no workouts and no low-back pain, only other values such "
        "as steps; there is nothing to load."
    )


class WrongDate(UnreadableFile):
    """A watch whose clock was off by years: one such run would stretch every chart."""

    sentence = N_(
        "The watch's date is wrong: this activity claims to have begun on {date}. Set the "
        "watch's clock, correct the date in the app and export the file again."
    )


class NoDate(UnreadableFile):
    """An activity that cannot be put on any day."""

    sentence = N_(
        "Nothing in this file says when the activity took place, so it belongs to no day. "
        "Export it as FIT, or as GPX with times."
    )


class TooLarge(UnreadableFile):
    """A compressed file larger than any activity."""

    sentence = N_(
        "This file unpacks to more than {megabytes} MB, larger than any activity. Export a "
        "single activity again."
    )


class TooDense(UnreadableFile):
    """A compressed file made to fill the disk or the memory."""

    sentence = N_(
        "This file unpacks to more than {ratio} times its size, as no export does. Export the "
        "activity again."
    )
