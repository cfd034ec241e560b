"""Why a diary, or an entry for it, is not taken."""

from pipeline.errors import N_, NotAnActivity, UnreadableFile, UsageError


class BadDiaryEntry(UsageError):
    """A diary entry that says something impossible; nothing is written."""


class NotOnScale(BadDiaryEntry):
    """A rating outside 0 to 10."""

    sentence = N_("{column} is {value}; use 0-10. Nothing was written.")


class NoSuchMoment(BadDiaryEntry):
    """A time of day nobody knows."""

    sentence = N_(
        "'{value}' is no time of day; use morning, before, during, after, evening or "
        "next_morning. Nothing was written."
    )


class NothingSaid(BadDiaryEntry):
    """An entry without a rating."""

    sentence = N_("There is nothing to write: give your pain from 0 to 10.")


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
