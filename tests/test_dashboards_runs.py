"""Each run on demand: why it was flagged, how it began, its lines, and where it stands."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from lxml import html

from dashboards import facts
from dashboards.figures import longest_run_drawing
from dashboards.i18n import LANGUAGES, Language, translator
from dashboards.page import write_page
from dashboards.run_pages import delete_other_years, run_pages, write_run_page, years_of
from dashboards.runs import (
    has_pain,
    is_flagged,
    run_rows,
    session_links,
    shown_runs,
)
from dashboards.sections import runs as section
from dashboards.sections.runs_detail import run_detail
from dashboards.wording.run_lines import end_told, no_lines_told
from dashboards.wording.runs import clock
from pipeline.home import Home
from pipeline.traces import HEIGHT, POINTS, TRACES, traces
from pipeline.warehouse.connection import migrate
from tests.dashboards_data import marts, marts_of, spiky
from tests.dashboards_made import MADE_AT, SCRIPT_NOTE, TODAY, Made, days_until, steady_km
from tests.test_dashboards_page import CLAIMS, FORBIDDEN

EN = translator("en")
START = datetime(2026, 11, 20, 7, tzinfo=UTC)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return an empty warehouse in memory."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        migrate(connection)
        yield connection


def record(con: Any, session_id: str, seconds: range, **values: Any) -> None:
    """Put records of a session into the warehouse; a value may be a function of the second."""
    rows = pl.DataFrame(
        [
            {"session_id": session_id, "recorded_at": START + timedelta(seconds=second)}
            | {name: at(second) if callable(at) else at for name, at in values.items()}
            for second in seconds
        ]
    )
    con.register("new_rows", rows)
    con.execute("insert into raw.records by name select * from new_rows")


def points(path: str) -> list[list[tuple[int, int]]]:
    """Return the parts of a line as a browser draws them: x and y of each point."""
    parts = []
    for part in path.split("M")[1:]:
        start, _, steps = part.partition("h0")
        x, y = map(int, start.split())
        drawn = [(x, y)]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            drawn.append((x, y))
        parts.append(drawn)
    return parts


def runner(count: int = 60) -> Made:
    """Return somebody with steady weeks."""
    return Made(name="anna", km=steady_km(days_until(TODAY, count)))


def lines(con: Any, *session_ids: str) -> dict[str, dict[str, Any]]:
    """Return measure -> its row of `traces`."""
    return {row["measure"]: row for row in traces(con, session_ids).to_dicts()}


# ---------- lines


def test_a_line_goes_from_its_lowest_to_its_highest_value(con: Any) -> None:
    """An hour from 100 to 160 beats rises from the bottom to the top in at most 120 steps."""
    record(con, "a", range(3601), speed_mps=2.5, heart_rate_bpm=lambda s: 100 + s / 60)
    found = lines(con, "a")

    (drawn,) = points(found["heart_rate"]["path"])
    assert {"pace", "heart_rate"} == set(found)
    assert POINTS - 5 <= len(drawn) <= POINTS
    assert [(0, HEIGHT), (found["heart_rate"]["width"], 0)] == [drawn[0], drawn[-1]]
    assert sorted((y for _, y in drawn), reverse=True) == [y for _, y in drawn]
    assert pytest.approx(3600) == found["pace"]["span_s"]


def test_an_even_run_is_a_level_line(con: Any) -> None:
    """2.5 m/s is 400 s a kilometre, all the way: noise is not blown up to hills."""
    record(con, "a", range(1800), speed_mps=lambda s: 2.5 + 0.01 * (s % 2), altitude_m=300.0)
    found = lines(con, "a")

    for measure in ("pace", "altitude"):
        (drawn,) = points(found[measure]["path"])
        assert {HEIGHT // 2} == {y for _, y in drawn}
    assert pytest.approx(400, abs=1) == found["pace"]["low"]


def test_a_stop_is_a_gap_and_no_pace(con: Any) -> None:
    """Ten minutes of standing still are a gap in pace, while the heart goes on."""
    record(
        con,
        "a",
        range(3000),
        speed_mps=lambda s: 0.0 if 1200 <= s < 1800 else 3.0,
        heart_rate_bpm=140.0,
    )
    found = lines(con, "a")

    assert 2 == len(points(found["pace"]["path"]))
    assert 1 == len(points(found["heart_rate"]["path"]))
    assert found["pace"]["high"] < 1000 / 2


def test_a_paused_watch_is_a_gap(con: Any) -> None:
    """Where nothing was recorded, nothing is drawn."""
    record(con, "a", range(600), heart_rate_bpm=140.0)
    record(con, "a", range(1200, 1800), heart_rate_bpm=140.0)

    first, second = points(lines(con, "a")["heart_rate"]["path"])
    assert second[0][0] - first[-1][0] > 10


@pytest.mark.parametrize(
    "values",
    [
        {"speed_mps": 2.5},
        {"distance_m": lambda s: 2.5 * s},
        {"latitude_deg": lambda s: 48 + 2.5 * s / 111_195, "longitude_deg": 11.0},
        {"latitude_deg": 60.0, "longitude_deg": lambda s: 11 + 2.5 * s / (111_195 * 0.5)},
    ],
    ids=["speed", "distance", "north", "east"],
)
def test_pace_comes_from_speed_distance_or_place(con: Any, values: dict[str, Any]) -> None:
    """A watch's speed, a watch's distance, or a track alone: 6:40 a kilometre each time."""
    record(con, "a", range(1500), **values)
    pace = lines(con, "a")["pace"]

    assert pytest.approx(400, rel=0.01) == pace["low"]
    assert pytest.approx(400, rel=0.01) == pace["high"]


def test_a_jump_of_the_receiver_is_no_pace(con: Any) -> None:
    """One point a kilometre off, there and back, changes nothing: nobody runs so fast."""
    record(
        con,
        "a",
        range(1500),
        latitude_deg=lambda s: 48 + (2.5 * s + 1000 * (s == 700)) / 111_195,
        longitude_deg=11.0,
    )

    assert pytest.approx(400, rel=0.1) == lines(con, "a")["pace"]["low"]


def test_a_run_of_two_files_has_the_lines_of_the_one_that_speaks(con: Any) -> None:
    """Of watch and phone the first speaks; without records of its own, the second does."""
    con.execute("insert into raw.efforts values ('a', 'x', 'a', 1), ('b', 'x', 'a', 2)")
    record(con, "b", range(600), heart_rate_bpm=150.0)
    assert 150 == lines(con, "a")["heart_rate"]["low"]

    record(con, "a", range(600), heart_rate_bpm=140.0)
    assert (140, 140) == tuple(lines(con, "a")["heart_rate"][end] for end in ("low", "high"))


def test_without_records_there_is_no_line(con: Any) -> None:
    """Neither for a run that was typed in nor where nobody asks."""
    assert TRACES == traces(con, ["typed in"]).schema
    assert traces(con, ["typed in"]).is_empty()
    assert traces(con, []).is_empty()


# ---------- which runs, and what is told


def test_the_last_days_and_every_flagged_run_are_told_newest_first() -> None:
    """Info alone has no weight; 60 days count with today."""
    rows = run_rows(marts_of("spiky"))
    shown = shown_runs(rows, TODAY)

    dates = [run["local_date"] for run in shown]
    assert sorted(dates, reverse=True) == dates
    older = [run for run in rows if run["local_date"] <= TODAY - timedelta(60)]
    assert [run for run in older if is_flagged(run)] == shown[len(rows) - len(older) :]
    assert len(rows) - len(older) < len(shown) < len(rows)


def test_a_flagged_run_says_why() -> None:
    """24.3 km after a longest of 15.4 km: the run, both lengths, the limit, the letter."""
    (long,) = [run for run in run_rows(marts_of("spiky")) if run["distance_m"] == 24_300]
    told = run_detail(long, [], EN)
    (flag,) = [flag for flag in told["flags"] if flag["name"] == "Longest run"]

    assert "B" == flag["letter"]
    assert "24.3\u00a0km" in flag["sentence"]
    assert told["numbers"].startswith("24.3\u00a0km · 2:25:48 · 6:00\u00a0min/km")
    assert told["numbers"].endswith(" · 1.58\u00a0× the longest before")
    assert ["Length", "Warm-up", "Back pain"] == [name for name, _ in told["first"]]
    assert [("4 of 10", "")] == dict(told["more"])["Effort"]
    assert "Heart rate" not in dict(told["more"])


def test_a_length_tells_its_class_and_its_signals_limits_apart() -> None:
    """1.58 times is a class; a signal begins beyond 1.10, and is high beyond 2: one sentence."""
    (long,) = [run for run in run_rows(marts_of("spiky")) if run["distance_m"] == 24_300]
    ((length, _),) = dict(run_detail(long, [], EN)["first"])["Length"]

    assert length.startswith("24.30\u00a0km: 1.58\u00a0× the longest of the 30 days before (15.36")
    assert "so its class is 30 to 100% longer." in length
    assert "limit 1.10\u00a0×" in length
    assert "high above 2.00\u00a0×" in length


@pytest.mark.parametrize(
    ("metres", "expected"), [(5988.0, "5.99\u00a0km"), (None, "how far it went is not known")]
)
def test_a_runs_own_length_is_told_so_that_nobody_wonders(
    metres: float | None, expected: str
) -> None:
    """5 988 m is 6.0 km in a list and at most 5.9 km in a plan; the run itself says 5.99."""
    run = run_rows(marts_of("spiky"))[-1] | {"distance_m": metres}
    ((length, _),) = dict(run_detail(run, [], EN)["first"])["Length"]

    assert expected in length


def test_a_signal_leads_to_the_run_behind_it(tmp_path: Path) -> None:
    """The spike of a long run links to that very run; pain, which no run raised, to none."""
    path, frames = tmp_path / "page.html", marts_of("spiky")
    write_page(frames, language="en", path=path, made_at=MADE_AT)
    links = html.parse(str(path)).xpath("//article//a[.='See this run']")
    home = Home(tmp_path)
    written(home, frames)

    behind = [flag for flag in facts.latest_flags(frames) if flag["session_id"] is not None]
    assert len(links) == len(behind) > 0
    for link in links:
        page, _, run = link.get("href").partition("#")
        assert html.parse(str(home.dashboards / page)).xpath(f"//div[@id='{run}']")


def twice(evening_m: float = 5000.0) -> dict[str, pl.DataFrame]:
    """Return the marts of a runner who ran twice yesterday, in the morning and in the evening."""
    made = runner()
    made.more["sessions"] = [
        {
            "session_id": "evening",
            "started_at": datetime(2026, 11, 21, 18, tzinfo=UTC),
            "sha256": "a" * 64,
            "session_index": 1,
            "sport": "running",
            "utc_offset_s": 3600,
            "distance_m": evening_m,
            "timer_s": 1500.0,
        }
    ]
    return marts(made)


def test_two_runs_of_a_day_have_two_addresses() -> None:
    """The day's first keeps the plain one, whatever comes later."""
    rows = {run["session_id"]: run["anchor"] for run in run_rows(twice())}

    assert "run-2026-11-21-2" == rows["evening"]
    assert "run-2026-11-21" == rows["anna-2026-11-21-running"]
    assert len(rows) == len(set(rows.values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_of_a_days_second_run_leads_to_it(tmp_path: Path, language: Language) -> None:
    """Its signal, its start and its row of the longest runs: never to the run of the morning."""
    page = html.fromstring(page_of(tmp_path, twice(24_000.0), language))

    for place in ("why", "habits", "longest"):
        links = page.xpath(f"//section[@aria-labelledby='{place}']//a/@href")
        assert any(link.endswith("#run-2026-11-21-2") for link in links)
    morning = page.xpath("//section[@aria-labelledby='why']//a[contains(@href, '#run-')]/@href")
    assert [link for link in morning if link.endswith("#run-2026-11-21")] == []


def test_a_dot_of_a_days_second_run_names_it() -> None:
    """A dot's day leads to the first run; only the later ones have to say which they are."""
    frames = twice(24_000.0)
    named = [
        name
        for trace in longest_run_drawing(facts.runs(frames), EN)["data"]
        for name in trace.get("customdata", [])
        if name
    ]
    once = longest_run_drawing(facts.runs(marts_of("spiky")), EN)["data"]

    assert {"run-2026-11-21-2"} == set(named)
    assert not any("customdata" in trace for trace in once)


def test_a_session_that_is_no_run_leads_nowhere() -> None:
    """Neither a ride nor a signal without a session behind it has a place among the runs."""
    frames = marts_of("spiky")
    rides = frames["fct_sessions"].filter(sport="cycling")["session_id"]
    link = session_links(frames, "en")

    assert {""} == {link(session_id) for session_id in (*rides, None)}
    assert len(rides) > 0


def test_pain_around_a_run_is_told_by_its_moment() -> None:
    """Before, after, with a painkiller; else the day's worst, and that of the day after."""
    made = runner()
    day = TODAY - timedelta(1)
    made.pain = {day: 3, TODAY - timedelta(5): 2, TODAY - timedelta(4): 4}
    base = {"source": "d", "sha256": "b" * 64, "body_site": "low_back", "imported_at": MADE_AT}
    made.more["diary"] = [
        base | {"local_date": day, "moment": "before", "pain_nrs": 1, "line": 50},
        base
        | {"local_date": day, "moment": "after", "pain_nrs": 3, "line": 51}
        | {"medication": "ibuprofen", "note": SCRIPT_NOTE},
    ]
    told = {
        run["local_date"]: dict(run_detail(run, [], EN)["first"])["Back pain"]
        for run in run_rows(marts(made))
    }

    (before, unsaid), (after, note) = told[day]
    assert "before it 1 of 10" == before.removesuffix(" on a day with a painkiller")
    assert "after it 3 of 10 on a day with a painkiller" == after
    assert ("", SCRIPT_NOTE) == (unsaid, note)
    others = [tuple(text for text, _ in lines) for date, lines in told.items() if date != day]
    assert ("2 of 10 at worst on that day", "4 of 10 at worst on the day after") in others
    assert ("nothing logged",) in others


@pytest.mark.parametrize(
    ("scores", "expected"), [({}, False), ({0: 0}, False), ({0: 1}, True), ({1: 2}, True)]
)
def test_a_run_has_pain_where_the_diary_tells_of_some(
    scores: dict[int, int], expected: bool
) -> None:
    """On its day or the day after; a score of 0 is no pain, and no score is none."""
    made, day = runner(), TODAY - timedelta(5)
    made.pain = {day + timedelta(after): nrs for after, nrs in scores.items()}
    (run,) = [run for run in run_rows(marts(made)) if run["local_date"] == day]

    assert expected == has_pain(run) == ("pain" in run_detail(run, [], EN)["kinds"])


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0, "0:00"), (59.6, "1:00"), (1862, "31:02"), (3751, "1:02:31")]
)
def test_times_read_as_on_a_watch(seconds: float, expected: str) -> None:
    """Hours only where there are any."""
    assert expected == clock(seconds)


