"""Names spelled alike, found by the letters they share, three by three."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

_SCORED = 40
"""So many of the names that share most are compared letter by letter."""


class SimilarNames:
    """Finds those of many names that are spelled most like a text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: Sequence[str] = list(names)
        self._having: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for triple in _triples(name):
                self._having.setdefault(triple, []).append(number)

    def like(self, text: str, most: int, *, in_part: bool) -> list[tuple[str, float]]:
        """The most similar names with their likeness from 0 to 100, the best first.

        Parameters
        ----------
        in_part
            Words that one has and the other lacks, or in another order, count for less.
        """
        from rapidfuzz import fuzz

        shared = Counter(chain.from_iterable(self._having.get(t, ()) for t in _triples(text)))
        likely = [number for number, _ in shared.most_common(_SCORED)]
        scored = [
            (name, (fuzz.ratio(text, name) + fuzz.WRatio(text, name)) / 2)
            if in_part
            else (name, fuzz.ratio(text, name))
            for name in (self._names[number] for number in likely)
        ]
        return sorted(scored, key=lambda scored_name: (-scored_name[1], scored_name[0]))[:most]


def _triples(text: str) -> Iterable[str]:
    """``road``: `` r``, `` ro``, ``roa``, ``oad``, ``ad ``, so that short names have some too."""
    padded = f"  {text} "
    return dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2))
