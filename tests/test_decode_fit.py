"""What watches write into FIT files, and what we take it to mean."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipeline.decode import Activity, decode_activity
from pipeline.decode.fit.clock import offset_in_use
from pipeline.decode.problems import NoDate, NoRecording, WrongDate
from pipeline.errors import NotAnActivity
from tests.test_decode_made_up import (
    ACTIVITY,
    FILE_ID,
    LAP,
    RECORD,
    SESSION,
    SET,
    SPORT,
    START,
    USER_PROFILE,
    ZONES,
    Field,
    activity,
    at,
    degrees,
    file_id,
    fit,
    message,
    record,
    run,
    seconds,
    session,
)


def decoded(*messages: bytes) -> Activity:
    """Return what a FIT of these messages decodes to."""
    return decode_activity(fit(*messages), "made-up.fit")


def the_session(*messages: bytes) -> dict[str, object]:
    """Return the only session of a FIT of these messages."""
    sessions = decoded(*messages).sessions
    assert sessions.height == 1
    return sessions.row(0, named=True)


def one_record(*fields: Field) -> dict[str, object]:
    """Return the only record of a run."""
    return decoded(file_id(), record(0, *fields), session(), activity()).records.row(0, named=True)


def test_a_sound_run() -> None:
    """A run gives its records, its session and nothing odd."""
    run_ = decode_activity(run(session_fields=[(9, "uint32", 18_000)]), "run.fit")
    row = run_.sessions.row(0, named=True)

    assert run_.kind == "fit"
    assert run_.quality == ()
    assert run_.records.height == 61
    assert (row["sport"], row["is_sport_assumed"]) == ("running", False)
    assert (row["started_at"], row["utc_offset_s"]) == (START, 3600)
    assert (row["distance_m"], row["timer_s"], row["elapsed_s"]) == (180.0, 60.0, 60.0)


def test_the_same_bytes_give_the_same_frames() -> None:
    """Decoding twice, with another file between, changes nothing."""
    first = decode_activity(run(), "a")
    decoded(file_id(), record(0, (3, "uint8", 99)), session(sport=2))
    second = decode_activity(run(), "a")

    assert_frame_equal(first.records, second.records)
    assert_frame_equal(first.sessions, second.sessions)


def test_enhanced_speed_and_altitude_win() -> None:
    """Newer watches leave the old field empty or too small beside the enhanced one."""
    row = one_record(
        (6, "uint16", None), (73, "uint32", 3210), (2, "uint16", 2600), (78, "uint32", 2750)
    )

    assert (row["speed_mps"], row["altitude_m"]) == (3.21, 50.0)


def test_an_empty_enhanced_field_gives_way() -> None:
    """The first value that is none of the invalid ones wins."""
    row = one_record(
        (73, "uint32", None), (6, "uint16", 3100), (78, "uint32", None), (2, "uint16", 2600)
    )

    assert (row["speed_mps"], row["altitude_m"]) == (3.1, 20.0)


def test_a_speed_written_as_an_array() -> None:
    """Of an array the first valid value counts."""
    assert one_record((73, "uint32", [None, 2500, 2600]))["speed_mps"] == 2.5


@pytest.mark.parametrize("silent", [0, 255])
def test_a_silent_strap_is_no_pulse(silent: int) -> None:
    """Heart rate 0 and 255 mean 'no signal', not a heart rate."""
    assert one_record((3, "uint8", silent))["heart_rate_bpm"] is None


def test_running_dynamics() -> None:
    """Units follow the column's name."""
    row = one_record(
        (39, "uint16", 853),
        (41, "uint16", 2504),
        (84, "uint16", 4950),
        (85, "uint16", 11_500),
        (83, "uint16", 742),
    )

    assert row["vertical_oscillation_mm"] == 85.3
    assert row["stance_time_ms"] == 250.4
    assert row["stance_time_balance_pct"] == 49.5
    assert row["step_length_mm"] == 1150.0
    assert row["vertical_ratio_pct"] == 7.42


def test_running_cadence_counts_both_feet() -> None:
    """A watch counts strides: 85 and a half are 171 steps a minute."""
    assert one_record((4, "uint8", 85), (53, "uint8", 64))["cadence_spm"] == 171.0


