"""How long each station will take, learned from the ledger: the longest go first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from routeplan.bureau.ledger import LedgerLine


def longest_first(
    lines: Iterable[LedgerLine], before: Mapping[str, tuple[float, int]]
) -> list[str]:
    """Names of the stations, the one that will take longest first.

    Parameters
    ----------
    before
        By station: the seconds of the last time, and the bytes of its table of households then.
    """
    expected = {line.station: expected_seconds(line, before) for line in lines}
    return sorted(expected, key=lambda station: (-expected[station], station))


def expected_seconds(line: LedgerLine, before: Mapping[str, tuple[float, int]]) -> float:
    """Of one station: as long as last time, for as many more homes as its table has grown.

    One that was never done takes what others take for their homes; where none was, only its homes
    count.
    """
    if line.station in before:
        seconds, size = before[line.station]
        return seconds * (line.size / size) if size and line.size else seconds
    whole = sum(size for _, size in before.values())
    pace = sum(seconds for seconds, _ in before.values()) / whole if whole else 1.0
    return pace * line.size
