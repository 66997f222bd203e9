"""Every benchmark, one after the other; each writes a dated file of its own.

The whole takes at most three hours and a quarter on two idle cores: the sets beside PyVRP, VROOM
and OR-Tools two hours and a quarter, the station up to 10,000 households a quarter, the best known
and presence twenty minutes each, the others some minutes each: after ten they are stopped.
``--resume`` goes on with what has no file of today.

Example: python -m benchmarks --resume
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.peers.report import head

HERE = Path(__file__).parent
OWN_FILES = ("__init__", "__main__", "best_known", "presence", "side_by_side", "station")
"""No benchmarks, or those that write their own files."""
PATIENCE_SECONDS = 600.0
PRESENCE_MINUTES = "20"
"""It goes on where it was; all of it takes many hours."""
HOUSEHOLDS = ("100", "300", "1000", "3000", "10000")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--resume", action="store_true", help="leave out what is there of today")
    parser.add_argument("--results", type=Path, metavar="FOLDER", default=HERE / "results")
    options = parser.parse_args()
    results = ["--results", str(options.results)]
    resume = ["--resume"] if options.resume else []
    _run("side_by_side", [*results, *resume])
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    if not (options.resume and (options.results / f"{today}-station-full.md").exists()):
        _run("station", ["--name", "full", "--households", *HOUSEHOLDS, *results])
    if not (options.resume and (options.results / f"{today}-best-known.md").exists()):
        _run("best_known", results)
    presence = options.results / f"{today}-presence.md"
    if not (options.resume and presence.exists()):
        _run("presence", ["--minutes", PRESENCE_MINUTES, "--output", str(presence)])
    for name in sorted(path.stem for path in HERE.glob("*.py") if path.stem not in OWN_FILES):
        file = options.results / f"{today}-{name}.txt"
        if not (options.resume and file.exists()):
            _keep(name, file)


def _run(name: str, arguments: Sequence[str]) -> None:
    """A benchmark that writes its own file."""
    print(f"== {name}", flush=True)
    done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments])
    if done.returncode != 0:
        sys.exit(f"{name} ended with {done.returncode}")


def _keep(name: str, file: Path) -> None:
    """A benchmark whose output is kept in a file; one that fails says so there."""
    print(f"== {name}", flush=True)
    run = [sys.executable, "-m", f"benchmarks.{name}"]
    try:
        done = subprocess.run(
            run, stdout=subprocess.PIPE, text=True, timeout=PATIENCE_SECONDS, check=False
        )
        told = done.stdout + ("" if done.returncode == 0 else f"ended with {done.returncode}\n")
    except subprocess.TimeoutExpired:
        told = f"stopped after {PATIENCE_SECONDS:.0f} s\n"
    print(told, flush=True)
    file.write_text(f"{head(name)}\n{told}", encoding="utf-8")


if __name__ == "__main__":
    main()
