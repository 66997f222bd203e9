"""Findings in the order of the tables and their rows, each cause once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from routeplan.errors import Finding
from routeplan.formats.tables.rows import Table


def by_place(findings: Iterable[Finding], tables: Sequence[Table]) -> list[Finding]:
    """In the order of the tables and their rows, settings before them.

    In a row with more cells than the header, or fewer, those behind a delimiter too many or one
    that is missing are in other columns: what they seem to say is not told.
    """
    order = [table.file for table in tables]
    as_typed = {finding for table in tables for finding in table.findings}
    moved = {(f.file, f.row) for f in as_typed if f.code == "row-ragged"}
    causes = (f for f in findings if (f.file, f.row) not in moved or f in as_typed)
    return sorted(causes, key=lambda f: (f.file in order and order.index(f.file) + 1, f.row or 0))
