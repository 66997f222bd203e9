"""What is installed from a wheel does what a checkout does."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


def test_whatever_is_imported_is_declared() -> None:
    """Directly, or by a library that is; ``dev`` and ``bench`` are nobody's but the project's."""
    extras = set(_project()["optional-dependencies"]) - {"dev", "bench"}
    declared = set().union(_needed(""), *map(_needed, extras))
    of_modules = packages_distributions()
    undeclared = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in sorted((ROOT / "routeplan").rglob("*.py"))
        for module in _imported(ast.parse(path.read_text(encoding="utf-8")))
        if module not in {"routeplan", "_typeshed", *sys.stdlib_module_names}
        and not {canonicalize_name(name) for name in of_modules.get(module, ())} & declared
    }
    assert undeclared == set()


def test_what_only_tests_need_is_not_declared() -> None:
    needed = _needed("")
    assert {"ortools", "pandas", "numpy", "llvmlite"} < needed  # pandas by geopandas
    assert not {"pytest", "hypothesis", "distributed", "pyarrow", "opencv-python-headless"} & needed
    assert "tornado" in _needed("bureau")


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project


def _needed(extra: str) -> set[str]:
    """What pip would install beside the package for it or one of its extras, by name."""
    project = _project()
    declared = project["optional-dependencies"][extra] if extra else project["dependencies"]
    ahead, needed = [Requirement(dependency) for dependency in declared], set[tuple[str, str]]()
    while ahead:
        requirement = ahead.pop()
        name = canonicalize_name(requirement.name)
        for of in ("", *requirement.extras):
            if (name, of) in needed:
                continue
            needed.add((name, of))
            for requirement_of in map(Requirement, distribution(name).requires or ()):
                if requirement_of.marker is None or requirement_of.marker.evaluate({"extra": of}):
                    ahead.append(requirement_of)
    return {name for name, _ in needed}


def _entries(names: Iterable[str]) -> set[Path]:
    """What distributions have put into this environment's folder of packages."""
    found = set[Path]()
    for name in names:
        files = distribution(name).files
        assert files, name
        tops = {file.parts[0] for file in files} - {"..", "__pycache__"}
        found |= {Path(str(distribution(name).locate_file(top))) for top in tops}
    return {path for path in found if path.suffix != ".pth"}


def _imported(tree: ast.Module) -> Iterator[str]:
    """The top-level names of what a module imports, of others' packages."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]


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
    (packages,) = place.glob("lib/python*/site-packages")
    for entry in _entries(_needed("")):
        if not (packages / entry.name).exists():
            (packages / entry.name).symlink_to(entry)
    missing = "import importlib.util as u; print(*map(u.find_spec, ('pytest', 'hypothesis')))"
    assert run(python, "-c", missing).split() == ["None", "None"]  # of what tests need
    where = run(python, "-c", "import routeplan; print(routeplan.__file__)")
    assert Path(where.strip()).is_relative_to(place)
    said = run(place / "bin" / "routeplan", "demo", "station", "--seconds", "1", "--quiet")
    maps = tmp_path / "station" / "maps" / "2026-11-30"
    assert "sheets.pdf" in said
    assert (maps / "sheets.pdf").read_bytes().startswith(b"%PDF")
    assert (maps / "index.html").is_file()
