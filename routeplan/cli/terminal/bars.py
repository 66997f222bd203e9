"""Small pictures made of block letters: parts of a whole, and a column for each day."""

from __future__ import annotations

from collections.abc import Sequence

COLUMNS = "▁▂▃▄▅▆▇█"
FILLS = "█▓▒░"
"""Fills of the parts of a whole, which differ without colour."""
NARROWEST, WIDEST = 10, 60


def bar_width(out_width: int, others: int) -> int:
    """How many signs of a line are left for a bar beside so many others."""
    return min(WIDEST, max(NARROWEST, out_width - others))


def parts_bar(parts: Sequence[float], whole: float, width: int) -> str:
    """Parts of a whole beside each other, each in its fill; ends are rounded, never the sum."""
    ends, so_far = [], 0.0
    for part in parts:
        so_far += part
        ends.append(round(width * min(1.0, so_far / whole)) if whole > 0 else 0)
    begins = [0, *ends[:-1]]
    pairs = zip(FILLS, begins, ends, strict=False)
    return "".join(fill * (end - begin) for fill, begin, end in pairs)


def columns(values: Sequence[float | None], most: float) -> str:
    """A column for each value, ``most`` the highest; a dot where there is none."""
    highest = len(COLUMNS) - 1
    return "".join(
        "·" if value is None else COLUMNS[round(highest * min(1.0, value / most)) if most else 0]
        for value in values
    )
