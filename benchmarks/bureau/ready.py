"""``routeplan`` whose workers give, at once, a plan that was really made before.

``python -m benchmarks.bureau.ready bureau plan ...``: everything but the search is as it is. The
result lies in the file that BENCHMARK_OUTCOME names; another process makes it, as the memory of
this one is looked at.
"""

from __future__ import annotations

import os
import pickle
import sys
from functools import cache
from pathlib import Path
from unittest.mock import patch

from benchmarks.bureau.memory import VARIABLE
from benchmarks.bureau.stations import bureau_folder, request, write_stations
from routeplan.bureau.station_requests import Lost, StationOutcome, StationRequest
from routeplan.bureau.stations import station_files
from routeplan.bureau.work.packed_station import Parcel, packed
from routeplan.cli import main


def real_outcome(folder: Path, seconds: float = 0.2) -> StationOutcome:
    """Of a station of 60 to 600 households, planned in an empty folder."""
    from routeplan.bureau.work.commands import done_in_parcel

    wanted = request(seconds)
    write_stations(folder / "real", 1, seed=5)
    (station,) = (folder / "real").glob("*/*")
    parcel = Parcel(packed(station_files(station), wanted.planned_from))
    return done_in_parcel(wanted, parcel, folder / "work", None)


def ready_station(request: StationRequest, parcel: Parcel, version: str) -> StationOutcome | Lost:
    """What a worker gives: the result, which it has read once."""
    del request, parcel, version
    return _outcome()


@cache
def _outcome() -> StationOutcome:
    outcome: StationOutcome = pickle.loads(Path(os.environ[VARIABLE]).read_bytes())
    return outcome


def make(file: Path) -> None:
    """Plan a station, and keep what came of it in a file."""
    with bureau_folder() as folder:
        folder.mkdir()
        file.write_bytes(pickle.dumps(real_outcome(folder)))


def run() -> None:
    """The command line with such workers; ``make FILE`` makes the result that they give."""
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]))
        return
    with patch("routeplan.bureau.dispatch.run_station", ready_station):
        main()


if __name__ == "__main__":
    from benchmarks.bureau import ready  # its functions travel by this name, not as of __main__

    ready.run()
