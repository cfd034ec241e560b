"""The diary at the terminal: what is typed, what is asked, what stands written afterwards."""

import json
import os
import pty
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dashboards.i18n import translator
from dashboards.wording.red_flags import sign_told, signs_told
from pipeline.athlete_settings import athlete_table
from pipeline.diary import parse_diary
from pipeline.home import Home
from pipeline.journal import Facts, read_entries, say
from pipeline.lasting_facts import remember
from pipeline.red_flags import SIGNS
from pipeline.refresh import refresh
from pipeline.settings import add_athlete, load_settings
from tests.terminal import Answer, answered

TODAY = date(2026, 11, 22)
SETTINGS = (
    'timezone = "Europe/Berlin"\nas_of = 2026-11-22\n[athletes.me]\n'
    'running_activities = ["run 5 km", "run downhill", "tie my shoes"]\n'
)
ONE_LINE = "New bladder or bowel trouble, numbness between the legs, leg weakness"


Backstride = Callable[..., Answer]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home folder in which nothing has been said yet."""
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    return home


@pytest.fixture
def backstride(capsys: pytest.CaptureFixture[str], home: Home) -> Backstride:
    """Return the command line of that home as a function of its words."""

    def run(*words: str) -> Answer:
        return answered(capsys, *words, home=home.root)

    return run


def written(home: Home) -> list[dict[str, object]]:
    """Return what the live diary says, leaving out what it does not say."""
    read = parse_diary((home.diary / "me.csv").read_bytes(), TODAY)
    assert read.refused.height == 0
    return [
        {name: value for name, value in row.items() if value is not None and name != "line"}
        for row in read.entries.to_dicts()
    ]


def listed(backstride: Backstride) -> list[tuple[int, object, str]]:
    """Return number, pain and state of every entry."""
    rows = json.loads(backstride("diary", "--json").stdout)["entries"]
    return [(row["number"], row["pain"], row["state"]) for row in rows]


def test_everything_can_be_said_in_one_line(backstride: Backstride, home: Home) -> None:
    """All that a moment may hold has an option, in the words of either language."""
    done = backstride(
        *("log", "3", "--date", "yesterday", "--time", "7:30 pm", "--when", "nach dem Lauf"),
        *("--site", "Knie", "--side", "links", "--quality", "dumpf, Krampf", "--leg-pain"),
        *("--no-altered-stride", "--painkiller", "ibuprofen", "--rpe", "6,5"),
        *("--sitting", "9", "--sleep", "7:30", "--lifting", "ja", "--note", "two\nlines"),
        *("--red-flag", "fever", "--red-flag", "10"),
    )

    assert 0 == done.returncode
    assert written(home) == [
        {
            "local_date": date(2026, 11, 21),
            "local_time": "19:30",
            "moment": "after",
            "body_site": "knee",
            "side": "left",
            "pain_nrs": 3,
            "leg_pain": True,
            "quality": "dull, cramp",
            "altered_stride": False,
            "rpe": 6.5,
            "medication": "ibuprofen",
            "red_flags": "fever_infection, night_pain",
            "note": "two lines",
            "sitting_h": 9.0,
            "sleep_h": 7.5,
            "lifting": "yes",
        }
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["3.5"], "pain is 3.5; use a whole number from 0 to 10. Nothing was written."),
        (["3,5"], "pain is 3,5; use a whole number from 0 to 10. Nothing was written."),
        (["11"], "pain is 11; use 0-10. Nothing was written."),
        (["bad"], "pain is bad; use 0-10. Nothing was written."),
        ([], "There is nothing to write: give your pain from 0 to 10."),
        (["--note", "only words"], "There is nothing to write: give your pain from 0 to 10."),
        (
            ["3", "--date", "03/04/2026"],
            "03/04/2026 can mean two days; write 2026-04-03. Nothing was written.",
        ),
        (["3", "--date", "2026-11-23"], "is not a date Backstride can use"),
        (["3", "--date", "2026-11-20 7:30"], "is not a date Backstride can use"),
        (["3", "--time", "25:00"], "'25:00' is no time of day: write it as 18:30."),
        (["3", "--when", "noon"], "'noon' is no time of day; use morning, before"),
        (["3", "--rpe", "11"], "rpe is 11; use 0-10. Nothing was written."),
        (["3", "--sleep", "25"], "sleep_h is 25; use hours from 0 to 24. Nothing was written."),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(
    backstride: Backstride, home: Home, words: list[str], sentence: str
) -> None:
    """A slip of the finger is told in our words, and nothing is written."""
    done = backstride("log", *words)

    assert (2, True) == (done.returncode, sentence in done.stderr)
    assert 1 == len(done.stderr.splitlines())
    assert not (home.diary / "me.csv").exists()


@pytest.mark.parametrize("day", ["2026-11-21", "21.11.2026", "yesterday", "Gestern"])
def test_days_are_named_as_people_name_them(backstride: Backstride, home: Home, day: str) -> None:
    """Yesterday's pain can be logged today."""
    backstride("log", "3", "--date", day)

    assert date(2026, 11, 21) == written(home)[0]["local_date"]


