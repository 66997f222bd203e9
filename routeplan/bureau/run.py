"""A command in every station of a bureau, each exactly once, whatever dies on the way."""

from __future__ import annotations

import errno
import fcntl
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeplan.bureau.delivery import clear_aside, put_aside, put_in_place
from routeplan.bureau.dispatch import ClusterLostError, Dispatch, Returned, StationJob
from routeplan.bureau.estimate import longest_first
from routeplan.bureau.findings import failures_of, kept
from routeplan.bureau.ledger import OVER, Ledger, StationInputs, StationState
from routeplan.bureau.station_requests import Lost, StationOutcome, StationRequest
from routeplan.bureau.stations import (
    Digests,
    StationFiles,
    StationFolder,
    station_files,
    stations_below,
)
from routeplan.bureau.work.packed_station import Parcel, packed
from routeplan.bureau.work.shared_disk import clear_out, lay_out
from routeplan.errors import (
    EXIT_BUG,
    EXIT_DONE,
    EXIT_INPUT,
    EXIT_PROMISE,
    RouteplanError,
    StoreBusyError,
    StoreError,
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
LOSSES = 3
"""So often a cluster may be lost before another station is done."""
WATCH_SECONDS = 0.2
LOCK = "bureau.lock"
OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)
"""What is wrong with the coordinator's disk, and with no station."""


@dataclass(frozen=True)
class Run:
    """A run's number, and how many stations are in each state after it."""

    number: int
    counts: dict[StationState, int]


@dataclass(frozen=True)
class Watchers:
    """What is called while a run goes on: with the counts, and while there is no worker."""

    counts: Callable[[Mapping[StationState, int]], None] = lambda _: None
    idle: Callable[[], None] = lambda: None


@dataclass
class BureauRun:
    """One request over the stations below a folder.

    Parameters
    ----------
    request
        Of a run that is resumed, only what it has must agree with that run's own.
    shared
        The workers see this computer's disk: streets are read where they lie, and of stations
        and results only the names travel.
    again
        Stations that have not changed are done too.
    """

    root: Path
    request: StationRequest
    cluster: Cluster
    shared: bool = False
    again: bool = False
    watchers: Watchers = field(default_factory=Watchers)
    _digests: Digests = field(default_factory=Digests)
    _watched: float = float("-inf")

    def run(self, *, resume: bool = False) -> Run:
        """Bring every station to its end.

        Raises
        ------
        UsageError
            When there is no station, nothing to resume, no cluster, or no worker that can work.
        StoreBusyError
            When another coordinator works on this bureau.
        OSError, StoreError
            When the disk of the coordinator is full; ``resume`` goes on.
        """
        stations = {folder.name: folder for folder in stations_below(self.root)}
        if not stations:
            raise UsageError(
                phrase("no folder below {root} holds a routeplan.toml", root=self.root)
            )
        with alone(self.root), Ledger(self.root) as ledger:
            number = self._begun(ledger, stations, resume=resume)
            work = RunAtWork(self, ledger, number, stations)
            work.put_what_arrived()
            clear_out(self.root)
            try:
                self._all_sent(work)
            finally:
                clear_out(self.root)
            work.give_up_what_arrived()
            ledger.end(number, now())
            self.watch(ledger, number, last=True)
            return Run(number, ledger.counts(number))

    def _all_sent(self, work: RunAtWork) -> None:
        losses = 0
        while waiting := work.waiting():
            try:
                with self.cluster.client() as client:
                    work.send(client, waiting)
            except ClusterLostError:
                losses = 0 if len(work.waiting()) < len(waiting) else losses + 1
                if losses >= LOSSES:
                    raise UsageError(
                        phrase("the scheduler is lost; go on with --resume when it is back")
                    ) from None

    def _begun(self, ledger: Ledger, stations: dict[str, StationFolder], *, resume: bool) -> int:
        if not resume:
            inputs = {name: self._inputs(station) for name, station in stations.items()}
            return ledger.begin(self.request, inputs, now(), again=self.again)
        last = ledger.unfinished(self.request.command)
        if last is None:
            raise UsageError(phrase("no run of this command was interrupted: leave out --resume"))
        differing = [
            name
            for name, value in self.request.given.items()
            if last.request.options.get(name) != value
        ]
        if differing:
            raise UsageError(
                phrase(
                    "the run that was interrupted had another {option}: leave that out to go on "
                    "with it, or leave out --resume",
                    option=differing[0].replace("_", " "),
                )
            )
        self.request = last.request
        return last.number

    def _inputs(self, station: StationFolder) -> StationInputs:
        """Of a station that cannot be read, none: it is found out when it is to be sent."""
        files = self.files(station)
        try:
            return StationInputs(self.digest(files), files.households_bytes)
        except (OSError, StoreBusyError, StoreError):
            return StationInputs("")

    def files(self, station: StationFolder) -> StationFiles:
        """What a station's use cases read."""
        return station_files(station.path, self.request.variables)

    def digest(self, files: StationFiles) -> str:
        """The sum of a station's inputs. Raises as :meth:`Digests.of_inputs`."""
        return self._digests.of_inputs(files, self.request.planned_from)

    def parcel(self, name: str, files: StationFiles) -> Parcel:
        """A station packed; its streets are named by their sum, or by where a shared disk has them.

        Raises
        ------
        OSError, StoreBusyError, StoreError
            When a file cannot be read, or a shared disk is full.
        """
        archive, area = packed(files, self.request.planned_from), files.area
        if self.shared:
            laid_out = lay_out(self.root, name, archive)
            return Parcel(laid_out, area=None if area is None else str(area.resolve()))
        if area is None:
            return Parcel(archive)
        digest = self._digests.of_extract(area)
        return Parcel(archive, digest, suffix="".join(area.suffixes[-2:]))

    def watch(self, ledger: Ledger, number: int, *, last: bool = False) -> None:
        """Show how far the run is, where it is time to."""
        if last or time.monotonic() - self._watched >= WATCH_SECONDS:
            self._watched = time.monotonic()
            self.watchers.counts(ledger.counts(number))


