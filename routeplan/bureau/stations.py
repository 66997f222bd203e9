"""Which folders below the bureau's own are stations, and which files of one its plan depends on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
        By their key in ``[files]``: what the settings name elsewhere, such as a table that stations
        share.
    visits
        The visit log, wherever it lies (it may not be there).
    area
        The street extract; None where there is none.
    """

    inside: dict[str, Path]
    outside: dict[str, Path]
    visits: Path
    area: Path | None
    households: Path | None = None

    @property
    def households_bytes(self) -> int:
        """How long the table of households is; 0 where there is none."""
        try:
            return self.households.stat().st_size if self.households else 0
        except OSError:
            return 0

    def inputs(self, planned_from: date | None) -> dict[str, Path]:
        """What a result depends on, by name, but for streets and visit log.

        Parameters
        ----------
        planned_from
            The first day, where the result is a plan: what lies in ``maps`` of that day on is no
            input of it.
        """
        return {
            name: path
            for name, path in sorted(self.inside.items())
            if planned_from is None or not name.startswith("maps/") or name < f"maps/{planned_from}"
        }


def stations_below(root: Path) -> list[StationFolder]:
    """Every folder below ``root`` with a ``routeplan.toml``, in the order of their names."""
    return sorted(_stations(root))


def _stations(root: Path) -> Iterator[StationFolder]:
    for folder, below, files in os.walk(root):
        if FILE in files:
            path = Path(folder)
            yield StationFolder(_plain(path.relative_to(root).as_posix()), path)
            below.clear()  # a station holds no station
        below[:] = [name for name in below if name not in PASSED_OVER]


def _plain(name: str) -> str:
    """As text that any file can hold."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def station_files(folder: Path, variables: Mapping[str, str] | None = None) -> StationFiles:
    """What a station's use cases read; of unreadable settings, what lies where it usually does.

    Parameters
    ----------
    variables
        ``ROUTEPLAN_*`` settings that go before the station's own.
    """
    named = _named_files(folder, variables or {})
    paths = {key: path for key, path in named.items() if path.is_file()}
    base = folder.resolve()
    inside = {
        path.name: path for path in (folder / FILE, *folder.glob("words-*.po")) if path.is_file()
    }
    inside |= {path.relative_to(folder).as_posix(): path for path in folder.glob("maps/*/*.json")}
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
    return StationFiles(inside, outside, visits, paths.get("area"), paths.get("households"))


def _named_files(folder: Path, variables: Mapping[str, str]) -> dict[str, Path]:
    try:
        files = read_settings(folder / FILE, variables).files
    except InputError:
        return {}
    return {key: folder / getattr(files, key) for key in TABLES}


@dataclass
class Digests:
    """Sums of files; one that many stations share is read once."""

    _known: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def of_extract(self, path: Path) -> str:
        """The sum of a file's content, known again while its time and length stay the same."""
        status = path.stat()
        key = (str(path.resolve()), status.st_mtime_ns, status.st_size)
        if key not in self._known:
            self._known[key] = _file_digest(path)
        return self._known[key]

    def of_inputs(self, files: StationFiles, planned_from: date | None) -> str:
        """A sum of all that the result depends on: the same sum, the same result.

        Raises
        ------
        OSError, StoreBusyError, StoreError
            When a file cannot be read.
        """
        digest = hashlib.sha256()
        for name, path in (*files.inputs(planned_from).items(), *sorted(files.outside.items())):
            digest.update(f"{name}\0{_file_digest(path)}\0".encode("utf-8", "surrogateescape"))
        if files.area is not None:
            digest.update(f"area\0{self.of_extract(files.area)}\0".encode())
        digest.update(log_digest(files.visits, planned_from))
        return digest.hexdigest()


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
