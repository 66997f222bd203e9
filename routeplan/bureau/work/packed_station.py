"""A station's folder as one archive, and unpacked again where a worker can write."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from routeplan.bureau.stations import StationFiles
from routeplan.formats.plans.folders_beside_plans import MAPS, UNDO
from routeplan.private_files import private_directory
from routeplan.visitlog.digest import copy_log

OUTSIDE = "outside"
"""Where an archive keeps what the settings name outside the station's folder."""
VISITS = "visits.db"


@dataclass(frozen=True)
class Parcel:
    """All of a station but its streets.

    Parameters
    ----------
    archive
        A tar file, or where it lies on a disk that the worker shares.
    streets
        The sum of the street extract, which travels once for all stations that share it; None for a
        station without one.
    area
        Where the extract lies on a disk that the worker shares; None where it has to be sent.
    suffix
        How the extract's name ends, which tells osmium its format.
    """

    archive: bytes | str
    streets: str | None = None
    area: str | None = None
    suffix: str = ".osm.pbf"


def packed(files: StationFiles, planned_from: date | None = None) -> bytes:
    """The archive of a station's inputs; the visit log as it is at one moment.

    Parameters
    ----------
    planned_from
        As :meth:`StationFiles.inputs` takes it.

    Raises
    ------
    OSError, StoreBusyError, StoreError
        When a file cannot be read.
    """
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, path in files.inputs(planned_from).items():
            archive.add(path.resolve(), name, recursive=False)
        for key, path in sorted(files.outside.items()):
            archive.add(path.resolve(), f"{OUTSIDE}/{key}/{path.name}", recursive=False)
        if files.visits.is_file():
            with TemporaryDirectory(prefix="routeplan-") as folder:
                copy = Path(folder) / VISITS
                copy_log(files.visits, copy)
                archive.add(copy, f"{OUTSIDE}/visits/{VISITS}")
    return buffer.getvalue()


def unpacked(parcel: Parcel, folder: Path, area: Path | None) -> dict[str, str]:
    """Write a station's files into an empty folder.

    Returns
    -------
    dict
        The ``ROUTEPLAN_FILES_...`` variables under which its settings find what the archive keeps
        elsewhere.
    """
    private_directory(folder)
    sent = parcel.archive
    content = Path(sent).read_bytes() if isinstance(sent, str) else sent
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        archive.extractall(folder, filter="data")
    variables = {
        f"ROUTEPLAN_FILES_{kept.name.upper()}": str(next(kept.iterdir()).absolute())
        for kept in (folder / OUTSIDE).glob("*")
    }
    variables.setdefault("ROUTEPLAN_FILES_VISITS", str((folder / OUTSIDE / VISITS).absolute()))
    if area is not None:
        variables["ROUTEPLAN_FILES_AREA"] = str(area.absolute())
    return variables


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file of a folder was written and how long it is, to see what is new afterwards."""
    return {
        path.relative_to(folder).as_posix(): (status.st_mtime_ns, status.st_size)
        for path in _files(folder)
        for status in [path.stat()]
    }


def new_files(folder: Path, before: Mapping[str, tuple[int, int]]) -> dict[str, bytes]:
    """Content of the files that were written since ``before``, by name.

    Without what the copy's own ``undo`` would need: the station notes itself what it gets.
    """
    now = stamps(folder)
    return {
        name: (folder / name).read_bytes()
        for name, stamp in sorted(now.items())
        if before.get(name) != stamp and not name.startswith(f"{MAPS}/{UNDO}/")
    }


def _files(folder: Path) -> list[Path]:
    files = []
    for inner, below, names in os.walk(folder):
        below[:] = [name for name in below if name not in (".routeplan", OUTSIDE)]
        files += [Path(inner) / name for name in names]
    return files
