"""A sum of what the visit log knows, whatever was printed since."""

from __future__ import annotations

import hashlib
from pathlib import Path

from routeplan.visitlog.store import reading

NO_KNOWLEDGE = ("handouts", "sqlite_sequence")
"""Tables that no plan depends on: who printed what, and SQLite's own counters."""


def log_digest(path: Path) -> bytes:
    """32 bytes; the same for two logs that hold the same rows, and for an empty one as for none.

    Raises
    ------
    StoreBusyError, StoreError
        When the log cannot be read.
    """
    digest = hashlib.sha256()
    if not path.exists():
        return digest.digest()
    with reading(path) as log:
        names = log.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        for (name,) in names.fetchall():
            if name not in NO_KNOWLEDGE:
                for row in log.execute(f'SELECT * FROM "{name}" ORDER BY 1'):
                    digest.update(repr((name, row)).encode())
    return digest.digest()


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
