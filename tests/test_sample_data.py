"""Claims about the made-up runners in `sample_data/`: what the demo, README and tests build on."""

import csv
import gzip
import math
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import fitdecode
import fitparse
import gpxpy
import pytest

pytestmark = pytest.mark.xdist_group("sample_data")

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_data"
BROKEN = "2026-04-18-08-02-31.fit"
SETTINGS = "Settings.fit"
LAST_DAY = date(2026, 11, 21)
SPIKE_DAY = date(2026, 11, 18)
OPEN_SEA = ((54.6, 55.0), (4.8, 5.6))  # latitudes, longitudes; the nearest land is over 100 km away
SEMICIRCLE = 180 / 2**31
DIARY_COLUMNS = (
    "date,time,when,body_site,pain,quality,altered_stride,rpe,psfs_1,psfs_2,psfs_3,medication,"
    "sitting_h,sleep_h,warmup,drills,note"
)
MOMENTS = {"morning", "before", "during", "after", "evening", "next_morning"}


@dataclass
class Decoded:
    """What fitdecode found in one FIT file: message name -> list of field dicts."""

    athlete: str
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def session(self) -> dict[str, Any]:
        """The only session of an activity."""
        return self.messages["session"][0]

    @property
    def records(self) -> list[dict[str, Any]]:
        """The samples in order."""
        return self.messages.get("record", [])

    @property
    def local_start(self) -> datetime:
        """The start on the runner's own clock, by the file's own offset."""
        activity = self.messages["activity"][0]
        offset = activity["local_timestamp"] - activity["timestamp"]
        return (self.session["start_time"] + offset).replace(tzinfo=None)

    @property
    def pauses(self) -> list[tuple[datetime, datetime]]:
        """Stop and next start of the timer."""
        timer = self.messages["event"]
        return [
            (a["timestamp"], b["timestamp"])
            for a, b in pairwise(timer)
            if (a["event_type"], b["event_type"]) == ("stop_all", "start")
        ]

    @property
    def gaps_s(self) -> list[float]:
        """Seconds between neighbouring samples, pauses left out."""
        starts = {start for _, start in self.pauses}
        return [
            (b["timestamp"] - a["timestamp"]).total_seconds()
            for a, b in pairwise(self.records)
            if b["timestamp"] not in starts
        ]


@dataclass(frozen=True)
class Run:
    """One run, whichever file it came from."""

    athlete: str
    day: date
    started_at: datetime
    ended_at: datetime
    km: float


def unpacked(path: Path) -> bytes:
    """Return a file's bytes, unzipped if it is a .gz."""
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def inbox(ending: str) -> list[Path]:
    """Return the inbox files of a kind, gzipped ones too."""
    return sorted(SAMPLE.glob(f"inbox/*/*{ending}")) + sorted(SAMPLE.glob(f"inbox/*/*{ending}.gz"))


def metres_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of two close points on a sphere."""
    north = a[0] - b[0]
    east = (a[1] - b[1]) * math.cos(math.radians(a[0]))
    return math.hypot(north, east) * 111_195


def length_m(positions: list[tuple[float, float]]) -> float:
    """Return the length of a line through the positions."""
    return sum(metres_between(a, b) for a, b in pairwise(positions))


def positions(records: list[dict[str, Any]]) -> list[tuple[float, float]]:
    """Return a FIT file's positions in degrees."""
    return [
        (r["position_lat"] * SEMICIRCLE, r["position_long"] * SEMICIRCLE)
        for r in records
        if "position_lat" in r
    ]


@pytest.fixture(scope="module")
def decoded() -> dict[str, Decoded]:
    """Every FIT file but the broken one, decoded with each checksum checked."""
    files = {}
    for path in inbox(".fit"):
        if path.name == BROKEN:
            continue
        found = files[path.name] = Decoded(path.parent.name)
        with fitdecode.FitReader(
            unpacked(path),
            check_crc=fitdecode.CrcCheck.RAISE,
            error_handling=fitdecode.ErrorHandling.RAISE,
        ) as frames:
            for frame in frames:
                if isinstance(frame, fitdecode.FitDataMessage):
                    known = {f.name: f.value for f in frame.fields if f.value is not None}
                    found.messages[frame.name].append(known)
    return files


