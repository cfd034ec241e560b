"""`backstride export`: the numbers for another program, each table a file."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.console import Terminal
from flows.options import HomeOption, _, home_at, terminal_of
from pipeline.errors import NoWarehouse
from pipeline.settings import load_settings

if TYPE_CHECKING:  # a command that writes nothing need not load Polars
    from pipeline.export import Exported

commands = typer.Typer()


class Form(StrEnum):
    """What the files are."""

    CSV = "csv"
    PARQUET = "parquet"
    BOTH = "both"


@commands.command(help=_("Write every table as CSV and Parquet, with what each column means."))
def export(
    home: HomeOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help=_("The folder to write, new or an earlier export."),
            show_default="~/Backstride/export",
            file_okay=False,
        ),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help=_("What to write."))] = Form.BOTH,
    athlete: Annotated[
        str | None, typer.Option("--athlete", help=_("Only whose rows; everybody's if absent."))
    ] = None,
) -> None:
    """Write the public tables of the published warehouse into a folder."""
    from flows.whose import athlete_meant  # noqa: PLC0415 - keeps --help fast
    from pipeline.export import WRITERS, export_tables  # noqa: PLC0415

    place = home_at(home)
    terminal = terminal_of(place)
    athlete_id = athlete and athlete_meant(place, load_settings(place), athlete)
    if not place.warehouse.exists():
        raise NoWarehouse(home=str(place.root), inbox=str(place.inbox))
    folder = (out or place.export).expanduser().absolute()
    with terminal.progress() as report:
        done = export_tables(
            place,
            folder,
            forms=WRITERS if form is Form.BOTH else [form],
            athlete_id=athlete_id,
            readme=lambda tables: readme_text(tables, terminal),
            report=report,
        )
    typer.echo(_told(done, terminal))
    typer.echo(str(folder))


def _told(done: "Sequence[Exported]", terminal: Terminal) -> str:
    t = terminal.t
    rows = sum(table.rows for table in done)
    return t.ngettext(
        "{n} table with {rows} rows in:",
        "{n} tables with {rows} rows in:",
        len(done),
        rows=t.number(rows, 0),
    )


def readme_text(done: "Sequence[Exported]", terminal: Terminal) -> str:
    """Return what stands beside the tables: how to read them, and what each has a row of."""
    from dashboards.wording.numbers import HOW_TO_READ  # noqa: PLC0415 - keeps --help fast
    from pipeline.export.meanings import table_meaning  # noqa: PLC0415

    t = terminal.t
    tables = [
        f"{table.table} ({t.number(table.rows, 0)})\n    {table_meaning(table.table)}"
        for table in done
    ]
    title = t.gettext("The tables of Backstride, each with how many rows it has")
    return "\n\n".join([*map(t.gettext, HOW_TO_READ), f"{title}:", *tables]) + "\n"