def test_cadence_that_counts_steps_already() -> None:
    """Nobody runs 170 strides a minute; such a file has doubled them itself."""
    assert one_record((4, "uint8", 170))["cadence_spm"] == 170.0


def test_cycling_cadence_is_left_alone() -> None:
    """A crank has one leg on each side of it."""
    ride = decoded(file_id(), record(0, (4, "uint8", 85)), session(sport=2))

    assert ride.records["cadence_spm"].to_list() == [85.0]


def test_steps_of_a_session_are_twice_its_strides() -> None:
    """`total_cycles` counts one leg."""
    row = the_session(file_id(), session((10, "uint32", 85), (18, "uint8", 84), (92, "uint8", 64)))

    assert (row["steps"], row["avg_cadence_spm"]) == (170.0, 169.0)


def test_steps_that_are_steps_already() -> None:
    """More than 130 cycles a minute cannot be one leg's."""
    assert the_session(file_id(), session((10, "uint32", 170)))["steps"] == 170.0


def test_a_ride_has_no_steps() -> None:
    """A cyclist's crank turns are no steps."""
    assert the_session(file_id(), session((10, "uint32", 85), sport=2))["steps"] is None


@pytest.mark.parametrize(
    ("written", "manufacturer", "meant"),
    [
        (7, 255, 7.0),
        (60, 255, 6.0),
        (100, 255, 10.0),
        (10, 255, 10.0),
        (10, 1, 1.0),
        (0, 1, None),
        (255, 1, None),
    ],
    ids=[
        "plain",
        "times ten",
        "top",
        "ten of another maker",
        "Garmin's lowest",
        "unset",
        "invalid",
    ],
)
def test_effort(written: int, manufacturer: int, meant: float | None) -> None:
    """RPE is usually stored times ten; 0 means that nobody answered."""
    row = the_session(file_id(manufacturer=manufacturer), session((193, "uint8", written)))

    assert row["rpe"] == meant


@pytest.mark.parametrize(
    ("difference_s", "offset_s"),
    [
        (3600, 3600),
        (3600 + 540, 3600),
        (-540, 0),
        (7200 - 30, 7200),
        (20_700, 20_700),
        (-12_600, -12_600),
        (20_000, 19_800),
        (1800, None),
        (15 * 3600, None),
        (-12 * 86_400, None),
        (1e9, None),
    ],
)
def test_local_time_gives_the_utc_offset(difference_s: float, offset_s: int | None) -> None:
    """A clock nine minutes wrong moves no run into another zone; a day wrong says nothing."""
    assert offset_in_use(difference_s) == offset_s


def test_the_watch_knows_the_offset() -> None:
    """Local time less UTC in the activity message is the session's offset."""
    assert the_session(file_id(), session(), activity(-5 * 3600))["utc_offset_s"] == -18_000


@pytest.mark.parametrize("local_offset_s", [None, 0], ids=["not written", "UTC written for it"])
def test_the_place_gives_the_offset_where_the_watch_does_not(local_offset_s: int | None) -> None:
    """Without local time, or with UTC in its place (COROS), Munich in March is UTC+1."""
    here = record(0, (0, "sint32", degrees(48.1)), (1, "sint32", degrees(11.5)))

    assert the_session(file_id(), here, session(), activity(local_offset_s))["utc_offset_s"] == 3600


def test_a_virtual_ride_is_nowhere() -> None:
    """Zwift's island lies in the South Pacific; its riders do not."""
    here = record(0, (0, "sint32", degrees(-11.6)), (1, "sint32", degrees(166.9)))
    row = the_session(file_id(), here, session((6, "enum", 58), sport=2), activity(None))

    assert row["utc_offset_s"] is None


def test_no_place_and_no_local_time_give_no_offset() -> None:
    """Nothing guesses: the warehouse then uses the configured zone."""
    assert the_session(file_id(), record(0), session(), activity(None))["utc_offset_s"] is None


def test_null_island_is_no_place() -> None:
    """A receiver without a fix writes 0 N 0 E."""
    row = one_record((0, "sint32", 0), (1, "sint32", 0))

    assert (row["latitude_deg"], row["longitude_deg"]) == (None, None)


