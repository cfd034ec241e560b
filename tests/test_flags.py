"""When Backstride speaks up, and when it keeps quiet: flags and the level of a day."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diary import parse_diary
from pipeline.models import run_models
from tests.histories import MONDAY, STEADY_WEEK_KM, athlete, diary, marts_of, runs

NAMES = ["fct_flags", "fct_status", "fct_sessions"]


def flags_on(marts: dict[str, pl.DataFrame], day: date) -> dict[str, str]:
    """Return family -> level of a day's flags."""
    rows = marts["fct_flags"].filter(local_date=day).sort("family")
    return dict(rows.select("family", "level").iter_rows())


def last_status(marts: dict[str, pl.DataFrame]) -> tuple[str, str | None]:
    """Return level and headline of the last day."""
    row = marts["fct_status"].sort("local_date").to_dicts()[-1]
    return row["level"], row["headline_family"]


def last_flags(marts: dict[str, pl.DataFrame]) -> dict[str, str]:
    """Return family -> level of the last day."""
    return flags_on(marts, marts["fct_status"]["local_date"].max())


@pytest.mark.parametrize("week", [STEADY_WEEK_KM, (0, 5, 0, 5, 0, 8, 0), (6, 6, 6, 6, 6, 6, 6)])
def test_a_steady_new_runner_is_never_flagged(week: tuple[float, ...]) -> None:
    """Eight weeks of the same from the first day on raise nothing but the day's own calm."""
    marts = marts_of(NAMES, week * 8)

    assert marts["fct_flags"].is_empty()
    assert {"no_data", "ok"} == set(marts["fct_status"]["level"])


@settings(max_examples=25, deadline=None)
@given(
    week=st.lists(st.sampled_from([0.0, 4.0, 6.0, 9.0, 14.0]), min_size=7, max_size=7).filter(any),
    weeks=st.integers(5, 12),
)
def test_repeating_a_week_raises_no_flag(week: list[float], weeks: int) -> None:
    """Whatever week a new runner repeats, repeating it raises no load flag."""
    assert marts_of(["fct_flags"], week * weeks)["fct_flags"].is_empty()


@pytest.mark.parametrize(
    ("distance_km", "level"),
    [(22.0, None), (22.5, "watch"), (39.9, "watch"), (40.1, "high")],
    ids=["110 %", "over 110 %", "under 200 %", "over 200 %"],
)
def test_one_long_run(distance_km: float, level: str | None) -> None:
    """A run over 110 % of the month's longest asks for care, over 200 % it is too much."""
    marts = marts_of(NAMES, [*STEADY_WEEK_KM * 6, distance_km])

    assert level == last_flags(marts).get("F1")


def test_a_short_runner_gains_less_than_a_kilometre_in_peace() -> None:
    """From 3 to 3.6 km is 20 % more, and no reason to look: the floor is 1 km."""
    marts = marts_of(NAMES, [*[3.0, 0.0, 3.0, 0.0, 3.0, 0.0, 0.0] * 6, 3.6])

    assert {} == last_flags(marts)


def test_two_spikes_in_a_fortnight_are_too_much() -> None:
    """A run 30 % over the longest is watched; a second one within 14 days is high."""
    loads = [*STEADY_WEEK_KM * 6, 27.0, 0.0, 0.0, 0.0, 36.0]
    marts = marts_of(NAMES, loads)

    first = MONDAY + timedelta(42)
    assert "watch" == flags_on(marts, first)["F1"]
    assert "high" == last_flags(marts)["F1"]


def test_a_load_flag_lives_seven_days() -> None:
    """The flag of a long run stands for its day and six more, then it is gone."""
    marts = marts_of(NAMES, [*STEADY_WEEK_KM * 6, 26.0], rest_days=10)

    alive = marts["fct_flags"].filter(family="F1")["local_date"].sort().to_list()
    assert [MONDAY + timedelta(42 + day) for day in range(7)] == alive


