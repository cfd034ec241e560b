"""Why something said of a strength programme is not written down."""

from pipeline.errors import N_, UsageError


class BadProgramme(UsageError):
    """A word about a strength programme that cannot be; nothing is written."""


class NoSuchProgramme(BadProgramme):
    """A programme nobody knows."""

    sentence = N_("There is no programme '{text}'; use {known}. Nothing was written.")


class BadStart(BadProgramme):
    """A day on which nobody begins."""

    sentence = N_(
        "'{text}' is no day to begin on: write it as {example}, from 1990 to {latest}. Nothing was "
        "written."
    )


class RunsAlready(BadProgramme):
    """A programme that would begin within another."""

    sentence = N_(
        "On {day} a programme is running already: {programme}, since {since}. End it first: "
        "backstride programme stop --on DATE. Nothing was written."
    )


class NothingBegun(BadProgramme):
    """An end without a beginning."""

    sentence = N_("No programme has begun by {day}, so none can end. Nothing was written.")


class EndedAlready(BadProgramme):
    """A second end."""

    sentence = N_(
        "The last programme begun by {day} ({programme}, since {since}) ended on {ended} already. "
        "To change that, take its end back: backstride undo. Nothing was written."
    )


class AnotherRuns(BadProgramme):
    """The end of a programme that is not the one that runs."""

    sentence = N_(
        "What is running is {running}, since {since}, not {programme}. Nothing was written."
    )
