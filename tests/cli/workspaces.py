"""A small station's folder, for commands to work on.

Twelve homes within a kilometre of the station, two officers, two days, straight lines for streets:

=========  ======================================================================================
H1 - H8    ordinary homes; H3 must be met, H6 on Tuesday only, H8's name and note are hostile
H9         promised to O1 on Monday at 10:00
H10        needs two officers
H11        far away and of low worth: called on in spare time only
H12        asked not to be called on
O1, O2     on foot and by bike on Monday, one crew on Tuesday
=========  ======================================================================================
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from routeplan.cli import group
from tests.formats.folders import SETTINGS, csv_text, write_folder

MONDAY, TUESDAY = "2026-11-30", "2026-12-01"
OF_THE_PLAN = "Plan of Mon 30 Nov to Tue 1 Dec 2026\n"
"""What every command that works with its plan says on stderr."""
MORE_SETTINGS = """\
[plan]
days = 2
keep_free = 1.0          # no calls in spare time: H11 stays left out
longest_day = "none"
[travel]
source = "straight-line"
"""
HOSTILE_NAME = '<b>Eve</b> #import "x"'
HOSTILE_NOTE = "$1/0$ `raw` \\ @preview"
HOMES: dict[str, dict[str, str]] = {
    "H1": {"name": "Aalto Eino", "task": "Ask about the lamp", "floor": "ground floor"},
    "H2": {"name": "张伟", "note": "Ring twice"},
    "H3": {"name": "Dvořák Liisa", "priority": "must"},
    "H4": {"name": "Nieminen Oona", "availability": "Mo-Fr 12:00-15:00"},
    "H5": {"name": "Okafor Sirkka"},
    "H6": {"name": "Petrov Tapani", "availability": "Tu 09:00-15:00"},
    "H7": {"name": "Kowalski Zoë", "officer": "O2"},
    "H8": {"name": HOSTILE_NAME, "note": HOSTILE_NOTE},
    "H9": {"name": "Virtanen Aino", "appointment": "2026-11-30 10:00", "appointment_officer": "O1"},
    "H10": {"name": "Mäkelä Raimo", "officers_needed": "2"},
    "H11": {"name": "Saarinen Veera", "priority": "low", "latitude": "60.30"},
    "H12": {"name": "Haddad Urho", "do_not_call": "yes"},
}


def write_station(root: Path) -> Path:
    """Write the folder; there is no plan in it."""
    homes = [
        {
            "id": name,
            "latitude": f"{60.171 + 0.0005 * (number % 3):.4f}",
            "longitude": f"{24.941 + 0.001 * number:.4f}",
            "address": f"Vilhonkatu {number} B as. 12",
        }
        | cells
        for number, (name, cells) in enumerate(HOMES.items(), start=1)
    ]
    officers = [
        {"id": "O1", "name": "Chen Wei 陈伟", "break_minutes": "30", "break_window": "11:00-13:00"},
        {"id": "O2", "name": "Dahl Emma", "mode": "bike"},
    ]
    crew = {"date": TUESDAY, "day": "work", "officer": "O1", "hours": "09:00-15:00"}
    return write_folder(
        root,
        households=homes,
        officers=officers,
        calendar=[crew | {"partner": "O2"}],
        settings=SETTINGS + MORE_SETTINGS,
    )


def fill_spare_time(folder: Path) -> None:
    """Let a tenth of each shift be kept free, as in any other station."""
    settings = folder / "routeplan.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("keep_free = 1.0", "keep_free = 0.1"), encoding="utf-8")


def give_telephone(folder: Path) -> None:
    """Let the settings name the station's telephone, without which no card is printed."""
    settings = folder / "routeplan.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("longitude = 24.94\n", 'longitude = 24.94\ntelephone = "09 1"\n')
    settings.write_text(text, encoding="utf-8")


def change(folder: Path, name: str, rows: Mapping[str, Mapping[str, str]]) -> None:
    """Set cells of a table of the folder: for an id, or for ``all`` its rows."""
    path = folder / "data" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    changed = [row | dict(rows.get("all", {})) | dict(rows.get(row["id"], {})) for row in read]
    path.write_text(csv_text(changed), encoding="utf-8")


SUNDAY = {"ROUTEPLAN_TODAY": "2026-11-29", "ROUTEPLAN_LANG": "en", "NO_COLOR": "1"}


def run(*arguments: str | Path, text: str = "", **environment: str) -> Result:
    """Run ``routeplan`` as on the Sunday before, in English, whatever the environment says.

    ``text`` is typed in; ``environment`` comes on top.
    """
    told = [str(argument) for argument in arguments]
    return CliRunner().invoke(group, told, input=text, env=SUNDAY | environment)


def bare_environment(**more: str) -> dict[str, str]:
    """This process's environment without anything that routeplan or a terminal looks at."""
    ours = ("ROUTEPLAN_", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return kept | {"ROUTEPLAN_TODAY": SUNDAY["ROUTEPLAN_TODAY"]} | more


def process(
    *arguments: str | Path, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m routeplan`` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "routeplan", *map(str, arguments)],
        cwd=cwd,
        env=bare_environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
