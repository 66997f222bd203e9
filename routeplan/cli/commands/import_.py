"""``routeplan import``."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import json_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import tell_findings
from routeplan.errors import EXIT_INPUT
from routeplan.formats.tables.paused_collector import many_objects
from routeplan.phrases import counted
from routeplan.station.harmless_text import visible

if TYPE_CHECKING:
    from routeplan.station.use_cases.spreadsheet_import.import_draft import ImportDraft


@click.command("import", cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@workspace_argument
@click.option(
    "--as",
    "kind",
    type=click.Choice(["households", "officers", "calendar"]),
    default=None,
    help="What the rows are, where that is not clear: calendar means days off.",
)
@click.option("--sheet", default="", metavar="NAME", help="The sheet with the table.")
@click.option(
    "--crs",
    default="",
    metavar="EPSG:CODE",
    help="Coordinate system of the file's places, where it names none.",
)
@click.option(
    "--answer",
    "typed",
    metavar="KEY=ANSWER",
    multiple=True,
    help="Answer a question in advance, as --dry-run lists it; may be repeated.",
)
@click.option("--yes", is_flag=True, help="Take the likely answer to every question.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@json_option
@many_objects
def command(
    file: Path,
    folder: Path,
    kind: str | None,
    sheet: str,
    crs: str,
    typed: tuple[str, ...],
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take over the station's own spreadsheet: households, officers, or days off.

    FILE is XLSX, XLS, ODS or CSV, or GeoJSON, GeoPackage, Shapefile or GeoParquet in any coordinate
    system. The sheet and the header row are found; titles, headings and totals are passed over.
    The columns tell whether the rows are households, officers, or days off; --as settles it.
    How the columns are read is shown and asked once; so is each text that is not understood for
    certain, such as 'mornings', with its likely meaning. All answers are kept in [import] of
    routeplan.toml, so next month's file goes in unasked.

    Households are known by their id, or else by name and address. Whoever an import brought, and
    the file no longer has, is removed; households that you added yourself stay. Where nobody can
    be asked, the questions are listed and the exit status is 2.

    \b
    Examples:
      routeplan import households.xlsx station --dry-run
      routeplan import absences.xlsx station --as calendar
      routeplan import homes.gpkg station --answer "availability:mornings=Mo-Fr 08:00-12:00" --yes
    """
    from routeplan.engines.choose import prepare_in_background

    prepare_in_background()
    draft = _drafted(file, folder, sheet, kind, crs)
    from routeplan.cli.commands import import_asking as asking
    from routeplan.cli.commands.import_shown import print_draft, print_draft_json
    from routeplan.station.use_cases.spreadsheet_import import draft as drafts

    draft = asking.with_typed(draft, typed, sheet)
    was_asked = bool(draft.questions) and not (yes or dry_run or as_json) and asking.can_ask()
    if draft.questions and yes:
        draft = drafts.accepted(draft)
    elif was_asked:
        draft = asking.with_asked(draft, sheet)
    tell_findings(draft.findings)
    if not as_json:
        asking.list_questions(draft.questions)
        print_draft(draft)
    writes = bool(draft.files) and not (draft.questions or dry_run)
    writes = writes and (not was_asked or click.confirm(say("Write this?"), default=True))
    paths, unnoted = drafts.write_import(draft, command="import") if writes else ([], ())
    tell_findings(unnoted)
    if as_json:
        print_draft_json(draft, list(map(str, paths)))
    else:
        _tell_end(folder, list(map(str, paths)), len(draft.questions))
    if draft.questions:
        sys.exit(EXIT_INPUT)


def _drafted(file: Path, folder: Path, sheet: str, kind: str | None, crs: str) -> ImportDraft:
    """What the file would change: a workbook is read elsewhere while all else is loaded."""
    from routeplan.formats.spreadsheet.sheets import sheets_reading

    with sheets_reading(file) as sheets:
        from routeplan.formats.spreadsheet.words.vocabulary import Kind
        from routeplan.station.use_cases.spreadsheet_import.draft import draft_import
        from routeplan.station.use_cases.spreadsheet_import.source import open_import

        source, answers = open_import(file, folder, sheets, crs=crs)
    return draft_import(source, answers, sheet=sheet, kind=Kind(kind) if kind else None)


def _tell_end(folder: Path, written: Sequence[str], still_open: int) -> None:
    """What was written and comes next, or why nothing was."""
    for path in written:
        click.echo(say("wrote {path}", path=visible(path)))
    if written:
        command = f"routeplan check {shlex.quote(str(folder))}"
        click.echo(say("Next: {command}", command=command))
        return
    click.echo(say("Nothing was written."))
    if not still_open:
        return
    message = say(
        "{questions} still open: answer at a terminal or with --answer, or take the likely answers "
        "with --yes.",
        questions=counted(still_open, "question"),
    )
    click.echo(message, err=True)
