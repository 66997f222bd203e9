"""What runs on a worker: a station at a time, each in a process that may die without it."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from tempfile import TemporaryDirectory

from routeplan.bureau.station_requests import Lost, StationOutcome, StationRequest
from routeplan.bureau.work.child import Child
from routeplan.bureau.work.folders import owner_mark, streets_folder, worker_folder
from routeplan.bureau.work.packed_station import Parcel
from routeplan.bureau.work.shared_disk import lay_back
from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.private_files import private_directory, write_private
from routeplan.version import __version__

_child: Child | None = None


class StreetsGoneError(Exception):
    """Somebody has removed the streets from the worker's computer: they are to be sent again."""


def run_station(request: StationRequest, parcel: Parcel, version: str) -> StationOutcome | Lost:
    """Unpack a station, run the command in a process of its own, and pack what it wrote.

    Parameters
    ----------
    version
        The coordinator's: another one here would make other plans.

    Returns
    -------
    Outcome or Lost
        Lost where the process died, say of too little memory; this worker lives on.

    Raises
    ------
    UsageError
        When the worker has another version than the coordinator, or may not use its folder.
    StreetsGoneError
        When the streets were removed from it.
    OSError
        When its disk is full, or fails otherwise.
    """
    if version != __version__:
        raise UsageError(
            phrase(
                "a worker runs routeplan {theirs}, the coordinator {ours}: install the same",
                theirs=__version__,
                ours=version,
            )
        )
    area = _area(parcel)
    with TemporaryDirectory(dir=_scratch(), prefix=owner_mark(os.getpid())) as name:
        outcome = _process().do((request, parcel, Path(name), area))
    if isinstance(parcel.archive, str) and isinstance(outcome, StationOutcome) and outcome.files:
        return lay_back(parcel.archive, outcome)
    return outcome


def keep_streets(content: bytes, digest: str, suffix: str) -> None:
    """Write a street extract where every station that names it by its sum finds it."""
    write_private(streets_folder() / f"{digest}{suffix}", content)


def has_streets(digest: str, suffix: str) -> bool:
    """Whether this worker's computer has an extract already."""
    return (streets_folder() / f"{digest}{suffix}").is_file()


def _scratch() -> Path:
    """Where stations are unpacked; what a worker that was killed left there goes."""
    folder = private_directory(worker_folder() / "stations")
    for left in folder.iterdir():
        host, _, rest = left.name.partition("~")
        owner = rest.partition("~")[0]
        if host == socket.gethostname() and owner.isdigit() and not _lives(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    return folder


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OverflowError:
        return False
    except PermissionError:
        return True
    return True


def _area(parcel: Parcel) -> Path | None:
    if parcel.area is not None:
        return Path(parcel.area)
    if parcel.streets is None:
        return None
    area = streets_folder() / f"{parcel.streets}{parcel.suffix}"
    if not area.is_file():
        raise StreetsGoneError
    return area


def _process() -> Child:
    """The one process that works on stations; a new one where the last has died."""
    global _child
    if _child is None or not _child.lives:
        _child = Child()
    return _child