@dataclass
class RunAtWork:
    """One run at work: its ledger, its number, and the stations there are."""

    run: BureauRun
    ledger: Ledger
    number: int
    stations: dict[str, StationFolder]

    def waiting(self) -> deque[str]:
        """Stations that are not over and have not arrived, the longest first."""
        passed_over = (*OVER, StationState.ARRIVED)
        lines = [line for line in self.ledger.lines(self.number) if line.state not in passed_over]
        before = self.ledger.seconds_before(self.run.request.command)
        return deque(longest_first(lines, before))

    def send(self, client: Client, waiting: deque[str]) -> None:
        """Send what waits, and take what comes back, until all of it is over.

        Raises
        ------
        ClusterLostError, UsageError
            As :meth:`Dispatch.run`.
        """
        waiting = deque(waiting)
        digests: dict[str, str] = {}

        def next_job() -> StationJob | None:
            while waiting:
                name = waiting.popleft()
                try:
                    job, digests[name] = self._job(name)
                except (OSError, StoreBusyError, StoreError) as error:
                    self._wrong(name, error)
                else:
                    return job
            return None

        def sent(name: str, worker: str) -> None:
            self.ledger.sent(self.number, name, worker, digests.pop(name))

        dispatch = Dispatch(client, self.run.request, sent, self.run.watchers.idle)
        for returned in dispatch.run(next_job, lambda: bool(waiting)):
            if self.took(returned):
                waiting.append(returned.station)
            self.run.watch(self.ledger, self.number)

    def _job(self, name: str) -> tuple[StationJob, str]:
        """A station packed, and the sum of what was packed."""
        if name not in self.stations:
            raise StoreError(phrase("its folder is gone"))
        files = self.run.files(self.stations[name])
        digest = self.run.digest(files)
        return StationJob(name, self.run.parcel(name, files), files.area), digest

    def took(self, returned: Returned) -> bool:
        """Keep what came back; whether the station has to be sent again.

        Raises
        ------
        RouteplanError
            When a worker cannot work for us, say because it has another version.
        OSError
            When the disk of the coordinator is full.
        """
        name, outcome, ledger = returned.station, returned.outcome, self.ledger
        if isinstance(returned.error, RouteplanError):
            raise returned.error
        if returned.error is not None:
            what = f"{type(returned.error).__name__}: {returned.error}"
            message = phrase("this is a bug in routeplan; please report it: {error}", error=what)
            ledger.set(
                self.number, name, StationState.WRONG, status=EXIT_BUG, findings=kept([message])
            )
            return False
        if outcome is None:
            ledger.came_back(self.number, name)
            return True
        if isinstance(outcome, Lost):
            if ledger.died(self.number, name) < DEATHS:
                return True
            died = phrase("its process died {times} times: {why}", times=DEATHS, why=outcome.why)
            why = kept([died])
            ledger.set(self.number, name, StationState.SET_ASIDE, status=EXIT_BUG, findings=why)
            return False
        if outcome.status in (EXIT_DONE, EXIT_PROMISE):
            put_aside(self.run.root, self.stations[name], outcome)
            ledger.set(self.number, name, StationState.ARRIVED)
            self._place(name)
        else:
            ledger.set(self.number, name, StationState.WRONG, **_facts(outcome))
        return False

    def put_what_arrived(self) -> None:
        """Of a run that was killed, or of a log that was busy: what lies aside is put in place."""
        for line in list(self.ledger.lines(self.number, [StationState.ARRIVED])):
            self._place(line.station)

    def give_up_what_arrived(self) -> None:
        """What could not be put in place is tried once more, and then reported."""
        for line in list(self.ledger.lines(self.number, [StationState.ARRIVED])):
            self._place(line.station, last=True)

    def _place(self, name: str, *, last: bool = False) -> None:
        """Put a station's files in place; where another command writes its log, later on."""
        if name not in self.stations:
            self._wrong(name, StoreError(phrase("its folder is gone")))
            return
        station = self.stations[name]
        try:
            outcome = put_in_place(self.run.root, station)
        except StoreBusyError as error:
            if last:
                self._wrong(name, error)
            return
        except (OSError, StoreError) as error:
            if _of_the_disk(error):
                raise
            self._wrong(name, error)
            return
        self.ledger.set(self.number, name, StationState.DONE, **_facts(outcome))
        clear_aside(self.run.root, station)

    def _wrong(self, name: str, error: OSError | RouteplanError) -> None:
        """A station whose files cannot be read or written: the others go on."""
        why = kept(failures_of(error))
        self.ledger.set(self.number, name, StationState.WRONG, status=EXIT_INPUT, findings=why)
        self.run.watch(self.ledger, self.number)


def _of_the_disk(error: OSError | StoreError) -> bool:
    """Whether the coordinator's disk is full or broken: no station would fare better."""
    if isinstance(error, OSError):
        return error.errno in OF_THE_DISK
    code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def _facts(outcome: StationOutcome) -> dict[str, Any]:
    """What the ledger keeps of an outcome."""
    return {
        "status": outcome.status,
        "seconds": outcome.seconds,
        "figures": dict(outcome.figures),
        "findings": kept(outcome.failures, outcome.findings),
    }


def is_at_work(root: Path) -> bool:
    """Whether a coordinator works on this bureau now."""
    path = root / ".routeplan" / LOCK
    if not path.exists():
        return False
    with path.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One coordinator a bureau; a lock that the system lets go when the process ends.

    Raises
    ------
    StoreBusyError
        When there is another one.
    """
    path = private_directory(root / ".routeplan") / LOCK
    with path.open("w") as lock:
        path.chmod(0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreBusyError(
                phrase("another coordinator works on this bureau; wait until it has ended")
            ) from error
        yield