def test_entry_without_pain_is_an_entry(backstride: Backstride, home: Home) -> None:
    """Sleep and sitting are worth a line of their own."""
    assert 0 == backstride("log", "--sleep", "7", "--date", "2026-11-20").returncode
    assert [{"sleep_h": 7.0}] == [
        {name: row[name] for name in row if name not in ("local_date", "body_site")}
        for row in written(home)
    ]


def test_second_word_on_a_moment_drops_nothing_of_the_first(
    backstride: Backstride, home: Home
) -> None:
    """A warning sign said an hour ago is not lost because the score is corrected now."""
    backstride("log", "3", "--date", "2026-11-20", "--red-flag", "fever")
    done = backstride("log", "4", "--date", "2026-11-20")
    backstride("log", "--sleep", "7", "--date", "2026-11-20")

    last = written(home)[-1]
    assert "the place of the entry of the same moment: 2026-11-20  pain 3" in done.stdout
    assert (4, "fever_infection", 7.0) == (last["pain_nrs"], last["red_flags"], last["sleep_h"])
    assert [3, "replaced"] == list(listed(backstride)[0][1:])


# ------------------------------------------------------------ warning signs


def test_one_line_with_every_entry_and_the_list_where_it_is_due(backstride: Backstride) -> None:
    """The list comes with the first entry ever and with pain of 4 or more."""
    first = backstride("log", "1", "--date", "2026-11-18").stdout
    mild = backstride("log", "3", "--date", "2026-11-19").stdout
    strong = backstride("log", "4", "--date", "2026-11-20").stdout
    sentences = [sentence for _, _, sentence in signs_told(translator("en"))]

    assert all(ONE_LINE in said for said in (first, mild, strong))
    assert [15, 0, 15] == [
        sum(sentence in said for sentence in sentences) for said in (first, mild, strong)
    ]


def test_signs_are_listed_on_demand_with_both_urgencies(backstride: Backstride, home: Home) -> None:
    """The numbers in the list are those that `--red-flag` understands; whom to call stands by."""
    home.settings_file.write_text('country = "DE"\n' + SETTINGS, "utf-8")
    said = backstride("diary", "signs").stdout

    assert [sign for sign, _, _ in signs_told(translator("en"))] == list(SIGNS)
    assert said.index("112") < said.index("   1  ") < said.index("116117") < said.index("   7  ")


def test_named_sign_is_answered_with_how_soon(backstride: Backstride, home: Home) -> None:
    """Who names a sign hears what to do, not what to look out for."""
    home.settings_file.write_text('country = "AT"\n' + SETTINGS, "utf-8")

    now = backstride("log", "2", "--red-flag", "saddle_numbness", "--date", "2026-11-18").stdout
    soon = backstride("log", "2", "--red-flag", "8", "--date", "2026-11-19").stdout

    assert ("144" in now, "1450" in soon) == (True, True)
    assert ONE_LINE not in now + soon


SKIPPED_FACTS = 6 * "\n"


