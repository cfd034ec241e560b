"""`backstride shoe NAME`: the journal's word on a pair of shoes."""

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from dashboards.units import KM_A_MILE
from flows.shoes.known import LONGEST_NAME, Pair, known_pairs, shoe_id
from flows.shoes.problems import (
    FromWhen,
    NameTooLong,
    NoName,
    NoSuchCushioning,
    NoSuchShoe,
    NoSuchShoeBut,
    NotKilometres,
    NotYetWorn,
    RetiredAlready,
)
from flows.whose import athlete_meant, day_meant
from pipeline.home import Home
from pipeline.inbox.arrivals import printable
from pipeline.journal import Facts, Spoken, say
from pipeline.journal.statements import CUSHIONINGS
from pipeline.settings import load_settings

KILOMETRES = re.compile(r"([0-9]{1,5}(?:[.,][0-9]{1,2})?) ?(km|mi)?")
LEAST_LIMIT_KM, MOST_KM = 50, 5000
"""As in the settings: less is a day's run, more has nobody run in one pair."""


CUSHIONING_WORDS = {name: name for name in CUSHIONINGS} | {
    "hoch": "high",
    "viel": "high",
    "wenig": "minimal",
    "gering": "minimal",
}


class Told(NamedTuple):
    """A line that was written, its facts, and the run that contradicts a retirement."""

    said: Spoken
    facts: Facts
    run_later_on: dt.date | None = None


def put_on(
    home: Home,
    athlete: str | None,
    name: str,
    *,
    from_date: str | None,
    cushioning: str | None,
    limit: str | None,
    before: str | None,
    note: str = "",
) -> Told:
    """Append that a pair is worn from a day on, or more about one that is.

    Raises
    ------
    BadShoe, UsageError
        If something does not fit; nothing is written then.
    """
    shoe = clean_name(name)
    more = {
        "cushioning": _cushioning(cushioning),
        "limit_km": None if limit is None else kilometres(limit, LEAST_LIMIT_KM),
        "km_before": None if before is None else kilometres(before, 0),
    }
    home.create()
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    today = settings.today(athlete_id)
    known = known_pairs(home, athlete_id).get(shoe_id(shoe))
    since = day_meant(from_date, today) if from_date else _since(known, more)
    if since is None:
        raise FromWhen(shoe=shoe, example=str(today))
    return _said(home, athlete_id, "start", known.name if known else shoe, since, more, note)


def _cushioning(word: str | None) -> str | None:
    """Return how much a pair cushions, in the journal's word, from English or German."""
    if word is None:
        return None
    meant = CUSHIONING_WORDS.get(word.strip().lower())
    if meant is None:
        raise NoSuchCushioning(text=printable(word), known=", ".join(CUSHIONINGS))
    return meant


def _since(known: Pair | None, more: Mapping[str, object]) -> dt.date | None:
    """Return since when a pair is worn of which more is told; null where that is not said."""
    if known is None or known.is_retired or not any(told is not None for told in more.values()):
        return None
    return known.put_on_on or known.started_on


def retire(home: Home, athlete: str | None, name: str, *, day: str | None, note: str = "") -> Told:
    """Append that a pair is no longer worn after a day.

    Raises
    ------
    BadShoe, UsageError
        If nobody knows the pair, or it is not worn; nothing is written then.
    """
    shoe = clean_name(name)
    home.create()
    settings = load_settings(home)
    athlete_id = athlete_meant(home, settings, athlete)
    retired_on = day_meant(day, settings.today(athlete_id))
    pairs = known_pairs(home, athlete_id)
    pair = pairs.get(shoe_id(shoe))
    if pair is None:
        raise _unknown(shoe, pairs)
    if pair.is_retired:
        raise RetiredAlready(shoe=pair.name, day=str(pair.retired_on), number=pair.retired_by or "")
    since = pair.put_on_on or pair.started_on
    if since is not None and retired_on < since:
        raise NotYetWorn(shoe=pair.name, since=str(since))
    told = _said(home, athlete_id, "stop", pair.name, retired_on, {}, note)
    is_run_in = pair.last_run_on is not None and pair.last_run_on > retired_on
    return told._replace(run_later_on=pair.last_run_on if is_run_in else None)


def _unknown(shoe: str, pairs: dict[str, Pair]) -> NoSuchShoe | NoSuchShoeBut:
    nearest = difflib.get_close_matches(shoe_id(shoe), pairs, n=1)
    if not nearest:
        return NoSuchShoe(shoe=shoe)
    return NoSuchShoeBut(shoe=shoe, nearest=pairs[nearest[0]].name)


def _said(  # noqa: PLR0917 - read aloud in this order: whose, what, which, from when
    home: Home,
    athlete_id: str,
    action: str,
    shoe: str,
    day: dt.date,
    more: Mapping[str, object],
    note: str,
) -> Told:
    facts = Facts.model_validate({"action": action, "shoe": shoe, "date": day, **more})
    return Told(say(home, athlete_id, "shoe", facts=facts, note=note), facts)


def clean_name(text: str) -> str:
    """Return a name on one line, in letters every file can hold.

    Raises
    ------
    NoName, NameTooLong
        If nothing is left of it, or too much.
    """
    name = printable(" ".join(unicodedata.normalize("NFC", text).split()))
    if not name:
        raise NoName
    if len(name) > LONGEST_NAME:
        raise NameTooLong(length=len(name), longest=LONGEST_NAME)
    return name


def kilometres(text: str, least: float) -> float:
    """Return how far a pair goes; a plain number is kilometres.

    Raises
    ------
    NotKilometres
        If it is no such number, or out of all bounds.
    """
    found = KILOMETRES.fullmatch(text.strip().lower())
    km = float(found[1].replace(",", ".")) if found else -1.0
    if found and found[2] == "mi":
        km = round(km * KM_A_MILE, 2)
    if not least <= km <= MOST_KM:
        raise NotKilometres(text=printable(text), least=str(least), most=str(MOST_KM))
    return km
