"""What is missing or not trusted: every line at a glance, every table folded."""

from typing import Any

from dashboards.facts import Marts
from dashboards.i18n import Translator
from dashboards.sections import quality_corrections as corrections
from dashboards.sections import quality_days as days
from dashboards.sections import quality_diary as diary
from dashboards.sections import quality_files as files
from dashboards.sections import quality_matches as matches
from dashboards.sections import quality_sessions as sessions
from dashboards.tables import Table


def quality_section(marts: Marts, t: Translator) -> dict[str, Any]:
    """Return the counts, and a table of everything that was refused, merged or is odd."""
    return {
        "lines": [
            files.read_line(marts, t),
            files.refused_line(marts, t),
            matches.merged_line(marts, t),
            matches.possible_line(marts, t),
            sessions.suspect_line(marts, t),
            sessions.assumed_line(marts, t),
            corrections.line_of(marts, t),
            days.states_line(marts, t),
            days.unknown_line(marts, t),
            diary.entries_line(marts, t),
            diary.refused_line(marts, t),
            *diary.gone_lines(marts, t),
            files.folder_line(marts, t),
        ],
        "details": [table for table in _details(marts, t) if table.rows],
    }


def _details(marts: Marts, t: Translator) -> list[Table]:
    """Return what asks for an answer first, what is only told last."""
    return [
        matches.possible_table(marts, t),
        sessions.suspect_table(marts, t),
        files.refused_table(marts, t),
        diary.refused_table(marts, t),
        diary.gone_table(marts, t),
        corrections.table_of(marts, t),
        days.states_table(marts, t),
        days.unknown_table(marts, t),
        sessions.assumed_table(marts, t),
        matches.merged_table(marts, t),
        files.remarks_table(marts, t),
        files.ignored_table(marts, t),
        files.known_table(marts, t),
    ]
