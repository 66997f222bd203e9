"""Following matters until they are closed, and promises whether they were kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import today
from routeplan.station.harmless_text import worded
from routeplan.station.people_by_name import household_named

if TYPE_CHECKING:
    from pathlib import Path

    from routeplan.followup.follow_through import PromiseOutcome
    from routeplan.station.reading.open_station import Workspace
    from routeplan.visitlog.log_records import Matter


@dataclass(frozen=True)
class MatterStep:
    """What is to be noted of a matter, or of a promise that was not kept; by default nothing.

    Parameters
    ----------
    matter
        Its id, with just one of ``next_step`` and ``outcome``, which closes it.
    due
        When the next step is due; None for as many days from today as the settings say.
    no_visit
        The next step needs none.
    household, broken, reason
        To whom a promise of which date was not kept, and why.
    """

    matter: str | None = None
    next_step: str | None = None
    due: date | None = None
    no_visit: bool = False
    outcome: str | None = None
    household: str | None = None
    broken: date | None = None
    reason: str | None = None


NOTHING = MatterStep()


@dataclass(frozen=True)
class OpenMatters:
    """Matters that are open, the oldest first, and promises up to yesterday."""

    matters: tuple[Matter, ...]
    promises: tuple[PromiseOutcome, ...]


def follow_matters(workspace: Workspace, step: MatterStep = NOTHING) -> OpenMatters:
    """Note a step, if there is one; then all that is open.

    Raises
    ------
    UsageError
        When there is no visit log yet, or the step cannot be.
    StoreBusyError, StoreError
        When the log cannot be written; nothing was.
    """
    path = workspace.begun_log
    _require_sound(step)
    if step.household is not None:
        step = replace(step, household=household_named(workspace.inputs, step.household))
    _note(workspace, path, step)
    return _open_matters(workspace, path)


def _require_sound(step: MatterStep) -> None:
    texts = [text for text in (step.next_step, step.outcome) if text is not None]
    if (step.matter is not None) != (len(texts) == 1):
        raise UsageError(phrase("--matter needs exactly one of --next-step and --close"))
    if (step.due or step.no_visit) and step.next_step is None:
        raise UsageError(phrase("--due and --no-visit need --next-step"))
    if step.due and step.due < today():
        raise UsageError(phrase("--due {day} is in the past; correct the date", day=step.due))
    for text in (*texts, step.reason):
        if text is not None:
            worded(text)
    given = [day is not None for day in (step.broken, step.household, step.reason)]
    if any(given) and not all(given):
        raise UsageError(phrase("--broken, --household and --reason must be given together"))


def _note(workspace: Workspace, path: Path, step: MatterStep) -> None:
    from routeplan.followup import steps

    on = today()
    if step.matter and step.outcome:
        steps.record_closing(path, step.matter, on, outcome=step.outcome)
    elif step.matter and step.next_step:
        usual = on + timedelta(days=workspace.settings.due.matter_days)
        steps.record_step(
            path,
            step.matter,
            on,
            next_step=step.next_step,
            due=step.due or usual,
            by_visit=not step.no_visit,
        )
    if step.household and step.broken and step.reason:
        steps.record_broken_promise(path, step.household, step.broken, reason=step.reason)


def _open_matters(workspace: Workspace, path: Path) -> OpenMatters:
    from routeplan.followup.follow_through import outcomes
    from routeplan.visitlog.reading import matters
    from routeplan.visitlog.store import reading

    tolerance = round(60 * workspace.settings.visits.tolerance_minutes)
    with reading(path) as log:
        still = [matter for matter in matters(log) if matter.closed is None]
        promises = outcomes(log, date.min, today() - timedelta(days=1), tolerance_seconds=tolerance)
    return OpenMatters(tuple(still), tuple(promises))