def test_the_wearer() -> None:
    """Sex, highest and resting heart rate come from the watch's profile."""
    row = the_session(
        file_id(),
        message(USER_PROFILE, (1, "enum", 0), (8, "uint8", 52), (11, "uint8", 185)),
        message(ZONES, (1, "uint8", 191)),
        session(),
    )

    assert row["profile_sex"] == "female"
    assert row["profile_max_heart_rate_bpm"] == 191.0
    assert row["profile_resting_heart_rate_bpm"] == 52.0


def test_an_unset_profile_says_nothing() -> None:
    """A resting heart rate of 0 is one nobody has entered."""
    row = the_session(
        file_id(),
        message(USER_PROFILE, (1, "enum", 2), (8, "uint8", 0), (11, "uint8", 184)),
        session(),
    )

    assert row["profile_sex"] is None
    assert row["profile_max_heart_rate_bpm"] == 184.0
    assert row["profile_resting_heart_rate_bpm"] is None


@pytest.mark.parametrize(
    ("sport", "sub_sport", "words"),
    [
        (1, 3, ("running", "trail")),
        (10, 20, ("training", "strength_training")),
        (82, 67, ("snorkeling", "ultra")),
        (201, 202, ("unknown_201", "unknown_202")),
    ],
)
def test_sports_in_words(sport: int, sub_sport: int, words: tuple[str, str]) -> None:
    """FIT's own words; a number nobody knows keeps its number."""
    row = the_session(file_id(), session((6, "enum", sub_sport), sport=sport))

    assert (row["sport"], row["sub_sport"]) == words


def test_the_name_of_a_session() -> None:
    """The profile's name on the watch is the session's."""
    row = the_session(file_id(), session((110, "string", "Trail Run")))

    assert row["name"] == "Trail Run"


def test_laps_keep_their_intensity() -> None:
    """A warm-up lap is known as one."""
    laps = decoded(
        file_id(),
        *(
            message(LAP, (2, "uint32", at(30 * i)), (8, "uint32", 30_000), (23, "enum", intensity))
            for i, intensity in enumerate((2, 5))
        ),
        session(),
    ).laps

    assert laps["intensity"].to_list() == ["warmup", "interval"]
    assert laps["timer_s"].to_list() == [30.0, 30.0]
    assert laps["lap_index"].to_list() == [0, 1]


def test_strength_sets() -> None:
    """A set keeps what was lifted; of several guesses at the exercise the first known counts."""
    sets = decoded(
        file_id(),
        message(
            SET,
            (254, "uint32", at(40)),
            (0, "uint32", 35_500),
            (3, "uint16", 12),
            (4, "uint16", 20 * 16),
            (5, "enum", 1),
            (6, "uint32", at(4)),
            (7, "uint16", [65534, 28]),
            (8, "uint16", [65535, 6]),
        ),
        message(SET, (5, "enum", 0), (0, "uint32", 60_000), (7, "uint16", 65534)),
        session((6, "enum", 20), sport=10),
    ).sets

    expected = pl.DataFrame(
        {
            "session_index": [0, 0],
            "set_index": [0, 1],
            "started_at": [START + timedelta(seconds=4), None],
            "set_type": ["active", "rest"],
            "duration_s": [35.5, 60.0],
            "repetitions": [12, None],
            "weight_kg": [20.0, None],
            "category": [28, None],
            "category_subtype": [6, None],
            "title": [None, None],
        },
        schema=sets.schema,
    )
    assert_frame_equal(expected, sets)


def test_a_single_exercise_keeps_its_number() -> None:
    """A category alone, which fitparse would turn into a word, stays a number."""
    sets = decoded(file_id(), message(SET, (7, "uint16", 13), (8, "uint16", 2)), session()).sets

    assert sets.select("category", "category_subtype").row(0) == (13, 2)


def test_a_subtype_without_an_exercise() -> None:
    """A set that names no exercise but its variant says nothing of what was done."""
    sets = decoded(file_id(), message(SET, (8, "uint16", [0, 0])), session()).sets

    assert sets.select("category", "category_subtype").row(0) == (None, None)


