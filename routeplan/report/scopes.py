"""Whose number something counts in: the report's own scope, officers, beats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from routeplan.report.report_numbers import Scope, ScopeKind


class Counted(Protocol):
    """What officers did at a household, or were to do."""

    @property
    def household(self) -> str:
        """Id of the household."""
        ...

    @property
    def officers(self) -> Sequence[str]:
        """Ids of those who came, or were to come."""
        ...


@dataclass(frozen=True)
class Scopes:
    """A report's scopes.

    Parameters
    ----------
    main
        The report's own.
    officers
        Ids, those of the table first; a beat has the id of the officer it belongs to.
    beat_of
        The beat of each household that has one.
    """

    main: Scope
    officers: Sequence[str]
    beat_of: Mapping[str, str]

    @property
    def beats(self) -> tuple[str, ...]:
        """Beats with a household, in the officers' order."""
        there = set(self.beat_of.values())
        return tuple(officer for officer in self.officers if officer in there)

    def all(self) -> list[Scope]:
        """The report's own scope; in a station's report then every officer and beat."""
        if self.main.kind is not ScopeKind.STATION:
            return [self.main]
        officers = [Scope(ScopeKind.OFFICER, officer) for officer in self.officers]
        return [self.main, *officers, *(Scope(ScopeKind.BEAT, beat) for beat in self.beats)]

    def of_scope[T: Counted](self, things: Iterable[T]) -> list[T]:
        """Those that count in the report."""
        who = self.main.id
        if self.main.kind is ScopeKind.STATION:
            return list(things)
        if self.main.kind is ScopeKind.OFFICER:
            return [thing for thing in things if who in thing.officers]
        return [thing for thing in things if self.beat_of.get(thing.household) == who]

    def parted[T: Counted](self, things: Iterable[T]) -> dict[Scope, list[T]]:
        """What counts in each scope."""
        kept = self.of_scope(things)
        if self.main.kind is not ScopeKind.STATION:
            return {self.main: kept}
        by_officer: dict[str, list[T]] = defaultdict(list)
        by_beat: dict[str | None, list[T]] = defaultdict(list)
        beat_of = self.beat_of
        for thing in kept:
            for officer in thing.officers:
                by_officer[officer].append(thing)
            by_beat[beat_of.get(thing.household)].append(thing)
        parts = {self.main: kept}
        parts |= {
            Scope(ScopeKind.OFFICER, officer): by_officer[officer] for officer in self.officers
        }
        return parts | {Scope(ScopeKind.BEAT, beat): by_beat[beat] for beat in self.beats}
