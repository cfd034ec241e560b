"""Whatever a runner calls a thing, it means the same; what nobody knows stays as written."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.diary import parse_diary
from pipeline.diary.done import other_sport, tag
from pipeline.diary.meanings import several_words, signs, word
from pipeline.diary.questions import column_asked, column_named
from pipeline.diary.words import HEADINGS, QUALITIES, SITES
from pipeline.red_flags import SIGNS
from pipeline.schemas import DIARY

TODAY = date(2026, 11, 22)


def read(text: str) -> list[dict[str, object]]:
    """Return what a diary says, leaving out what it does not say."""
    rows = parse_diary(text.encode(), TODAY).entries.to_dicts()
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def cell(column: str, text: str) -> object:
    """Return what one cell beside a pain of 3 means."""
    (row,) = read(f'date,pain,{column}\n2026-11-20,3,"{text}"\n')
    assert row["pain_nrs"] == 3
    return row.get({heading: name for name, heading in HEADINGS.items()}[column])


def refused(text: str) -> list[str]:
    """Return the sentences of the rows that are refused."""
    return parse_diary(text.encode(), TODAY).refused["reason"].to_list()


def test_every_column_of_the_warehouse_has_a_heading() -> None:
    """What a diary can say can also be written into one."""
    assert set(DIARY) - {"line"} == set(HEADINGS)


@pytest.mark.parametrize(
    ("heading", "column", "text", "value"),
    [
        ("Sitzen (h)", "sitting_h", "9", 9.0),
        ("sitting", "sitting_h", "9.5", 9.5),
        ("Schlaf", "sleep_h", '"7,5"', 7.5),
        ("sleep_h", "sleep_h", "7:30", 7.5),
        ("sleep", "sleep_h", "7 h", 7.0),
        ("Schlafstunden", "sleep_h", "7h15", 7.25),
        ("sleep", "sleep_h", "8 Std.", 8.0),
        ("warm-up", "warm_up", "ja", "yes"),
        ("Aufwärmen", "warm_up", "nein", "no"),
        ("aufwaermen", "warm_up", "Nein.", "no"),
        ("cross", "cross_training", "bike 40 min", "bike 40 min"),
        ("Ausgleich", "cross_training", "Rad", "Rad"),
        ("Krafttraining", "strength", "Beine", "Beine"),
        ("strength", "strength", "1", "yes"),
        ("core", "core", "0", "no"),
        ("Lauf-ABC", "drills", "x", "yes"),
        ("Schuh", "shoe", "Ghost 15", "Ghost 15"),
        ("psfs_3", "psfs_3", "4", 4.0),
    ],
)
def test_columns_beside_pain_are_read(heading: str, column: str, text: str, value: object) -> None:
    """Sleep, sitting and training stand beside the pain, in either language."""
    (row,) = read(f"date,pain,{heading}\n2026-11-20,3,{text}\n")

    assert (3, value) == (row["pain_nrs"], row[column])


@pytest.mark.parametrize("text", ["25", "-1", "lots", "7:75"])
def test_hours_no_day_has_are_refused(text: str) -> None:
    """A sleep of 25 hours is a slip of the pen, and told as such."""
    assert [f"Line 2: sleep_h is {text}; use hours from 0 to 24. Row skipped."] == refused(
        f"date,pain,sleep\n2026-11-20,3,{text}\n"
    )


@pytest.mark.parametrize(
    ("text", "quality"),
    [
        ("dumpfer Schmerz", "dull"),
        ("Krampf", "cramp"),
        ("krampfartig, kribbelnd", "cramp, tingling"),
        ("verspannt", "tension"),
        ("Verspannung im Rücken", "tension"),
        ("stechend", "sharp"),
        ("ausstrahlend", "radiating"),
        ("shooting", "shooting"),
        ("velvet", "velvet"),
    ],
)
def test_kinds_of_pain_have_one_word_each(text: str, quality: str) -> None:
    """Six words are enough to tell a dull ache from a sharp pain; others stay as written."""
    assert quality == cell("quality", text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fever", "fever_infection"),
        ("Fieber; Gewichtsverlust", "fever_infection, weight_loss"),
        ("Taubheit im Schritt / Blase", "saddle_numbness, bladder_bowel"),
        ("I cannot hold my urine", "bladder_bowel"),
        ("numb between my legs", "saddle_numbness"),
        ("both legs feel weak", "both_legs_weak"),
        ("leg weakness", "both_legs_weak"),
        ("Schwäche im linken Bein", "one_leg_weak"),
        ("fever and feeling very ill", "fever_very_ill"),
        ("Unfall mit dem Rad", "severe_injury"),
        ("night_pain", "night_pain"),
        ("yes", "unnamed"),
        ("x", "unnamed"),
        ("ja, Fieber", "fever_infection"),
        ("kein Fieber", None),
        ("no fever, no accident", None),
        ("none of these", None),
        ("keine Kontrolle über die Blase", "keine Kontrolle über die Blase"),
        ("an odd feeling", "an odd feeling"),
    ],
)
def test_warning_signs_are_recognised_or_kept(text: str, told: str | None) -> None:
    """A sign is named where its words are known; what is not plainly denied is never dropped."""
    assert told == cell("red_flags", text)


def test_every_sign_is_its_own_word() -> None:
    """What one program writes another reads: a sign's name means that sign."""
    assert list(SIGNS) == [signs(sign) for sign in SIGNS]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ausgefallen", "no"),
        ("Kraft ausgefallen.", "no"),
        ("skipped today", "no"),
        ("nix", "no"),
        ("none", "no"),
        ("keine", "no"),
        ("0", "no"),
        ("0 min", "no"),
        ("0,0 h", "no"),
        ("nicht gemacht", "no"),
        ("--", None),
        ("-", None),
        ("\u2013", None),
        ("...", None),
        ("?", None),
        ("plank?", None),
        ("vielleicht", None),
        ("maybe 20 min", None),
        ("keine Ahnung", None),
        ("n/a", None),
        ("ausgefallen, krank", None),
        ("skipped core, did legs", None),
        ("\N{FLEXED BICEPS}", "\N{FLEXED BICEPS}"),
        ("\N{CHECK MARK}", "yes"),
        ("gemacht", "gemacht"),
        ("10 min", "10 min"),
        ("no-name bands", "no-name bands"),
    ],
)
@pytest.mark.parametrize("column", ["strength", "core", "warm_up", "cross_training", "drills"])
def test_what_means_no_is_a_no_and_a_doubt_is_none(
    column: str, text: str, told: str | None
) -> None:
    """What was left out was not done, a dash or a question says nothing, all else was done."""
    assert told == cell(column, text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Spaziergang 20 min", "no"),
        ("20' walk", "no"),
        ("walk 10 min, walk 15 min", "no"),
        ("Spaziergang 30 min", "Spaziergang 30 min"),
        ("walk 0,5 h", "walk 0,5 h"),
        ("Spaziergang", "Spaziergang"),
        ("walk 20 min + bike", "walk 20 min + bike"),
        ("Nordic Walking 20 min", "Nordic Walking 20 min"),
        ("bike 20 min", "bike 20 min"),
    ],
)
def test_a_short_walk_is_no_other_sport(text: str, told: str) -> None:
    """Whoever tells of less than 30 minutes of walking is read as a watch's file is."""
    assert told == cell("cross_training", text)
    assert text == cell("strength", text)


