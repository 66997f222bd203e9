"""Officers and households as people name them: by id or by name, in any case and any order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import Phrase, phrase
from routeplan.station.harmless_text import visible

if TYPE_CHECKING:
    from routeplan.model.inputs import Inputs
    from routeplan.model.locks import Lock

SOME = 6
"""So many candidates are named."""
NEAR = 3
SHORTEST = 3
"""Letters of a name that are enough; of a Chinese one, one."""
ALIKE = 68.0
"""Of 100: how alike a name has to be to be offered."""


@dataclass(frozen=True)
class _Named:
    """Somebody who may be meant: the id that stands for them, and what they are called."""

    id: str
    name: str
    address: str = ""

    @property
    def shown(self) -> str:
        """``H12 (Maria Costa, Rua do Almada 5)``."""
        more = ", ".join(part for part in (self.name, self.address) if part)
        return visible(f"{self.id} ({more})" if more else self.id)


def officer_named(inputs: Inputs, text: str, *, strict: bool = True) -> str:
    """The id of an officer.

    Parameters
    ----------
    text
        The id, or the name or enough of it, in any case, also behind a rank.
    strict
        Without it a text that names nobody comes back as it is, for whoever reports it later.

    Raises
    ------
    UsageError
        When several may be meant, or nobody, with the candidates.
    """
    officers = [_Named(officer.id, officer.name) for officer in inputs.officers]
    if bare := _without_rank(text, officers):
        return bare
    return _meant(text, officers, phrase("officer"), strict=strict)


def household_named(inputs: Inputs, text: str, *, strict: bool = True) -> str:
    """The id of a household; parameters and errors are those of :func:`officer_named`."""
    return _meant(text, list(_households(inputs)), phrase("household"), strict=strict)


def call_named(inputs: Inputs, text: str, *, strict: bool = True) -> str:
    """The id of a visit or household by either's id or a name; else as :func:`officer_named`."""
    if text in inputs.visits_by_id or any(text == visit.id for visit in inputs.later_visits):
        return text
    return household_named(inputs, text, strict=strict)


def visit_named(inputs: Inputs, text: str) -> str:
    """The id of a visit, or of the only one of a household.

    Raises
    ------
    UsageError
        When several may be meant, or none, with the candidates.
    """
    name = call_named(inputs, text)
    if name in inputs.visits_by_id:
        return name
    visits = [visit.id for visit in inputs.visits if visit.household == name]
    if len(visits) > 1:
        raise UsageError(
            phrase(
                "household {household} has several visits: {visits}",
                household=name,
                visits=", ".join(visits),
            )
        )
    return visits[0] if visits else name


def locked_by_name(inputs: Inputs, locks: Iterable[Lock]) -> tuple[Lock, ...]:
    """Locks with the ids of those whom they name; errors as :func:`officer_named`."""
    from dataclasses import replace

    return tuple(
        replace(
            lock,
            officer=None if lock.officer is None else officer_named(inputs, lock.officer),
            visit=None if lock.visit is None else visit_named(inputs, lock.visit),
        )
        for lock in locks
    )


def _without_rank(text: str, officers: list[_Named]) -> str | None:
    """The id of the only officer who is meant by a name behind a rank, such as ``Sgt Smith``."""
    from routeplan.formats.spreadsheet.people_names import RANKS

    words = [word for word in _words(text) if word not in RANKS]
    if _fitting(text, officers) or not words or len(words) == len(_words(text)):
        return None
    fits = _fitting(" ".join(words), officers)
    return fits[0].id if len(fits) == 1 else None


def _households(inputs: Inputs) -> Iterator[_Named]:
    return (
        _Named(household.id, household.name, household.address) for household in inputs.households
    )


def _meant(text: str, people: list[_Named], what: Phrase, *, strict: bool) -> str:
    if any(text == person.id for person in people):
        return text
    fits = _fitting(text, people)
    if len(fits) == 1:
        return fits[0].id
    if fits:
        raise UsageError(
            phrase(
                "'{text}' may be any of {count} {what}s: {candidates}; use the id",
                text=visible(text),
                count=len(fits),
                what=what,
                candidates=_shown(fits),
            )
        )
    if not strict:
        return text
    near = _near(text, people)
    if near:
        raise UsageError(
            phrase(
                "there is no {what} '{text}'; did you mean {candidates}?",
                what=what,
                text=visible(text),
                candidates=_shown(near),
            )
        )
    raise UsageError(
        phrase(
            "there is no {what} '{text}'; there are {candidates}",
            what=what,
            text=visible(text),
            candidates=_shown(people) if people else phrase("none"),
        )
    )


def _fitting(text: str, people: list[_Named]) -> list[_Named]:
    """Those of that id in another case, else of that very name, else of whose name it is a part."""
    id_of = folded(text)
    if same := [person for person in people if folded(person.id) == id_of]:
        return same
    words = _words(text)
    if not words:
        return []
    names = [(person, _words(person.name)) for person in people]
    if whole := [person for person, name in names if sorted(name) == sorted(words)]:
        return whole
    if parts := [person for person, name in names if set(words) <= set(name)]:
        return parts
    return [person for person, name in names if _begins(words, name)]


def _begins(words: list[str], name: list[str]) -> bool:
    """Whether each word is the begin of a word of the name, each of another one."""
    if not all(len(word) >= SHORTEST or not word.isascii() for word in words):
        return False
    left = list(name)
    for word in sorted(words, key=len, reverse=True):
        begun = next((name_part for name_part in left if name_part.startswith(word)), None)
        if begun is None:
            return False
        left.remove(begun)
    return True


def folded(text: str) -> str:
    """Without case, accents and width, so that ``SIRKKÄ`` is ``sirkka``."""
    letters = unicodedata.normalize("NFKD", text).casefold().strip()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _words(text: str) -> list[str]:
    """The words of a name; stops and commas part them."""
    signs = (letter if letter.isalnum() else " " for letter in folded(text))
    return "".join(signs).split()


def _near(text: str, people: list[_Named]) -> list[_Named]:
    """Those whose id or name is most like it."""
    from rapidfuzz import fuzz, process

    choices: Mapping[int, str] = {
        number: " ".join(_words(person.name)) for number, person in enumerate(people)
    }
    ids: Mapping[int, str] = {number: folded(person.id) for number, person in enumerate(people)}
    wanted = " ".join(_words(text))
    alike = [
        *process.extract(wanted, choices, scorer=fuzz.WRatio, limit=NEAR),
        *process.extract(folded(text), ids, scorer=fuzz.ratio, limit=NEAR),
    ]
    best = sorted(alike, key=lambda hit: -hit[1])
    numbers = dict.fromkeys(number for _, score, number in best if score >= ALIKE)
    return [people[number] for number in list(numbers)[:NEAR]]


def _shown(people: list[_Named]) -> str:
    some = ", ".join(person.shown for person in people[:SOME])
    if len(people) <= SOME:
        return some
    return phrase("{names} and {count:,} more", names=some, count=len(people) - SOME)