def test_several_sports_in_one_file() -> None:
    """A triathlon's records and laps fall to the sport they were recorded in."""
    brick = decoded(
        file_id(),
        *(record(i, (3, "uint8", 100 + i)) for i in range(90)),
        *(message(LAP, (2, "uint32", at(start))) for start in (0, 30, 60)),
        session(start_s=60, sport=1, timer_s=29),
        session(start_s=0, sport=2, timer_s=60),
        activity(end_s=90),
    )

    assert brick.sessions["sport"].to_list() == ["cycling", "running"]
    assert brick.records.group_by("session_index", maintain_order=True).len().rows() == [
        (0, 60),
        (1, 30),
    ]
    assert brick.laps.select("session_index", "lap_index").rows() == [(0, 0), (0, 1), (1, 0)]
    assert brick.sessions["max_heart_rate_bpm"].to_list() == [159.0, 189.0]


def test_records_before_the_first_session_belong_to_it() -> None:
    """A record a second early is not lost."""
    early = decoded(
        file_id(), record(-1), record(70), session(timer_s=60), session(start_s=60, sport=2)
    )

    assert early.records["session_index"].to_list() == [0, 1]


def test_a_repeated_session_counts_once() -> None:
    """Some devices save the summary twice; the last one holds."""
    row = the_session(file_id(), session(timer_s=50), session(timer_s=60))

    assert row["timer_s"] == 60.0


def test_a_file_that_was_never_finished() -> None:
    """Without a summary the session is built from its records."""
    run_ = decoded(
        file_id(),
        message(SPORT, (0, "enum", 1), (1, "enum", 3)),
        *(record(i, (5, "uint32", 300 * i)) for i in range(61)),
    )
    row = run_.sessions.row(0, named=True)

    assert run_.quality == ("no_session_message",)
    assert (row["sport"], row["sub_sport"], row["is_sport_assumed"]) == ("running", "trail", False)
    assert (row["started_at"], row["timer_s"], row["distance_m"]) == (START, 60.0, 180.0)


def timer_event(offset_s: float, kind: int) -> bytes:
    """Return the timer's start (0) or stop (4)."""
    return message(21, (253, "uint32", at(offset_s)), (0, "enum", 0), (1, "enum", kind), local=5)


def test_the_timer_s_own_events() -> None:
    """Of a file that was never finished, the timer's starts and stops tell how long it ran."""
    rows = [record(i) for i in range(0, 121, 5)]
    row = the_session(
        file_id(),
        timer_event(0, 0),
        *rows,
        timer_event(50, 4),
        timer_event(80, 0),
        timer_event(120, 4),
    )

    assert row["timer_s"] == 90


def test_a_timer_without_an_end() -> None:
    """A battery that died has no last stop: then the records tell."""
    row = the_session(file_id(), timer_event(0, 0), *(record(i) for i in range(31)))

    assert row["timer_s"] == 30


