"""What a replan is asked for, what it begins with, what it shows, and what it writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from routeplan.errors import Finding
    from routeplan.followup.plan_in_use.log_to_changes import LogChanges
    from routeplan.formats.decisions.day_changes import Understood
    from routeplan.formats.decisions.decisions import Decisions, Replan
    from routeplan.formats.decisions.row_changes import RowChange
    from routeplan.formats.decisions.typed_changes import TypedChanges
    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import Plan
    from routeplan.problem.solution import Budget
    from routeplan.station.reading.open_station import Workspace
    from routeplan.station.use_cases.write_plan import Written

Keep = Literal["strict", "balanced", "free"]


@dataclass(frozen=True)
class ReplanWishes:
    """What somebody asks of a replan, in the words of the command.

    Parameters
    ----------
    day
        Of the change; None for today, or the plan's first day.
    now
        ``HH:MM``: whatever began before it is done; None for 00:00.
    ill, back
        Officers.
    away
        Officers with ``HH:MM-HH:MM``.
    until
        The last day on which ``ill`` and ``away`` apply; None for the day alone.
    cancel, done
        Households or visits.
    new_time
        Households with a time, such as ``2026-12-01 10:30``.
    give
        Households or visits, each with its officer; ``reason`` is kept beside the plan.
    use_log
        Whether results recorded since the plan began are taken in.
    keep
        How closely to keep to the printed sheets.
    at_most
        So many printed stops may move; None for any number.
    seconds, iterations
        How long to search, at most one of them; by default as the settings say.
    write
        Whether what is made is to be written, and not only looked at.
    """

    day: date | None = None
    now: str | None = None
    ill: tuple[str, ...] = ()
    away: tuple[tuple[str, str], ...] = ()
    until: date | None = None
    back: tuple[str, ...] = ()
    cancel: tuple[str, ...] = ()
    new_time: tuple[tuple[str, str], ...] = ()
    done: tuple[str, ...] = ()
    give: tuple[tuple[str, str], ...] = ()
    reason: str | None = None
    use_log: bool = True
    keep: Keep = "balanced"
    at_most: int | None = None
    seconds: float | None = None
    iterations: int | None = None
    write: bool = False

    def by_id(self, inputs: Inputs) -> ReplanWishes:
        """The same with ids in the place of names; who is unknown stays, to be reported later.

        Raises
        ------
        UsageError
            When several may be meant by a name.
        """
        from routeplan.station.people_by_name import call_named, officer_named

        def officer(text: str) -> str:
            return officer_named(inputs, text, strict=False)

        def call(text: str) -> str:
            return call_named(inputs, text, strict=False)

        return replace(
            self,
            ill=tuple(map(officer, self.ill)),
            back=tuple(map(officer, self.back)),
            away=tuple((officer(who), hours) for who, hours in self.away),
            cancel=tuple(map(call, self.cancel)),
            done=tuple(map(call, self.done)),
            new_time=tuple((call(who), at) for who, at in self.new_time),
            give=tuple((call(who), officer(to)) for who, to in self.give),
        )

    def typed(self, on: date) -> TypedChanges:
        """The changes of a day."""
        from routeplan.formats.decisions.typed_changes import TypedChanges

        return TypedChanges(
            day=on,
            now=self.now,
            ill=self.ill,
            away=self.away,
            cancel=self.cancel,
            new_time=self.new_time,
            done=self.done,
            give=self.give,
            reason=self.reason,
            until=self.until,
            back=self.back,
        )


@dataclass(frozen=True)
class PlanToReplan:
    """A plan to replan: its file, what was decided about it, the tables, and what they changed."""

    path: Path
    plan: Plan
    decisions: Decisions
    workspace: Workspace
    rows: tuple[RowChange, ...]

    @property
    def tables(self) -> Inputs:
        """As the tables say."""
        return self.workspace.tables or self.workspace.inputs

    @property
    def with_gone(self) -> Inputs:
        """Inputs that also know the people whom the tables have no more, to name them."""
        from routeplan.formats.decisions.row_changes import with_gone

        return with_gone(self.plan, self.workspace.inputs)


@dataclass(frozen=True)
class ReplanRequest:
    """What a replan takes in, and how.

    Parameters
    ----------
    opened
        The plan, its inputs without the appointments that are over by then.
    typed
        What was typed, of its day.
    understood
        What has changed: typed, recorded and lapsed.
    log
        What the visit log has changed.
    key
        Tells this replan from every other one of the same plan.
    night
        What the clock shows where it shows a time after midnight, in the night of the day.
    findings
        What is odd about what was typed, and which appointments are over.
    """

    opened: PlanToReplan
    typed: TypedChanges
    understood: Understood
    log: LogChanges
    keep: Keep
    at_most: int | None
    budget: Budget
    key: str
    write: bool
    night: datetime | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ProposedPlan:
    """A plan to show or to write.

    Parameters
    ----------
    inputs
        Those that it is made from, as the changes leave them.
    record
        What the decisions keep of it.
    kept
        Whether it is what was shown before.
    changed
        What has changed since another one was shown, by name.
    others
        Whether something was shown, but with other options.
    """

    plan: Plan
    inputs: Inputs
    record: Replan
    kept: bool
    changed: Sequence[str] = ()
    others: bool = False


@dataclass(frozen=True)
class WrittenReplan:
    """Where a replan went.

    Parameters
    ----------
    written
        The plan's file, and what went with the plan before.
    replaced
        The plan before, kept.
    change_sheets
        A page for each officer whose round changes; None where none does.
    findings
        Why something was not noted in the visit log.
    """

    written: Written
    replaced: Path
    change_sheets: Path | None = None
    findings: tuple[Finding, ...] = ()