def test_a_weaker_younger_flag_keeps_its_family_alive() -> None:
    """The strongest spike is told; the family goes with the youngest, on the day it names."""
    loads = [*STEADY_WEEK_KM * 6, 50.0, 0.0, 0.0, 0.0, 60.0]
    spikes = marts_of(NAMES, loads, rest_days=14)["fct_flags"].filter(family="F1")

    first, second = MONDAY + timedelta(42), MONDAY + timedelta(46)
    both = spikes.filter(pl.col("local_date") == second).row(0, named=True)
    assert (first, second + timedelta(7)) == (both["raised_on"], both["clears_on"])
    assert spikes["local_date"].max() == second + timedelta(6)


def test_a_broken_week_speaks_before_a_long_run_of_the_same_return() -> None:
    """A run 90 % too long hides no second day in a row: the one is F1's distance once more."""
    loads = [*STEADY_WEEK_KM * 8, *[0.0] * 21, 19.0, 1.0]
    marts = marts_of(["int_flags_return", "fct_flags"], loads)
    today = MONDAY + timedelta(len(loads) - 1)

    raised = set(marts["int_flags_return"]["cause"])
    told = marts["fct_flags"].filter(family="return", local_date=today)["cause"].to_list()
    assert ({"run", "next_day"}, ["next_day"]) == (raised, told)


@settings(max_examples=25, deadline=None)
@given(
    steady=st.integers(6, 8),
    loads=st.lists(st.sampled_from([0.0, 0.0, 6.0, 14.0, 26.0, 45.0]), min_size=1, max_size=30),
)
def test_a_family_is_gone_on_the_day_its_flag_names(steady: int, loads: list[float]) -> None:
    """If nothing new is raised, a load family lives up to the day before `clears_on`."""
    marts = marts_of(NAMES, [*STEADY_WEEK_KM * steady, *loads], rest_days=8)
    rows = marts["fct_flags"].rows(named=True)
    newest = {(row["family"], row["local_date"]): row["clears_on"] for row in rows}
    last = marts["fct_status"]["local_date"].max()

    for (family, day), clears_on in newest.items():
        before = clears_on - timedelta(1)
        assert before > last or (family, before) in newest
        later = newest.get((family, clears_on))
        assert later is None or later - timedelta(7) > day


def test_a_flag_names_run_value_and_threshold() -> None:
    """Every flag says which run, how much, against what, and how good the evidence is."""
    marts = marts_of(NAMES, [*STEADY_WEEK_KM * 6, 26.0])
    flag = marts["fct_flags"].filter(family="F1").to_dicts()[0]

    assert ("me-2026-02-16", pytest.approx(1.3), 1.10, "B") == (
        flag["session_id"],
        flag["value"],
        flag["threshold"],
        flag["evidence"],
    )


def test_a_volume_step_is_measured_against_the_best_week_before() -> None:
    """A week 40 % above the largest of the weeks before is watched; above double, high."""
    steady, fuller = list(STEADY_WEEK_KM), [12.0, 12.0, 12.0, 12.0, 12.0, 10.0, 0.0]
    watch = marts_of(NAMES, [*steady * 8, *fuller])
    high = marts_of(NAMES, [*steady * 8, *[15.0] * 7])

    assert ("watch", "high") == (last_flags(watch)["F2"], last_flags(high)["F2"])


def test_a_week_after_an_easy_one_is_no_step() -> None:
    """Plain week-to-week change cries wolf after every easy week; the flag does not."""
    steady, easy = list(STEADY_WEEK_KM), [5.0, 0.0, 4.0, 0.0, 5.0, 0.0, 8.0]

    assert {} == last_flags(marts_of(NAMES, [*steady * 8, *easy, *steady]))


def test_the_ratio_informs_and_never_raises_the_level() -> None:
    """ACWR above 1.5 is told with its letter X; the level stays what the rest makes it."""
    low, usual = [6.0, 0.0, 6.0, 0.0, 6.0, 0.0, 6.0], [9.5, 0.0, 9.5, 0.0, 9.5, 0.0, 9.5]
    lowest = [3.0, 0.0, 5.0, 0.0, 5.0, 0.0, 5.0]
    loads = [*usual * 6, *low, *lowest * 2, *usual]
    marts = marts_of(NAMES, loads)

    assert {"F4": "info"} == last_flags(marts)
    assert ("ok", None) == last_status(marts)