PIECES = [*"()[]-., ;/\n aeJx", "fever", "dumpf", "er", "knie", "no ", "kein ", "urin"]
texts = st.lists(st.sampled_from(PIECES), max_size=8).map(lambda pieces: "".join(pieces).strip())


@given(texts.filter(bool))
@example("-,")
def test_what_a_word_means_means_itself(text: str) -> None:
    """Read, written and read again, a cell says the same: else an export would drift."""
    for meaning in (
        signs,
        tag,
        other_sport,
        lambda text: word(text, SITES),
        lambda text: several_words(text, QUALITIES),
    ):
        once = meaning(text)
        assert once is None or once == meaning(once)


# ------------------------------------------------------------ rows that complete each other


def test_line_without_pain_does_not_take_the_place_of_that_mornings_pain() -> None:
    """Sleep written in a line of its own leaves the pain of the same moment standing."""
    found = read("date,pain,sleep\n2026-11-20,3,\n2026-11-20,,7\n2026-11-21,,6\n")

    assert [(3, None), (3, 7.0), (None, 6.0)] == [
        (row.get("pain_nrs"), row.get("sleep_h")) for row in found
    ]


def test_line_with_pain_keeps_what_was_said_without() -> None:
    """Pain written after the sleep of that morning does not drop the sleep."""
    found = read("date,pain,sleep\n2026-11-20,,7\n2026-11-20,4,\n")

    assert (4, 7.0) == (found[1]["pain_nrs"], found[1]["sleep_h"])


def test_second_pain_of_a_moment_is_a_correction() -> None:
    """Who gives another score for the same moment takes all of the first back."""
    found = read("date,pain,note\n2026-11-20,3,a\n2026-11-20,4,\n")

    assert "note" not in found[1]


def test_dash_for_pain_stands_for_itself() -> None:
    """Whoever writes a dash has no score to give, and no other line of the moment lends one."""
    found = read("date,pain,sleep\n2026-11-20,3,\n2026-11-20,-,7\n")

    assert [(3, None), (None, 7.0)] == [(row.get("pain_nrs"), row.get("sleep_h")) for row in found]
    assert ["Line 2: pain is empty; not counted as 0."] == refused("date,pain\n2026-11-20,-\n")


