"""The search's progress: one line that is rewritten on a terminal, a line now and then elsewhere.

Clocks here are lists: each state of the search is shown at the next of their seconds.

Tests ``cli/terminal/progress.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from routeplan.cli.terminal import progress
from routeplan.cli.terminal.progress import ProgressLine, describe
from routeplan.problem.solution import SearchState

COMPILING = SearchState(0, 0, 0, 0.0, None, phase="compile")


def state(share: float, *, missed: int = 0, visits: int = 372) -> SearchState:
    return SearchState(missed, 60 * 18_934, visits, share, None)


def shown(
    states: Sequence[SearchState],
    at: Sequence[float],
    *,
    seconds: float | None = 30.0,
    quiet: bool = False,
) -> None:
    """Show the states, one at each second of ``at``, after beginning at second 0."""
    clock = iter([0.0, *at])
    with ProgressLine(seconds=seconds, quiet=quiet, clock=lambda: next(clock)) as watch:
        for search_state in states:
            watch(search_state)


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """As ``shown``, with a terminal of 80 columns for stderr."""

    def show(*args: Any, columns: int = 80, **more: Any) -> None:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", str(columns))
        shown(*args, **more)

    return show


@pytest.mark.parametrize(
    ("found", "told"),
    [
        pytest.param(state(0.5), "searching: 372 visits in, cost 18,934 min", id="usual"),
        pytest.param(
            state(0.5, missed=1),
            "searching: 1 promise missed, 372 visits in, cost 18,934 min",
            id="a promise is still missed",
        ),
        pytest.param(
            state(0.5, missed=2, visits=1),
            "searching: 2 promises missed, 1 visit in, cost 18,934 min",
            id="one visit",
        ),
    ],
)
def test_a_state_in_a_few_words(found: SearchState, told: str) -> None:
    assert describe(found) == told


def test_on_a_terminal_the_line_is_rewritten(
    capsys: pytest.CaptureFixture[str], on_terminal: Callable[..., None]
) -> None:
    on_terminal([state(0.1), state(0.2)], at=[5.0, 8.0])
    told = "searching: 372 visits in, cost 18,934 min"
    assert capsys.readouterr() == ("", f"\r{told}, 30 s left\033[K\r{told}, 27 s left\033[K\n")


def test_seconds_left_go_down_through_all_rounds_of_the_search(
    capsys: pytest.CaptureFixture[str], on_terminal: Callable[..., None]
) -> None:
    """Each round begins with a share of 0 again; a slow last one does not go below zero."""
    on_terminal([state(0.0), state(1.0), state(0.0), state(1.0)], at=[100.0, 115.0, 116.0, 131.0])
    told = capsys.readouterr().err
    assert [part.split(", ")[-1] for part in told.split("\033[K")[:-1]] == [
        "30 s left",
        "15 s left",
        "14 s left",
        "0 s left",
    ]


def test_under_an_iteration_budget_the_rounds_are_counted(
    capsys: pytest.CaptureFixture[str], on_terminal: Callable[..., None]
) -> None:
    states = [state(0.25), state(1.0), state(0.5), state(0.5), state(0.0)]
    on_terminal(states, at=range(5), seconds=None)
    told = capsys.readouterr().err
    assert [part.split(", ")[-1] for part in told.split("\033[K")[:-1]] == [
        "round 1: 25 % done",
        "round 1: 100 % done",
        "round 2: 50 % done",
        "round 2: 50 % done",
        "round 3: 0 % done",
    ]


def test_a_narrow_terminal_gets_a_shorter_line(
    capsys: pytest.CaptureFixture[str], on_terminal: Callable[..., None]
) -> None:
    """Of 20 columns one stays free, or the terminal would begin a new line."""
    on_terminal([state(0.1)], at=[1.0], columns=20)
    assert capsys.readouterr().err == "\rsearching: 372 visi\033[K\n"


def test_elsewhere_a_line_comes_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    """More than ten seconds after the line before: at 10.5, not at 20, at 21."""
    assert progress.SECONDS_BETWEEN_LINES == 10
    shown([state(k / 5) for k in range(4)], at=[1.0, 10.5, 20.0, 21.0])
    told = "searching: 372 visits in, cost 18,934 min"
    assert capsys.readouterr() == ("", f"{told}, 20 s left\n{told}, 10 s left\n")


def test_compiling_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    shown([COMPILING, COMPILING], at=[1.0, 2.0])
    assert capsys.readouterr() == ("", "Compiling the search (once, about a minute) ...\n")


def test_compiling_takes_nothing_from_the_seconds_left(
    capsys: pytest.CaptureFixture[str], on_terminal: Callable[..., None]
) -> None:
    on_terminal([COMPILING, state(0.0)], at=[0.0, 60.0])
    assert capsys.readouterr().err.endswith("30 s left\033[K\n")


def test_quiet_says_nothing(
    capsys: pytest.CaptureFixture[str], on_terminal: Callable[..., None]
) -> None:
    on_terminal([COMPILING, state(0.5)], at=[1.0, 20.0], quiet=True)
    assert capsys.readouterr() == ("", "")


def test_a_search_that_shows_nothing_leaves_no_empty_line(
    capsys: pytest.CaptureFixture[str], on_terminal: Callable[..., None]
) -> None:
    on_terminal([], at=[])
    assert capsys.readouterr() == ("", "")
