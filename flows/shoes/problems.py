"""Why something said of a pair of shoes is not written down."""

from pipeline.errors import N_, UsageError


class BadShoe(UsageError):
    """A word about a pair of shoes that cannot be; nothing is written."""


class NoName(BadShoe):
    """A name nobody could read."""

    sentence = N_('Give the pair a name, such as "Ghost 15". Nothing was written.')


class NameTooLong(BadShoe):
    """A name that is a story."""

    sentence = N_(
        "The name of the pair has {length} characters; use at most {longest}. Nothing was written."
    )


class NoSuchCushioning(BadShoe):
    """A word for cushioning nobody knows."""

    sentence = N_("'{text}' is no word for cushioning; use {known}. Nothing was written.")


class NotKilometres(BadShoe):
    """A number of kilometres no pair of shoes has."""

    sentence = N_(
        "'{text}' are no kilometres a pair of shoes can have here: write them as 700km or 430mi, "
        "from {least} to {most} km. Nothing was written."
    )


class FromWhen(BadShoe):
    """A pair put on without a day."""

    sentence = N_(
        "Say since when you run in {shoe}: backstride shoe NAME --from {example}. To retire it: "
        "backstride shoe NAME --retire. Nothing was written."
    )


class NoSuchShoe(BadShoe):
    """A pair to be retired that nobody has told of."""

    sentence = N_("No pair called {shoe} is known yet. Nothing was written.")


class NoSuchShoeBut(BadShoe):
    """The same, where another is called much alike."""

    sentence = N_(
        "No pair called {shoe} is known yet; did you mean {nearest}? Nothing was written."
    )


class RetiredAlready(BadShoe):
    """A second retirement."""

    sentence = N_(
        "{shoe} is retired already, since {day}. To change that, take it back: backstride undo {number}. "
        "Nothing was written."
    )


class NotYetWorn(BadShoe):
    """A retirement before the pair was put on."""

    sentence = N_("{shoe} has been in use only since {since}. Nothing was written.")