# ------------------------------------------------------------ forms

FORM = (
    '"Timestamp","Wie stark ist dein Rückenschmerz heute? (0-10)","Did you take a painkiller?",'
    '"Any of these warning signs?","How old are you?"\n'
)


def test_form_of_questions_is_a_diary() -> None:
    """Answers a form has collected need no renaming of columns."""
    text = FORM + (
        '"2026/11/20 8:12:33 PM GMT+1","3","No","",""\n'
        '"2026/11/21 7:02:00 AM GMT+1","5","Ibuprofen","fever, numbness between the legs","40"\n'
    )

    assert [
        {
            "local_date": date(2026, 11, 20),
            "local_time": "20:12",
            "body_site": "low_back",
            "pain_nrs": 3,
            "line": 2,
        },
        {
            "local_date": date(2026, 11, 21),
            "local_time": "07:02",
            "body_site": "low_back",
            "pain_nrs": 5,
            "medication": "Ibuprofen",
            "red_flags": "fever_infection, saddle_numbness",
            "line": 3,
        },
    ] == read(text)


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("How bad is your back pain right now?", "pain_nrs"),
        ("Rückenschmerz heute (0-10)", "pain_nrs"),
        ("How bad is your knee pain?", None),
        ("How bad was your pain last week?", None),
        ("How much did the pain affect your running?", None),
        ("Hast du heute Schmerzen?", None),
        ("Hast du ein Schmerzmittel genommen?", "medication"),
        ("How much did the painkillers help?", None),
        ("Wo tut es weh?", "body_site"),
        ("Strahlt der Schmerz ins Bein aus?", "leg_pain"),
        ("Did the pain change the way you run?", "altered_stride"),
        ("How many hours did you sleep last night?", "sleep_h"),
        ("Wie viele Stunden hast du gesessen?", "sitting_h"),
        ("Did you do strength or core training?", None),
        ("What is your date of birth?", None),
        ("Anything else?", "note"),
    ],
)
def test_question_is_taken_for_the_one_column_it_asks_for(
    question: str, column: str | None
) -> None:
    """A question that could mean two things, another time or another site means nothing."""
    assert column == (column_named(question) or column_asked(question))


def test_two_questions_about_one_thing_are_too_many() -> None:
    """Pain before and after a run in two columns cannot be guessed into one."""
    text = (
        "date,rpe,How bad is your back pain before the run?,How bad is your back pain after it?,"
        "pain\n2026-11-20,5,2,6,\n"
    )

    assert "pain_nrs" not in read(text)[0]


@pytest.mark.parametrize(
    ("stamps", "days"),
    [
        (["11/20/2026 7:15:33", "11/02/2026 8:00:00"], [(11, 20), (11, 2)]),
        (["20/11/2026 07:15:33", "02/11/2026 08:00:00"], [(11, 20), (11, 2)]),
        (["20.11.2026 07:15:33"], [(11, 20)]),
        (["2026/11/20 7:15:33 vorm. MEZ"], [(11, 20)]),
        (["02/11/2026 8:00:00", "03/11/2026 8:00:00"], []),
        (["11/20/2026 8:00:00", "20/11/2026 8:00:00", "02/03/2026 8:00:00"], []),
    ],
)
def test_order_of_day_and_month_follows_from_the_whole_column(
    stamps: list[str], days: list[tuple[int, int]]
) -> None:
    """A form writes all its rows alike: one 20 tells what the others mean, no 20 tells nothing."""
    found = read("Timestamp,pain\n" + "".join(f"{stamp},3\n" for stamp in stamps))

    assert [date(2026, month, day) for month, day in days] == [row["local_date"] for row in found]


def test_stamps_that_could_be_two_days_are_told() -> None:
    """Where nothing decides, each row says so, and how to write it."""
    assert ["Line 2: 02/11/2026 8:00:00 can mean two days; write 2026-11-02."] == refused(
        "Timestamp,pain\n02/11/2026 8:00:00,3\n"
    )


def test_people_are_never_read_by_another_rows_order() -> None:
    """A date that somebody typed is refused, whatever other rows look like."""
    assert ["Line 2: 02/11/2026 can mean two days; write 2026-11-02."] == refused(
        "date,pain\n02/11/2026,3\n20.11.2026,3\n"
    )


def test_date_of_the_runner_beats_the_stamp() -> None:
    """Who fills in yesterday's pain today names the day; the stamp fills a gap only."""
    text = (
        "Timestamp,date,pain\n"
        "2026/11/21 8:12:33 PM GMT+1,2026-11-20,3\n2026/11/21 8:13:00 PM GMT+1,,4\n"
    )

    assert [(date(2026, 11, 20), None), (date(2026, 11, 21), "20:13")] == [
        (row["local_date"], row.get("local_time")) for row in read(text)
    ]
