"""A command as its reader types it: with the name where several athletes could be meant."""

import shlex

from pipeline.home import ME


def own_command(athlete_id: str, *words: str) -> str:
    """Return a command that says whose, where there may be several.

    Parameters
    ----------
    athlete_id
        Whose.
    words
        What follows `backstride`.
    """
    whose = () if athlete_id == ME else ("--athlete", shlex.quote(athlete_id))
    return " ".join(("backstride", *words, *whose))
