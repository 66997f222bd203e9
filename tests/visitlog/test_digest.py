"""The sum of a log: it changes with what is known, and not with what was printed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from routeplan.visitlog.digest import copy_log, log_digest
from routeplan.visitlog.handouts import Handout, add_handout
from routeplan.visitlog.store import writing
from routeplan.visitlog.writing import add_round
from tests.visitlog.logs import CLERK, MONDAY, NOW, ROUND, TUESDAY, call, record


def test_no_log_is_as_an_empty_one(path: Path) -> None:
    none = log_digest(path)
    with writing(path):
        pass
    assert path.exists()
    assert log_digest(path) == none == sha256().digest()


def test_a_result_changes_it_and_a_print_does_not(path: Path) -> None:
    record(path, call("out"))
    before = log_digest(path)
    with writing(path) as log:
        add_handout(log, Handout(NOW, CLERK, "sheets", ""))
    assert log_digest(path) == before
    record(path, call("met", household="H2", visit="H2", stop="2"))
    assert log_digest(path) != before


def test_the_same_rows_have_the_same_sum(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    for log_file in (path, other):
        record(log_file, call("met"))
    assert log_digest(path) == log_digest(other)


def test_rounds_of_the_plan_itself_do_not_count(path: Path) -> None:
    record(path, call("out"))
    before = log_digest(path, MONDAY)
    with writing(path) as log:
        add_round(log, ROUND)
    assert log_digest(path, MONDAY) == before != log_digest(path, TUESDAY)


def test_a_copy_is_whole_and_private(path: Path, tmp_path: Path) -> None:
    record(path, call("met"))
    target = tmp_path / "copy.db"
    copy_log(path, target)
    assert log_digest(target) == log_digest(path)
    assert target.stat().st_mode & 0o777 == 0o600
