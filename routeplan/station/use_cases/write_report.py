"""Writing a report's files: the one place through which a report leaves the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from routeplan.errors import Finding
from routeplan.formats.exchange.report_csv import report_table
from routeplan.formats.plans.folders_beside_plans import MAPS, REPORTS
from routeplan.private_files import write_together
from routeplan.render.pages.file_names import report_name
from routeplan.render.pages.report_page import report_page
from routeplan.render.paper.report_paper import form_pdf, report_pdf
from routeplan.render.report_view import ReportView, report_view
from routeplan.report.report_numbers import Report, ScopeKind
from routeplan.station.clock import today
from routeplan.station.use_cases.make_report import Reported
from routeplan.station.use_cases.note_handout import HandedOut, note_print


def write_report_files(
    made: Reported, output: Path | None, *, command: str, whole: bool, form: bool
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Paper, page and table of a report (``whole``), and the form that is handed up.

    Each is readable by its owner only; all of them are written or none. Returned are the files, and
    why the visit log does not note them where that is so.
    """
    report, sheets = made.report, made.workspace.settings.sheets
    folder = output or made.workspace.root / MAPS / REPORTS / f"{report.first}_{report.last}"
    shown = report_view(report, made.workspace.inputs, made.workspace.language)
    contents: dict[Path, str | bytes] = {}
    if whole:
        contents |= {folder / name: text for name, text in _whole(report, shown, demo=sheets.demo)}
    if form:
        pdf = form_pdf(shown, made_on=str(today()), demo=sheets.demo)
        contents[folder / report_name("form", report.scope, "pdf")] = pdf
    write_together(contents)
    # No household stands in a report.
    who = [report.scope.id] if report.scope.kind is ScopeKind.OFFICER else []
    days = (report.first, report.last)
    printed = HandedOut("report", files=contents, days=days, officers=who)
    noted = note_print(made.workspace, printed, command=command)
    return list(contents), noted


def _whole(report: Report, shown: ReportView, *, demo: bool) -> Iterator[tuple[str, str | bytes]]:
    scope = report.scope
    yield report_name("report", scope, "pdf"), report_pdf(shown, demo=demo)
    yield report_name("report", scope, "html"), report_page(shown, demo=demo)
    yield report_name("report", scope, "csv"), report_table(report)
