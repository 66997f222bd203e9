"""A command in every station of a bureau, each exactly once, whatever dies on the way."""

from __future__ import annotations

import fcntl
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeplan.bureau.delivery import clear_aside, put_aside, put_in_place
from routeplan.bureau.dispatch import ClusterLost, Dispatch, Job, Returned
from routeplan.bureau.ledger import OVER, Ledger, State
from routeplan.bureau.parcel import Parcel, packed
from routeplan.bureau.records import Lost, Outcome, Request
from routeplan.bureau.stations import (
    StationFiles,
    StationFolder,
    file_digest,
    inputs_digest,
    station_files,
    stations_below,
)
from routeplan.errors import (
    EXIT_BUG,
    EXIT_DONE,
    EXIT_PROMISE,
    RouteplanError,
    StoreBusyError,
    UsageError,
)
from routeplan.phrases import phrase
from routeplan.private_files import private_directory
from routeplan.station.clock import now

if TYPE_CHECKING:
    from distributed import Client

    from routeplan.bureau.cluster import Cluster

DEATHS = 2
"""A station whose process dies so often is set aside."""
RESTARTS = 100
"""So often a cluster of this computer is started anew."""
FINDINGS_KEPT = 50


@dataclass(frozen=True)
class Run:
    """A run's number, and how many stations are in each state after it."""

    number: int
    counts: dict[State, int]


