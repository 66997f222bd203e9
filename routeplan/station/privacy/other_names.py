"""Masking the names of others in what is told to one household."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from routeplan.formats.station.households import COLUMNS
from routeplan.formats.tables.rows import Row
from routeplan.model.inputs import Inputs

MASK = "[someone else]"
SHORTEST_WORD = 3
"""Letters of a part of a name that is masked wherever it stands; ``He`` is also a word."""
_WITHOUT_NAMES = frozenset((*COLUMNS, "hours", "file")) - {"note", "task"}
"""Fields that hold no free text: in hours ``Jan`` is a month."""
_WORD = re.compile(r"\w+")
_BESIDE = re.compile(rf"\w+(?= {re.escape(MASK)})|(?<={re.escape(MASK)} )\w+")
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Scripts whose names stand in a text without blanks around them."""


@dataclass(frozen=True)
class OtherNames:
    """Names and ids of all households but one, and names of officers.

    Parameters
    ----------
    words
        Parts of names, and ids.
    short
        Parts of names that are masked beside another part only.
    whole
        Names to be found without blanks around them, and names of short parts only.
    """

    words: frozenset[str]
    short: frozenset[str]
    whole: tuple[str, ...]

    @classmethod
    def of(cls, inputs: Inputs, rows: Iterable[Row], household: str) -> OtherNames:
        """Of everybody in the tables, but not what stands in its own name and address too."""
        known = {household, *(officer.id for officer in inputs.officers)}
        names = [officer.name for officer in inputs.officers]
        ids: set[str] = set()
        for row in rows:
            if row["id"] == household:
                known |= {*_WORD.findall(f"{row['name']} {row['address']}"), row["name"]}
            else:
                names.append(row["name"])
                ids |= {row["id"]} if re.search(r"[^\W\d]", row["id"]) else set()
        parts = {part for name in names for part in _WORD.findall(name)} - known
        unspaced = {part for part in parts if _UNSPACED.match(part)}
        # Particles (de, von) and titles are written small.
        spaced = {part for part in parts - unspaced if not part.islower()}
        words = {part for part in spaced if len(part) >= SHORTEST_WORD}
        brief = {
            name
            for name in names
            if " " in name and not {*_WORD.findall(name)} & (words | unspaced)
        }
        whole = sorted(unspaced | (brief - known), key=len, reverse=True)
        return cls(frozenset((words | ids) - known), frozenset(spaced - words), tuple(whole))

    def masked(self, held: Any) -> Any:
        """The same, with every text in it masked; dates become text."""
        if isinstance(held, str):
            return self._text(held)
        if isinstance(held, Mapping):
            return {
                name: value
                if name in _WITHOUT_NAMES and isinstance(value, str)
                else self.masked(value)
                for name, value in held.items()
            }
        if isinstance(held, tuple | list):
            return [self.masked(value) for value in held]
        return held.isoformat() if isinstance(held, date) else held

    def _text(self, text: str) -> str:
        for name in self.whole:
            text = text.replace(name, MASK)
        text = _WORD.sub(lambda word: MASK if word[0] in self.words else word[0], text)
        return _BESIDE.sub(lambda word: MASK if word[0] in self.short else word[0], text)