def test_after_a_break_volume_and_ratio_keep_quiet() -> None:
    """In the four weeks after a break the return has its own rule instead of theirs."""
    loads = [*STEADY_WEEK_KM * 8, *[0.0] * 21, *STEADY_WEEK_KM * 3]

    assert {"return": "watch"} == last_flags(marts_of(NAMES, loads))


@pytest.mark.parametrize(
    ("pain", "level"), [(3, None), (4, "watch"), (7, "high")], ids=["3", "4", "7"]
)
def test_pain_of_today(pain: int, level: str | None) -> None:
    """Pain of 4 asks for care and of 7 for rest, whatever the running says."""
    today = MONDAY + timedelta(55)
    marts = marts_of(NAMES, STEADY_WEEK_KM * 8, raw_diary=diary({today: pain}))

    assert level == last_flags(marts).get("F6")
    assert (level or "ok") == last_status(marts)[0]


def test_pain_above_what_is_usual() -> None:
    """A 3 is a reason to look for somebody whose back is usually at 1 or 0."""
    today = MONDAY + timedelta(55)
    usual = {today - timedelta(days): 1 for days in range(2, 20, 3)}
    marts = marts_of(NAMES, STEADY_WEEK_KM * 8, raw_diary=diary({**usual, today: 3}))

    flag = marts["fct_flags"].filter(local_date=today).to_dicts()[0]
    assert ("F6", "watch", 3.0, 3.0) == (
        flag["family"],
        flag["level"],
        flag["value"],
        flag["threshold"],
    )


def test_sharp_pain_is_high_at_any_number() -> None:
    """Sharp pain means stop, even at 2 of 10."""
    today = MONDAY + timedelta(55)
    marts = marts_of(NAMES, STEADY_WEEK_KM * 8, raw_diary=diary({today: 2}, quality="sharp"))

    assert ("high", "F6") == last_status(marts)


@pytest.mark.parametrize(
    "words",
    ["sharp", "burning, sharp", "shooting", "stechender Schmerz", "einschießend", "electric"],
)
def test_sharp_and_shooting_in_a_runners_own_words(words: str) -> None:
    """Whatever the words and the language, sharp or shooting pain means stop."""
    today = MONDAY + timedelta(55)
    read = parse_diary(f'date,pain,quality\n{today},2,"{words}"\n'.encode(), today).entries
    entries = read.with_columns(athlete_id=pl.lit("me"))

    assert ("high", "F6") == last_status(marts_of(NAMES, STEADY_WEEK_KM * 8, raw_diary=entries))


def test_two_bad_mornings_must_be_near_each_other() -> None:
    """Twice in a row means within a week, not in January and in April."""
    near = MONDAY + timedelta(50)
    nights = [near, near + timedelta(3), near - timedelta(40)]

    def diary_of(evenings: list[date]) -> pl.DataFrame:
        parts = []
        for evening in evenings:
            parts.append(diary({evening: 0}, moment="evening"))
            parts.append(diary({evening + timedelta(1): 2}, moment="morning"))
        return pl.concat(parts)

    close = marts_of(NAMES, STEADY_WEEK_KM * 8, raw_diary=diary_of(nights[:2]))
    apart = marts_of(NAMES, STEADY_WEEK_KM * 8, raw_diary=diary_of([nights[2], nights[1]]))

    after = near + timedelta(4)
    assert "high" == flags_on(close, after)["F6"]
    assert "high" != flags_on(apart, after).get("F6")


def test_unknown_days_do_not_hide_a_break_from_the_volume_rule() -> None:
    """Coming back from a break whose last days are unknown is still coming back."""
    loads = [*STEADY_WEEK_KM * 8, *[0.0] * 21, *[5.0] * 7]
    off = MONDAY + timedelta(8 * 7 + 18)
    mark = pl.DataFrame(
        {
            "athlete_id": ["me"],
            "kind": ["unknown"],
            "from_date": [off],
            "to_date": [off + timedelta(2)],
        }
    )

    assert "F2" not in last_flags(marts_of(NAMES, loads, raw_marks=mark))


