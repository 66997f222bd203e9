"""Officers as people name them: by id, whole name, or rank and surname."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from rapidfuzz import fuzz, process

from routeplan.formats.spreadsheet.words.value_words import word_key

_RANKS = (
    "agente officer off ofc ofcr constable cst sergeant pc ps sgt sarge corporal cpl"
    " detective det lieutenant lt captain cpt capt superintendent supt pcso trooper cabo"
    " guarda subcomissario comissario chefe inspetor inspector agent brigadier gardien"
    " polizist pm pk pom phk konstaapeli vanhempi ylikonstaapeli komisario policia"
    " subinspector comandante teniente tte capitan cap inspecteur insp commissaire"
    " brigadiere adjudant gendarme cdt polizeimeister polizeikommissar kommissar"
    " kommissarin hauptkommissar oberkommissar khk kk pok ephk polizistin wachtmeister"
    " rikoskonstaapeli subchefe agt agte guardia sargento oficial участковый сержант"
    " лейтенант капитан майор старший младший прапорщик 警官 民警 巡查 巡査 警部補 sr sra mr mrs ms"
    " herr frau dr sd cb sgto ten maj cel subten cmt ssgt const ip 순경 경장 경사 경위 경감 경정"
)
RANKS = frozenset(_RANKS.split())
ALIKE = 85
_HANZI_RANK = re.compile(
    r"(警官|民警|警员|警长|警督|警司|警部|所长|队长|同志|巡査部長|巡査|さん|氏)$"
)


class PeopleNames:
    """Finds whoever is meant among the station's officers.

    Parameters
    ----------
    names
        The officers' names by their ids.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = dict(names)

    def meant(self, text: str) -> tuple[str, bool]:
        """The officer's id and whether nobody else can be meant; empty where nobody is known."""
        key = word_key(text)
        if key in self._ids:
            return self._ids[key], True
        words = _words(text)
        for exact in (True, False):
            fits = [
                who
                for who, name in self._by_words.items()
                if words and (words == name if exact else words < name)
            ]
            if len(fits) == 1:
                return fits[0], True
        sharing = [who for who, name in self._by_words.items() if words & name]
        if sharing:
            return self._likeliest(words, sharing), False
        near = process.extractOne(
            " ".join(sorted(words)),
            {who: " ".join(sorted(name)) for who, name in self._by_words.items()},
            scorer=fuzz.partial_ratio,
            score_cutoff=ALIKE,
        )
        return (str(near[2]), False) if near and words else ("", False)

    def _likeliest(self, words: frozenset[str], sharing: list[str]) -> str:
        """Whoever has most of the words, also as initials; nobody where two have as many."""
        counts = {
            who: sum(
                any(part == word or (len(word) == 1 and part[0] == word) for part in name)
                for word in words
            )
            for who in sharing
            for name in (self._by_words[who],)
        }
        most = max(counts.values())
        best = [who for who, count in counts.items() if count == most]
        return best[0] if len(best) == 1 else ""

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {word_key(who): who for who in self._names}

    @cached_property
    def _by_words(self) -> dict[str, frozenset[str]]:
        return {who: _words(name) for who, name in self._names.items()}


def _words(text: str) -> frozenset[str]:
    key = _HANZI_RANK.sub("", word_key(text))
    words = frozenset(re.findall(r"[^\W\d_]+", key))
    return words - RANKS or words


def is_rank(text: str) -> bool:
    """Whether a text is somebody's rank, and no name: ``3º Sgt PM``, ``PHK``, ``경위``."""
    words = re.findall(r"[^\W\d_]{2,}", word_key(text))
    return bool(words) and RANKS.issuperset(words)
