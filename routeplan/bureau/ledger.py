"""The ledger of the bureau's runs: which station is done, from which inputs, at which attempt.

It is the truth: what it says is done has its files in place, and what it does not say is done is
done again. One writer, SQLite with every commit on the disk.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from routeplan.bureau.findings import remembered
from routeplan.bureau.station_requests import Command, StationRequest
from routeplan.errors import Finding, StoreBusyError, StoreError
from routeplan.phrases import Phrase, phrase
from routeplan.private_files import private_directory

FILE = "bureau.db"
VERSION = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    run INTEGER PRIMARY KEY, command TEXT NOT NULL, request TEXT NOT NULL, key TEXT NOT NULL,
    began TEXT NOT NULL, ended TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS stations (
    run INTEGER NOT NULL REFERENCES runs, station TEXT NOT NULL, inputs TEXT NOT NULL,
    size INTEGER NOT NULL DEFAULT 0, attempt INTEGER NOT NULL DEFAULT 0,
    deaths INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL,
    status INTEGER, seconds REAL, worker TEXT, figures TEXT, findings TEXT,
    PRIMARY KEY (run, station)
) STRICT;
CREATE INDEX IF NOT EXISTS stations_by_name ON stations (station, run);
"""
_COLUMNS = (
    "station, inputs, size, attempt, deaths, state, status, seconds, worker, figures, findings"
)


class StationState(StrEnum):
    """How far a station is."""

    WAITING = "waiting"
    SENT = "sent"
    ARRIVED = "arrived"
    """Its files lie aside, whole; they are still to be put in place."""
    DONE = "done"
    UNCHANGED = "unchanged"
    """Done in an earlier run, from the same inputs."""
    WRONG = "wrong"
    """Its own files are wrong, or the judge refused its plan: the findings say why."""
    SET_ASIDE = "set aside"
    """The process that worked on it died twice."""


STATES: Mapping[StationState, Phrase] = {
    StationState.WAITING: phrase("waiting"),
    StationState.SENT: phrase("at a worker"),
    StationState.ARRIVED: phrase("arrived"),
    StationState.DONE: phrase("done"),
    StationState.UNCHANGED: phrase("unchanged"),
    StationState.WRONG: phrase("failed"),
    StationState.SET_ASIDE: phrase("set aside"),
}
"""What people call a state."""
OVER = (StationState.DONE, StationState.UNCHANGED, StationState.WRONG, StationState.SET_ASIDE)


@dataclass(frozen=True)
class StationInputs:
    """A station before a run: the sum of its inputs, and the bytes of its table of households."""

    digest: str
    size: int = 0


@dataclass(frozen=True)
class LedgerLine:
    """A station in a run; its findings are worst first, and sentences where no file is wrong.

    Parameters
    ----------
    json
        The figures as the ledger keeps them: of thousands of stations, as objects they would fill
        the memory.
    """

    station: str
    inputs: str
    size: int
    attempt: int
    deaths: int
    state: StationState
    status: int | None
    seconds: float | None
    worker: str | None
    json: str
    findings: list[Finding | str]

    @property
    def figures(self) -> dict[str, Any]:
        """What the station's result was, read anew each time."""
        figures: dict[str, Any] = json.loads(self.json)
        return figures


@dataclass(frozen=True)
class RunLine:
    """A run: its request, and when it began and ended; None while it has not."""

    number: int
    request: StationRequest
    began: str
    ended: str | None