def beats(first_s: float | None, ticks: list[int], rates: list[int]) -> bytes:
    """Return beats a strap has stored; the first message has a whole time, later ones 12 bits."""
    if first_s is not None:
        return message(
            132,
            (253, "uint32", at(first_s)),
            (0, "uint16", 0),
            (9, "uint32", ticks),
            (6, "uint8", rates),
            local=6,
        )
    bits = sum((tick & 0xFFF) << 12 * i for i, tick in enumerate(ticks))
    packed = list(bits.to_bytes(len(ticks) * 3 // 2, "little"))
    return message(132, (10, "byte", packed), (6, "uint8", rates), local=7)


def test_a_heart_rate_stored_under_water() -> None:
    """Radio does not pass water: the strap stores beats and hands them over afterwards."""
    ticks = [5000 + 1024 * i for i in range(9)]
    run_ = decoded(
        file_id(),
        *(record(i) for i in range(9)),
        beats(0, ticks[:1], [100]),
        beats(None, ticks[1:5], [101, 102, 103, 104]),
        beats(None, ticks[5:], [105, 106, 107, 108]),
        session(),
    )

    assert run_.records["heart_rate_bpm"].to_list() == [100.0 + i for i in range(9)]


def test_two_beats_in_a_second() -> None:
    """A record holds the mean of the beats since the last one; its own heart rate wins."""
    run_ = decoded(
        file_id(),
        record(0, (3, "uint8", 99)),
        record(1, (3, "uint8", 255)),
        record(2, (3, "uint8", 255)),
        beats(0, [1024, 1536, 2048], [150, 120, 130]),
        session(),
    )

    assert run_.records["heart_rate_bpm"].to_list() == [99.0, 125.0, None]


def test_what_the_watch_is() -> None:
    """Maker and model; Garmin's numbers have names, others' are numbers."""
    garmin = message(FILE_ID, (0, "enum", 4), (1, "uint16", 1), (2, "uint16", 2697))
    other = message(FILE_ID, (0, "enum", 4), (1, "uint16", 294), (8, "string", "COROS PACE 2"))

    assert the_session(garmin, record(0), session())["device"] == "garmin fenix5"
    assert the_session(other, record(0), session())["device"] == "COROS PACE 2"


def test_how_it_felt() -> None:
    """Feel is stored beside effort; it is mood, never taken for effort."""
    row = the_session(file_id(), record(0), session((192, "uint8", 75)))

    assert (row["feel"], row["rpe"]) == (75, None)


def test_speed_tells_the_sport_where_nothing_else_does() -> None:
    """A file without any word on its sport is taken for a run at running speed, and says so."""
    row = the_session(file_id(), *(record(i, (6, "uint16", 3000)) for i in range(20)))

    assert (row["sport"], row["is_sport_assumed"]) == ("running", True)


def test_uptime_is_no_date() -> None:
    """Before it knows the date, a watch counts seconds since it was switched on."""
    odd = decoded(file_id(), message(RECORD, (253, "uint32", 5000)), record(1), session())

    assert odd.records["recorded_at"].null_count() == 1
    assert odd.quality == ("no_time",)


def test_a_session_that_only_knows_uptime_begins_with_its_records() -> None:
    """The session's start is then the first record's."""
    row = the_session(file_id(), record(5), message(SESSION, (2, "uint32", 77), (5, "enum", 1)))

    assert row["started_at"] == START + timedelta(seconds=5)


def test_a_watch_that_knows_only_local_time() -> None:
    """Old Forerunners count uptime and tell the local time once, at the end."""
    run_ = decoded(
        message(FILE_ID, (0, "enum", 4)),
        *(message(RECORD, (253, "uint32", 1000 + i)) for i in range(3)),
        message(SESSION, (2, "uint32", 1000), (5, "enum", 1)),
        message(ACTIVITY, (253, "uint32", 1060), (5, "uint32", at(60))),
    )

    assert run_.quality == ("local_clock",)
    assert run_.sessions.select("started_at", "utc_offset_s").row(0) == (START, 0)
    assert run_.records["recorded_at"].to_list() == [START + timedelta(seconds=i) for i in range(3)]


def test_an_activity_of_no_day() -> None:
    """Nothing in the file says when it was: it can go on no calendar."""
    with pytest.raises(NoDate, match="belongs to no day"):
        decoded(message(FILE_ID, (0, "enum", 4)), message(RECORD, (3, "uint8", 120)))


def test_a_watch_in_the_future() -> None:
    """One run dated 2099 would stretch every chart by decades."""
    then = seconds(datetime(2099, 5, 1, tzinfo=UTC))

    with pytest.raises(WrongDate, match="2099-05-01"):
        decoded(file_id(), message(SESSION, (2, "uint32", then), (5, "enum", 1)))


def test_tomorrow_is_possible_somewhere() -> None:
    """A run this evening in Kiribati is dated tomorrow in Hawaii."""
    soon = seconds(datetime.now(UTC) + timedelta(hours=14))

    assert the_session(file_id(), message(SESSION, (2, "uint32", soon), (5, "enum", 1)))


def test_a_wrong_start_among_good_records() -> None:
    """One damaged number must not cost a run whose records are all dated."""
    row = the_session(
        file_id(),
        *(record(i) for i in range(30)),
        message(SESSION, (2, "uint32", 0xF0000000), (5, "enum", 1), (8, "uint32", 30_000)),
    )

    assert row["started_at"] == START


def test_sessions_without_a_start() -> None:
    """Two runs that only know their end and their length begin where these say."""
    sessions = decoded(
        file_id(),
        *(record(i) for i in range(0, 200, 10)),
        message(SESSION, (253, "uint32", at(50)), (5, "enum", 1), (7, "uint32", 50_000)),
        message(SESSION, (253, "uint32", at(190)), (5, "enum", 1), (7, "uint32", 90_000)),
    ).sessions

    assert (sessions["started_at"] - START).dt.total_seconds().to_list() == [0, 100]


def test_coros_writes_utc_for_local_time() -> None:
    """Indoors nobody knows where it was, so its zone is unknown, not UTC."""
    coros = file_id(manufacturer=294)

    assert the_session(coros, record(0), session(), activity(0))["utc_offset_s"] is None


def test_one_wrong_date_among_sessions() -> None:
    """The session with the impossible date is left out and noted; the other is loaded."""
    then = seconds(datetime(2090, 1, 1, tzinfo=UTC))
    both = decoded(
        file_id(), record(0), session(), message(SESSION, (2, "uint32", then), (5, "enum", 2))
    )

    assert both.sessions["sport"].to_list() == ["running"]
    assert both.quality == ("wrong_date",)


def test_a_glitch_in_a_record_s_date_is_only_that() -> None:
    """A record from the future loses its time, not the run."""
    then = seconds(datetime(2090, 1, 1, tzinfo=UTC))
    run_ = decoded(file_id(), record(0), message(RECORD, (253, "uint32", then)), session())

    assert run_.records["recorded_at"].to_list() == [START, None]
    assert run_.quality == ("bad_time",)


def test_records_are_in_the_order_of_time() -> None:
    """Records written out of order are put in order, and noted."""
    run_ = decoded(file_id(), record(2), record(0), record(1), session())

    assert run_.records["recorded_at"].is_sorted()
    assert run_.quality == ("unsorted",)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (1, "device"),
        (2, "settings"),
        (5, "workout"),
        (6, "course"),
        (9, "weight"),
        (15, "monitoring a"),
        (28, "monitoring daily"),
        (32, "monitoring b"),
        (44, "metrics"),
        (49, "sleep"),
        (68, "hrv status"),
    ],
)
def test_files_that_are_no_activity(kind: int, word: str) -> None:
    """A dump of a whole watch holds much that is no activity: fine, and nothing to load."""
    with pytest.raises(NotAnActivity, match=word) as caught:
        decoded(file_id(kind), record(0, (3, "uint8", 60)))

    assert caught.value.reason.facts["kind"] == word


