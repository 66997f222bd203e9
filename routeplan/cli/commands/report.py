"""``routeplan report``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.options.common import date_option, json_option, workspace_argument
from routeplan.cli.options.month import MonthParam
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say, terminal_language
from routeplan.cli.terminal.messages import as_dicts, print_json, tell_findings
from routeplan.cli.terminal.written_files import command_name
from routeplan.errors import UsageError
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from routeplan.station.use_cases.make_report import ReportPeriod


@click.command("report", cls=Command)
@workspace_argument
@date_option("--from", "First day (default: the first of this month).", back=True)
@date_option("--to", "Last day (default: today).", back=True)
@click.option("--month", type=MonthParam(), metavar="MONTH", help="A whole month, such as 2026-11.")
@click.option("--officer", metavar="WHO", help="Only this officer's work, by id or name.")
@click.option(
    "--beat", metavar="WHO", help="Only the households of this officer's beat, by id or name."
)
@click.option("--trace", "traced", metavar="NUMBER", help="List the entries behind a number.")
@click.option("--audit", is_flag=True, help="Name sheets that cannot be as they were filled in.")
@click.option("--write", is_flag=True, help="Write report.pdf, report.html and report.csv.")
@click.option("--form", is_flag=True, help="Write the one-page A4 form for headquarters.")
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Output folder (default: maps/reports/<from>_<to>/).",
)
@json_option
def command(
    folder: Path,
    month: date | None,
    officer: str | None,
    beat: str | None,
    traced: str | None,
    output: Path | None,
    as_json: bool,
    **more: Any,
) -> None:
    """Report a period's work: called on, met, help given, matters, promises, coverage, balance.

    Every number has a name, and --trace lists the visit log entries behind it, with those they
    corrected. A visit that two officers made together counts once.

    With --audit no numbers are counted: sheets are named that cannot be as they were filled in,
    with three to five homes each for a call of your own.

    \b
    Examples:
      routeplan report station --month 2026-11 --write
      routeplan report station --month 2026-11 --officer O4 --form
      routeplan report station --from 2026-11-30 --to 2026-12-04 --trace met/O4
    """
    from routeplan.cli.tables.followup.due import print_in_difficulty
    from routeplan.cli.tables.report import print_report, print_trace, report_content
    from routeplan.render.report_view import report_view
    from routeplan.station.use_cases.make_report import report_period, reported
    from routeplan.station.use_cases.visit_log.raise_priorities import proposed_priorities

    write, form = more["write"], more["form"]
    if output and not (write or form):
        raise UsageError(phrase("--output needs --write or --form"))
    wanted = report_period(month, more["from"], more["to"], officer, beat)
    if more["audit"]:
        _audit(folder, wanted, alone=not (traced or write or form or beat), as_json=as_json)
        return
    made = reported(folder, wanted, traced)
    tell_findings(made.findings)
    if traced and as_json:
        print_json(as_dicts(made.trace))
        return
    if traced:
        print_trace(made.report.numbers[traced], made.trace)
        return
    written: list[Path] = []
    if write or form:
        from routeplan.station.use_cases.write_report import write_report_files

        by = command_name()
        written, noted = write_report_files(made, output, command=by, whole=write, form=form)
        tell_findings(noted)
    if as_json:
        print_json(report_content(made.report) | {"written": [str(path) for path in written]})
        return
    print_report(report_view(made.report, made.workspace.inputs, terminal_language()))
    if not (officer or beat):
        print_in_difficulty(len(proposed_priorities(made.workspace)))
    for path in written:
        click.echo(say("Written: {path}", path=path))


def _audit(folder: Path, wanted: ReportPeriod, *, alone: bool, as_json: bool) -> None:
    from routeplan.cli.tables.audit import print_audit
    from routeplan.station.use_cases.visit_log.audit_sheets import audited

    if not alone:
        refused = "--trace, --write, --form, --beat"
        raise UsageError(phrase("--audit goes with none of {options}", options=refused))
    audit = audited(folder, wanted)
    if as_json:
        print_json({"sheets": as_dicts(audit.sheets), "of": audit.of})
    else:
        print_audit(audit)