# ---------- on the page


def page_of(folder: Path, frames: dict[str, Any], language: Language = "en") -> str:
    """Return a written page."""
    path = folder / ("x.html" if language == "en" else f"x.{language}.html")
    return write_page(frames, language=language, path=path, made_at=MADE_AT).read_text("utf-8")


def runs_of(page: str) -> list[Any]:
    """Return the runs a page tells of."""
    found: list[Any] = html.fromstring(page).xpath("//details[contains(@class, 'run')]")
    return found


@pytest.fixture
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make room for all runs, however large the charts' script is."""
    monkeypatch.setattr(section, "PAGE_BYTES", 9_000_000)


def test_a_page_tells_of_as_many_runs_as_it_has_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Newest first, never beyond its size, and it says how many it leaves to other pages."""
    frames = marts_of("spiky")
    monkeypatch.setattr(section, "PAGE_BYTES", 1)
    empty = page_of(tmp_path, frames)
    room = len(empty.encode()) + 8_000
    monkeypatch.setattr(section, "PAGE_BYTES", room)
    page = page_of(tmp_path, frames)
    told, shown = runs_of(page), shown_runs(run_rows(frames), TODAY)

    assert [] == runs_of(empty)
    assert "Open one to see why" not in empty
    assert 0 < len(told) < len(shown)
    assert len(page.encode()) <= room
    assert [run["anchor"] for run in shown[: len(told)]] == [one[1].get("id") for one in told]
    assert f"{len(shown) - len(told)} more runs" in page


def test_a_page_may_be_larger_the_more_years_it_tells_of() -> None:
    """Below 1.4 MB with two years, below 1.6 MB with ten and with more."""
    limits = [section.page_bytes(round(365.25 * years)) for years in (0, 2, 10, 30)]

    assert sorted(limits) == limits
    assert [1_395_000, 1_395_000, 1_595_000, 1_595_000] == [round(limit, -2) for limit in limits]


@pytest.mark.usefixtures("roomy")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_user_typed_stays_text(tmp_path: Path, language: Language) -> None:
    """However hostile a run's name, it is shown as typed; nothing is overclaimed."""
    made = runner()
    made.session_name = SCRIPT_NOTE + section.ROOM
    page = page_of(tmp_path, marts(made), language)
    told = runs_of(page)

    assert told
    assert [] == html.fromstring(page).xpath("//img")
    for one in told:
        (name,) = one.xpath("summary/span[contains(@class, 'typed')]")
        assert (made.session_name, "no") == (name.text, name.get("translate"))
    text = " ".join(one.text_content().lower() for one in told)
    assert not any(word in text for word in (*FORBIDDEN, *CLAIMS))


