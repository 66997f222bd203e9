"""Opening ``visits.db`` safely: nothing acknowledged is lost, and errors say what to do.

SQLite with a rollback journal (its write-ahead log can corrupt a database with two writers in the
versions that Python links), every commit flushed to the disk, writers in turn by ``BEGIN
IMMEDIATE`` (a transaction that reads first and writes later would fail at once instead of waiting).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from routeplan.errors import StoreBusyError, StoreError
from routeplan.phrases import Phrase, joined, phrase
from routeplan.private_files import private_directory
from routeplan.visitlog.schema import APPLICATION_ID, MIGRATIONS

BUSY_SECONDS = 20.0
"""How long a writer waits for another one."""
_FREE = phrase("free some space, then type it again")
_RIGHTS = phrase("ask for write permission to its folder (or choose another: [files] visits)")
_MESSAGES = {
    sqlite3.SQLITE_FULL: (phrase("the disk is full"), _FREE),
    sqlite3.SQLITE_READONLY: (phrase("it may not be written"), _RIGHTS),
    sqlite3.SQLITE_CANTOPEN: (phrase("it cannot be opened or made"), _RIGHTS),
    sqlite3.SQLITE_PERM: (phrase("it may not be read"), _RIGHTS),
    sqlite3.SQLITE_IOERR: (
        phrase("the disk cannot be read or written"),
        phrase("look whether the disk is full or broken, then type it again"),
    ),
    sqlite3.SQLITE_NOTADB: (
        phrase("this is not a visit log"),
        phrase("move that file away; see [files] visits"),
    ),
    sqlite3.SQLITE_CORRUPT: (
        phrase("the file is damaged"),
        phrase("restore a copy from your backup"),
    ),
}


@contextmanager
def writing(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Iterator[sqlite3.Connection]:
    """One transaction: all of it is in the log when the block ends well, else nothing.

    The file is made when it is not there, readable by its owner only, and brought up to date.

    Raises
    ------
    StoreBusyError
        When another process writes for longer than ``busy_seconds``.
    StoreError
        When the log cannot be written; nothing was.
    """
    with _telling(path, phrase("nothing was recorded")):
        _create(path)
        with closing(_connect(path, "rw", busy_seconds)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                _migrate(connection, path)
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


@contextmanager
def reading(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Iterator[sqlite3.Connection]:
    """One view of the log: what others write meanwhile does not show. The file must be there.

    Raises
    ------
    StoreBusyError, StoreError
        As :func:`writing`.
    """
    with _telling(path, phrase("nothing was read")):
        # Not opened read-only: what a killed writer left half done has to be rolled back first.
        with closing(_connect(path, "rw", busy_seconds)) as connection:
            if _version(connection, path) == len(MIGRATIONS):
                connection.execute("PRAGMA query_only = ON")
                connection.execute("BEGIN")
                yield connection
                return
        with writing(path, busy_seconds=busy_seconds) as connection:  # brings it up to date
            yield connection


def compact(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
    """Write the file anew from what it holds: nothing that was overwritten is left between.

    Killed on the way, it leaves the log as it was.

    Raises
    ------
    StoreBusyError, StoreError
        As :func:`writing`.
    """
    with (
        _telling(path, phrase("the log is purged, but was not rewritten")),
        closing(_connect(path, "rw", busy_seconds)) as connection,
    ):
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("VACUUM")


def _create(path: Path) -> None:
    """Make the file before SQLite does, so that nobody else can read it even for a moment."""
    private_directory(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return


def _connect(path: Path, mode: str, busy_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        timeout=busy_seconds,
        isolation_level=None,
        uri=True,
    )
    for pragma in ("journal_mode = DELETE", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA secure_delete = ON")  # what is purged is gone from the file too
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    done = _version(connection, path)
    for version in range(done, len(MIGRATIONS)):
        for statement in MIGRATIONS[version]:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version + 1}")
    if not done:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """So many migrations the file has had; 0 for a new one."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    is_ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    empty = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if version > len(MIGRATIONS) and is_ours:
        raise StoreError(phrase("{path} was made by a newer routeplan: update this one", path=path))
    if not is_ours and not empty:
        message, fix = _MESSAGES[sqlite3.SQLITE_NOTADB]
        raise StoreError(joined("; ", [_at(path, message), fix]))
    return version


@contextmanager
def _telling(path: Path, consequence: str) -> Iterator[None]:
    """SQLite's and the system's errors in words that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        # Extended codes keep the plain one in their lowest byte.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            message = _at(path, phrase("somebody else is writing to it; try again in a minute"))
            raise StoreBusyError(joined("; ", [message, consequence])) from error
        if code not in _MESSAGES:
            raise
        message, fix = _MESSAGES[code]
        raise StoreError(joined("; ", [_at(path, message), consequence, fix])) from error
    except OSError as error:
        message = _at(path, error.strerror or str(error))
        raise StoreError(joined("; ", [message, consequence, _RIGHTS])) from error


def _at(path: Path, message: str) -> Phrase:
    return phrase("{path}: {message}", path=path, message=message)