def conversation(home: Home, words: list[str], answers: str) -> str:
    """Return what a terminal shows to somebody who answers."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "flows", *words, "--home", str(home.root)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    ) as program:
        os.close(theirs)
        os.write(ours, answers.encode())
        shown = b""
        while True:
            try:
                shown += (piece := os.read(ours, 4096))
            except OSError:  # Linux says so when the other side has closed
                break
            if not piece:
                break
        assert program.wait(120) == 0
    os.close(ours)
    return shown.decode()


def test_terminal_asks_and_the_answer_stands_in_the_entry(home: Home) -> None:
    """A yes shows the list; the numbers typed become signs of that very entry."""
    shown = conversation(home, ["log", "2", "--date", "2026-11-18"], "\n" + SKIPPED_FACTS)
    second = conversation(home, ["log", "2", "--date", "2026-11-19"], "y\n99\n2 10\n")
    third = conversation(home, ["log", "2", "--date", "2026-11-20"], "yes\n\n")

    assert "[y/N]" in shown
    assert "Numbers from 1 to 15, please." in second
    assert second.index("[y/N]") < second.index("   1  ")
    assert third.count("[y/N]") == 1
    assert [None, "saddle_numbness, night_pain", "unnamed"] == [
        row.get("red_flags") for row in written(home)
    ]


def test_lasting_facts_are_asked_once_and_kept_in_the_settings(home: Home) -> None:
    """A doctor asks for age and past cancer once; what is skipped is unknown, not no."""
    home.settings_file.write_text(f"# mine\n{SETTINGS}[inbox]\nsettle_s = 0 # at once\n", "utf-8")

    first = conversation(home, ["log", "2"], "\n1850\n1968\ny\n\nmaybe\nn\n\nde\n")
    second = conversation(home, ["log", "2", "--date", "2026-11-19"], "\n")

    settings = load_settings(home)
    me = settings.athlete("me")
    assert (me.birth_year, me.past_cancer, me.weak_immune_system) == (1968, True, False)
    assert (me.osteoporosis, me.long_cortisone, settings.country) == (None, None, "DE")
    assert me.running_activities == ("run 5 km", "run downhill", "tie my shoes")
    text = home.settings_file.read_text("utf-8")
    assert ("# mine" in text, "settle_s = 0 # at once" in text) == (True, True)
    assert ("Year of birth" in first, str(home.settings_file) in first) == (True, True)
    assert "Year of birth" not in second


def test_skipped_facts_are_not_asked_again(home: Home) -> None:
    """Enter at every question is an answer, too."""
    conversation(home, ["log", "2", "--date", "2026-11-18"], "\n" + SKIPPED_FACTS)

    again = conversation(home, ["log", "2", "--date", "2026-11-19"], "\n")

    assert "Year of birth" not in again
    assert load_settings(home).athlete("me").past_cancer is None


def test_a_script_is_told_once_where_facts_go(backstride: Backstride, home: Home) -> None:
    """Where nobody can answer, the first entry says where to write them."""
    first = backstride("log", "2", "--date", "2026-11-18").stdout
    second = backstride("log", "2", "--date", "2026-11-19").stdout

    assert (str(home.settings_file) in first, "birth_year, past_cancer" in first) == (True, True)
    assert "birth_year" not in second


def test_facts_beside_dated_changes_stay_valid(home: Home) -> None:
    """A table of tables behind the athlete's own keys must not swallow the new ones."""
    changes = "[[athletes.me.changes]]\nfrom = 2026-01-01\nmax_heart_rate_bpm = 188\n"
    home.settings_file.write_text(SETTINGS + changes, "utf-8")

    remember(home, "me", {"birth_year": 1968, "past_cancer": False}, "CH")
    remember(home, "ben", {"osteoporosis": True}, None)

    settings = load_settings(home)
    assert (settings.athlete("me").birth_year, settings.country) == (1968, "CH")
    assert settings.athlete("me").changes[0].max_heart_rate_bpm == 188
    assert settings.athlete("ben").osteoporosis is True


@pytest.mark.parametrize("words", [("-1",), ("-1", "--note", "x"), ("--note", "x", "-1")])
def test_pain_below_zero_is_our_own_sentence(
    backstride: Backstride, words: tuple[str, ...]
) -> None:
    """Who types -1 hears the scale, not the grammar of options."""
    said = backstride("log", *words)

    assert said.stderr.strip() == "pain is -1; use 0-10. Nothing was written."


