"""The list of prints: every line is kept, and comes back as it was."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from routeplan.visitlog.handouts import Handout, add_handout, handouts
from routeplan.visitlog.store import reading, writing
from tests.visitlog.logs import CLERK, MONDAY, NOW


def test_handouts_are_kept_every_time(path: Path) -> None:
    handout = Handout(NOW, CLERK, "sheets", "2026-11-30: 8 rounds")
    with writing(path) as log:
        for _ in range(2):
            add_handout(log, handout)
    with reading(path) as log:
        assert handouts(log) == [handout, handout]


def test_lists_of_a_print_come_back_as_they_were(path: Path) -> None:
    told = Handout(
        *(NOW, CLERK, "sheets", "", "sheets", MONDAY, date(2026, 12, 4)),
        *(("O1", "O2"), ("H1", "张/1"), ("maps/a.pdf", "b")),
    )
    with writing(path) as log:
        add_handout(log, told)
        assert handouts(log) == [told]
        (held,) = log.execute("SELECT households FROM handouts").fetchone()
    assert json.loads(held) == ["H1", "张/1"]