def test_an_entry_is_looked_at_for_a_week() -> None:
    """An 8 of ten days ago says nothing about today."""
    entry = {MONDAY + timedelta(55): 8}
    marts = marts_of(NAMES, [*STEADY_WEEK_KM * 8, *STEADY_WEEK_KM], raw_diary=diary(entry))

    assert "F6" in flags_on(marts, MONDAY + timedelta(61))
    assert "F6" not in flags_on(marts, MONDAY + timedelta(62))


def test_two_load_families_and_pain_are_high() -> None:
    """A spike and a volume step are watched; with an aching back they are too much, too soon.

    The load speaks first then: the back alone would only ask for care.
    """
    loads = [*STEADY_WEEK_KM * 8, 26.0, 10.0, 10.0, 10.0, 10.0]
    today = MONDAY + timedelta(len(loads) - 1)

    calm = marts_of(NAMES, loads)
    aching = marts_of(NAMES, loads, raw_diary=diary({today: 4}))

    assert {"F1": "watch", "F2": "watch"} == {
        family: level for family, level in last_flags(calm).items() if family != "F4"
    }
    assert ("watch", "F1") == last_status(calm)
    assert ("high", "F1") == last_status(aching)


def test_a_red_flag_outranks_everything_until_a_doctor_has_seen_it() -> None:
    """An open red flag makes every day high; the day a doctor has seen it, it is closed."""
    today = MONDAY + timedelta(55)
    entry = diary({today - timedelta(10): 1}, red_flags="saddle numbness")
    visit = pl.DataFrame(
        {
            "athlete_id": ["me"],
            "kind": ["seen_by_doctor"],
            "from_date": [today - timedelta(3)],
            "to_date": [today - timedelta(3)],
        }
    )

    unseen = marts_of(NAMES, STEADY_WEEK_KM * 8, raw_diary=entry)
    seen = marts_of(NAMES, STEADY_WEEK_KM * 8, raw_diary=entry, raw_marks=visit)

    assert ("high", "red_flag") == last_status(unseen)
    assert "red_flag" in flags_on(seen, today - timedelta(4))
    assert ("ok", None) == last_status(seen)


def test_status_needs_load_or_pain_not_both() -> None:
    """A runner with pain entries alone has a status; with neither there is none."""
    today = MONDAY + timedelta(30)
    only_pain = run_models(
        NAMES, raw_athletes=athlete(today), raw_diary=diary({today - timedelta(2): 2})
    )
    nothing = run_models(NAMES, raw_athletes=athlete(today))

    assert "ok" == last_status(only_pain)[0]
    assert "no_data" == last_status(nothing)[0]


def test_thirty_days_of_history_and_a_run_in_ten_are_needed() -> None:
    """Load is judged from day 30 on, and until ten days after the last session."""
    marts = marts_of(NAMES, STEADY_WEEK_KM * 5, rest_days=15)
    levels = marts["fct_status"].sort("local_date")["level"].to_list()

    assert ["no_data"] * 29 + ["ok"] == levels[:30]
    last_run = 34
    assert "ok" == levels[last_run + 10]
    assert "no_data" == levels[last_run + 11]


def test_other_sports_are_no_runs() -> None:
    """A 100 km bike ride is no running spike."""
    ride = runs([*[0.0] * 42, 100.0]).with_columns(sport=pl.lit("cycling"))
    sessions = pl.concat([runs(STEADY_WEEK_KM * 6), ride], how="diagonal_relaxed")
    marts = run_models(NAMES, raw_sessions=sessions, raw_athletes=athlete(MONDAY + timedelta(42)))

    assert marts["fct_flags"].is_empty()
    assert [None] == marts["fct_sessions"].filter(sport="cycling")["spike_class"].to_list()