@pytest.mark.parametrize("runner", ["nobody", "pain only"])
def test_without_a_run_there_is_no_list(tmp_path: Path, runner: str) -> None:
    """One sentence, no key, no script, no link that leads nowhere."""
    page = page_of(tmp_path, marts_of(runner))
    (part,) = html.fromstring(page).xpath("//section[@aria-labelledby='runs']")

    assert "My runs No run yet." == " ".join(part.text_content().split())
    assert section.static_text("runs.js") not in page
    assert section.ROOM not in page


# ---------- pages of years


def written(home: Home, frames: dict[str, Any]) -> dict[str, int]:
    """Write what is new, and return when each page of a year was last written."""
    athlete_id = facts.athlete(frames)["athlete_id"]
    years = years_of(home, frames, b"program")
    delete_other_years(home, athlete_id, years)
    for page in run_pages(frames, years):
        write_run_page(home, page, MADE_AT)
    folder = home.runs(athlete_id)
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_every_run_stands_on_the_page_of_its_year(tmp_path: Path) -> None:
    """Where a link from the athlete's page leads, in both languages."""
    home, frames = Home(tmp_path), marts_of("spiky")
    names = set(written(home, frames))

    assert {"2025.html", "2025.de.html", "2026.html", "2026.de.html"} == names
    for language in LANGUAGES:
        for run in run_rows(frames):
            file, anchor = session_links(frames, language)(run["session_id"]).split("#")
            page = (home.dashboards / file).read_text("utf-8")
            assert f'id="{anchor}"' in page
            assert anchor == run["anchor"]
    assert "http" not in page.replace("http-equiv", "")
    assert '"../../anna.de.html"' in page


