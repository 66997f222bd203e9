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
from routeplan.model import Mode
from routeplan.private_files import private_directory

PROFILES = {Mode.FOOT: "foot.lua", Mode.BIKE: "bicycle.lua", Mode.CAR: "car.lua"}
NAME = "streets.osrm"
REASON = re.compile(r"(?:what\(\):|\[error\]) *(.+?)(?:src/\S+)?$", re.MULTILINE)
"""Why OSRM gave up, in its log."""


def network(area: Path, mode: Mode, cache: Path) -> Path:
    """The built network of an extract for one mode, from the cache or built now.

    The cache is keyed by the extract's content, the mode's profile and OSRM's version. A build
    appears in one step, so one that was killed leaves nothing that could be taken for a network.

    Raises
    ------
    StreetNetworkError
        When the extract is missing, empty or unreadable, has no street for the mode, or the cache
        cannot be written.
    """
    profile = profiles_folder() / PROFILES[mode]
    try:
        if not area.is_file() or area.stat().st_size == 0:
            raise StreetNetworkError(f"there is no street extract at {area.name}, or it is empty")
        built = cache / f"streets-{mode}-{_digest(area, profile)}"
        if not _is_whole(built):
            _build(area, mode, private_directory(cache), built)
    except OSError as error:
        raise StreetNetworkError(f"the streets by {mode} cannot be built: {error}") from error
    return built / NAME


def profiles_folder() -> Path:
    """Where OSRM's own profiles stand."""
    import osrm

    return Path(osrm.__file__).parent / "share" / "profiles"


def _digest(area: Path, profile: Path) -> str:
    digest = hashlib.sha256(version("osrm-bindings").encode())
    for path in (profile, area):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def _is_whole(built: Path) -> bool:
    """Whether a build stands there: it appears in one step, so one file tells."""
    return (built / f"{NAME}.mldgr").exists()


def _build(area: Path, mode: Mode, cache: Path, built: Path) -> None:
    profile = str(profiles_folder() / PROFILES[mode])
    with tempfile.TemporaryDirectory(dir=cache, prefix=".building-") as folder:
        target = Path(folder) / "network"
        target.mkdir(mode=0o700)
        name = str(target / NAME)
        try:
            _run("extract", "-p", profile, str(area.resolve()), "-o", name)
            _run("partition", name)
            _run("customize", name)
        except subprocess.CalledProcessError as error:
            raise StreetNetworkError(_why(area, mode, error.stdout)) from error
        try:
            target.rename(built)
        except OSError:
            if not _is_whole(built):  # else somebody was faster
                shutil.rmtree(built)
                target.rename(built)


def _run(*command: str) -> None:
    subprocess.run(
        [sys.executable, "-P", "-m", "osrm", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=True,
    )


def _why(area: Path, mode: Mode, log: str) -> str:
    if "no edges remaining" in log:
        return f"there is no street in {area.name} for going by {mode}"
    reasons = REASON.findall(log)
    if not reasons:
        return f"building the streets by {mode} of {area.name} ended; is there enough memory?"
    return (
        f"the streets by {mode} cannot be built: {'; '.join(reasons)}; "
        f"is {area.name} a whole OpenStreetMap extract?"
    )
