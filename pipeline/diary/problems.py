"""Why a diary, or an entry for it, is not taken."""

from pipeline.errors import N_, NotAnActivity, UnreadableFile, UsageError


class BadDiaryEntry(UsageError):
    """A diary entry that says something impossible; nothing is written."""


class NotOnScale(BadDiaryEntry):
    """A rating outside 0 to 10."""

    sentence = N_("{column} is {value}; use 0-10. Nothing was written.")


class NotWhole(BadDiaryEntry):
    """A pain score between two numbers."""

    sentence = N_("pain is {value}; use a whole number from 0 to 10. Nothing was written.")


class NotHours(BadDiaryEntry):
    """More hours than a day has, or none."""

    sentence = N_("{column} is {value}; use hours from 0 to 24. Nothing was written.")


class TwoDays(BadDiaryEntry):
    """A date that is two."""

    sentence = N_("{value} can mean two days; write {example}. Nothing was written.")


class NoSuchMoment(BadDiaryEntry):
    """A time of day nobody knows."""

    sentence = N_(
        "'{value}' is no time of day; use morning, before, during, after, evening or "
        "next_morning. Nothing was written."
    )


class NothingSaid(BadDiaryEntry):
    """An entry without a rating."""

    sentence = N_("There is nothing to write: give your pain from 0 to 10.")


class NothingToEdit(BadDiaryEntry):
    """An edit that changes nothing."""

    sentence = N_(
        "Say what is to be changed, for example --pain 4 or --note TEXT. Nothing was written."
    )


class NoSuchEntry(BadDiaryEntry):
    """A number no entry of the list has."""

    sentence = N_(
        "There is no entry {number}; the last is {last}. To see them: backstride diary list"
    )


class NoEntries(BadDiaryEntry):
    """A diary in which nothing counts."""

    sentence = N_("There is no entry that could be taken back.")


class EntryNotCounting(BadDiaryEntry):
    """An entry that was replaced or taken back before."""

    sentence = N_(
        "Entry {number} does not count any more: it was replaced or taken back. Name the one that "
        "counts; to see them: backstride diary list"
    )


class NoActivities(BadDiaryEntry):
    """Ratings of activities nobody has named."""

    sentence = N_(
        "No running activities are named yet, so nothing was written. Name up to five in {path} "
        'under {table}: running_activities = ["run 5 km without stopping"]'
    )


class WrongCount(BadDiaryEntry):
    """More or fewer ratings than activities."""

    sentence = N_(
        "{given} ratings for {count} activities: {names}. Give one number from 0 to 10 for each, in "
        "this order. Nothing was written."
    )


class DiaryRowTooLong(BadDiaryEntry):
    """A diary whose rows cannot be told apart into columns."""

    sentence = N_(
        "Line {line} of the diary has more cells than its first line; put its text into quotation "
        "marks. Nothing was written."
    )


class NotThatDiary(BadDiaryEntry):
    """A file in the diary's place that is no diary."""

    sentence = N_("{path} is no pain diary; move it away. Nothing was written.")


class NotADiary(NotAnActivity):
    """A table without a pain column."""

    sentence = N_("No column called pain or Schmerz; found: {columns}")


class DiaryWithoutDate(UnreadableFile):
    """A diary whose days nobody can tell."""

    sentence = N_(
        "No column called date or Datum; found: {columns}. "
        "Name the column in the first line and drop the file again."
    )
