"""The words of ``routeplan replan``, held against the plan: what cannot be is noted, all of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from routeplan.errors import Finding
from routeplan.formats.tables.cells import nearest, parsed_clock, parsed_range, plain
from routeplan.model.changes import NO_CHANGES, Changes
from routeplan.model.inputs import MAX_SHIFT_END_SECONDS, Inputs
from routeplan.model.locks import Lock
from routeplan.model.nights import Span, of_day, span_of_day
from routeplan.model.plan import Plan
from routeplan.phrases import phrase


@dataclass(frozen=True, slots=True)
class TypedChanges:
    """The words of the command; ``now`` and hours are of ``day`` and its night.

    Who is ill or away is so from ``day`` to ``until``, where that is given.
    """

    day: date
    now: str | None = None
    ill: tuple[str, ...] = ()
    away: tuple[tuple[str, str], ...] = ()
    cancel: tuple[str, ...] = ()
    new_time: tuple[tuple[str, str], ...] = ()
    done: tuple[str, ...] = ()
    give: tuple[tuple[str, str], ...] = ()
    reason: str | None = None
    until: date | None = None
    back: tuple[str, ...] = ()


@dataclass
class ChangeReader:
    """The words against the plan, and everything found wrong with them."""

    typed: TypedChanges
    plan: Plan
    inputs: Inputs
    locks: Sequence[Lock]
    tolerance_seconds: int
    earlier: Changes = NO_CHANGES
    findings: list[Finding] = field(default_factory=list)

    def find(
        self,
        code: str,
        option: str,
        value: str,
        message: str,
        fix: str,
        *,
        warning: bool = False,
    ) -> None:
        """Note what is wrong with an option's value, or only odd: then it is a warning."""
        finding = Finding(code, message, fix, file="replan", column=option, value=value[:80])
        self.findings.append(replace(finding, severity="warning") if warning else finding)

    @property
    def day(self) -> int:
        """The day's index in the plan; below 0 or past the end for a day outside it."""
        return (self.typed.day - self.inputs.calendar.first_day).days

    def hours_of(self, officers: Collection[str]) -> list[Span]:
        """The hours of the day's shifts: theirs, else everybody's."""
        nights = self.inputs.nights
        return nights.of(officers).on(self.typed.day) or nights.on(self.typed.day)

    def now(self) -> int | None:
        """What the clock shows, in elapsed seconds; None where nobody says."""
        if self.typed.now is None:
            return None
        named = {*self.typed.ill, *(officer for officer, _ in self.typed.away)}
        try:
            at = of_day(parsed_clock(plain(self.typed.now)), self.hours_of(named))
        except ValueError:
            self._no_time("--now", self.typed.now, "10:40")
            return None
        return self._elapsed(at)

    def away(self, officer: str, text: str) -> list[int] | None:
        """The two clock times of an absence, in elapsed seconds."""
        try:
            span = span_of_day(parsed_range(plain(text)), self.hours_of([officer]))
        except ValueError:
            span = (0, 0)
        if not span[0] < span[1] <= MAX_SHIFT_END_SECONDS:
            self._no_time("--away", text, "10:40-12:00")
            return None
        return [self._elapsed(at) for at in span]

    def _elapsed(self, seconds: int) -> int:
        return self.inputs.calendar.elapsed(self.typed.day, seconds)

    def _no_time(self, option: str, text: str, example: str) -> None:
        self.find(
            "change-time",
            option,
            text,
            phrase("not a valid time"),
            phrase("write it like {example}", example=example),
        )

    def known_officer(self, option: str, officer: str) -> bool:
        """Whether that id is an officer's; where it is not, this is noted."""
        known = self.inputs.officers_by_id
        if officer not in known:
            message = phrase("unknown officer")
            self.find("change-unknown", option, officer, message, nearest(officer, known))
        return officer in known

    def visits(self, option: str, name: str) -> list[str]:
        """The visit of that id, else those on the household of that id."""
        known = [visit for visit in self.inputs.visits if name in (visit.id, visit.household)]
        if not known:
            message = phrase("this plan has no such visit or household")
            every = {visit.household for visit in self.inputs.visits}
            self.find("change-unknown", option, name, message, nearest(name, every))
        return [visit.id for visit in known]
