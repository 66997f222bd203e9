"""Which folders below the bureau's own are stations, and which files of one its plan depends on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from routeplan.errors import InputError
from routeplan.formats.station.settings import FILE, read_settings
from routeplan.visitlog.digest import log_digest

PASSED_OVER = {"maps", ".routeplan", ".git"}
"""Folders in which nobody keeps a station."""
TABLES = ("households", "officers", "calendar", "visits", "area")
"""Keys of ``[files]``."""


@dataclass(frozen=True, slots=True, order=True)
class StationFolder:
    """A station: its name is its folder seen from the bureau's."""

    name: str
    path: Path


@dataclass(frozen=True)
class StationFiles:
    """The files that a station's use cases read.

    Parameters
    ----------
    inside
        By their names in the folder: settings, words, tables, and the plans with what was decided.
    outside
        By their key in ``[files]``: what the settings name elsewhere, such as a street extract that
        stations share.
    visits
        The visit log, wherever it lies (it may not be there).
    area
        The street extract; None where there is none.
    """

    inside: dict[str, Path]
    outside: dict[str, Path]
    visits: Path
    area: Path | None


def stations_below(root: Path) -> list[StationFolder]:
    """Every folder below ``root`` with a ``routeplan.toml``, in the order of their names."""
    return sorted(_stations(root))


def _stations(root: Path) -> Iterator[StationFolder]:
    for folder, below, files in os.walk(root):
        if FILE in files:
            path = Path(folder)
            yield StationFolder(path.relative_to(root).as_posix(), path)
            below.clear()  # a station holds no station
        below[:] = [name for name in below if name not in PASSED_OVER]


def station_files(folder: Path) -> StationFiles:
    """What a station's use cases read; of unreadable settings, what lies where it usually does."""
    named = _named_files(folder)
    paths = {key: path for key, path in named.items() if path.is_file()}
    base = folder.resolve()
    inside = {
        path.name: path for path in (folder / FILE, *folder.glob("words-*.po")) if path.is_file()
    }
    inside |= {each.relative_to(folder).as_posix(): each for each in folder.glob("maps/*/*.json")}
    outside: dict[str, Path] = {}
    for key in ("households", "officers", "calendar"):
        path = paths.get(key)
        if path is None:
            continue
        if path.resolve().is_relative_to(base):
            inside[path.resolve().relative_to(base).as_posix()] = path
        else:
            outside[key] = path
    visits = named.get("visits", folder / "visits.db")
    return StationFiles(inside, outside, visits, paths.get("area"))


def _named_files(folder: Path) -> dict[str, Path]:
    try:
        files = read_settings(folder / FILE, {}).files
    except InputError:
        return {}
    return {key: folder / getattr(files, key) for key in TABLES}


def inputs_digest(files: StationFiles, planned_from: date | None) -> str:
    """A sum of all that the result depends on: the same sum, the same result.

    Parameters
    ----------
    planned_from
        The first day, where the result is a plan: what lies in ``maps`` of that day on is no input
        of it.
    """
    digest = hashlib.sha256()
    for name, path in sorted((files.inside | files.outside).items()):
        if planned_from is None or not name.startswith("maps/") or name < f"maps/{planned_from}":
            _add(digest, name, path)
    if files.area is not None:
        _add(digest, "area", files.area)
    digest.update(log_digest(files.visits))
    return digest.hexdigest()


def file_digest(path: Path) -> str:
    """The sum of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add(digest: hashlib._Hash, name: str, path: Path) -> None:
    digest.update(f"{name}\0{file_digest(path)}\0".encode())
