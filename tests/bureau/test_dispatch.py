"""Sending and taking back, with a client that the test plays: what becomes of each kind of end.

Tests ``bureau/work/tasks.py``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from routeplan.bureau.dispatch import ClusterLostError, Dispatch, Returned, StationJob
from routeplan.bureau.station_requests import StationOutcome, StationRequest
from routeplan.bureau.work.packed_station import Parcel
from routeplan.bureau.work.tasks import StreetsGoneError, has_streets, keep_streets
from routeplan.errors import UsageError

CHECK = StationRequest("check", date(2026, 11, 29))
DONE = StationOutcome(0)


class PlayedFuture:
    """A result or an error that is there already, or still to come."""

    def __init__(self, result: object) -> None:
        self.value, self.released = result, False
        self.status = "pending" if result is None else "finished"
        if isinstance(result, BaseException):
            self.status = "error"

    def exception(self) -> BaseException | None:
        assert self.status != "pending", "the dispatcher waits for a station that is not done"
        return self.value if isinstance(self.value, BaseException) else None

    def result(self) -> object:
        return self.value

    def cancel(self, *, force: bool) -> None:
        self.status = "cancelled"

    def release(self) -> None:
        self.released = True

    def add_done_callback(self, call: Callable[[Any], None]) -> None:
        self.call = call
        if self.status != "pending":
            call(self)


class PlayedClient:
    """Workers that answer what the test says, by the worker and the station."""

    def __init__(self, workers: list[str], answer: Callable[[str, int], object]) -> None:
        self.workers, self.answer = workers, answer
        self.sent: list[str] = []
        self.futures: list[PlayedFuture] = []
        self.asked: list[str] = []
        self.streets: set[str] = set()
        self.status = "running"

    def scheduler_info(self, n_workers: int) -> dict[str, list[str]]:
        if not self.workers:
            raise OSError("no scheduler")
        return {"workers": self.workers}

    def submit(self, *_: object, workers: list[str], **__: object) -> PlayedFuture:
        self.sent += workers
        self.futures.append(PlayedFuture(self.answer(workers[0], len(self.sent))))
        return self.futures[-1]

    def run(self, question: Callable[..., object], *_: object, workers: list[str], **__: object):
        self.asked.append(question.__name__)
        if question is keep_streets:
            self.streets |= set(workers)
            return {workers[0]: None}
        assert question is has_streets
        return {workers[0]: workers[0] in self.streets}


def dispatched(
    client: PlayedClient, stations: list[str], area: Path | None = None
) -> list[Returned]:
    """Every station brought to its outcome; one without is sent again, as the run does."""
    waiting = deque(stations)
    parcel = Parcel(b"", "sum" if area else None)

    def next_job() -> StationJob | None:
        return StationJob(waiting.popleft(), parcel, area) if waiting else None

    found = []
    dispatch = Dispatch(client, CHECK, lambda *_: None)  # type: ignore[arg-type]
    for returned in dispatch.run(next_job, lambda: bool(waiting)):
        found.append(returned)
        assert len(found) < 50, "it does not end"
        if returned.outcome is None and returned.error is None:
            waiting.append(returned.station)
    return found


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routeplan.bureau.dispatch.LOOK_SECONDS", 0.01)


def test_each_station_comes_back_once_and_its_result_is_let_go() -> None:
    client = PlayedClient(["w1", "w2"], lambda *_: DONE)
    found = dispatched(client, ["a", "b", "c"])
    assert sorted(result.station for result in found) == ["a", "b", "c"]
    assert all(future.released for future in client.futures)


def test_streets_go_ahead_once_to_each_worker(tmp_path: Path) -> None:
    area = tmp_path / "area.osm.pbf"
    area.write_bytes(b"streets")
    client = PlayedClient(["w1", "w2"], lambda *_: DONE)
    dispatched(client, ["a", "b", "c", "d", "e"], area)
    assert set(client.sent) == {"w1", "w2"}
    assert client.asked == ["has_streets", "keep_streets"] * 2


def test_streets_that_somebody_removed_are_sent_again(tmp_path: Path) -> None:
    area = tmp_path / "area.osm.pbf"
    area.write_bytes(b"streets")

    def answer(_: str, number: int) -> object:
        return StreetsGoneError() if number == 1 else DONE

    client = PlayedClient(["w1"], answer)
    found = dispatched(client, ["a"], area)
    assert [result.outcome for result in found] == [None, DONE]
    assert client.asked.count("has_streets") == 2


def test_a_worker_with_a_full_disk_gets_nothing_more() -> None:
    def answer(worker: str, _: int) -> object:
        return OSError(28, "No space left on device") if worker == "full" else DONE

    client = PlayedClient(["full", "well"], answer)
    found = dispatched(client, ["a", "b", "c", "d", "e", "f"])
    assert sum(result.outcome is DONE for result in found) == 6
    assert client.sent.count("full") <= 2  # those that were on their way


def test_where_every_worker_s_disk_is_full_that_is_said() -> None:
    client = PlayedClient(["w1"], lambda *_: OSError(28, "No space left on device"))
    with pytest.raises(UsageError, match="w1: No space left on device"):
        dispatched(client, ["a"])


def test_what_a_lost_worker_had_goes_to_another_and_its_late_end_is_no_news() -> None:
    def answer(worker: str, _: int) -> object:
        if worker == "lost":
            client.workers = ["other"]
            return None
        # the first future ends only now, cancelled, while the station is with another worker
        client.futures[0].call(client.futures[0])
        return DONE

    client = PlayedClient(["lost"], answer)
    found = dispatched(client, ["a"])
    assert [(result.worker, result.outcome) for result in found] == [
        ("lost", None),
        ("other", DONE),
    ]


def test_an_error_of_ours_is_the_station_s_and_it_is_not_sent_again() -> None:
    client = PlayedClient(["w1"], lambda *_: RuntimeError("ValueError: a bug"))
    (found,) = dispatched(client, ["a"])
    assert str(found.error) == "ValueError: a bug"


def test_a_scheduler_that_is_gone_is_named_so() -> None:
    with pytest.raises(ClusterLostError):
        dispatched(PlayedClient([], lambda *_: DONE), ["a"])


@pytest.mark.parametrize(
    ("answer", "status"),
    [({}, "closed"), ({}, "connecting"), ({"workers": ["w1"]}, "closed")],
    ids=["with nothing", "with nothing yet", "with what it last heard"],
)
def test_a_client_that_gave_up_answers_without_an_error(
    answer: dict[str, list[str]], status: str
) -> None:
    client = PlayedClient(["w1"], lambda *_: None)  # no station ever comes back
    told = client.scheduler_info

    def scheduler_info(n_workers: int) -> dict[str, list[str]]:
        if not client.sent:
            return told(n_workers)
        client.status = status
        return answer

    client.scheduler_info = scheduler_info  # type: ignore[method-assign]
    with pytest.raises(ClusterLostError):
        dispatched(client, ["a"])


def test_a_look_that_takes_long_is_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a thousand workers: 20 times as long as a look takes lies between two of them."""
    clock, looks = [0.0], []
    client = PlayedClient(["w1"], lambda *_: DONE)
    usual = client.scheduler_info

    def scheduler_info(n_workers: int) -> dict[str, list[str]]:
        looks.append(clock[0])
        clock[0] += 0.1
        return usual(n_workers)

    client.scheduler_info = scheduler_info  # type: ignore[method-assign]
    monkeypatch.setattr("routeplan.bureau.dispatch.time.monotonic", lambda: clock[0])
    dispatch = Dispatch(client, CHECK, lambda *_: None)  # type: ignore[arg-type]
    while clock[0] < 5:
        dispatch._workers()
        clock[0] += 0.125
    # the first ends at 0.1, so the next is the first step from 2.1 on, and then from 4.35 on
    assert looks == pytest.approx([0.0, 2.1, 4.325], abs=0.13)


class Unreachable(PlayedFuture):
    """Done, but its result was with somebody who is gone when it is fetched."""

    def result(self) -> object:
        raise OSError("the connection is closed")


def test_a_result_that_was_with_a_lost_worker_is_made_again() -> None:
    client = PlayedClient(["w1"], lambda *_: DONE)
    usual = client.submit

    def submit(*words: object, workers: list[str], **more: object) -> PlayedFuture:
        if client.sent:
            return usual(*words, workers=workers, **more)
        client.sent += workers
        return Unreachable(DONE)

    client.submit = submit  # type: ignore[method-assign]
    first, second = dispatched(client, ["a"])
    assert (first.outcome, first.error) == (None, None)
    assert second.outcome == DONE


def test_a_scheduler_lost_while_a_result_is_fetched_is_named_so() -> None:
    client = PlayedClient(["w1"], lambda *_: DONE)

    def submit(*_: object, **__: object) -> PlayedFuture:
        client.status = "closed"
        return Unreachable(DONE)

    client.submit = submit  # type: ignore[method-assign]
    with pytest.raises(ClusterLostError, match="the connection is closed"):
        dispatched(client, ["a"])
