"""Following matters through: next steps, closings, and why a promise was broken."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from routeplan.errors import UsageError
from routeplan.followup.follow_through import PromiseOutcome, outcomes
from routeplan.model.inputs import DAY_SECONDS
from routeplan.phrases import phrase
from routeplan.visitlog.log_records import Matter, Step, StepKind
from routeplan.visitlog.reading import matters
from routeplan.visitlog.store import writing
from routeplan.visitlog.writing import add_broken_promise, add_step


def record_step(
    path: Path, matter: str, on: date, *, next_step: str, due: date, by_visit: bool
) -> Matter:
    """Say what comes next in a matter; the same again changes nothing.

    Raises
    ------
    UsageError
        When there is no such matter.
    StoreBusyError, StoreError
        When the log cannot be written.
    """
    with writing(path) as log:
        before = _named(matters(log), matter)
        step = Step(before.id, before.household, on, StepKind.STEP, "", next_step, due, by_visit)
        as_told = (None, next_step, due, by_visit)
        if (before.closed, before.next_step, before.due, before.by_visit) != as_told:
            add_step(log, step)
        return _named(matters(log), matter)


def record_closing(path: Path, matter: str, on: date, *, outcome: str) -> Matter:
    """Close a matter; the same again changes nothing. Raises as :func:`record_step`."""
    with writing(path) as log:
        before = _named(matters(log), matter)
        if before.closed is None or before.outcome != outcome:
            add_step(log, Step(before.id, before.household, on, StepKind.CLOSED, outcome))
        return _named(matters(log), matter)


def record_broken_promise(path: Path, household: str, on: date, *, reason: str) -> None:
    """Say why the promise to a household for a day was not kept.

    Raises
    ------
    UsageError
        When nothing was promised to it for that day.
    StoreBusyError, StoreError
        When the log cannot be written.
    """
    with writing(path) as log:
        promised = [
            outcome.on
            for outcome in outcomes(log, on - timedelta(days=1), on, tolerance_seconds=0)
            if outcome.household == household and on in (outcome.on, _on_wall(outcome))
        ]
        if not promised:
            raise UsageError(
                phrase("nothing was promised to {household} for {day}", household=household, day=on)
            )
        add_broken_promise(log, household, max(promised), reason)


def _on_wall(promised: PromiseOutcome) -> date:
    """The date on the wall: of a time after midnight the day behind that of its shift."""
    return promised.on + timedelta(days=promised.at_seconds // DAY_SECONDS)


def _named(known: list[Matter], name: str) -> Matter:
    by_id = {matter.id: matter for matter in known}
    if name.upper() not in by_id:
        still = ", ".join(matter.id for matter in known if matter.closed is None)
        raise UsageError(
            phrase(
                "there is no matter {matter}; open matters: {matters}",
                matter=name,
                matters=still or phrase("none"),
            )
        )
    return by_id[name.upper()]
