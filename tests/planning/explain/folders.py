"""Random stations' folders with more to do than there are hours, and tables edited by hand."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.errors import InputError
from routeplan.formats.station.settings import longest_day_seconds
from routeplan.model.changes import Edit
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.planning.explain.plan_case import PlanCase, open_case
from routeplan.planning.make_plan import make_plan
from routeplan.problem.solution import Budget
from routeplan.station.reading.open_station import Workspace
from routeplan.travel.straight_line import StraightLine
from tests.formats.folders import SETTINGS, csv_text, read_folder, write_folder

HOURS = (
    "",
    "",
    "Mo-Fr 09:00-12:00",
    "Mo-Fr 08:00-10:00,11:00-12:30",
    "Tu-Su 17:00-20:00",
    "Mo,We 10:00-11:00",
    "Sa 10:00-12:00",
    "Mo-Fr 13:00-15:00; We off",
)
SHIFTS = ("Mo-Fr 09:00-12:00", "Mo-Sa 09:00-11:30", "Mo-Fr 10:00-14:00", "Mo-Fr 16:00-19:00")
MORE_SETTINGS = """\
[plan]
days = {days}
longest_day = "{longest_day}"
[travel]
source = "straight-line"
[availability]
quiet_hours = "{quiet}"
[availability.visiting_hours]
"Mo-Sa 08:00-20:00" = 0.5
"""


def random_folder(root: Path, seed: int, *, pairs: float) -> Path:
    """A station that leaves homes out; ``pairs`` is the share of visits for two officers."""
    random = Random(seed)
    days = random.randint(1, 3)
    officers = [_officer(random, k) for k in range(1, random.randint(3, 4) + 1)]
    homes = [
        _home(random, k, officers=len(officers), pairs=pairs)
        for k in range(1, random.randint(16, 24) + 10 * days)
    ]
    crew = {"date": "2026-11-30", "day": "work", "officer": "O1", "partner": "O2"}
    settings = MORE_SETTINGS.format(
        days=days,
        longest_day=random.choice(["none", "none", "auto", "2:30"]),
        quiet=random.choice(["", "", "Mo-Su 12:00-12:30"]),
    )
    return write_folder(
        root,
        households=homes,
        officers=officers,
        calendar=[crew] if random.random() < 0.2 else [{}],
        settings=SETTINGS + settings,
    )


def _officer(random: Random, number: int) -> dict[str, str]:
    rests = random.random() < 0.3
    return {
        "id": f"O{number}",
        "name": f"Officer {number}",
        "mode": random.choice(["foot", "foot", "bike"]),
        "hours": SHIFTS[0] if number < 3 else random.choice(SHIFTS),
        "break_minutes": "20" if rests else "",
        "break_window": "10:00-11:30" if rests else "",
        "skills": "signs" if number == 1 else "",
        "max_visits": random.choice(["", "", "3"]),
        "max_busy_minutes": random.choice(["", "", "120"]),
    }


def _home(random: Random, number: int, *, officers: int, pairs: float) -> dict[str, str]:
    several = random.random() < 0.1
    promised = random.random() < 0.08
    return {
        "id": f"H{number}",
        "name": f"Resident {number}",
        "latitude": f"{60.17 + random.uniform(-0.009, 0.009):.5f}",
        "longitude": f"{24.94 + random.uniform(-0.018, 0.018):.5f}",
        "availability": random.choice(HOURS),
        "visit_minutes": str(random.choice([10, 20, 30, 45])),
        "priority": random.choice(["low", "low", "normal", "normal", "high"]),
        "visits": "2" if several else "",
        "days_between": random.choice(["", "2"]) if several else "",
        "officers_needed": "2" if pairs and random.random() < pairs else "",
        "skills": "signs" if random.random() < 0.12 else "",
        "officer": f"O{random.randint(1, officers)}" if random.random() < 0.3 else "",
        "appointment": f"2026-11-30 {random.choice(['10:00', '11:30'])}" if promised else "",
        "appointment_officer": "O2" if promised and random.random() < 0.5 else "",
    }


def planned(workspace: Workspace, *, seed: int = 0, iterations: int = 6000) -> Plan:
    """The plan that the tables make."""
    inputs = workspace.inputs
    source = StraightLine()
    return make_plan(
        inputs,
        source.tables(inputs.places, inputs.modes),
        source,
        RuinRecreate(threads=1),
        budget=Budget(None, iterations),
        seed=seed,
        longest_day=longest_day_seconds(workspace.settings.plan.longest_day),
    )


def case_in(root: Path, plan: Plan) -> PlanCase:
    """The plan laid open, over the tables of the folder."""

    def reread(edits: Sequence[Edit]) -> Inputs | None:
        try:
            return read_folder(root, edits=edits).inputs
        except InputError:
            return None

    inputs = read_folder(root).inputs
    travel = StraightLine().tables(inputs.places, inputs.modes)
    return open_case(plan, inputs, travel, RuinRecreate(threads=1), reread=reread)


def edited_by_hand(root: Path, to: Path, edits: Sequence[Edit]) -> Path:
    """A copy of the folder with the cells of its files as the edits say."""
    shutil.copytree(root, to)
    for edit in edits:
        if edit.table == "settings":
            _set_setting(to / "routeplan.toml", edit.cells)
        else:
            _set_cells(to / "data" / f"{edit.table}.csv", edit)
    return to


def _set_setting(path: Path, cells: Mapping[str, str]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for key, value in cells.items():
        (at,) = [k for k, line in enumerate(lines) if line.startswith(f"{key} = ")]
        lines[at] = f'{key} = "{value}"'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _set_cells(path: Path, edit: Edit) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    meant = [r for r in rows if all(r.get(k, "") == v for k, v in edit.row.items())]
    for row in meant:
        row.update(edit.cells)
    if not meant:
        rows.append(dict(edit.row) | dict(edit.cells))
    path.write_text(csv_text(rows), encoding="utf-8")
