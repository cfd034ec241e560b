"""What a runner denies is not there; what is only half denied is a warning sign all the same."""

from datetime import date

import pytest

from pipeline.diary import parse_diary

TODAY = date(2026, 11, 22)


def cell(column: str, text: str) -> object:
    """Return what a diary with one row reads in one cell."""
    data = f'date,pain,{column}\n2026-11-19,3,"{text}"\n'.encode()
    return parse_diary(data, TODAY).entries[column].item()


@pytest.mark.parametrize(
    "text",
    ["not sharp", "nicht stechend", "kein stechender Schmerz", "sharp: no", "never sharp, dull"],
)
def test_a_denied_word_is_no_kind_of_pain(text: str) -> None:
    """A week of rest follows a sharp pain: it must not follow from "not sharp"."""
    assert "sharp" not in str(cell("quality", text)).split(", ")


@pytest.mark.parametrize("text", ["nicht dumpf, sondern stechend", "not dull but sharp", "sharp"])
def test_what_follows_a_but_is_said(text: str) -> None:
    """Who denies one kind of pain to name another has named it."""
    assert "sharp" in str(cell("quality", text)).split(", ")


@pytest.mark.parametrize("text", ["keine", "nö", "none of these", "Nichts."])
def test_no_kind_of_pain_is_none(text: str) -> None:
    """Nothing to say of the pain is no word of its own."""
    assert cell("quality", text) is None


@pytest.mark.parametrize(
    "text",
    [
        "no painkillers",
        "keine Tabletten",
        "nö",
        "keine",
        "No.",
        "keine, nichts",
        "none taken today",
        "keine Schmerzmittel genommen",
    ],
)
def test_a_day_without_painkillers_is_one(text: str) -> None:
    """Days with painkillers are left out of a comparison; these are none."""
    assert cell("medication", text) is None


@pytest.mark.parametrize(
    "text", ["no ibuprofen, paracetamol", "nothing but ibuprofen", "kein Ibu, aber Diclo", "ne Ibu"]
)
def test_another_painkiller_is_one(text: str) -> None:
    """Who denies one painkiller and names another has taken it."""
    assert cell("medication", text) == text


@pytest.mark.parametrize("text", ["nö", "kein Krafttraining", "not done", "nichts gemacht", "no"])
def test_training_that_was_denied_was_not_done(text: str) -> None:
    """A session of strength is counted where it was done."""
    assert cell("strength", text) == "no"


@pytest.mark.parametrize("text", ["ohne Gewichte", "not much", "Kniebeugen, keine Pause"])
def test_training_without_something_was_done(text: str) -> None:
    """A denial about a session is none of the session."""
    assert cell("strength", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Keine der genannten",
        "keins davon",
        "none of these",
        "None of these apply",
        "nö",
        "fever: no",
        "no fever or infection",
        "kein Fieber und keine Blasenstörung",
    ],
)
def test_a_denied_warning_sign_is_none(text: str) -> None:
    """A form's "none of these" must not send anybody to a doctor."""
    assert cell("red_flags", text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no fever but bladder", "bladder_bowel"),
        ("kein Fieber, Blase", "bladder_bowel"),
        ("fever no bladder", "fever_infection, bladder_bowel"),
        ("no feeling in my groin", "no feeling in my groin"),
        ("keine Ahnung", "keine Ahnung"),
        ("nicht besser", "not_improving"),
    ],
)
def test_a_warning_sign_in_doubt_is_kept(text: str, told: str) -> None:
    """A missed sign costs more than one too many."""
    assert sorted(str(cell("red_flags", text)).split(", ")) == sorted(told.split(", "))


def test_no_leg_pain_in_other_words_is_a_no() -> None:
    """A "nö" costs no row."""
    assert cell("leg_pain", "nö") is False
