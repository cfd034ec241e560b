"""What a doctor would ask once about a runner: written into `backstride.toml`, asked only once."""

from collections.abc import Mapping
from datetime import date

from pipeline.athlete_settings import athlete_table
from pipeline.errors import BrokenSettings
from pipeline.files import write_atomically
from pipeline.home import Home
from pipeline.settings import load_settings

YES_OR_NO = ("past_cancer", "osteoporosis", "weak_immune_system", "long_cortisone")
FACTS = ("birth_year", *YES_OR_NO)
COUNTRIES = ("DE", "AT", "CH", "GB")
EARLIEST_YEAR = 1900

Answer = str | int | bool


def are_known(home: Home, athlete_id: str) -> bool:
    """Tell whether an athlete was asked before, or has written some of it by hand."""
    said = load_settings(home).athlete(athlete_id)
    if any(getattr(said, fact) is not None for fact in FACTS):
        return True
    return home.settings_file.exists() and _asked(athlete_id) in home.settings_file.read_text(
        "utf-8"
    )


def year_said(text: str, today: date) -> int | None:
    """Return a year of birth, or null for what is none."""
    year = int(text) if text.isascii() and text.isdecimal() else 0
    return year if EARLIEST_YEAR <= year <= today.year else None


def remember(home: Home, athlete_id: str, facts: Mapping[str, Answer], country: str | None) -> None:
    """Write facts into the settings, keeping the rest of the file; skipped ones are not written.

    Raises
    ------
    BrokenSettings
        If the file would not say the same as before; it is left as it was.
    """
    import tomlkit  # noqa: PLC0415 - only few commands write settings

    text = home.settings_file.read_text("utf-8") if home.settings_file.exists() else ""
    document = tomlkit.parse(text)
    if country:
        document["country"] = country
    if facts:
        athletes = document.setdefault("athletes", tomlkit.table(is_super_table=True))
        athletes.setdefault(athlete_id, tomlkit.table()).update(facts)
    written = f"{tomlkit.dumps(document).rstrip()}\n\n{_asked(athlete_id)}\n".lstrip()
    if tomlkit.parse(written).unwrap() != document.unwrap():
        raise BrokenSettings(path=str(home.settings_file), problem=athlete_id)
    write_atomically(home.settings_file, written.encode())


def _asked(athlete_id: str) -> str:
    return f"# asked for lasting facts; to change them, edit {athlete_table(athlete_id)}"