def test_undo_of_a_warning_sign_says_that_it_closes(backstride: Backstride) -> None:
    """A sign taken back by mistake is one nobody looks at."""
    backstride("log", "2", "--red-flag", "saddle_numbness", "--date", "2026-11-18")
    backstride("log", "2", "--red-flag", "saddle_numbness", "--date", "2026-11-19")

    still = backstride("diary", "undo").stdout
    closed = backstride("diary", "undo").stdout

    assert "closes the warning sign" not in still
    assert "closes the warning sign" in closed
    assert sign_told("saddle_numbness", translator("en")) in closed
    assert "If it is still there: backstride undo 2" in closed


def test_missing_entries_are_listed_until_somebody_takes_note(
    backstride: Backstride, home: Home
) -> None:
    """Who deleted a line on purpose says so once."""
    diary = home.diary / "me.csv"
    diary.write_text("date,pain\n2026-11-16,1\n2026-11-17,2\n", "utf-8")
    assert "No entry is missing" in backstride("diary", "gone").stdout
    refresh(home)
    assert "No entry is missing" in backstride("diary", "gone").stdout
    diary.write_text("date,pain\n2026-11-17,2\n", "utf-8")
    refresh(home)

    listed = backstride("diary", "gone").stdout
    backstride("diary", "gone", "--noted")
    refresh(home)

    assert ("2026-11-16  pain 1" in listed, ".csv:2" in listed) == (True, True)
    assert "No entry is missing" in backstride("diary", "gone").stdout


# ------------------------------------------------------------ list, edit, undo


def test_edit_appends_and_leaves_a_trace(backstride: Backstride, home: Home) -> None:
    """A corrected entry counts, the old one stays to be seen."""
    backstride("log", "3", "--date", "2026-11-20", "--note", "before")
    old = (home.diary / "me.csv").read_bytes()

    done = backstride("diary", "edit", "1", "--pain", "5", "--note", "")

    assert "Was: 2026-11-20  pain 3" in done.stdout
    assert "Is: 2026-11-20  pain 5" in done.stdout
    assert (home.diary / "me.csv").read_bytes().startswith(old)
    assert [(1, 3, "replaced"), (2, 5, "counts")] == listed(backstride)
    assert "note" not in written(home)[-1]
    assert "[replaced by 2]" in backstride("diary").stdout


def test_entry_edited_to_another_day_counts_there_alone(backstride: Backstride, home: Home) -> None:
    """A wrong date is put right: what was said of the wrong day counts no more, all scores of it."""
    backstride("log", "3", "--date", "2026-11-20")
    backstride("log", "4", "--date", "2026-11-20")

    backstride("diary", "edit", "2", "--date", "2026-11-19")

    assert [(1, 4, "counts"), (2, 3, "taken back"), (3, 4, "taken back")] == listed(backstride)


def test_undo_of_a_move_puts_the_entry_back(backstride: Backstride, home: Home) -> None:
    """Whoever takes a moved entry back has it again where it stood; nothing is lost in between."""
    backstride("log", "4", "--date", "2026-11-20")
    backstride("diary", "edit", "1", "--date", "2026-11-19")

    done = backstride("diary", "undo")

    assert "What was said before counts again: 2026-11-20  pain 4" in done.stdout
    assert [(1, 4, "taken back"), (2, 4, "counts")] == listed(backstride)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["edit", "2"], "Say what is to be changed"),
        (["edit", "9", "--pain", "3"], "There is no entry 9; the last is 2."),
        (["edit", "1", "--pain", "3"], "Entry 1 does not count any more"),
        (["undo", "1"], "Entry 1 does not count any more"),
        (["edit", "2", "--pain", "12"], "pain is 12; use 0-10"),
    ],
)
def test_edit_that_cannot_be_is_one_sentence(
    backstride: Backstride, home: Home, words: list[str], sentence: str
) -> None:
    """Nothing is written where no entry that counts is meant, or nothing is to be changed."""
    backstride("log", "3", "--date", "2026-11-20")
    backstride("log", "4", "--date", "2026-11-20")
    before = (home.diary / "me.csv").read_bytes()

    done = backstride("diary", *words)

    assert (2, True) == (done.returncode, sentence in done.stderr)
    assert before == (home.diary / "me.csv").read_bytes()