def test_only_years_with_something_new_are_written(tmp_path: Path) -> None:
    """A run of this year more leaves last year's page alone; the same runs leave both."""
    home, made = Home(tmp_path), spiky()
    before = written(home, marts_of("spiky"))
    assert before == written(home, marts_of("spiky"))

    made.km[TODAY] = 5.0
    after = written(home, marts(made))
    new = {name for name, at in after.items() if before[name] != at}
    assert {"2026.html", "2026.de.html"} == new


def test_another_program_writes_all_years_anew(tmp_path: Path) -> None:
    """It may tell the same runs in other words."""
    home, frames = Home(tmp_path), marts_of("spiky")
    written(home, frames)

    assert {} == years_of(home, frames, b"program").digests
    assert {2025, 2026} == set(years_of(home, frames, b"another").digests)


def test_a_year_without_runs_has_no_page(tmp_path: Path) -> None:
    """Who takes out last year's only run has no page of last year."""
    home = Home(tmp_path)
    written(home, marts_of("spiky"))
    shorter = marts(runner(100))

    assert {"2026.html", "2026.de.html"} == set(written(home, shorter))


def test_lines_are_read_for_what_is_drawn_only(tmp_path: Path) -> None:
    """Of years already written, only the runs that the athlete's own page tells of."""
    home, frames = Home(tmp_path), marts_of("spiky")
    shown = [run["session_id"] for run in shown_runs(run_rows(frames), TODAY)]
    everything = years_of(home, frames, b"program").session_ids()
    written(home, frames)

    assert {run["session_id"] for run in run_rows(frames)} == set(everything)
    assert shown == years_of(home, frames, b"program").session_ids()