@pytest.fixture(scope="module")
def activities(decoded: dict[str, Decoded]) -> list[Decoded]:
    """Return the FIT files with a session, oldest first."""
    found = [file for file in decoded.values() if "session" in file.messages]
    return sorted(found, key=lambda file: file.session["start_time"])


@pytest.fixture(scope="module")
def gpx_points() -> dict[Path, list[Any]]:
    """Each GPX file's points, read by gpxpy."""
    return {
        path: [
            point
            for track in gpxpy.parse(unpacked(path).decode()).tracks
            for segment in track.segments
            for point in segment.points
        ]
        for path in inbox(".gpx")
    }


@pytest.fixture(scope="module")
def runs(activities: list[Decoded], gpx_points: dict[Path, list[Any]]) -> list[Run]:
    """Every run of both, FIT and GPX, oldest first."""
    from_fit = [
        Run(
            file.athlete,
            file.local_start.date(),
            file.session["start_time"],
            file.session["timestamp"],
            file.session["total_distance"] / 1000,
        )
        for file in activities
        if file.session["sport"] == "running"
    ]
    from_gpx = [
        Run(
            path.parent.name,
            points[0].time.date(),
            points[0].time,
            points[-1].time,
            length_m([(p.latitude, p.longitude) for p in points]) / 1000,
        )
        for path, points in gpx_points.items()
    ]
    return sorted(from_fit + from_gpx, key=lambda run: run.started_at)


@pytest.fixture(scope="module")
def anna_diary() -> list[dict[str, str]]:
    """Return Anna's live diary, a dict a row."""
    with (SAMPLE / "diary/anna.csv").open(newline="") as page:
        return list(csv.DictReader(page))


def longest_before(runs: list[Run], run: Run) -> float:
    """Return the same runner's longest run of the 30 days before that run's day."""
    earlier = [
        r.km
        for r in runs
        if r.athlete == run.athlete and timedelta(1) <= run.day - r.day <= timedelta(30)
    ]
    return max(earlier, default=math.nan)


# The files


def test_the_sample_stays_small(decoded: dict[str, Decoded], gpx_points: dict) -> None:
    """The demo decodes in seconds and the repository stays light."""
    records = sum(len(file.records) for file in decoded.values())
    points = sum(len(found) for found in gpx_points.values())
    files = [p for p in SAMPLE.rglob("*") if p.is_file() and "__pycache__" not in p.parts]

    assert 35_000 <= records <= 45_000
    assert points <= 20_000
    assert len(files) <= 450
    assert sum(path.stat().st_size for path in files) < 4_000_000


@pytest.mark.slow
def test_two_decoders_agree_on_every_file(decoded: dict[str, Decoded]) -> None:
    """A second decoder accepts every checksum too, and counts the same messages as fitdecode."""
    for path in inbox(".fit"):
        if path.name == BROKEN:
            continue
        messages = fitparse.FitFile(unpacked(path), check_crc=True).get_messages()
        counted = Counter(message.name for message in messages)

        expected = {name: len(found) for name, found in decoded[path.name].messages.items()}

        assert expected == counted, path.name


def test_the_broken_file_holds_nothing_readable() -> None:
    """The one deliberately broken file ends before its first message: a newcomer sees quarantine."""
    content = next(SAMPLE.glob(f"inbox/*/{BROKEN}")).read_bytes()
    read = []

    with pytest.raises(fitdecode.FitEOFError), fitdecode.FitReader(content) as frames:
        read.extend(f for f in frames if isinstance(f, fitdecode.FitDataMessage))

    assert [] == read
    with pytest.raises(fitparse.FitParseError):
        fitparse.FitFile(content).parse()


