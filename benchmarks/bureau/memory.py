"""The memory of a coordinator while it brings thousands of tiny stations to their end.

The coordinator is ``routeplan bureau`` as anybody starts it, with Dask's scheduler in its process
and two local workers; this process only looks at it from outside. Where so many real plans would
take too long, the workers give a result that was really made before (``--ready``): the coordinator
and the scheduler see what they would see, only sooner.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.bureau.stations import MONDAY, bureau_folder, link_stations

READY = "benchmarks.bureau.ready"
VARIABLE = "BENCHMARK_OUTCOME"
LOOK_SECONDS = 0.5
POINTS = 10
"""How many figures are shown of a run."""


def memory(
    stations: int, command: str, *, workers: int = 2, seconds: float = 0.2, ready: bool = False
) -> dict[str, Any]:
    """Run a command over so many stations; the coordinator's memory on the way, and at most.

    Returns
    -------
    dict
        ``at`` holds pairs of stations that are over and megabytes; ``peak_mb`` counts the tables
        that are printed at the end, too.
    """
    with bureau_folder() as root:
        link_stations(root, stations)
        words = ["bureau", command, str(root), "--workers", str(workers), "--quiet"]
        if command == "plan":
            words += ["--first-day", str(MONDAY), "--days", "1", "--seconds", str(seconds)]
        outcome = root.parent / "outcome.pickle"
        environment = os.environ | {"PYTHONPATH": str(Path.cwd()), VARIABLE: str(outcome)}
        if ready:
            make = [sys.executable, "-m", READY, "make", str(outcome)]
            subprocess.run(make, env=environment, check=True)
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", READY if ready else "routeplan", *words],
            stdout=subprocess.DEVNULL,
            env=environment,
        )
        seen = list(_watched(process, root))
        whole = time.monotonic() - began
        if process.returncode:
            raise RuntimeError(f"routeplan ended with status {process.returncode}")
    every = max(1, stations // POINTS)
    steps = {over // every: (over, mb) for over, mb, _ in seen}
    return {
        "command": command,
        "stations": stations,
        "ready": ready,
        "minutes": round(whole / 60, 1),
        "at": [steps[step] for step in sorted(steps)],
        "peak_mb": max(peak for *_, peak in seen),
    }


def _watched(process: subprocess.Popen[bytes], root: Path) -> Iterator[tuple[int, float, float]]:
    """Now and then: stations that are over, and megabytes now and at most."""
    while process.poll() is None:
        held = _megabytes(process.pid)
        if held:
            yield _over(root), held["VmRSS"], held["VmHWM"]
        time.sleep(LOOK_SECONDS)


def _megabytes(process: int) -> dict[str, float]:
    """What the system says of a process; nothing where it has just ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return {}
    fields = dict(line.split(":", 1) for line in lines)
    return {
        name: round(int(fields[name].split()[0]) / 1000, 1)
        for name in ("VmRSS", "VmHWM")
        if name in fields
    }


def _over(root: Path) -> int:
    path = root / ".routeplan" / "bureau.db"
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=1)) as ledger:
        try:
            (over,) = ledger.execute(
                "SELECT count(*) FROM stations WHERE state NOT IN ('waiting', 'sent')"
            ).fetchone()
        except sqlite3.Error:
            return 0
    return int(over)
