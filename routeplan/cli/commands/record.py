"""``routeplan record``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import Date, DayAndTime, json_option, station_option
from routeplan.cli.options.scan import ScanCommand
from routeplan.cli.terminal.messages import tell_findings
from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.formats.results.result_fields import ResultContext
    from routeplan.formats.tables.rows import Table
    from routeplan.station.reading.open_station import Workspace


@click.command("record", cls=ScanCommand)
@click.argument("day", metavar="[DATE]", type=Date(back=True), required=False)
@click.argument("words", metavar="[SHEET] [CODES]", nargs=-1)
@station_option
@click.option(
    "--household",
    metavar="WHO",
    help="Record a call on this household, by id or name, that is on no sheet; CODES is then one "
    "letter.",
)
@click.option(
    "--officer",
    "officers",
    metavar="WHO",
    multiple=True,
    help="With --household: the officer who called, by id or name.",
)
@click.option(
    "--add",
    "added",
    metavar="'STOP FIELD VALUE'",
    multiple=True,
    help="Further details of a stop, such as '4 promise 2026-12-01 10:00'; may be repeated.",
)
@click.option(
    "--from",
    "file",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Read results from a CSV or XLSX file instead.",
)
@click.option(
    "--scan",
    "scans",
    metavar="FILE...",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Read the sheets themselves, scanned or photographed (PDF, JPEG, PNG); you are asked what "
    "is not plain.",
)
@click.option("--correct", is_flag=True, help="Replace what was recorded before.")
@json_option
def command(
    day: date | None,
    words: tuple[str, ...],
    folder: Path,
    household: str | None,
    officers: tuple[str, ...],
    added: tuple[str, ...],
    file: Path | None,
    scans: tuple[Path, ...],
    correct: bool,
    as_json: bool,
) -> None:
    """Write the results of a round into the visit log.

    SHEET is the code next to the sheet's QR code (or the officer's id). CODES are stop number and
    letter: m met at the door, e entered, o out, r refused, v moved away, w wrong address, x to
    withdraw (with --correct); then +3 for the people spoken to and ! for a matter to follow up.
    Reserve stops have a letter instead: Ae. Without CODES you are asked stop by stop.
    Recording the same results again changes nothing.

    With --scan the boxes on the sheets themselves are read, of any days and in any order. What is
    unsure is asked, beside a picture of the boxes; no picture is kept.

    \b
    Examples:
      routeplan record 2026-11-23 K3 "1m 2e+3 4o 5r 7e! Am"
      routeplan record 2026-11-23 K3 "4o" --add "4 promise 2026-12-01 10:00" --dir station
      routeplan record 2026-11-23 K3 4o --add "4 hours bd" --correct
      routeplan record 2026-11-24 m+2 --household H012 --officer O2 --add "channel telephone"
      routeplan record --from results.xlsx
      routeplan record --scan evening.pdf photo.jpg
    """
    from routeplan.cli.tables.record import print_recorded
    from routeplan.station.reading.from_log import NOT_LEARNED
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.reading.round_book import RoundBook
    from routeplan.station.use_cases.record_round import reading_of, record_table

    if sum((day is not None, file is not None, bool(scans))) != 1:
        raise UsageError(
            phrase(
                "missing date and sheet; give both, or a file with --from FILE, or scans with "
                "--scan FILE"
            )
        )
    workspace = read_workspace(
        folder, today=today(), first_day=day or today(), days=1, log=NOT_LEARNED
    )
    reading = reading_of(workspace, RoundBook(folder / "maps", workspace.visit_log))
    if scans:
        table = _scanned(scans, workspace, reading, as_json=as_json)
    elif file is not None:
        table = _table_of(file, workspace)
    else:
        table = _typed(day or today(), words, household, officers, added, reading)
    done = record_table(workspace, table, reading, correcting=correct)
    tell_findings([*done.findings, *done.promises])
    print_recorded(
        done.added, done.rounds, done.stops, workspace.inputs, done.promises, as_json=as_json
    )


def _sheet(text: str, on: date, reading: ResultContext) -> str:
    """The sheet of a code; of an officer's name his id, where there is no such code."""
    from routeplan.station.people_by_name import officer_named

    if reading.rounds(on, text.strip().upper()):
        return text
    return officer_named(reading.inputs, text, strict=False)


def _promised(added: str) -> str:
    """A promise for a day as people type it: ``4 promise tomorrow 10:00``."""
    before, field, when = [*re.split(r"(\bpromise\s+)", added, maxsplit=1, flags=re.I), "", ""][:3]
    context = click.get_current_context(silent=True)
    return f"{before}{field}{DayAndTime().convert(when, None, context)}"


def _table_of(file: Path, workspace: Workspace) -> Table:
    from routeplan.formats.results.entries import result_table

    return result_table(file, workspace.settings)


def _scanned(
    files: Sequence[Path], workspace: Workspace, reading: ResultContext, *, as_json: bool
) -> Table:
    from routeplan.cli.commands.record_scan import scanned_table

    return scanned_table(workspace, files, reading, quietly=as_json)


def _typed(
    on: date,
    words: Sequence[str],
    household: str | None,
    officers: Sequence[str],
    added: Sequence[str],
    reading: ResultContext,
) -> Table:
    """What was typed, or what the form asks for, as a table."""
    from routeplan.cli.commands.record_form import ask
    from routeplan.formats.results.typed_results import typed_results
    from routeplan.station.people_by_name import household_named, officer_named

    added = [_promised(addition) for addition in added]
    common = {"date": str(on)}
    if household is not None:
        inputs = reading.inputs
        ids = [officer_named(inputs, officer, strict=False) for officer in officers]
        household = household_named(inputs, household, strict=False)
        common |= {"household": household, "officers": " ".join(ids)}
        return typed_results(" ".join(words), added, common)
    if not words:
        raise UsageError(phrase("missing sheet code; it is printed next to the QR code"))
    sheet, line = _sheet(words[0], on, reading), " ".join(words[1:])
    common["sheet"] = sheet
    if not line:
        line, answers = ask(reading, on, sheet)
        added = (*added, *answers)
    return typed_results(line, added, common)
