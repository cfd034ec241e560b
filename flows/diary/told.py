"""What an entry says, in one line."""

from collections.abc import Mapping
from typing import Any

from dashboards.i18n import Translator
from flows.sessions_list import printable
from pipeline.diary.words import LOW_BACK
from pipeline.errors import N_

MOMENTS = {
    "morning": N_("in the morning"),
    "before": N_("before the run"),
    "during": N_("during the run"),
    "after": N_("after the run"),
    "evening": N_("in the evening"),
    "next_morning": N_("the next morning"),
}
NUMBERS = {
    "rpe": N_("RPE {value}"),
    "run_capability": N_("running capability {value}"),
    "sitting_h": N_("sitting {value} h"),
    "sleep_h": N_("sleep {value} h"),
}
TEXTS = {
    "medication": N_("painkiller: {value}"),
    "lifting": N_("lifting: {value}"),
    "strength": N_("strength: {value}"),
    "core": N_("core: {value}"),
    "warm_up": N_("warm-up: {value}"),
    "cross_training": N_("cross-training: {value}"),
    "drills": N_("drills: {value}"),
    "shoe": N_("shoe: {value}"),
    "red_flags": N_("warning signs: {value}"),
}

ANSWERS = {"yes": N_("yes"), "no": N_("no")}


def entry_told(row: Mapping[str, Any], t: Translator) -> str:
    """Return what an entry says, in one line."""
    when = [row["local_date"].isoformat(), row["local_time"]]
    words = [
        MOMENTS.get(row["moment"], "") and t.gettext(MOMENTS[row["moment"]]),
        None if row["body_site"] == LOW_BACK else _plain(row["body_site"]),
        row["side"] and _plain(row["side"]),
        _pain(row["pain_nrs"], t),
        row["quality"] and _plain(row["quality"]),
        row["leg_pain"] and t.gettext("leg pain"),
        row["altered_stride"] and t.gettext("stride altered"),
        *(_number(sentence, row[name], t) for name, sentence in NUMBERS.items()),
        *(
            row[name] and t.gettext(sentence, value=_answer(row[name], t))
            for name, sentence in TEXTS.items()
        ),
        row["note"] and f'"{printable(" ".join(row["note"].split()))}"',
    ]
    return f"{' '.join(filter(None, when))}  {', '.join(filter(None, words))}"


def _pain(pain_nrs: int | None, t: Translator) -> str:
    return t.gettext("no pain given") if pain_nrs is None else t.gettext("pain {n}", n=pain_nrs)


def _number(sentence: str, value: float | None, t: Translator) -> str | None:
    if value is None:
        return None
    return t.gettext(sentence, value=t.number(value, 0 if value == round(value) else 1))


def _answer(word: str, t: Translator) -> str:
    """Return a yes or a no in the reader's language, anything else as it was written."""
    return t.gettext(ANSWERS[word]) if word in ANSWERS else _plain(word)


def _plain(word: str) -> str:
    """Return a word of the diary as people write it."""
    return printable(word.replace("_", " "))
