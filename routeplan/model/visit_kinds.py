"""What a sheet asks for at a door, and the station's own manual by kind of visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FormBox(StrEnum):
    """What a sheet has boxes for besides the result, as reports count it."""

    PERSONS = "persons"
    IN_DIFFICULTY = "in_difficulty"
    HELP = "help"
    OPINION = "opinion"
    SATISFIED = "satisfied"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class VisitKind:
    """A kind of visit: what it is for, its steps in order, and what to ask."""

    kind: str
    purpose: str = ""
    steps: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def kind_of_visit(text: str, manual: Iterable[VisitKind]) -> VisitKind | None:
    """The kind that a text names, whatever its case; of several the longest, None for none."""
    said = text.casefold()
    named = [visit_kind for visit_kind in manual if visit_kind.kind.casefold() in said]
    return max(named, key=lambda visit_kind: len(visit_kind.kind), default=None)