def test_the_settings_file_is_valid_and_no_activity(decoded: dict[str, Decoded]) -> None:
    """A settings file is a good FIT file without a session: something to ignore, not to refuse."""
    messages = decoded[SETTINGS].messages

    assert "settings" == messages["file_id"][0]["type"]
    assert {"file_id", "user_profile", "zones_target"} == set(messages)
    assert [SETTINGS] == [n for n, file in decoded.items() if "session" not in file.messages]


def test_no_real_device_is_named(decoded: dict[str, Decoded]) -> None:
    """No file carries a serial number or a manufacturer's name."""
    for file in decoded.values():
        for message in file.messages["file_id"] + file.messages["device_info"]:
            assert "development" == message["manufacturer"]
            assert "serial_number" not in message


def test_every_position_is_on_the_open_sea(
    decoded: dict[str, Decoded], gpx_points: dict[Path, list[Any]]
) -> None:
    """Nobody lives where these runs are drawn."""
    seen = [place for file in decoded.values() for place in positions(file.records)]
    seen += [(p.latitude, p.longitude) for points in gpx_points.values() for p in points]
    (south, north), (west, east) = OPEN_SEA

    assert len(seen) > 40_000
    assert all(south < lat < north and west < lon < east for lat, lon in seen)


@pytest.mark.slow
def test_the_script_writes_the_same_bytes_again(tmp_path: Path) -> None:
    """One command makes the sample again; gzip is compared unpacked, as zlib versions differ."""
    pytest.importorskip("fit_tool")
    command = [sys.executable, "-m", "sample_data.make_sample", "--into", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    expected, again = (
        {
            path.relative_to(base).as_posix(): unpacked(path)
            for folder in ("inbox", "diary", "journal")
            for path in (base / folder).rglob("*")
            if path.is_file()
        }
        for base in (SAMPLE, tmp_path)
    )

    assert sorted(expected) == sorted(again)
    assert [] == [name for name in expected if expected[name] != again[name]]


# The recordings


def test_samples_are_fine_where_it_matters(activities: list[Decoded]) -> None:
    """A sample a second only in the last six weeks; each 6-10 s otherwise, or none at all."""
    every_second = 0
    for file in (a for a in activities if a.records):
        if median(file.gaps_s) == 1:
            every_second += 1
            assert LAST_DAY - file.local_start.date() <= timedelta(weeks=6)
            assert {1.0} == set(file.gaps_s)
            assert all("stance_time" in record for record in file.records)
        else:
            assert 6 <= median(file.gaps_s) <= 10
            assert max(file.gaps_s) <= 10

    assert every_second == 4


def test_session_totals_agree_with_the_samples(activities: list[Decoded]) -> None:
    """Distance, timer, pauses, heart rate, climb and steps say the same in sum and in detail."""
    for file in (a for a in activities if a.records):
        session, records = file.session, file.records
        span_s = (records[-1]["timestamp"] - records[0]["timestamp"]).total_seconds()
        paused_s = sum((start - stop).total_seconds() for stop, start in file.pauses)
        heart_rates = [record["heart_rate"] for record in records]
        minutes = session["total_timer_time"] / 60
        turns = [record["cadence"] + record["fractional_cadence"] for record in records]

        assert session["total_distance"] == pytest.approx(records[-1]["distance"], abs=0.01)
        assert session["total_elapsed_time"] == span_s
        assert session["total_timer_time"] + paused_s == span_s
        assert session["avg_heart_rate"] == pytest.approx(sum(heart_rates) / len(records), abs=2)
        assert 0 <= session["max_heart_rate"] - max(heart_rates) <= 4
        names = ("total_strides", "total_strokes", "total_cycles")  # FIT's words by sport
        cycles = next(session[name] for name in names if name in session)
        assert cycles == pytest.approx(minutes * sum(turns) / len(turns), rel=0.02)
        if "total_ascent" in session:
            climbed = sum(
                max(0.0, b["enhanced_altitude"] - a["enhanced_altitude"])
                for a, b in pairwise(records)
            )
            assert session["total_ascent"] == pytest.approx(climbed, rel=0.15, abs=4)


def test_laps_add_up_to_their_session(activities: list[Decoded]) -> None:
    """The laps of a session are its distance and its timer, cut in pieces."""
    for file in activities:
        laps = file.messages["lap"]

        assert file.session["num_laps"] == len(laps)
        timer_s = sum(lap["total_timer_time"] for lap in laps)
        assert file.session["total_timer_time"] == pytest.approx(timer_s)
        if "total_distance" in file.session:
            metres = sum(lap["total_distance"] for lap in laps)
            assert file.session["total_distance"] == pytest.approx(metres, abs=0.2)


def test_the_line_on_the_map_is_as_long_as_the_run(activities: list[Decoded]) -> None:
    """Positions and distance of a file tell the same kilometres."""
    for file in activities:
        line = positions(file.records)
        if line:
            assert file.session["total_distance"] == pytest.approx(length_m(line), rel=0.03)


def test_gpx_files_are_runs_with_closely_spaced_times(gpx_points: dict[Path, list[Any]]) -> None:
    """Each GPX is one run; neighbouring points are at most 10 s apart, but for a pause."""
    for path, points in gpx_points.items():
        gaps = sorted((b.time - a.time).total_seconds() for a, b in pairwise(points))
        track = gpxpy.parse(unpacked(path).decode()).tracks[0]

        assert "running" == track.type
        assert gaps[0] > 0
        assert gaps[-2] <= 10
        assert gaps[-1] <= 10 or 75 <= gaps[-1] <= 85


def test_ben_exports_in_both_dialects_and_zips_some() -> None:
    """Strava's and Garmin Connect's GPX, one of them gzipped, and one gzipped FIT."""
    heads = [unpacked(p)[:400].decode() for p in inbox(".gpx") if p.parent.name == "ben"]

    assert {"StravaGPX", "Garmin Connect"} == {
        head.split('creator="')[1].split('"')[0] for head in heads
    }
    assert all("TrackPointExtension" in head for head in heads)
    assert [".fit", ".gpx"] == sorted(Path(p.stem).suffix for p in SAMPLE.glob("inbox/ben/*.gz"))


def test_no_run_is_there_twice(runs: list[Run], activities: list[Decoded]) -> None:
    """Every GPX is the only copy of its run, and no two sessions of a runner overlap."""
    taken = {(run.athlete, run.started_at, run.ended_at) for run in runs} | {
        (file.athlete, file.session["start_time"], file.session["timestamp"]) for file in activities
    }
    for athlete in ("anna", "ben"):
        in_order = sorted((start, end) for name, start, end in taken if name == athlete)
        assert all(earlier[1] < later[0] for earlier, later in pairwise(in_order))


# The story


def test_the_newest_long_run_is_a_spike(runs: list[Run]) -> None:
    """Three days ago Anna ran 39 % and over 5 km further than in the 30 days before."""
    spike = next(run for run in runs if run.athlete == "anna" and run.day == SPIKE_DAY)
    longest = longest_before(runs, spike)

    assert spike.km / longest == pytest.approx(1.39, abs=0.01)
    assert spike.km - longest > 5
    later = [r for r in runs if r.athlete == "anna" and r.day > LAST_DAY - timedelta(14)]
    assert [spike] == [r for r in later if r.km > 1.10 * longest_before(runs, r)]


def test_there_was_a_larger_spike_before_the_break(runs: list[Run]) -> None:
    """The half marathon was more than twice the longest run of the 30 days before."""
    half = next(run for run in runs if run.athlete == "anna" and run.day == date(2026, 6, 21))

    assert half.km == pytest.approx(21.3, abs=0.1)
    assert half.km > 2 * longest_before(runs, half)


def test_weeks_grow_and_jump(runs: list[Run]) -> None:
    """Anna goes from about 20 to about 43 km a week, with jumps of more than 30 % on the way."""
    weeks: Counter[date] = Counter()
    for run in runs:
        if run.athlete == "anna":
            weeks[run.day - timedelta(run.day.weekday())] += run.km
    km = [weeks[week] for week in sorted(weeks)]

    assert km[0] == pytest.approx(20, abs=2)
    assert km[-2] == pytest.approx(43, abs=2)
    assert sum(later > 1.3 * earlier for earlier, later in pairwise(km)) >= 5


def test_the_break_from_running_is_not_a_gap_in_the_data(
    runs: list[Run], activities: list[Decoded], anna_diary: list[dict[str, str]]
) -> None:
    """Over four weeks without a run, and never more than a week without a file or an entry."""
    ran = sorted({run.day for run in runs if run.athlete == "anna"})
    known = {file.local_start.date() for file in activities if file.athlete == "anna"}
    known |= {date.fromisoformat(row["date"]) for row in anna_diary} | set(ran)

    assert 28 <= max((b - a).days for a, b in pairwise(ran)) <= 36
    assert max((b - a).days for a, b in pairwise(sorted(known))) <= 7
    assert LAST_DAY == max(known)


def test_ben_is_steady(runs: list[Run]) -> None:
    """Ten weeks in which no run is more than 10 % longer than those of the 30 days before."""
    his = [run for run in runs if run.athlete == "ben"]

    assert (his[-1].day - his[0].day).days // 7 == 9
    assert date(2026, 11, 20) == his[-1].day
    assert all(r.km <= 1.10 * longest_before(runs, r) for r in his[3:])


def test_the_odd_runs_are_there(activities: list[Decoded]) -> None:
    """One run goes over midnight, one stays on the treadmill without a position, some pause."""
    running = [file for file in activities if file.session["sport"] == "running"]
    treadmill = [file for file in running if file.session["sub_sport"] == "treadmill"]
    late = [file for file in running if file.local_start.hour == 23]

    assert len(treadmill) == len(late) == 1
    assert [] == positions(treadmill[0].records)
    assert "23:40" == f"{late[0].local_start:%H:%M}"
    assert late[0].session["timestamp"] > datetime(2026, 9, 4, 22, tzinfo=UTC)  # midnight there
    assert sum(bool(file.pauses) for file in running) >= 5


def test_local_clocks_follow_summer_time(activities: list[Decoded]) -> None:
    """Files know their own offset: one hour from UTC in winter, two in summer."""
    for file in activities:
        offset = file.local_start - file.session["start_time"].replace(tzinfo=None)
        day = file.local_start.date()
        in_winter = date(2025, 10, 26) <= day < date(2026, 3, 29) or day >= date(2026, 10, 25)

        assert timedelta(hours=1 if in_winter else 2) == offset


def test_about_half_the_runs_are_rated(activities: list[Decoded]) -> None:
    """Effort stands in FIT's workout_rpe as ten times the rating, on about half the runs."""
    running = [f.session for f in activities if f.session["sport"] == "running"]
    rated = [session["workout_rpe"] for session in running if "workout_rpe" in session]

    assert 0.4 < len(rated) / len(running) < 0.65
    assert all(10 <= rpe <= 100 and rpe % 10 == 0 for rpe in rated)


def test_the_file_says_who_ran(activities: list[Decoded]) -> None:
    """Sex, resting and maximal heart rate stand in every activity: TRIMP needs nothing typed in."""
    for file in activities:
        profile, zones = file.messages["user_profile"][0], file.messages["zones_target"][0]
        expected = {"anna": ("female", 52, 188), "ben": ("male", 58, 184)}[file.athlete]

        found = (profile["gender"], profile["resting_heart_rate"], zones["max_heart_rate"])
        assert expected == found


def test_some_runs_start_with_a_warm_up_lap(activities: list[Decoded]) -> None:
    """A warm-up lap is the first one, ten minutes long, and not every run has one."""
    warmed = [
        [lap.get("intensity") for lap in file.messages["lap"]]
        for file in activities
        if any(lap.get("intensity") == "warmup" for lap in file.messages["lap"])
    ]

    assert 10 <= len(warmed) <= 60
    assert all("warmup" == laps[0] and set(laps[1:]) == {"active"} for laps in warmed)


def test_strength_sessions_hold_real_sets(activities: list[Decoded]) -> None:
    """Legs, back and trunk by FIT's own exercise categories, work and rest in turn."""
    strength = [f for f in activities if f.session["sport"] == "training"]
    categories = {s["category"] for f in strength for s in f.messages["set"] if "category" in s}
    programme = [
        f.local_start.date()
        for f in strength
        if {"squat", "lunge"} <= {s.get("category") for s in f.messages["set"]}
        and date(2026, 8, 17) <= f.local_start.date() < date(2026, 10, 12)
    ]

    assert {"squat", "lunge", "hip_raise", "plank", "hyperextension"} == categories
    assert {"strength_training"} == {f.session["sub_sport"] for f in strength}
    for file in strength:
        kinds = [s["set_type"] for s in file.messages["set"]]
        assert ["active", "rest"] * (len(kinds) // 2) == kinds
    assert 16 == len(programme)  # eight weeks, twice a week


def test_cross_training_is_about_weekly(activities: list[Decoded]) -> None:
    """Rides, swims and hikes in most weeks of Anna's 18 months."""
    others = {"cycling", "swimming", "hiking", "walking"}
    weeks = {
        file.local_start.isocalendar()[:2] for file in activities if file.session["sport"] in others
    }
    sports = {file.session["sport"] for file in activities}

    assert others | {"running", "training"} == sports
    assert 60 <= len(weeks) <= 78


# The diaries


def test_the_diary_has_the_live_columns(anna_diary: list[dict[str, str]]) -> None:
    """Anna's diary is one the app would read without a remark."""
    keys = [(r["date"], r["time"], r["when"], r["body_site"]) for r in anna_diary]

    assert DIARY_COLUMNS == ",".join(anna_diary[0])
    assert len(keys) == len(set(keys))
    assert keys == sorted(keys, key=lambda key: key[0])
    assert {row["when"] for row in anna_diary} <= MOMENTS
    assert all(0 <= int(row["pain"]) <= 10 for row in anna_diary)
    assert all(0 <= int(row["rpe"]) <= 10 for row in anna_diary if row["rpe"])
    assert {"low_back", "knee"} == {row["body_site"] for row in anna_diary}


def test_the_diary_has_gaps_zeros_and_double_days(anna_diary: list[dict[str, str]]) -> None:
    """A missing day is missing, a day without pain is a zero, and a day may have two entries."""
    back = [row for row in anna_diary if row["body_site"] == "low_back"]
    days = Counter(date.fromisoformat(row["date"]) for row in back)
    ordered = sorted(days)

    assert 0.5 < len(days) / ((ordered[-1] - ordered[0]).days + 1) < 0.7
    assert max((b - a).days for a, b in pairwise(ordered)) > 7
    assert sum(row["pain"] == "0" for row in back) > 40
    assert sum(entries > 1 for entries in days.values()) > 20
    assert len({row["pain"] for row in back}) >= 5


def test_the_back_answers_the_spike(anna_diary: list[dict[str, str]]) -> None:
    """Quiet in the week before the spike, 4 of 10 this morning, nothing sharp."""
    back = [r for r in anna_diary if r["body_site"] == "low_back" and r["date"] > "2026-11-09"]
    before = [int(row["pain"]) for row in back if row["date"] < SPIKE_DAY.isoformat()]

    assert max(before) <= 2
    assert (LAST_DAY.isoformat(), "4") == (back[-1]["date"], back[-1]["pain"])
    assert "sharp" not in {row["quality"] for row in back}


def test_ben_moved_from_a_spreadsheet_to_a_diary() -> None:
    """His German table in the inbox ends before his live diary of two columns begins."""
    table = (SAMPLE / "inbox/ben/back_diary.csv").read_text(encoding="utf-8").splitlines()
    live = (SAMPLE / "diary/ben.csv").read_text(encoding="utf-8").splitlines()
    days = [datetime.strptime(row.split(";")[0], "%d.%m.%Y").date() for row in table[1:]]  # noqa: DTZ007

    assert table[0].startswith("Datum;Schmerz")
    assert live[0].startswith("date,pain")
    assert max(days) < min(date.fromisoformat(row.split(",")[0]) for row in live[1:])
