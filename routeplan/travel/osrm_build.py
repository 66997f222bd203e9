"""Building the street network of an extract, once, and finding it again."""

from __future__ import annotations

import hashlib
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
BUILD_SECONDS = 3600
LINES_SHOWN = 3


def network(area: Path, mode: Mode, cache: Path) -> Path:
    """The built network of an extract for one mode, from the cache or built now.

    The cache is keyed by the extract's content, the mode's profile and OSRM's version. A build
    appears in one step, so one that was killed leaves nothing half done.

    Raises
    ------
    StreetNetworkError
        When the extract is missing, empty or unreadable; the message ends with OSRM's own words.
    """
    if not area.is_file() or area.stat().st_size == 0:
        raise StreetNetworkError(f"there is no street extract at {area.name}, or it is empty")
    profile = profiles_folder() / PROFILES[mode]
    built = cache / f"streets-{mode}-{_digest(area, profile)}"
    if not (built / f"{NAME}.mldgr").exists():
        _build(area, profile, private_directory(cache), built)
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


def _build(area: Path, profile: Path, cache: Path, built: Path) -> None:
    with tempfile.TemporaryDirectory(dir=cache, prefix=".building-") as folder:
        target = Path(folder) / "network"
        target.mkdir(mode=0o700)
        name = str(target / NAME)
        _run("extract", "-p", str(profile), str(area.resolve()), "-o", name)
        _run("partition", name)
        _run("customize", name)
        try:
            target.rename(built)
        except OSError:
            if not (built / f"{NAME}.mldgr").exists():
                raise


def _run(*command: str) -> None:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "osrm", *command],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=BUILD_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StreetNetworkError(f"the street network could not be built: {error}") from error
    if done.returncode:
        words = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise StreetNetworkError(
            "the street extract could not be read as OpenStreetMap data: "
            + " / ".join(words[-LINES_SHOWN:])
        )
