"""Tests ``cp_sat.py``: Ctrl-C stays ours after a search, and nobody goes past the module."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

CTRL_C_AFTERWARDS = """
import signal
from ortools.sat.python import cp_model
from routeplan.cp_sat import new_solver
model = cp_model.CpModel()
most = model.new_int_var(0, 10, "most")
model.maximize(most)
solver = new_solver()
solver.solve(model)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("still ours", solver.value(most))
"""


def test_ctrl_c_is_still_ours_after_a_search() -> None:
    # In a process of its own: where OR-Tools has taken it over, Ctrl-C is its end.
    done = subprocess.run(
        [sys.executable, "-c", CTRL_C_AFTERWARDS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "still ours 10\n", done.stderr


def test_no_solver_is_made_elsewhere() -> None:
    sources = [*ROOT.glob("routeplan/**/*.py"), *ROOT.glob("benchmarks/**/*.py")]
    made = [path for path in sources if "CpSolver()" in path.read_text("utf-8")]
    assert made == [ROOT / "routeplan/cp_sat.py"]
