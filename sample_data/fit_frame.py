"""What every made-up FIT file has around its samples: device, person, timer, session, clock."""

from datetime import datetime
from typing import Any

from fit_tool.profile.messages.activity_message import ActivityMessage
from fit_tool.profile.messages.device_info_message import DeviceInfoMessage
from fit_tool.profile.messages.event_message import EventMessage
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.session_message import SessionMessage
from fit_tool.profile.messages.sport_message import SportMessage
from fit_tool.profile.messages.user_profile_message import UserProfileMessage
from fit_tool.profile.messages.zones_target_message import ZonesTargetMessage
from fit_tool.profile.profile_type import (
    Activity,
    Event,
    EventType,
    FileType,
    Gender,
    Manufacturer,
    SessionTrigger,
    Sport,
    SubSport,
)

from sample_data.fit_writer import FitWriter, fit_local_seconds, fit_ms
from sample_data.people import Outing, Runner

PRODUCTS = {"band": (1, "Made-up Band"), "watch": (2, "Made-up Watch")}
SPORT_NAMES = {"running": "Run", "cycling": "Ride", "training": "Strength", "swimming": "Pool swim"}
SUB_SPORTS = {
    "treadmill": SubSport.TREADMILL,
    "swim": SubSport.LAP_SWIMMING,
    "legs": SubSport.STRENGTH_TRAINING,
    "core": SubSport.STRENGTH_TRAINING,
    "back": SubSport.STRENGTH_TRAINING,
}


def settings_bytes(runner: Runner, written_at: datetime) -> bytes:
    """Return a settings file: a valid FIT file that is no activity."""
    writer = FitWriter()
    product, _ = PRODUCTS["watch"]
    writer.add(
        FileIdMessage,
        type=FileType.SETTINGS,
        manufacturer=Manufacturer.DEVELOPMENT.value,
        product=product,
        time_created=fit_ms(written_at),
    )
    _write_profile(writer, runner)
    return writer.to_bytes()


def write_head(writer: FitWriter, runner: Runner, outing: Outing) -> None:
    """Write what stands before the first sample: file, device, person, sport, start."""
    product, product_name = PRODUCTS.get(outing.recorder, PRODUCTS["watch"])
    started = fit_ms(outing.starts_at)
    writer.add(
        FileIdMessage,
        type=FileType.ACTIVITY,
        manufacturer=Manufacturer.DEVELOPMENT.value,
        product=product,
        time_created=started,
    )
    writer.add(
        DeviceInfoMessage,
        timestamp=started,
        device_index=0,
        manufacturer=Manufacturer.DEVELOPMENT.value,
        product=product,
        product_name=product_name,
        software_version=1.0,
    )
    _write_profile(writer, runner)
    writer.add(
        SportMessage,
        sport=Sport[outing.sport.upper()],
        sub_sport=SUB_SPORTS.get(outing.kind, SubSport.GENERIC),
        sport_name=SPORT_NAMES.get(outing.sport, outing.sport.title()),
    )
    write_timer(writer, outing, 0, EventType.START)


def _write_profile(writer: FitWriter, runner: Runner) -> None:
    """Write the person: sex, weight and the two heart rates that TRIMP needs."""
    writer.add(
        UserProfileMessage,
        gender=Gender.FEMALE if runner.is_female else Gender.MALE,
        weight=runner.weight_kg,
        resting_heart_rate=runner.resting_bpm,
        default_max_running_heart_rate=runner.max_bpm,
        default_max_heart_rate=runner.max_bpm,
    )
    writer.add(ZonesTargetMessage, max_heart_rate=runner.max_bpm)


def write_timer(writer: FitWriter, outing: Outing, after_s: float, what: EventType) -> None:
    """Write that the timer was started or stopped."""
    writer.add(
        EventMessage,
        timestamp=instant(outing, after_s),
        event=Event.TIMER,
        event_type=what,
        event_group=0,
    )


def write_session(
    writer: FitWriter, outing: Outing, elapsed_s: float, timer_s: float, **facts: Any
) -> None:
    """Write the timer's stop, the session and the activity that says what the local clock read."""
    write_timer(writer, outing, elapsed_s, EventType.STOP_ALL)
    writer.add(
        SessionMessage,
        start_time=instant(outing, 0),
        timestamp=instant(outing, elapsed_s),
        event=Event.SESSION,
        event_type=EventType.STOP,
        trigger=SessionTrigger.ACTIVITY_END,
        message_index=0,
        first_lap_index=0,
        total_elapsed_time=float(elapsed_s),
        total_timer_time=float(timer_s),
        workout_rpe=None if outing.rpe is None else outing.rpe * 10,
        **facts,
    )
    writer.add(
        ActivityMessage,
        timestamp=instant(outing, elapsed_s),
        total_timer_time=float(timer_s),
        num_sessions=1,
        type=Activity.MANUAL,
        event=Event.ACTIVITY,
        event_type=EventType.STOP,
        local_timestamp=fit_local_seconds(outing.starts_at) + int(elapsed_s),
    )


def sport_fields(outing: Outing) -> dict[str, Any]:
    """Return sport and sub-sport, for messages that know little else."""
    return {
        "sport": Sport[outing.sport.upper()],
        "sub_sport": SUB_SPORTS.get(outing.kind, SubSport.GENERIC),
    }


def instant(outing: Outing, after_s: float) -> int:
    """Return the instant some seconds after the start, as fit-tool takes it."""
    return fit_ms(outing.starts_at) + 1000 * int(after_s)