@dataclass
class BureauRun:
    """One request over the stations below a folder.

    Parameters
    ----------
    shared
        The workers see this computer's disk: streets are read where they lie.
    watch
        Given the counts whenever a station's state changes.
    """

    root: Path
    request: Request
    cluster: Cluster
    shared: bool = False
    again: bool = False
    watch: Callable[[dict[State, int]], None] = lambda _: None
    _digests: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def run(self, *, resume: bool = False) -> Run:
        """Bring every station to its end.

        Raises
        ------
        UsageError
            When there is no station, nothing to resume, or no cluster.
        StoreBusyError
            When another coordinator works on this bureau.
        OSError
            When the disk of the coordinator is full; ``resume`` goes on.
        """
        stations = {each.name: each for each in stations_below(self.root)}
        if not stations:
            raise UsageError(
                phrase("no folder below {root} holds a routeplan.toml", root=self.root)
            )
        with alone(self.root), Ledger(self.root) as ledger:
            number = self._begun(ledger, stations, resume=resume)
            self._put_what_arrived(ledger, number, stations)
            for restart in range(RESTARTS):
                waiting = self._waiting(ledger, number)
                if not waiting:
                    break
                try:
                    with self.cluster.client() as client:
                        self._work(ledger, number, stations, waiting, client)
                except ClusterLost:
                    if self.cluster.scheduler is not None and restart:
                        raise UsageError(
                            phrase("the scheduler is lost; go on with --resume when it is back")
                        ) from None
            ledger.end(number, now())
            return Run(number, ledger.counts(number))

    def _begun(self, ledger: Ledger, stations: dict[str, StationFolder], *, resume: bool) -> int:
        number = ledger.unfinished(self.request) if resume else None
        if resume and number is None:
            raise UsageError(phrase("no run of this command was interrupted: leave out --resume"))
        if number is not None:
            return number
        digests = {name: self._inputs(station) for name, station in stations.items()}
        return ledger.begin(self.request, digests, now(), again=self.again)

    def _put_what_arrived(
        self, ledger: Ledger, number: int, stations: dict[str, StationFolder]
    ) -> None:
        """Of a run that was killed: what lies aside, whole, is put in place."""
        for line in list(ledger.lines(number, [State.ARRIVED])):
            self._place(ledger, number, stations[line.station])

    def _waiting(self, ledger: Ledger, number: int) -> deque[str]:
        """Stations that are not over, the longest first; of equal ones those with most homes."""
        before = ledger.seconds_before()
        lines = [line for line in ledger.lines(number) if line.state not in OVER]
        return deque(
            line.station
            for line in sorted(
                lines,
                key=lambda line: (
                    -before.get(
                        (self.request.command, line.station), _expected(self.root / line.station)
                    )
                ),
            )
        )

    def _work(
        self,
        ledger: Ledger,
        number: int,
        stations: dict[str, StationFolder],
        waiting: deque[str],
        client: Client,
    ) -> None:
        def next_job() -> Job | None:
            if not waiting:
                return None
            name = waiting.popleft()
            return Job(name, lambda: self._packed(stations[name]))

        def sent(name: str, worker: str) -> None:
            ledger.sent(number, name, worker, self._inputs(stations[name]))

        for returned in Dispatch(client, self.request, sent).run(next_job):
            if self.took(ledger, number, stations, returned):
                waiting.append(returned.station)
            self.watch(ledger.counts(number))

    def took(
        self,
        ledger: Ledger,
        number: int,
        stations: dict[str, StationFolder],
        returned: Returned,
    ) -> bool:
        """Keep what came back; whether the station has to be sent again."""
        name, outcome = returned.station, returned.outcome
        if isinstance(outcome, Lost):
            if ledger.died(number, name) < DEATHS:
                return True
            died = phrase("its process died {times} times: {why}", times=DEATHS, why=outcome.why)
            ledger.set(number, name, State.SET_ASIDE, status=EXIT_BUG, findings=[died])
            return False
        if isinstance(returned.error, RouteplanError):
            raise returned.error
        if returned.error is not None and not _of_the_cluster(returned.error):
            message = f"{type(returned.error).__name__}: {returned.error}"
            ledger.set(number, name, State.WRONG, status=EXIT_BUG, findings=[message])
            return False
        if outcome is None:
            ledger.came_back(number, name)
            return True
        if outcome.status in (EXIT_DONE, EXIT_PROMISE):
            put_aside(stations[name], outcome)
            ledger.set(number, name, State.ARRIVED)
            self._place(ledger, number, stations[name])
            return False
        ledger.set(number, name, State.WRONG, **_facts(outcome))
        return False

    def _place(self, ledger: Ledger, number: int, station: StationFolder) -> None:
        outcome = put_in_place(station)
        ledger.set(number, station.name, State.DONE, **_facts(outcome))
        clear_aside(station)

    def _inputs(self, station: StationFolder) -> str:
        return inputs_digest(station_files(station.path), self.request.planned_from)

    def _packed(self, station: StationFolder) -> tuple[Parcel, Path | None]:
        files = station_files(station.path)
        area = files.area
        return self._parcel(files), area

    def _parcel(self, files: StationFiles) -> Parcel:
        archive, area = packed(files), files.area
        if area is None:
            return Parcel(archive)
        if self.shared:
            return Parcel(archive, area=str(area.resolve()))
        stat = area.stat()
        key = (str(area.resolve()), stat.st_mtime_ns, stat.st_size)
        if key not in self._digests:
            self._digests[key] = file_digest(area)
        return Parcel(archive, self._digests[key], suffix="".join(area.suffixes[-2:]))


def _facts(outcome: Outcome) -> dict[str, Any]:
    """What the ledger keeps of an outcome."""
    findings = [str(finding) for finding in outcome.findings[:FINDINGS_KEPT]]
    return {
        "status": outcome.status,
        "seconds": outcome.seconds,
        "figures": dict(outcome.figures),
        "findings": findings,
    }


def _expected(folder: Path) -> float:
    """How long a station that was never done may take, among others of its kind: by its homes."""
    households = station_files(folder).inside
    return sum(path.stat().st_size for path in households.values()) / 1e6


def _of_the_cluster(error: BaseException) -> bool:
    """Whether a worker was lost, and not the station's own fault."""
    from asyncio import CancelledError

    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    return isinstance(error, KilledWorker | CommClosedError | CancelledError | OSError)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One coordinator a bureau; a lock that the system lets go when the process ends.

    Raises
    ------
    StoreBusyError
        When there is another one.
    """
    path = private_directory(root / ".routeplan") / "bureau.lock"
    with path.open("w") as lock:
        path.chmod(0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreBusyError(
                phrase("another coordinator works on this bureau; wait until it has ended")
            ) from error
        yield
