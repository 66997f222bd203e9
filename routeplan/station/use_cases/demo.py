"""The demonstration station: where its files are, and a copy of them to work on."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from shutil import copyfile

from routeplan.errors import UsageError
from routeplan.phrases import phrase

FIRST_DAY = date(2026, 11, 30)
"""The week in which the invented residents have their appointments."""
CHECKOUT = Path(__file__).parents[3]
INSTALLED = Path(__file__).parents[2] / "demo_station"
"""A wheel has the files here; ``pyproject.toml`` puts them in."""
FOLDER = Path("routeplan-demo")
FILES = (
    "routeplan.toml",
    "data/households.csv",
    "data/officers.csv",
    "data/calendar.csv",
    "data/area.osm.pbf",
    "data/LICENSE",
)


def demo_folder(folder: Path | None) -> Path:
    """The folder to demonstrate in, filled: by default a checkout itself, else ``FOLDER``.

    Raises
    ------
    UsageError
        When the folder holds something else.
    """
    if folder is None and (CHECKOUT / FILES[0]).is_file():
        return CHECKOUT
    return copied_demo(folder or FOLDER)


def copied_demo(folder: Path) -> Path:
    """A copy of the demonstration's files, in a new folder or in one that holds a copy already.

    What stands there is kept, also when it was changed.

    Raises
    ------
    UsageError
        When the folder holds something else.
    """
    source = INSTALLED if INSTALLED.is_dir() else CHECKOUT
    if folder.exists() and not _is_demo(folder) and any(folder.iterdir()):
        raise UsageError(
            phrase("{folder} contains other files; choose a new folder", folder=folder)
        )
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if not (folder / name).exists():
            copyfile(source / name, folder / name)
    return folder


def _is_demo(folder: Path) -> bool:
    """Whether its settings say that the residents are invented."""
    try:
        settings = tomllib.loads((folder / FILES[0]).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    sheets = settings.get("sheets")
    return isinstance(sheets, dict) and sheets.get("demo") is True
