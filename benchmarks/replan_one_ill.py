"""One officer of the demonstration is ill: how long ``replan`` takes, and how much it moves.

Run with ``make bench`` or ``python benchmarks/replan_one_ill.py``; takes about a minute. The same
day is planned on with each ``--keep``, and compared with planning the week anew without him.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.difference import moved

TOP = Path(__file__).resolve().parents[1]
FIRST, TUESDAY = "2026-11-30", "2026-12-01"
ILL = "O3"
SECONDS = 10.0


def routeplan(*words: str | Path) -> tuple[float, str]:
    """Seconds that a command takes, from its start to its end, and what it prints."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "routeplan", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 6):
        sys.exit(done.stderr)
    return time.perf_counter() - began, done.stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(TOP / "data", folder / "data")
        shutil.copy(TOP / "routeplan.toml", folder)
        anew = ("plan", folder, "--first-day", FIRST, "--seconds", str(SECONDS), "--quiet")
        routeplan(*anew)
        plan = folder / "maps" / FIRST / "plan.json"
        before = read_plan(plan)
        print("                     seconds  visits moved  objective, min  promises missed")
        for keep in ("strict", "balanced", "free"):
            words = ("--ill", ILL, "--day", TUESDAY, "--keep", keep, "--json", "--quiet")
            took, told = routeplan("replan", folder, *words)
            found = json.loads(told)
            cost = (before.totals.objective + found["cost"]["seconds"]) / 60
            missed = before.totals.promises_missed + found["cost"]["promises_missed"]
            count = len(found["moved"])
            print(f"replan --keep {keep:8}{took:6.1f}{count:14}{cost:16.0f}{missed:17}")
        with (folder / "data" / "calendar.csv").open("a", encoding="utf-8") as calendar:
            calendar.write(f"{TUESDAY},off,{ILL},,,\n")
        took, _ = routeplan(*anew)
        after = read_plan(plan)
        count, cost = len(moved(before, after)), after.totals.objective / 60
        missed = after.totals.promises_missed
        print(f"plan anew          {took:9.1f}{count:14}{cost:16.0f}{missed:17}")


if __name__ == "__main__":
    main()
