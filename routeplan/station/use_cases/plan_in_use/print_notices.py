"""Printing notices that are hung up in houses before a round."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import Finding
from routeplan.station.use_cases.plan_in_use.print_cards import (
    CardChoice,
    look_in,
    sender_of,
    write_for_printer,
)

if TYPE_CHECKING:
    from routeplan.render.paper.notices import NoticeSize
    from routeplan.station.reading.open_plan import OpenPlan


@dataclass(frozen=True)
class PrintedNotices:
    """The file (None where there is no notice to print) and the number of notices.

    ``alone`` counts houses left away because one household alone lives there. ``findings`` are
    signs that no font has, and why the visit log does not note the notices.
    """

    path: Path | None
    count: int
    alone: int
    findings: tuple[Finding, ...] = ()


def print_notices(
    opened: OpenPlan,
    choice: CardChoice,
    size: NoticeSize,
    *,
    with_alone: bool = False,
    command: str,
) -> PrintedNotices:
    """Print a notice for every house at which the chosen rounds have a stop.

    Parameters
    ----------
    with_alone
        Also for houses with a single household of the tables: the notice tells who is called on.

    Raises
    ------
    UsageError
        When there is no such round or language, or no telephone to call.
    """
    from routeplan.followup.logged_rounds import rounds_of
    from routeplan.followup.residents.announced_rounds import called_houses
    from routeplan.render.pages.file_names import notices_name
    from routeplan.render.paper.notices import NoticeSize, make_notices
    from routeplan.station.reading.open_plan import chosen_routes
    from routeplan.station.use_cases.note_handout import HandedOut, note_print

    plan, workspace = opened.plan, opened.workspace
    choice = choice.by_id(workspace)
    look, sender = look_in(workspace, choice.language), sender_of(workspace)
    shifts = {route.shift for route in chosen_routes(plan, choice.officer, choice.day)}
    rounds = [
        logged_round
        for logged_round in rounds_of(plan, workspace.inputs.calendar)
        if logged_round.shift in shifts
    ]
    called = called_houses(rounds, workspace.inputs, with_alone=with_alone)
    if not called.houses:
        return PrintedNotices(None, 0, called.alone)
    size_in_name = "" if size is NoticeSize.A5 else size.value
    name = notices_name(choice.officer, choice.day, (size_in_name, choice.language or ""))
    notices = make_notices(called.houses, workspace.inputs, sender, look, size)
    made, findings = write_for_printer(opened.path.parent / name, notices)
    printed = HandedOut(
        "notices",
        [household for house in called.houses for household in house.households],
        [made],
        days=[call.day for house in called.houses for call in house.calls],
        officers=[who for house in called.houses for call in house.calls for who in call.officers],
    )
    noted = note_print(workspace, printed, command=command)
    return PrintedNotices(made, len(called.houses), called.alone, (*findings, *noted))
