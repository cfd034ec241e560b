"""Why something said of days and sessions is not written down."""

from pipeline.errors import N_, BackstrideError, UsageError


class BadMark(UsageError):
    """A mark of days that says something impossible; nothing is written."""


class NoSuchMark(BadMark):
    """A kind of day nobody knows."""

    sentence = N_("There is no mark '{kind}'; use {known}. Nothing was written.")


class EndsBeforeItBegins(BadMark):
    """A span of days that runs backwards."""

    sentence = N_("{to_date} lies before {from_date}. Nothing was written.")


class BadStatement(UsageError):
    """A word about sessions that says something impossible; nothing is written."""


class NoteTooLong(BadStatement):
    """A note that is a book."""

    sentence = N_(
        "The note has {length} characters; {longest} is the most. Shorten it. Nothing was written."
    )


class TooLongForStrength(BadStatement):
    """Strength training of a day, or of a slip of the pen."""

    sentence = N_(
        "{hours} h of strength training is more than {most} h; is the duration mistyped? "
        "Nothing was written."
    )


class NotADistance(BadStatement):
    """A distance without a unit, or none at all."""

    sentence = N_(
        "'{text}' is no distance Backstride understands: write it as 8.2km, 8200m or 5mi, up to "
        "{most} km. Nothing was written."
    )


class NotADuration(BadStatement):
    """A duration without a unit, or none at all."""

    sentence = N_(
        "'{text}' is no duration Backstride understands: write it as 45min, 1h10, 1:10:00 or "
        "45:30, up to {most} hours. Nothing was written."
    )


class AmbiguousDuration(BadStatement):
    """A duration that two people would read differently."""

    sentence = N_(
        "'{text}' could mean two durations: write it as {one} or as {other}. Nothing was written."
    )


class NotATime(BadStatement):
    """A time of day nobody knows."""

    sentence = N_("'{text}' is no time of day: write it as 18:30. Nothing was written.")


class NoSuchSport(BadStatement):
    """A sport nobody knows."""

    sentence = N_("There is no sport '{text}'; did you mean '{nearest}'? Nothing was written.")


class NothingKnown(BadStatement):
    """A session to add of which neither distance nor duration is known."""

    sentence = N_(
        "Give the distance, the duration or both; '-' stands for one you do not know. "
        "Nothing was written."
    )


class NothingToCorrect(BadStatement):
    """A correction that corrects nothing."""

    sentence = N_(
        "Say what is to be corrected: --distance, --duration, --sport, --rpe or --date. "
        "Nothing was written."
    )


class TooFast(BadStatement):
    """Distance and duration that do not go together."""

    sentence = N_(
        "{km} km in {minutes} min would be {speed} km/h, more than {sport} allows ({most} km/h). "
        "Check distance, duration and sport. Nothing was written."
    )


class NoSuchSession(BadStatement):
    """A session nobody has heard of."""

    sentence = N_(
        "There is no session '{text}' in {path}. Give the first 4 or more characters of its id, or "
        "a date with one session on it; to see them: backstride sessions"
    )


class WhichSession(BadStatement):
    """Words that fit several sessions."""

    sentence = N_("'{text}' fits {count} sessions: {sessions}. Give more of the id you mean.")


class SameSession(BadStatement):
    """A pair that is one and the same session."""

    sentence = N_("{a} and {b} are one and the same session. Name two; nothing was written.")


class TwoAthletes(BadStatement):
    """Sessions of two people, which are never one."""

    sentence = N_(
        "{a} is a session of {owner}, {b} one of {other}: each stays their own. Nothing was written."
    )


class SameFile(BadStatement):
    """Two sessions of one file, which never tells of one effort twice."""

    sentence = N_(
        "{a} and {b} are two sessions of one file: as one, half of it would be lost. If one of them "
        "shall not count, exclude it: backstride exclude. Nothing was written."
    )


class NotExcluded(BadStatement):
    """A session to be taken in again that was never taken out."""

    sentence = N_("{session} is not excluded, so there is nothing to take back.")


class NothingToTakeBack(BadStatement):
    """A journal in which nothing counts."""

    sentence = N_("{path} holds nothing that could be taken back.")


class NoSuchLine(BadStatement):
    """A number no line of the journal has."""

    sentence = N_(
        "{folder} has no line {number} of yours; the last is {last}. To see them: "
        "backstride journal"
    )


class TakenBackAlready(BadStatement):
    """A line that no longer counts."""

    sentence = N_(
        "Line {number} has been taken back already. To bring it back, take back the undo that took "
        "it; to see them: backstride journal"
    )


class JournalBusy(BackstrideError):
    """Somebody writes into the journals and does not stop."""

    sentence = N_(
        "{path} is held by another program, so nothing was written. Close that and try again."
    )
