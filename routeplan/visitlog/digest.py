"""A sum of what the visit log knows, whatever was printed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from sqlite3 import Connection

from routeplan.visitlog.store import reading

NO_KNOWLEDGE = ("handouts", "sqlite_sequence")
"""Tables that no plan depends on: who printed what, and SQLite's own counters."""
_OF_ROUNDS = {
    "rounds": "SELECT * FROM rounds WHERE day < ? ORDER BY 1",
    "round_stops": "SELECT * FROM round_stops WHERE round IN "
    "(SELECT number FROM rounds WHERE day < ?) ORDER BY 1",
}


def log_digest(path: Path, before: date | None = None) -> bytes:
    """32 bytes; the same for two logs that hold the same rows, and for an empty one as for none.

    Parameters
    ----------
    before
        Rounds that were handed out for this day or a later one do not count: a plan that begins
        then does not depend on them.

    Raises
    ------
    StoreBusyError, StoreError
        When the log cannot be read.
    """
    digest = hashlib.sha256()
    if not path.exists():
        return digest.digest()
    with reading(path) as log:
        for name, row in _rows(log, before):
            digest.update(repr((name, row)).encode())
    return digest.digest()


def _rows(log: Connection, before: date | None) -> Iterator[tuple[str, tuple[object, ...]]]:
    names = log.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    for (name,) in names.fetchall():
        if name in NO_KNOWLEDGE:
            continue
        if before is not None and name in _OF_ROUNDS:
            rows = log.execute(_OF_ROUNDS[name], (before.isoformat(),))
        else:
            rows = log.execute(f'SELECT * FROM "{name}" ORDER BY 1')
        for row in rows:
            yield name, row


def copy_log(path: Path, target: Path) -> None:
    """A copy of the log as it is now, also while somebody writes to it.

    Raises
    ------
    StoreBusyError, StoreError
        When the log cannot be read.
    """
    from sqlite3 import connect

    target.touch(mode=0o600)
    with reading(path) as log, connect(target) as copy:
        log.backup(copy)
    copy.close()
