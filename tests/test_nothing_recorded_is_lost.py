"""What ``routeplan record`` has told as recorded survives kill -9 at any moment, whole lines only.

Two officers type at once, each his own round, over and over: an evening's line, then its
correction, and so on, each line one transaction. Again and again both are killed somewhere in
between. Each line has an entry for each stop, so afterwards every stop of a round has as many
entries as lines were acknowledged, or one more (written, but killed before it was told).
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from random import Random
from typing import Any

import pytest

from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.sheet_codes import sheet_codes
from routeplan.visitlog.store import reading
from tests.cli.workspaces import MONDAY, TUESDAY, bare_environment, run, write_station

LINES_A_LIFE = 2
MOMENT_SECONDS = 0.06
"""About as long as a line takes: the kill falls anywhere into it."""
LETTERS = "om"


def type_for_ever(
    folder: Path, sheet: str, stops: Sequence[str], told: Any, failed: Any, seen: int
) -> None:
    """Type line after line as a user does, and count in ``told`` what was acknowledged."""
    from routeplan.cli import main

    os.environ |= bare_environment() | {"ROUTEPLAN_TODAY": TUESDAY}
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for number in range(seen, sys.maxsize):
        line = " ".join(stop + LETTERS[number % 2] for stop in stops)
        sys.argv = ["routeplan", "record", MONDAY, sheet, line, "--correct", "--dir", str(folder)]
        try:
            main()
        except SystemExit as end:
            if end.code:
                failed.value = int(end.code)
                return
        told.value = number + 1


class Officer:
    """One who types the results of a round, is killed, and starts again."""

    def __init__(self, context: Any, folder: Path, sheet: str, stops: Sequence[str]) -> None:
        self.context, self.folder, self.sheet, self.stops = context, folder, sheet, stops
        self.told: Synchronized[int] = context.Value("q", 0)
        self.failed: Synchronized[int] = context.Value("q", 0)
        self.seen = 0

    def begin(self) -> None:
        given = (self.folder, self.sheet, self.stops, self.told, self.failed, self.seen)
        self.process = self.context.Process(target=type_for_ever, args=given)
        self.process.start()

    @property
    def lines(self) -> int:
        """Acknowledged in this life."""
        assert self.failed.value == 0
        return self.told.value - self.seen

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        assert self.failed.value == 0

    def check(self, entries: Counter[str]) -> None:
        """All of a line or nothing of it, and nothing that was told is missing."""
        written = {entries[stop] for stop in self.stops}
        assert len(written) == 1, f"a torn line: {entries}"
        (lines,) = written
        assert self.told.value <= lines <= self.told.value + 1
        self.seen = self.told.value = lines


def entries_of(folder: Path) -> tuple[str, dict[str, Counter[str]]]:
    """What SQLite's own check says, and the entries of every stop, by the round's id."""
    found: dict[str, Counter[str]] = {}
    with reading(folder / "data" / "visits.db") as log:
        (health,) = log.execute("PRAGMA integrity_check").fetchone()
        for sheet, stop in log.execute("SELECT round, stop FROM results"):
            found.setdefault(sheet.split("/")[1], Counter())[stop] += 1
    return health, found


def killed(folder: Path, times: int) -> int:
    """Kill two writers ``times`` times in all; the lines that were written meanwhile."""
    write_station(folder)
    planned = run("plan", folder, "--first-day", MONDAY, "--iterations", "50", "--quiet")
    assert planned.exit_code == 0, planned.output
    plan = read_plan(folder / "maps" / MONDAY / "plan.json")
    codes, random = sheet_codes(plan), Random(1)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["routeplan.cli.commands.record", __name__, "routeplan.formats.results.entries"]
    )
    officers = {}
    for route in plan.routes:
        if route.day == 0 and route.stops:
            stops = [str(number) for number in range(1, len(route.stops) + 1)]
            name = route.officers[0]
            officers[name] = Officer(context, folder, codes[route.shift], stops)
    assert len(officers) == 2
    for _ in range(times // 2):
        for officer in officers.values():
            officer.begin()
        enough = random.randint(0, LINES_A_LIFE)
        while max(officer.lines for officer in officers.values()) < enough:
            time.sleep(0.001)
        time.sleep(random.uniform(0, MOMENT_SECONDS))
        for officer in officers.values():
            officer.kill()
        if (folder / "data" / "visits.db").exists():
            health, entries = entries_of(folder)
            assert health == "ok"
            for name, officer in officers.items():
                officer.check(entries.get(name, Counter()))
    return sum(officer.seen for officer in officers.values())


# In each of the 100 lives one of the two writes 0, 1 or 2 lines, one on average; the other as many.
@pytest.mark.slow
def test_200_kills_lose_nothing_and_tear_nothing(tmp_path: Path) -> None:
    assert killed(tmp_path, 200) >= 100


@pytest.mark.soak
def test_1000_kills_lose_nothing_and_tear_nothing(tmp_path: Path) -> None:
    assert killed(tmp_path, 1000) >= 500