class Ledger:
    """The ledger of a bureau's folder, open for one coordinator."""

    def __init__(self, root: Path) -> None:
        """Open it, or make it.

        Raises
        ------
        StoreBusyError
            When another coordinator works on this bureau.
        StoreError
            When it cannot be opened.
        """
        path = private_directory(root / ".routeplan") / FILE
        with _telling(path):
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            self._log = sqlite3.connect(path, timeout=5, isolation_level=None)
            self._log.execute("PRAGMA synchronous = FULL")
            if self._log.execute("PRAGMA user_version").fetchone()[0] not in (0, VERSION):
                raise StoreError(
                    phrase("{file} was made by a newer routeplan: update this one", file=path)
                )
            self._log.executescript(_TABLES)
            self._log.execute(f"PRAGMA user_version = {VERSION}")
        self._path = path

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._log.close()

    def begin(
        self, request: StationRequest, inputs: Mapping[str, StationInputs], at: str, *, again: bool
    ) -> int:
        """A new run over these stations.

        A station that an earlier run has done by the same request from the same inputs is
        unchanged, unless ``again``.
        """
        with self._writing() as log:
            run = log.execute(
                "INSERT INTO runs (command, request, key, began) VALUES (?, ?, ?, ?)",
                (request.command, request.text, request.key, at),
            ).lastrowid
            assert run is not None
            for station, its in inputs.items():
                before = None if again else self._done_before(request, station, its.digest)
                state, status, figures = before or (StationState.WAITING, None, None)
                log.execute(
                    "INSERT INTO stations (run, station, inputs, size, state, status, figures) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (run, station, its.digest, its.size, state, status, figures),
                )
        return run

    def unfinished(self, command: Command) -> RunLine | None:
        """The last run of this command, where it did not come to its end."""
        last = self._run("WHERE command = ?", command)
        return None if last is None or last.ended else last

    def last_run(self, command: Command | None = None) -> RunLine | None:
        """The run that was begun last, of any command or of this one."""
        return self._run("WHERE command = ?", command) if command else self._run("")

    def _run(self, where: str, *values: str) -> RunLine | None:
        row = self._log.execute(
            f"SELECT run, request, began, ended FROM runs {where} ORDER BY run DESC LIMIT 1", values
        ).fetchone()
        return (
            None if row is None else RunLine(int(row[0]), StationRequest.of(row[1]), row[2], row[3])
        )

    def lines(
        self, run: int, states: Iterable[StationState] = StationState
    ) -> Iterator[LedgerLine]:
        """The stations of a run in these states, by name."""
        wanted = list(states)
        marks = ", ".join("?" * len(wanted))
        rows = self._log.execute(
            f"SELECT {_COLUMNS} FROM stations WHERE run = ? AND state IN ({marks}) "
            "ORDER BY station",
            (run, *wanted),
        )
        for *plain, state, status, seconds, worker, figures, findings in rows:
            name, inputs, size, attempt, deaths = plain
            yield LedgerLine(
                station=name,
                inputs=inputs,
                size=size,
                attempt=attempt,
                deaths=deaths,
                state=StationState(state),
                status=status,
                seconds=seconds,
                worker=worker,
                json=figures or "{}",
                findings=remembered(json.loads(findings or "[]")),
            )

    def counts(self, run: int) -> dict[StationState, int]:
        """How many stations of a run are in each state."""
        rows = self._log.execute(
            "SELECT state, count(*) FROM stations WHERE run = ? GROUP BY state", (run,)
        )
        return {StationState(state): count for state, count in rows}

    def seconds_before(self, command: Command) -> dict[str, tuple[float, int]]:
        """By station: how long this command took when it was last done, and the size it had."""
        rows = self._log.execute(
            "SELECT station, seconds, size, max(run) FROM stations JOIN runs USING (run) "
            "WHERE seconds IS NOT NULL AND command = ? GROUP BY station",
            (command,),
        )
        return {station: (seconds, size) for station, seconds, size, _ in rows}

    def sent(self, run: int, station: str, worker: str, inputs: str) -> int:
        """A station goes to a worker, as its files are now; the number of this attempt."""
        return self._count(
            "UPDATE stations SET state = ?, attempt = attempt + 1, worker = ?, inputs = ? "
            "WHERE run = ? AND station = ? RETURNING attempt",
            (StationState.SENT, worker, inputs, run, station),
        )

    def came_back(self, run: int, station: str) -> None:
        """Its worker is lost: it waits again."""
        self._set(run, station, state=StationState.WAITING, worker=None)

    def died(self, run: int, station: str) -> int:
        """The process that worked on it died; how often by now."""
        return self._count(
            "UPDATE stations SET deaths = deaths + 1, state = ? WHERE run = ? AND station = ? "
            "RETURNING deaths",
            (StationState.WAITING, run, station),
        )

    def set(self, run: int, station: str, state: StationState, **facts: Any) -> None:
        """A station is in another state; ``facts`` are columns of the ledger."""
        self._set(run, station, state=state, **facts)

    def end(self, run: int, at: str) -> None:
        """Every station of the run is over."""
        with self._writing() as log:
            log.execute("UPDATE runs SET ended = ? WHERE run = ?", (at, run))

    def _done_before(
        self, request: StationRequest, station: str, digest: str
    ) -> tuple[StationState, int, str] | None:
        if not digest:
            return None
        row = self._log.execute(
            "SELECT status, figures FROM stations JOIN runs USING (run) WHERE station = ? "
            "AND key = ? AND inputs = ? AND state IN (?, ?) ORDER BY run DESC LIMIT 1",
            (station, request.key, digest, StationState.DONE, StationState.UNCHANGED),
        ).fetchone()
        return None if row is None else (StationState.UNCHANGED, row[0], row[1])

    def _count(self, statement: str, values: tuple[Any, ...]) -> int:
        with self._writing() as log:
            return int(log.execute(statement, values).fetchone()[0])

    def _set(self, run: int, station: str, **facts: Any) -> None:
        plain = {
            name: json.dumps(value, ensure_ascii=False, default=str)
            if isinstance(value, dict | list)
            else value
            for name, value in facts.items()
        }
        columns = ", ".join(f"{name} = ?" for name in plain)
        with self._writing() as log:
            log.execute(
                f"UPDATE stations SET {columns} WHERE run = ? AND station = ?",
                (*plain.values(), run, station),
            )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with _telling(self._path):
            self._log.execute("BEGIN IMMEDIATE")
            try:
                yield self._log
                self._log.execute("COMMIT")
            except BaseException:
                if self._log.in_transaction:
                    self._log.execute("ROLLBACK")
                raise


def ledger_is_there(root: Path) -> bool:
    """Whether a run has ever begun in this folder."""
    return (root / ".routeplan" / FILE).is_file()


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """SQLite's errors in words that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreBusyError(
                phrase("another coordinator works on this bureau; wait until it has ended")
            ) from error
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise StoreError(
                phrase("{file}: the disk is full; make room and go on with --resume", file=path)
            ) from error
        raise StoreError(
            phrase(
                "{file} is damaged or may not be written ({why}): restore a copy, or move it away",
                file=path,
                why=error,
            )
        ) from error
