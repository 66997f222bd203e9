"""The ledger of the bureau's runs: which station is done, from which inputs, at which attempt.

It is the truth: what it says is done has its files in place, and what it does not say is done is
done again. One writer, SQLite with every commit on the disk.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from routeplan.bureau.records import Request
from routeplan.errors import StoreBusyError
from routeplan.phrases import phrase
from routeplan.private_files import private_directory

FILE = "bureau.db"
_TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    run INTEGER PRIMARY KEY, request TEXT NOT NULL, began TEXT NOT NULL, ended TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS stations (
    run INTEGER NOT NULL REFERENCES runs, station TEXT NOT NULL, inputs TEXT NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0, deaths INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL,
    status INTEGER, seconds REAL, worker TEXT, figures TEXT, findings TEXT,
    PRIMARY KEY (run, station)
) STRICT;
CREATE INDEX IF NOT EXISTS stations_by_name ON stations (station, run);
"""
_COLUMNS = "station, inputs, attempt, deaths, state, status, seconds, worker, figures, findings"


class State(StrEnum):
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


OVER = (State.DONE, State.UNCHANGED, State.WRONG, State.SET_ASIDE)


@dataclass(frozen=True)
class Line:
    """A station in a run."""

    station: str
    inputs: str
    attempt: int
    deaths: int
    state: State
    status: int | None
    seconds: float | None
    worker: str | None
    figures: dict[str, Any]
    findings: list[str]


@dataclass(frozen=True)
class RunLine:
    """A run: its command, and when it began and ended; None while it has not."""

    number: int
    command: str
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
        """
        folder = private_directory(root / ".routeplan")
        path = folder / FILE
        path.touch(mode=0o600)
        self._log = sqlite3.connect(path, timeout=5, isolation_level=None)
        self._log.execute("PRAGMA synchronous = FULL")
        self._log.executescript(_TABLES)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._log.close()

    def begin(self, request: Request, inputs: dict[str, str], at: str, *, again: bool) -> int:
        """A new run over these stations, each with the sum of its inputs.

        A station that an earlier run has done by the same request from the same inputs is
        unchanged, unless ``again``.
        """
        with self._writing() as log:
            run = log.execute(
                "INSERT INTO runs (request, began) VALUES (?, ?)", (request.key, at)
            ).lastrowid
            assert run is not None
            for station, digest in inputs.items():
                before = None if again else self._done_before(request, station, digest)
                state, status, figures = before or (State.WAITING, None, None)
                log.execute(
                    "INSERT INTO stations (run, station, inputs, state, status, figures) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    (run, station, digest, state, status, figures),
                )
        return run

    def unfinished(self, request: Request) -> int | None:
        """The last run of this request, where it did not come to its end."""
        row = self._log.execute(
            "SELECT run FROM runs WHERE request = ? AND ended IS NULL ORDER BY run DESC LIMIT 1",
            (request.key,),
        ).fetchone()
        return None if row is None else int(row[0])

    def last_run(self) -> RunLine | None:
        """The run that was begun last."""
        row = self._log.execute(
            "SELECT run, json_extract(request, '$[0]'), began, ended FROM runs "
            "ORDER BY run DESC LIMIT 1"
        ).fetchone()
        return None if row is None else RunLine(int(row[0]), *row[1:])

    def lines(self, run: int, states: Iterable[State] = State) -> Iterator[Line]:
        """The stations of a run in these states, by name."""
        wanted = list(states)
        marks = ", ".join("?" * len(wanted))
        rows = self._log.execute(
            f"SELECT {_COLUMNS} FROM stations WHERE run = ? AND state IN ({marks}) "
            "ORDER BY station",
            (run, *wanted),
        )
        for name, inputs, attempt, deaths, state, status, seconds, worker, figures, said in rows:
            yield Line(
                station=name,
                inputs=inputs,
                attempt=attempt,
                deaths=deaths,
                state=State(state),
                status=status,
                seconds=seconds,
                worker=worker,
                figures=json.loads(figures or "{}"),
                findings=json.loads(said or "[]"),
            )

    def counts(self, run: int) -> dict[State, int]:
        """How many stations of a run are in each state."""
        rows = self._log.execute(
            "SELECT state, count(*) FROM stations WHERE run = ? GROUP BY state", (run,)
        )
        return {State(state): count for state, count in rows}

    def seconds_before(self) -> dict[tuple[str, str], float]:
        """By command and station: how long it took when it was last done."""
        rows = self._log.execute(
            "SELECT json_extract(request, '$[0]'), station, seconds FROM stations "
            "JOIN runs USING (run) WHERE seconds IS NOT NULL ORDER BY run"
        )
        return {(command, station): seconds for command, station, seconds in rows}

    def sent(self, run: int, station: str, worker: str, inputs: str) -> int:
        """A station goes to a worker, as its files are now; the number of this attempt."""
        with self._writing() as log:
            log.execute(
                "UPDATE stations SET state = ?, attempt = attempt + 1, worker = ?, inputs = ? "
                "WHERE run = ? AND station = ?",
                (State.SENT, worker, inputs, run, station),
            )
            row = log.execute(
                "SELECT attempt FROM stations WHERE run = ? AND station = ?", (run, station)
            ).fetchone()
        return int(row[0])

    def came_back(self, run: int, station: str) -> None:
        """Its worker is lost: it waits again."""
        self._set(run, station, state=State.WAITING, worker=None)

    def died(self, run: int, station: str) -> int:
        """The process that worked on it died; how often by now."""
        with self._writing() as log:
            log.execute(
                "UPDATE stations SET deaths = deaths + 1, state = ? WHERE run = ? AND station = ?",
                (State.WAITING, run, station),
            )
            row = log.execute(
                "SELECT deaths FROM stations WHERE run = ? AND station = ?", (run, station)
            ).fetchone()
        return int(row[0])

    def set(self, run: int, station: str, state: State, **facts: Any) -> None:
        """A station is in another state; ``facts`` are columns of the ledger."""
        self._set(run, station, state=state, **facts)

    def end(self, run: int, at: str) -> None:
        """Every station of the run is over."""
        with self._writing() as log:
            log.execute("UPDATE runs SET ended = ? WHERE run = ?", (at, run))

    def _done_before(
        self, request: Request, station: str, digest: str
    ) -> tuple[State, int, str] | None:
        row = self._log.execute(
            "SELECT status, figures FROM stations JOIN runs USING (run) WHERE station = ? "
            "AND request = ? AND inputs = ? AND state IN (?, ?) ORDER BY run DESC LIMIT 1",
            (station, request.key, digest, State.DONE, State.UNCHANGED),
        ).fetchone()
        return None if row is None else (State.UNCHANGED, row[0], row[1])

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
        try:
            self._log.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreBusyError(
                phrase("another coordinator works on this bureau; try again when it has ended")
            ) from error
        try:
            yield self._log
            self._log.execute("COMMIT")
        except BaseException:
            if self._log.in_transaction:
                self._log.execute("ROLLBACK")
            raise