def test_records_of_a_file_that_does_not_say_what_it_is() -> None:
    """Records count where the file's kind is missing or unknown."""
    assert decoded(record(0), record(1)).records.height == 2
    assert decoded(file_id(99), record(0)).records.height == 1


def test_a_session_counts_whatever_the_file_calls_itself() -> None:
    """A summary of an activity is one, even without records."""
    assert the_session(file_id(20), session())["timer_s"] == 60.0


def test_an_activity_without_anything() -> None:
    """Started and discarded: nothing to load."""
    with pytest.raises(NoRecording, match="neither a session nor records"):
        decoded(file_id(), activity())


def test_zero_distance_of_a_run_is_unknown() -> None:
    """A treadmill without a footpod measures nothing; that is not a run of 0 km."""
    assert the_session(file_id(), session((9, "uint32", 0)))["distance_m"] is None
    assert the_session(file_id(), session((9, "uint32", 0), sport=10))["distance_m"] == 0.0


def test_impossible_values_are_left_out() -> None:
    """A glitch of one sensor costs its value, not the record."""
    row = one_record(
        (0, "sint32", degrees(91)),
        (1, "sint32", degrees(11)),
        (5, "uint32", 4_000_000_000),
        (3, "float64", float("inf")),
        (7, "uint16", 60_000),
    )

    assert row["recorded_at"] == START
    assert [row[c] for c in ("latitude_deg", "distance_m", "heart_rate_bpm", "power_w")] == [
        None
    ] * 4
