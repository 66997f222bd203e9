"""What is installed from a wheel does what a checkout does."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from routeplan.station.use_cases.demo import FILES
from routeplan.version import __version__

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_the_demonstration_and_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = archive.read(f"routeplan-{__version__}.dist-info/METADATA").decode()
    assert {f"routeplan/demo_station/{name}" for name in FILES} < names
    assert "routeplan/render/assets/leaflet.js" in names
    assert not any(name.startswith("tests") for name in names)
    assert "Description-Content-Type: text/markdown" in metadata
    assert "Plans the household visits of a community police station" in metadata


@pytest.mark.slow
def test_installed_by_itself_it_plans_and_prints(wheel: Path, tmp_path: Path) -> None:
    """The kernels are compiled once more, which takes a minute."""
    place = tmp_path / "installed"
    environment = os.environ | {"PYTHONPATH": "", "NUMBA_CACHE_DIR": str(tmp_path / "cache")}

    def run(*command: str | Path) -> str:
        words = [str(word) for word in command]
        done = subprocess.run(
            words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(sys.executable, "-m", "venv", place)
    python = place / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", "--no-index", "--no-deps", wheel)
    # what it needs is there already; its own .pth file, which names this checkout, is not read
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "needed.pth").write_text(f"{sysconfig.get_paths()['purelib']}\n")
    where = run(python, "-c", "import routeplan; print(routeplan.__file__)")
    assert Path(where.strip()).is_relative_to(place)
    said = run(place / "bin" / "routeplan", "demo", "station", "--seconds", "1", "--quiet")
    maps = tmp_path / "station" / "maps" / "2026-11-30"
    assert "sheets.pdf" in said
    assert (maps / "sheets.pdf").read_bytes().startswith(b"%PDF")
    assert (maps / "index.html").is_file()
