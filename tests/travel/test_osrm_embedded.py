"""OSRM in a process of its own: it never stops this one, and its end is told."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import osrm
import pytest

from routeplan.errors import StreetNetworkError
from routeplan.model.inputs import Mode
from routeplan.travel import osrm_worker
from routeplan.travel.osrm_embedded import EmbeddedRouter
from tests.travel.streets import coordinate_at

POINTS = [coordinate_at(0, 0), coordinate_at(200, 0), coordinate_at(100, -12)]
SNAPS = [0, 0, 12]


@pytest.fixture
def router(foot_network: Path) -> Iterator[EmbeddedRouter]:
    """The town on foot, not yet asked anything."""
    router = EmbeddedRouter(Mode.FOOT, foot_network)
    yield router
    router.close()


def snaps(router: EmbeddedRouter) -> list[float]:
    """Metres from each of the points to the nearest street."""
    return [spots[0].metres for spots in router.near(POINTS, 1)]


def children() -> set[int]:
    """The processes that this one has started and that still run, by their numbers."""
    started: set[int] = set()
    for thread in Path("/proc/self/task").iterdir():
        started |= {int(pid) for pid in (thread / "children").read_text().split()}
    return {pid for pid in started if not ended(pid)}


def ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].startswith("Z")
    except FileNotFoundError:
        return True


def worker_of_the_first_answer(router: EmbeddedRouter) -> int:
    """The process that the first question starts."""
    before = children()
    snaps(router)
    (worker,) = children() - before
    return worker


def ends(worker: int, within: float = 30) -> bool:
    """Whether the process is gone, or goes within so many seconds."""
    last = time.monotonic() + within
    while not ended(worker) and time.monotonic() < last:
        time.sleep(0.01)
    return ended(worker)


def test_osrm_never_runs_in_this_process(
    router: EmbeddedRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Its table call holds Python's lock: progress bars and other threads would freeze.
    def refuse(**options: object) -> NoReturn:
        raise AssertionError("OSRM was started in the main process")

    monkeypatch.setattr(osrm, "OSRM", refuse)
    assert snaps(router) == pytest.approx(SNAPS, abs=0.2)
    # From the middle of the street to its ends 100 m: 72 s.
    middle = router.near(POINTS, 1)[2][0].at
    assert router.table([middle], POINTS[:2]).seconds.tolist() == [pytest.approx([72, 72], abs=0.2)]
    (way,) = router.ways([(POINTS[0], POINTS[1])])
    assert way.turns[0].street == "Market Street"


def test_all_questions_go_to_one_process(router: EmbeddedRouter) -> None:
    worker = worker_of_the_first_answer(router)
    before = children()
    router.near(POINTS, 3)
    assert children() == before
    assert worker in before


def test_after_closing_the_process_is_gone(router: EmbeddedRouter) -> None:
    worker = worker_of_the_first_answer(router)
    router.close()
    assert ends(worker, within=0)


def test_closing_what_was_never_asked_starts_no_process(router: EmbeddedRouter) -> None:
    before = children()
    router.close()
    assert children() == before


def test_after_closing_one_may_ask_again(router: EmbeddedRouter) -> None:
    snaps(router)
    router.close()
    assert snaps(router) == pytest.approx(SNAPS, abs=0.2)


def test_a_worker_killed_between_two_questions_is_told_and_replaced(
    router: EmbeddedRouter,
) -> None:
    worker = worker_of_the_first_answer(router)
    os.kill(worker, signal.SIGKILL)
    assert ends(worker)
    with pytest.raises(StreetNetworkError, match="ways by foot ended; is there enough memory"):
        snaps(router)
    assert snaps(router) == pytest.approx(SNAPS, abs=0.2)


def die(network: str, points: object, number: int) -> NoReturn:
    """End the worker in the middle of a question, as running out of memory does."""
    os._exit(9)


def test_a_worker_that_dies_over_a_question_is_told(
    router: EmbeddedRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(osrm_worker, "near", die)
    with pytest.raises(StreetNetworkError, match="ways by foot ended; is there enough memory"):
        snaps(router)


def run_out_of_memory(network: str, points: object, number: int) -> NoReturn:
    """What OSRM says when a table does not fit."""
    raise MemoryError("std::bad_alloc")


def test_a_table_that_does_not_fit_is_told(
    router: EmbeddedRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(osrm_worker, "near", run_out_of_memory)
    with pytest.raises(StreetNetworkError, match="by foot gave no answer: std::bad_alloc"):
        snaps(router)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(Path.unlink, id="a file is missing"),
        pytest.param(lambda path: path.write_bytes(b""), id="a file is empty"),
        pytest.param(lambda path: path.write_bytes(b"x" * 5000), id="a file holds something else"),
    ],
)
def test_a_damaged_network_is_told_with_the_folder_to_remove(
    damage: Callable[[Path], object], tmp_path: Path, foot_network: Path
) -> None:
    for file in foot_network.parent.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    damage(tmp_path / f"{foot_network.name}.mldgr")
    damaged = EmbeddedRouter(Mode.FOOT, tmp_path / foot_network.name)
    with pytest.raises(StreetNetworkError, match=f"remove the folder {tmp_path}"):
        snaps(damaged)
    damaged.close()


def test_ctrl_c_does_not_reach_the_worker(router: EmbeddedRouter) -> None:
    # A terminal sends it to every process; only this one may decide what happens.
    worker = worker_of_the_first_answer(router)
    os.kill(worker, signal.SIGINT)
    assert snaps(router) == pytest.approx(SNAPS, abs=0.2)
    assert worker in children()


def interrupt_the_parent(network: str, points: object, number: int) -> None:
    """Ctrl-C while a table is being computed."""
    os.kill(os.getppid(), signal.SIGINT)
    time.sleep(0.5)


def test_ctrl_c_during_a_question_stops_the_wait_and_lets_the_worker_go(
    router: EmbeddedRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = worker_of_the_first_answer(router)
    monkeypatch.setattr(osrm_worker, "near", interrupt_the_parent)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            snaps(router)
    finally:
        signal.signal(signal.SIGINT, before)
    assert ends(worker)
