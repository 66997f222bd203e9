"""Building the street network of an extract, once, and finding it again."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from routeplan.errors import StreetNetworkError
from routeplan.model.inputs import MODE_NAMES, Mode
from routeplan.phrases import phrase
from routeplan.private_files import private_directory

PROFILES = Path(__file__).parent / "profiles"
"""Ours, one a mode: what an officer on duty may use."""
BASES = {Mode.BIKE: "bicycle.lua", Mode.CAR: "car.lua"}
"""Of OSRM, what ours for wheels build upon."""
LUA_PATH = "package.path = 'profiles/?.lua;' .. package.path\n"
"""Lua looks for libraries under the folder's whole name, and stumbles over odd signs in it."""
DERIVED = "1"
"""Counted up when ``extract.py`` or ``crossings.py`` make another network of the same extract."""
LARGEST_BYTES = 200_000_000
"""Above it walkers get no crossings of their own: it is a country, and would take minutes."""
NAME = "streets.osrm"
SUMS = "SHA256SUMS"
"""Of a build, written last: what is missing, cut or altered since then does not agree with it."""
DISK_FULL = "No space left on device"
REASON = re.compile(r"(?:what\(\):|\[error\]) *(.+?)(?:src/\S+)?$", re.MULTILINE)
"""Why OSRM gave up, in its log."""


def network(area: Path, mode: Mode, cache: Path) -> Path:
    """The built network of an extract for one mode, from the cache or built now.

    The cache is keyed by the extract's content, the mode's profile, what is made of the extract
    before it is built, and OSRM's version. A build appears in one step, so one that was killed
    leaves nothing that could be taken for a network; one that was damaged since is built again.

    Raises
    ------
    StreetNetworkError
        When the extract is missing, empty or unreadable, has no street for the mode, or the cache
        cannot be written or has a name that OSRM cannot open.
    """
    _check_name(cache)
    try:
        if not area.is_file() or area.stat().st_size == 0:
            raise StreetNetworkError(
                phrase("there is no street extract at {file}, or it is empty", file=area.name)
            )
        built = cache / f"streets-{mode}-{_digest(area, mode)}"
        if not _is_whole(built):
            _build(area, mode, private_directory(cache), built)
    except OSError as error:
        raise StreetNetworkError(
            phrase(
                "the streets by {mode} cannot be built: {error}", mode=MODE_NAMES[mode], error=error
            )
        ) from error
    return built / NAME


def osrm_profiles() -> Path:
    """Where OSRM's own profiles and their library lie."""
    import osrm

    return Path(osrm.__file__).parent / "share" / "profiles"


def _digest(area: Path, mode: Mode) -> str:
    digest = hashlib.sha256(f"{version('osrm-bindings')} {DERIVED}".encode())
    for path in (PROFILES / f"{mode}.lua", area):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def _check_name(cache: Path) -> None:
    """OSRM takes the paths of its files as UTF-8 only."""
    try:
        str(cache).encode()
    except UnicodeEncodeError as error:
        raise StreetNetworkError(
            phrase(
                "the name of the folder {folder} is not UTF-8, and OSRM opens no file "
                "in such a folder: rename it",
                folder=cache.parent,
            )
        ) from error


def _is_whole(built: Path) -> bool:
    """Whether every file of a build stands there as it was written."""
    sums = built / SUMS
    return sums.is_file() and sums.read_bytes() == _sums(built).encode()


def _sums(built: Path) -> str:
    """The sum and name of each file, as ``sha256sum`` writes them."""
    lines = []
    for path in sorted(built.iterdir()):
        if path.name != SUMS:
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    return "".join(lines)


def _build(area: Path, mode: Mode, cache: Path, built: Path) -> None:
    with tempfile.TemporaryDirectory(dir=cache, prefix=".building-") as name:
        folder = Path(name)
        target = folder / "network"
        target.mkdir(mode=0o700)
        try:
            _make(folder, area.resolve(), mode)
        except subprocess.CalledProcessError as error:
            raise StreetNetworkError(_why(area, mode, error.stdout)) from error
        except RuntimeError as error:  # osmium cannot read the extract
            raise StreetNetworkError(_unreadable(area, mode, str(error))) from error
        (target / SUMS).write_text(_sums(target))
        try:
            target.rename(built)
        except OSError:
            if not _is_whole(built):  # else somebody was faster
                shutil.rmtree(built)
                target.rename(built)


def _make(folder: Path, area: Path, mode: Mode) -> None:
    """Build into ``network`` of the folder.

    OSRM splits the paths it is given at white space, so it works inside the folder and gets
    relative names: a link leads to the extract (whose ending says its format).
    """
    profiles = folder / "profiles"
    profiles.mkdir()
    for needed in ("lib", BASES.get(mode)):
        if needed:
            (profiles / needed).symlink_to((osrm_profiles() / needed).resolve())
    ours = (PROFILES / f"{mode}.lua").read_text("utf-8")
    (profiles / "on_duty.lua").write_text(LUA_PATH + ours, "utf-8")
    extract = folder / f"area-{re.sub(r'[^a-zA-Z0-9.]', '_', area.name)}"
    extract.symlink_to(area)
    extract = _derived(folder, extract, mode)
    name = f"network/{NAME}"
    _run(folder, "extract", "-p", "profiles/on_duty.lua", extract.name, "-o", name)
    _run(folder, "partition", name)
    _run(folder, "customize", name)


def _derived(folder: Path, extract: Path, mode: Mode) -> Path:
    """What OSRM builds of the extract: with ids that it can take, and crossings for walkers."""
    from routeplan.travel.extract import has_foreign_ids, read_streets, renumber, write_streets
    from routeplan.travel.street_crossings import add_crossings
    from routeplan.travel.town_squares import keep_open_squares

    if has_foreign_ids(extract):
        extract = renumber(extract, folder / "renumbered.osm.pbf")
    if mode is Mode.FOOT and extract.stat().st_size <= LARGEST_BYTES:
        streets = read_streets(extract)
        keep_open_squares(streets)
        add_crossings(streets)
        extract = write_streets(streets, folder / "walkers.osm.pbf")
    return extract


def _run(folder: Path, *command: str) -> None:
    subprocess.run(
        [sys.executable, "-P", "-m", "osrm", *command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=True,
    )


def _why(area: Path, mode: Mode, log: str) -> str:
    if DISK_FULL in log:
        return phrase(
            "the disk is full, the streets by {mode} do not fit on it: make room and try again",
            mode=MODE_NAMES[mode],
        )
    if "no edges remaining" in log:
        return phrase(
            "there is no street in {file} for going by {mode}",
            file=area.name,
            mode=MODE_NAMES[mode],
        )
    reasons = REASON.findall(log)
    if not reasons:
        return phrase(
            "building the streets by {mode} of {file} ended; is there enough memory?",
            mode=MODE_NAMES[mode],
            file=area.name,
        )
    return _unreadable(area, mode, "; ".join(reasons))


def _unreadable(area: Path, mode: Mode, why: str) -> str:
    return phrase(
        "the streets by {mode} cannot be built: {reason}; is {file} a whole OpenStreetMap extract?",
        mode=MODE_NAMES[mode],
        reason=why,
        file=area.name,
    )