def test_undo_takes_the_last_entry_back_and_can_be_taken_back(
    backstride: Backstride, home: Home
) -> None:
    """What was logged last counts no more; one command brings it back."""
    backstride("log", "3", "--date", "2026-11-20")
    backstride("log", "7", "--date", "2026-11-18")

    done = backstride("diary", "undo")

    assert "Taken back: 2026-11-18  pain 7" in done.stdout
    assert "To take it back: backstride undo 1" in done.stdout
    assert [(1, 7, "taken back"), (2, 3, "counts")] == listed(backstride)
    assert "diary entry taken back: 2026-11-18, pain 7" in backstride("journal").stdout
    assert 0 == backstride("undo", "1").returncode
    assert [(1, 7, "counts"), (2, 3, "counts")] == listed(backstride)


def test_undo_of_a_correction_lets_the_former_entry_count(backstride: Backstride) -> None:
    """Taking a correction back is told with what counts again."""
    backstride("log", "3", "--date", "2026-11-20")
    backstride("diary", "edit", "1", "--pain", "5")

    done = backstride("diary", "undo")

    assert "What was said before counts again: 2026-11-20  pain 3" in done.stdout
    assert [(1, 3, "counts"), (2, 5, "taken back")] == listed(backstride)


def test_logging_again_what_was_taken_back_counts(backstride: Backstride, home: Home) -> None:
    """Who says the very same again means it: the retraction is taken back, not the entry."""
    backstride("log", "3", "--date", "2026-11-20")
    backstride("diary", "undo")

    done = backstride("log", "3", "--date", "2026-11-20")

    assert "This entry had been taken back; it counts again." in done.stdout
    assert [(1, 3, "counts")] == listed(backstride)
    assert ["unlog", "undo"] == [line.statement.kind for line in read_entries(home, "me")]


def test_what_was_taken_back_lends_nothing_to_a_later_entry(
    backstride: Backstride, home: Home
) -> None:
    """Sleep logged for a day whose pain was a slip counts, without that pain."""
    backstride("log", "9", "--date", "2026-11-20", "--note", "slip")
    backstride("diary", "undo")

    backstride("log", "--sleep", "7", "--date", "2026-11-20")

    assert [(1, 9, "taken back"), (2, None, "counts")] == listed(backstride)
    assert "note" not in written(home)[-1]


def test_edit_can_clear_what_was_said(backstride: Backstride, home: Home) -> None:
    """An empty text takes an answer back, the score among them."""
    backstride("log", "9", "--date", "2026-11-20", "--sleep", "7")

    backstride("diary", "edit", "1", "--pain", "")
    backstride("diary", "edit", "2", "--sleep", "", "--sitting", "5")

    assert {"sitting_h": 5.0} == {
        name: value
        for name, value in written(home)[-1].items()
        if name not in ("local_date", "body_site")
    }


def test_nothing_to_undo_is_a_sentence(backstride: Backstride) -> None:
    """An empty diary has nothing to take back."""
    done = backstride("diary", "undo")

    assert (2, "There is no entry that could be taken back.\n") == (done.returncode, done.stderr)


def test_list_names_file_and_line(backstride: Backstride, home: Home) -> None:
    """Each entry can be found where it was written; a note cannot command the terminal."""
    (home.diary / "me.csv").write_text('date,pain,note\n2026-11-20,3,"a\x1b[2J\nb"\n', "utf-8")

    assert backstride("diary", "list").stdout == (
        '   1  2026-11-20  pain 3, "a[2J b"  diary/me.csv:2\n'
    )
    assert "Write options behind the command" in backstride("diary", "--last", "1", "list").stderr


def test_a_program_gets_the_diary_in_its_own_columns(backstride: Backstride, home: Home) -> None:
    """As JSON, an entry is called what a diary calls it, with its state."""
    backstride("log", "3", "--date", "2026-11-20", "--when", "after")

    (row,) = json.loads(backstride("diary", "list", "--json").stdout)["entries"]

    assert ("2026-11-20", "after", 3, "counts", "diary/me.csv", 2) == tuple(
        row[name] for name in ("date", "when", "pain", "state", "source", "line")
    )


