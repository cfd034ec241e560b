"""The tables for other programs: as files beside a page, and all of them as a folder.

cells <- folders <- shown        what one page shows, written with it
                 <- everything   every public table: `backstride export`
         meanings                what each table and column means
"""

from pipeline.export.everything import WRITERS, Exported, export_tables
from pipeline.export.folders import HALF_WRITTEN, written_by_export
from pipeline.export.shown import SHOWN, Shown, write_shown

__all__ = [
    "HALF_WRITTEN",
    "SHOWN",
    "WRITERS",
    "Exported",
    "Shown",
    "export_tables",
    "write_shown",
    "written_by_export",
]