def test_the_lines_are_drawn_with_their_ends(con: Any, tmp_path: Path) -> None:
    """Three small pictures, each with its name and where it goes from and to."""
    frames = dict(marts_of("spiky"))
    (newest, *_) = run_rows(frames)
    record(
        con,
        newest["session_id"],
        range(3600),
        speed_mps=lambda s: 2.5 + s / 7200,
        heart_rate_bpm=150.0,
        altitude_m=lambda s: 300 + s / 36,
    )
    frames["traces"] = traces(con, [newest["session_id"]])
    home = Home(tmp_path)
    written(home, frames)
    page = html.fromstring((home.runs("anna") / "2026.html").read_text("utf-8"))

    (run,) = page.xpath(f"//details[div[@id='{newest['anchor']}']]")
    assert ["pace", "heart_rate", "altitude"] == run.xpath(".//svg/@class")
    ends = [" ".join(one.text_content().split()) for one in run.xpath(".//div[@class='traces']/p")]
    assert re.fullmatch(r"Pace fastest 5:..( min/km)?, slowest 6:.. min/km", ends[0])
    assert "Heart rate lowest 150, highest 150 a minute" == ends[1]
    assert re.fullmatch(r"Altitude lowest 300, highest (399|400)\sm", ends[2])
    assert ends[3].replace(" ", "").startswith("0:0059:59")


