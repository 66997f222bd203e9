"""Noting what was handed out: the rounds, so that results find them, and who took what where."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import Finding, StoreBusyError, StoreError
from routeplan.phrases import counted, phrase
from routeplan.station.clock import clerk, now

if TYPE_CHECKING:
    from routeplan.model.plan import Plan, Route
    from routeplan.station.reading.open_station import Workspace
    from routeplan.visitlog.log_records import Round


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What was printed, drawn or exported.

    Parameters
    ----------
    what
        In a word or two: ``sheets``, ``orders``.
    households, officers
        Ids of those who stand in it.
    files
        What was written; none for what only the screen has shown.
    days
        Of which days it is; any number in any order.
    detail
        Which plan and how many rounds, where rounds were handed out.
    """

    what: str
    households: Collection[str] = ()
    files: Collection[Path] = ()
    days: Collection[date] = ()
    officers: Collection[str] = ()
    detail: str = ""


def note_handout(
    workspace: Workspace,
    plan: Plan,
    routes: Sequence[Route],
    what: str,
    *,
    command: str,
    files: Collection[Path] = (),
    everybody: bool = False,
) -> tuple[Finding, ...]:
    """Keep these rounds in the visit log, and that they were printed or drawn.

    Parameters
    ----------
    command
        What was called, such as ``maps``.
    everybody
        What was drawn shows the whole plan's households, also those left out.
    """
    from routeplan.followup.logged_rounds import rounds_of

    shifts = {route.shift for route in routes}
    rounds = [
        logged_round
        for logged_round in rounds_of(plan, workspace.inputs.calendar)
        if logged_round.shift in shifts
    ]
    left_out = [entry.household for entry in plan.left_out] if everybody else []
    printed = HandedOut(
        what,
        [*_households_on(plan.routes if everybody else routes), *left_out],
        files,
        days=[logged_round.day for logged_round in rounds],
        officers=[officer for logged_round in rounds for officer in logged_round.officers],
        detail=f"{plan.first_day}: {counted(len(rounds), 'round')}",
    )
    return note_print(workspace, printed, command=command, rounds=rounds)


def note_print(
    workspace: Workspace, printed: HandedOut, *, command: str, rounds: Sequence[Round] = ()
) -> tuple[Finding, ...]:
    """Note in the visit log that household data was printed, drawn or exported.

    What is written already is not taken back where the log cannot be written: that is returned.

    Parameters
    ----------
    command
        What was called, such as ``maps``.
    rounds
        Rounds that were handed out with it, so that their results can be recorded.
    """
    from routeplan.followup.recording import record_handout
    from routeplan.visitlog.handouts import Handout

    on = sorted(printed.days)
    handout = Handout(
        at=now(),
        by=clerk(),
        what=printed.what,
        detail=printed.detail,
        command=command,
        first_day=on[0] if on else None,
        last_day=on[-1] if on else None,
        officers=tuple(sorted(set(printed.officers))),
        households=tuple(sorted(set(printed.households))),
        files=tuple(_where(path, workspace.root) for path in printed.files),
    )
    try:
        record_handout(workspace.visit_log, rounds, handout)
    except (StoreBusyError, StoreError) as error:
        return (
            Finding(
                "handout-not-noted",
                phrase("not noted in the visit log: {error}", error=error.args[0]),
                phrase("print it again once the log can be written"),
                file=workspace.visit_log.name,
                severity="warning",
            ),
        )
    return ()


def note_plan(
    workspace: Workspace, plan: Plan, what: str, files: Collection[Path], *, command: str
) -> tuple[Finding, ...]:
    """Note that all stops of a plan were exported."""
    stopping = [route for route in plan.routes if route.stops]
    printed = HandedOut(
        what,
        [stop.household for route in stopping for stop in route.stops],
        files,
        days=[plan.first_day + timedelta(days=route.day) for route in stopping],
        officers=[officer for route in stopping for officer in route.officers],
    )
    return note_print(workspace, printed, command=command)


def _households_on(routes: Iterable[Route]) -> Iterator[str]:
    """Households of the stops of these routes, also of those in reserve."""
    for route in routes:
        yield from (stop.household for stop in route.stops)
        yield from (stop.household for stop in route.reserve)


def _where(path: Path, root: Path) -> str:
    """The path seen from the station's folder, as text that any file can hold."""
    whole, folder = path.resolve(), root.resolve()
    seen = whole.relative_to(folder) if whole.is_relative_to(folder) else whole
    return os.fsencode(seen).decode("utf-8", "backslashreplace")