# ------------------------------------------------------------ running capability


def test_activities_are_rated_in_their_order(backstride: Backstride, home: Home) -> None:
    """One number for each of the runner's own activities; their mean is the capability."""
    done = backstride("capability", "6", "4,5", "7", "--date", "2026-11-20")

    (row,) = written(home)
    assert 0 == done.returncode
    assert [6.0, 4.5, 7.0] == [row[f"psfs_{n}"] for n in (1, 2, 3)]
    assert row["run_capability"] == pytest.approx(17.5 / 3)
    shown = backstride("capability").stdout
    assert "2. run downhill: 4.5 on 2026-11-20" in shown
    assert "backstride capability 7 7 7" in shown


def test_corrected_capability_has_a_mean_of_its_own(backstride: Backstride, home: Home) -> None:
    """Whoever rates again is at the mean of the new ratings, whatever the old ones were."""
    backstride("capability", "2", "3", "4", "--date", "2026-11-20")
    backstride("capability", "9", "9", "9", "--date", "2026-11-20")

    assert 9 == written(home)[-1]["run_capability"]


def test_capability_leaves_that_days_pain_standing(backstride: Backstride, home: Home) -> None:
    """Rating activities of a day is no correction of its pain."""
    backstride("log", "3", "--date", "2026-11-20")
    backstride("capability", "6", "4", "7", "--date", "2026-11-20")

    assert (3, 6.0) == (written(home)[-1]["pain_nrs"], written(home)[-1]["psfs_1"])


def test_wrong_count_of_ratings_names_the_activities(backstride: Backstride, home: Home) -> None:
    """Two numbers for three activities would be guessing."""
    done = backstride("capability", "6", "4")

    assert done.returncode == 2
    assert (
        "2 ratings for 3 activities: 1. run 5 km, 2. run downhill, 3. tie my shoes" in done.stderr
    )
    assert not (home.diary / "me.csv").exists()
    assert "run_capability is x; use 0-10." in backstride("capability", "6", "x", "7").stderr


def test_activities_have_to_be_named_first(backstride: Backstride, home: Home) -> None:
    """Without names nobody knows what a number is about; where to write them is told."""
    home.settings_file.write_text('timezone = "Europe/Berlin"\n', "utf-8")

    done = backstride("capability", "6")

    assert done.returncode == 2
    assert f"in {home.settings_file} under [athletes.me]: running_activities = [" in done.stderr


@pytest.mark.parametrize("name", ["me", "carl three", "anna-2", "Zoë", 'a"b'])
def test_the_table_that_is_advised_can_be_written(name: str) -> None:
    """A name with a blank or an umlaut has to be quoted; TOML reads it as that athlete's."""
    read = tomllib.loads(f"{athlete_table(name)}\nbirth_year = 1980\n")

    assert {"athletes": {name: {"birth_year": 1980}}} == read


def test_lasting_facts_name_a_table_that_can_be_written(backstride: Backstride, home: Home) -> None:
    """Who is called "carl three" reads where the answers go, in quotes."""
    home.settings_file.write_text('timezone = "Europe/Berlin"\nas_of = 2026-11-22\n', "utf-8")
    add_athlete(home, "carl three")

    done = backstride("log", "4", "--athlete", "carl three")

    assert '[athletes."carl three"]' in done.stdout + done.stderr


def test_retraction_with_a_time_names_that_entry_alone(backstride: Backstride, home: Home) -> None:
    """Morning and evening of a day are two entries, and are taken back one by one."""
    backstride("log", "3", "--date", "2026-11-20", "--time", "07:30")
    backstride("log", "3", "--date", "2026-11-20", "--time", "20:00")
    facts = Facts(date=date(2026, 11, 20), time="07:30", body_site="low_back", pain_nrs=3)
    say(home, "me", "unlog", facts=facts)

    assert [(1, 3, "taken back"), (2, 3, "counts")] == listed(backstride)