@pytest.mark.parametrize(
    ("timer_s", "expected"),
    [(1800.0, "30:50"), (1700.0, "30:50 with pauses"), (None, "30:50")],
)
def test_lines_longer_than_the_run_say_that_pauses_are_in_them(
    timer_s: float | None, expected: str
) -> None:
    """Lines go from the first record to the last; the timer stood still in between."""
    assert expected == end_told({"timer_s": timer_s}, 1850.0, EN)


def test_a_run_without_lines_says_why() -> None:
    """Typed in, or a file that tells of the whole run only."""
    (newest, *_) = run_rows(marts_of("spiky"))

    assert no_lines_told(newest, EN) == run_detail(newest, [], EN)["no_lines"]
    assert "as a whole" in no_lines_told(newest, EN)
    assert "you typed this run in" in no_lines_told(newest | {"is_added": True}, EN)


def test_a_day_of_a_run_leads_to_it_in_every_table(tmp_path: Path) -> None:
    """In the days, in the longest runs and in the calendar, and each link leads to a run."""
    home, frames = Home(tmp_path), marts_of("spiky")
    written(home, frames)
    page = html.fromstring(page_of(tmp_path, frames))
    ran = {run["local_date"] for run in run_rows(frames)}

    for part, newest in (("built-up", TODAY - timedelta(60)), ("calendar", date(2025, 11, 17))):
        links = page.xpath(f"//section[@aria-labelledby='{part}']//tr//a/@href")
        days = {date.fromisoformat(link.rpartition("#run-")[2]) for link in links}
        assert {day for day in ran if day > newest} <= days <= ran
    longest = page.xpath("//section[@aria-labelledby='longest']//tbody/tr")
    assert all(row.xpath("./th/a/@href") for row in longest)
    for link in page.xpath("//tr//a[contains(@href, '#run-')]/@href"):
        file, anchor = link.split("#")
        assert f'id="{anchor}"' in (home.dashboards / file).read_text("utf-8")


@pytest.mark.usefixtures("roomy")
def test_runs_stand_under_their_months(tmp_path: Path) -> None:
    """The newest month first, each named once, and each run in its own."""
    page = html.fromstring(page_of(tmp_path, marts_of("spiky")))
    months = page.xpath("//div[contains(@class, 'month')]")
    names = [month.xpath("./h3")[0].text for month in months]

    assert len(names) == len(set(names)) > 1
    assert "November 2026" == names[0]
    for name, month in zip(names, months, strict=True):
        days = [one.get("id")[4:14] for one in month.xpath("./details/div")]
        assert days
        assert {name} == {EN.month(date.fromisoformat(day)) for day in days}


@pytest.mark.usefixtures("roomy")
def test_a_run_behind_todays_signal_leads_to_what_it_means(tmp_path: Path) -> None:
    """Only as long as its signal is there: a run of last year leads nowhere."""
    frames = marts_of("spiky")
    page = html.fromstring(page_of(tmp_path, frames))
    behind = {flag["session_id"] for flag in facts.latest_flags(frames)}
    expected = [run["anchor"] for run in run_rows(frames) if run["session_id"] in behind]

    assert expected == page.xpath("//details//div[p/a[@href='#why']]/@id")
    assert expected
