"""The file is private, one writer at a time, whole or untouched; errors say what to do.

Tests ``visitlog/schema.py``.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from routeplan.errors import StoreBusyError, StoreError
from routeplan.visitlog import store
from routeplan.visitlog.reading import entries
from routeplan.visitlog.schema import MIGRATIONS
from routeplan.visitlog.store import reading, writing
from tests.visitlog.logs import OUT, call, record

NOBODY = 65_534


def test_the_file_and_its_folder_are_their_owners_only(path: Path) -> None:
    before = os.umask(0)
    try:
        record(path, OUT)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_commits_are_flushed_and_journalled_as_promised(path: Path) -> None:
    with writing(path) as log:
        asked = ("synchronous", "journal_mode", "foreign_keys", "secure_delete", "user_version")
        told = {name: log.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}
    assert told == {
        "synchronous": 2,  # FULL
        "journal_mode": "delete",
        "foreign_keys": 1,
        "secure_delete": 1,
        "user_version": len(MIGRATIONS),
    }


def test_a_log_left_in_write_ahead_mode_is_taken_out_of_it(path: Path) -> None:
    record(path, OUT)
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA journal_mode = WAL")
    other.close()
    with reading(path) as log:
        assert log.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def _half_done(log: sqlite3.Connection) -> None:
    log.execute("UPDATE results SET remarks = 'half'")
    raise ZeroDivisionError


def test_what_fails_halfway_leaves_nothing_behind(path: Path) -> None:
    record(path, OUT)
    with pytest.raises(ZeroDivisionError), writing(path) as log:
        _half_done(log)
    with reading(path) as log:
        assert entries(log)[0].entry == OUT


def test_a_second_writer_waits_and_then_says_that_somebody_else_is_writing(path: Path) -> None:
    record(path, OUT)
    with (
        writing(path),
        pytest.raises(StoreBusyError, match="somebody else") as told,
        writing(path, busy_seconds=0.05),
    ):
        pass
    assert told.value.exit_status == 4
    assert "nothing was recorded" in str(told.value)


def test_readers_go_on_while_somebody_writes(path: Path) -> None:
    record(path, OUT)
    with writing(path) as writer:
        writer.execute("UPDATE results SET remarks = 'new'")
        with reading(path, busy_seconds=0.05) as log:
            assert entries(log)[0].entry == OUT


def test_a_reader_cannot_write(path: Path) -> None:
    record(path, OUT)
    with pytest.raises(StoreError, match="may not be written"), reading(path) as log:
        log.execute("UPDATE results SET remarks = ''")


def test_a_file_that_was_made_and_never_filled_is_filled_when_read(path: Path) -> None:
    """As a kill between making the file and its first transaction leaves it."""
    path.parent.mkdir()
    path.touch(0o600)
    with reading(path) as log:
        assert entries(log) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"SQLite or not, this is no database at all" * 40, "not a visit log; nothing was read"),
        (None, "this is not a visit log"),
    ],
)
def test_another_file_is_refused(path: Path, content: bytes | None, told: str) -> None:
    path.parent.mkdir()
    if content is None:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE holiday_pictures (name)")
        other.close()
    else:
        path.write_bytes(content)
    for opened in (reading, writing):
        with pytest.raises(StoreError, match="visit log"), opened(path):
            pass
    with pytest.raises(StoreError, match=told), reading(path):
        pass


def test_a_log_of_a_newer_program_is_left_alone(path: Path) -> None:
    record(path, OUT)
    with writing(path) as log:
        log.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer routeplan"):
        record(path, call())
    assert path.read_bytes() == before


def test_a_mistake_of_ours_in_a_statement_is_not_called_the_disks(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), writing(path) as log:
        log.execute("SELECT * FROM nowhere")


def _in_a_process(task: Callable[..., None], *given: object) -> str:
    """Run a task that must end in a StoreError; what it told."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_tell, args=(there, task, *given))
    process.start()
    told = here.recv()
    process.join()
    return str(told)


def _tell(pipe, task: Callable[..., None], *given: object) -> None:
    try:
        task(*given)
    except StoreError as error:
        pipe.send(str(error))
    else:
        pipe.send("no error")


def _record_with_little_room(path: Path, room: int) -> None:
    """Files may not grow beyond ``room`` bytes, as on a full disk."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    record(path, *(call(visit=f"V{k}", remarks="x" * 1000) for k in range(200)))


def test_a_full_disk_keeps_what_was_acknowledged_and_says_to_free_space(path: Path) -> None:
    record(path, OUT)
    told = _in_a_process(_record_with_little_room, path, path.stat().st_size + 8192)
    assert "nothing was recorded" in told
    assert "full" in told
    assert "type it again" in told
    with reading(path) as log:
        assert [call.entry for call in entries(log)] == [OUT]
        assert log.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def _record_as_nobody(path: Path) -> None:
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    record(path, call("met"))


def test_a_read_only_folder_is_told_with_what_to_do(tmp_path: Path) -> None:
    """Root may write anywhere, so it becomes nobody; the owner of the folder may not either."""
    folder = tmp_path / "shared"
    folder.mkdir()
    for path in (*tmp_path.parents[:2], tmp_path):  # pytest closes its folders to others
        path.chmod(path.stat().st_mode | 0o011)
    folder.chmod(0o555)
    try:
        told = _in_a_process(_record_as_nobody, folder / "visits.db")
    finally:
        folder.chmod(0o755)
    assert told.startswith(f"{folder / 'visits.db'}: ")
    assert "nothing was recorded; ask for write permission to its folder" in told


def test_a_log_of_the_first_version_is_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store, "MIGRATIONS", MIGRATIONS[:1])
        record(path, OUT)
        with writing(path) as log:
            log.execute("INSERT INTO overrides VALUES (1, '2026-11-30', 'H1', 'H1', 'x', 'y')")
    with reading(path) as log:
        assert [call.entry for call in entries(log)] == [OUT]
        tables = {name for (name,) in log.execute("SELECT name FROM sqlite_schema")}
    assert not {name for name in tables if name.startswith("overrides")}
