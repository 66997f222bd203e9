"""A disk that all workers share in the place of the network: only the names of files travel.

What is sent and what comes back lies in a folder of the bureau's own. Nothing in a station's folder
is touched by a worker.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from pathlib import Path

from routeplan.bureau.station_requests import StationOutcome
from routeplan.bureau.work.folders import owner_mark
from routeplan.private_files import private_directory, write_private

ON_THE_WAY = Path(".routeplan", "on-the-way")


def lay_out(root: Path, station: str, archive: bytes) -> str:
    """Write a packed station where workers find it.

    Raises
    ------
    OSError
        When the disk is full.
    """
    folder = private_directory(root.resolve() / ON_THE_WAY)
    return str(write_private(folder / f"{file_name(station)}.tar", archive))


def lay_back(archive: str, outcome: StationOutcome) -> StationOutcome:
    """On a worker: write what came of a station beside its archive, and say where that lies.

    The name is this worker's: one that was given up may still write when the station is done
    elsewhere.
    """
    path = Path(archive).with_suffix(f".{owner_mark(os.getpid())}")
    write_private(path, pickle.dumps(outcome))
    return StationOutcome(outcome.status, lies_at=str(path))


def clear_out(root: Path) -> None:
    """Remove what a run that was killed left on the way; it is sent again."""
    shutil.rmtree(root / ON_THE_WAY, ignore_errors=True)


def file_name(station: str) -> str:
    """Of a file that stands for a station, whatever signs its name has."""
    return hashlib.sha256(station.encode()).hexdigest()[:32]
