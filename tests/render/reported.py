"""Reports for the tests of how they look: the log counted by hand, and what nobody should write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from routeplan.render.report_view import ReportView, report_view
from routeplan.render.words.page_words import Language
from routeplan.report.report_numbers import STATION, Number, Report, Scope
from tests.report.counted import INPUTS, report_of, write_log

HOSTILE = '<img src=x onerror=alert(1)> #import "x" {{7*7}} $x$ </style>'


def counted(folder: Path, scope: Scope = STATION) -> Report:
    """The report of the week in ``tests/report/counted.py``."""
    return report_of(write_log(folder / "visits.db"), scope)


def hostile(report: Report, kinds: int = 1) -> Report:
    """With a category and a reason, each so many times, that would be markup somewhere."""
    names = [f"{what}:{HOSTILE}{k}" for what in ("help", "promises-broken") for k in range(kinds)]
    more = {name: Number(name, 9, of="help") for name in names}
    return replace(report, numbers={**report.numbers, **more})


def view(report: Report, language: Language = "en") -> ReportView:
    return report_view(report, INPUTS, language)
