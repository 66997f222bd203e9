"""What the benchmark of suggested hours counts, by hand."""

from __future__ import annotations

from benchmarks.suggested_hours import Judged, told
from routeplan.planning.expected_meetings import Expected
from routeplan.station.use_cases.moved_shifts.suggest_hours import Verdict


def test_the_best_move_is_placed_and_false_alarms_are_counted() -> None:
    """The truly best is second by the estimate; of two that pass one gains nothing in truth."""
    moves = [
        Judged(3.0, 0.5, Verdict.NO_MORE),
        Judged(2.0, 4.0, Verdict.HELPS),
        Judged(1.0, -1.0, Verdict.HELPS),
    ]
    base = [Expected(10.0, 0, 0)] * 9
    first, second, third = told("a kind", moves, base)
    assert first == (
        "a kind: 3 moves; as they are 10.0 met; truly best +4.00, place 2 by the estimate; "
        "best of the first 4 +4.00"
    )
    assert second == "  pass all seeds: 2, truly +1.50 in the mean; of these no true gain: 1"
    # of nine seeds there are 84 threes, and 20 threes of the six others: 1,680 pairs, all equal
    assert third == "  the shifts as they are pass for a move: 0 of 1680 comparisons"


def test_luck_that_passes_for_a_move_is_counted() -> None:
    """Three of 11 and six of 10: every three of the first against three of the others, 20 pairs."""
    base = [Expected(11.0, 0, 0)] * 3 + [Expected(10.0, 0, 0)] * 6
    *_, last = told("a kind", [Judged(0.0, 0.0, Verdict.NO_MORE)], base)
    assert last == "  the shifts as they are pass for a move: 20 of 1680 comparisons"
