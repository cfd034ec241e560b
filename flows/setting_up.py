"""A home folder is made: empty for a runner, filled with made-up ones for the demo."""

from importlib.resources import as_file, files
from pathlib import Path
from shutil import copyfile

from pipeline.errors import NotADemoHome
from pipeline.files import write_atomically
from pipeline.home import Home

SETTINGS = """\
# Backstride's settings; every one is optional.
# timezone = "Europe/Berlin"     # where neither a file nor its position says
# language = "de"                # of the terminal; pages are always in both languages
# units = "imperial"             # miles and feet; metric where absent. Athletes may have their own
# country = "DE"                 # DE, AT, CH or GB: whose numbers for emergencies are shown
# week_starts_on = "sunday"      # in the year calendar's picture; all numbers go by ISO weeks

# Folders of the inbox that are athletes (or: backstride athlete add NAME):
# [athletes.me]
# display_name = "Alex"
# units = "metric"
# sex = "female"                 # chooses the constants of heart-rate load
# max_heart_rate_bpm = 190       # heart rates: else as in the watch's user profile
# resting_heart_rate_bpm = 52
# threshold_heart_rate_bpm = 172 # what can be kept up for an hour ...
# threshold_pace = "4:40"        # ... and its minutes and seconds for one kilometre
# running_activities = ["an hour without a break", "hills", "two days in a row"]  # your own;
#                                # how well each goes: backstride capability 6 4 7
# birth_year = 1968              # asked once, as a doctor would: these five turn new or
# past_cancer = false            # changed pain into a reason to have it checked
# osteoporosis = false
# weak_immune_system = false
# long_cortisone = false
# [[athletes.me.changes]]        # what is different from a date on; as often as it changes
# from = 2026-03-01
# max_heart_rate_bpm = 188

# Limits for what lies in the inbox, with their defaults:
# [inbox]
# settle_s = 2                   # a file younger than this may still be growing
# member_megabytes = 512         # one file, or one file of an archive
# apple_export_megabytes = 4000  # the export.xml of Apple Health, which is streamed
# archive_megabytes = 8000       # all files of one archive together
# ratio = 200                    # unpacked to packed
# depth = 4                      # archives within archives
# members = 100000               # files of one archive
"""

DEMO_MARK = "# the demo's own folder: made-up runners, and a today that stands still"
DEMO_SETTINGS = f"""\
{DEMO_MARK}
timezone = "Europe/Berlin"
as_of = 2026-11-21

[athletes.anna]
display_name = "Anna (made up)"
running_activities = ["an hour without a break", "hills", "two days in a row"]

[athletes.ben]
display_name = "Ben (made up)"

[inbox]
settle_s = 0   # the demo has finished copying before it looks
"""


def init_home(home: Home) -> None:
    """Make the folders and a settings file that explains itself."""
    home.create()
    if not home.settings_file.exists():
        write_atomically(home.settings_file, SETTINGS.encode())


def fill_with_sample(home: Home) -> None:
    """Put the sample data into a demo's inbox, diary and journal.

    Raises
    ------
    NotADemoHome
        If the folder holds somebody's own data or settings.
    """
    if not _may_hold_demo(home):
        raise NotADemoHome(home=str(home.root))
    home.create()
    write_atomically(home.settings_file, DEMO_SETTINGS.encode())
    if any(home.archive.iterdir()):
        return  # an earlier demo has read them
    with as_file(files("sample_data")) as sample:
        _copy_tree(sample / "inbox", home.inbox)
        _copy_tree(sample / "diary", home.diary)
        _copy_tree(sample / "journal", home.journal)


def _may_hold_demo(home: Home) -> bool:
    """Tell whether a folder is new, freshly made, or an earlier demo's."""
    if home.settings_file.exists():
        text = home.settings_file.read_text("utf-8", errors="replace")
        if text.startswith(DEMO_MARK):
            return True
        if text != SETTINGS:
            return False
    own = (home.inbox, home.archive, home.diary, home.journal)
    return not any(any(folder.iterdir()) for folder in own if folder.exists())


def _copy_tree(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copyfile(path, copy)
