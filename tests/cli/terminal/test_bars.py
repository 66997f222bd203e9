"""Small pictures of block letters: as long as their numbers, in any width."""

from __future__ import annotations

from routeplan.cli.terminal.bars import bar_width, columns, parts_bar


def test_parts_fill_the_bar_whatever_is_rounded() -> None:
    # a third each of ten signs: ends at 3.3, 6.7 and 10
    assert parts_bar([1, 1, 1], 3, 10) == "███▓▓▓▓▒▒▒"
    assert parts_bar([0, 2, 0, 2], 4, 4) == "▓▓░░"
    assert parts_bar([1, 1], 4, 8) == "██▓▓"
    assert parts_bar([0, 0], 0, 8) == ""


def test_a_day_without_a_shift_is_a_dot_and_the_busiest_the_highest_column() -> None:
    assert columns([None, 0, 4, 8], 8) == "·▁▅█"
    assert columns([0], 0) == "▁"


def test_a_bar_takes_the_room_that_is_left_but_never_too_much_or_too_little() -> None:
    assert [bar_width(width, 45) for width in (40, 80, 200)] == [10, 35, 60]
