"""Entries and logs for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from routeplan.visitlog.log_records import Entry, Result, Round, RoundStop
from routeplan.visitlog.store import writing
from routeplan.visitlog.writing import Added, add_entries

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)
NOW, CLERK = "2026-11-30T18:05:00+02:00", "clerk"

OUT = Entry(MONDAY, "H1", "H1", ("O1",), Result.OUT, round="R", stop="1", called_at=36_000)
"""Nobody opened at the first stop of a round, at 10:00."""

ROUND = Round(
    *("2026-11-30 O1/7cb5", "K3", MONDAY, MONDAY, "2026-11-30 O1", ("O1", "O2"), 1800, 2700, 1.25),
    stops=(
        RoundStop("1", "H1", "H1", 900, 36_000, 0.85, is_promised=True),
        RoundStop("2", "H2/1", "H2", 900, 37_800, 0.4),
        RoundStop("A", "H3", "H3", 900, is_reserve=True),
    ),
)


def call(result: str = "met", **changes: Any) -> Entry:
    """``OUT`` with another result and whatever else is changed; whoever is met is one person."""
    kind = Result(result)
    return replace(OUT, **({"result": kind, "persons": int(kind.is_met)} | changes))


def record(path: Path, *entries: Entry, correcting: bool = False) -> Added:
    """Add entries in a transaction of their own."""
    with writing(path) as log:
        return add_entries(log, entries, at=NOW, by=CLERK, correcting=correcting)
