"""People in difficulty who were met become ``high``, with the chief's word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import counted, phrase
from routeplan.station.people_by_name import household_named

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.model.inputs import Household, Priority
    from routeplan.station.reading.open_station import Workspace

COLUMN = "priority"


@dataclass(frozen=True, slots=True)
class InDifficulty:
    """A household at whose last visit people in difficulty were met, and its priority so far.

    ``seen`` is the day of that visit, ``persons`` how many there were.
    """

    household: str
    name: str
    address: str
    priority: Priority
    seen: date
    persons: int


@dataclass(frozen=True)
class RaisedPriorities:
    """Who is proposed, the latest first.

    Parameters
    ----------
    raised
        Ids of those who have become ``high``; none where nothing was written.
    file
        What was written: the table, or a file beside one that cannot be.
    is_table
        Whether it was the table.
    """

    proposals: tuple[InDifficulty, ...]
    raised: tuple[str, ...] = ()
    file: Path | None = None
    is_table: bool = True
    findings: tuple[Finding, ...] = ()


def proposed_priorities(workspace: Workspace) -> tuple[InDifficulty, ...]:
    """Households in difficulty that are not yet ``high``, the latest seen first.

    None where there is no visit log.

    Raises
    ------
    StoreBusyError, StoreError
        When the log cannot be read.
    """
    from routeplan.visitlog.reading import last_difficulty
    from routeplan.visitlog.store import reading

    if not workspace.visit_log.exists():
        return ()
    with reading(workspace.visit_log) as log:
        seen = last_difficulty(log)
    by_id = sorted(_proposals(workspace, seen), key=lambda household: household.household)
    return tuple(sorted(by_id, key=lambda household: household.seen, reverse=True))


def _proposals(
    workspace: Workspace, seen: dict[str, tuple[date, int, str]]
) -> Iterator[InDifficulty]:
    from routeplan.model.inputs import Priority

    now = _priorities(workspace)
    for home in workspace.inputs.households:
        on, persons, mark = seen.get(home.id, (date.min, 0, ""))
        priority = now.get(home.id, Priority.NORMAL)
        is_low = priority in (Priority.NORMAL, Priority.LOW)
        if persons and is_low and not home.do_not_call and _is_of(home, mark):
            yield InDifficulty(home.id, home.name, home.address, priority, on, persons)


def _is_of(home: Household, mark: str) -> bool:
    """Whether a call was on who lives there now; a purge blanks the marks of who lived there."""
    from routeplan.followup.due import row_mark

    return mark == row_mark(home)


def _priorities(workspace: Workspace) -> dict[str, Priority]:
    """As the table has them, whatever the visit log makes of them."""
    tables = workspace.written
    visits = (*tables.visits, *tables.later_visits, *tables.refused_visits)
    return {visit.household: visit.priority for visit in visits}


def _table(workspace: Workspace) -> Path:
    return workspace.root / workspace.settings.files.households


def raise_priorities(
    workspace: Workspace, households: Sequence[str] = (), *, write: bool = False, command: str
) -> RaisedPriorities:
    """Propose who becomes ``high``; with ``write`` those households do, else nothing is changed.

    Parameters
    ----------
    households
        By id or name, of those proposed; none means all.

    Raises
    ------
    UsageError
        When one of them is not among those proposed, or the table cannot be written.
    StoreBusyError, StoreError
        When the log cannot be read.
    """
    from routeplan.formats.station.officer_column import write_column
    from routeplan.model.inputs import Priority
    from routeplan.station.use_cases.undo.note_write import noted_write

    proposals = proposed_priorities(workspace)
    wanted = [household_named(workspace.inputs, household) for household in households]
    known = {household.household for household in proposals}
    if missing := [household for household in wanted if household not in known]:
        raise UsageError(
            phrase(
                "{household} is not proposed: nobody in difficulty was met there last, or it is "
                "'high' already",
                household=missing[0],
            )
        )
    chosen = tuple(
        household.household
        for household in proposals
        if household.household in wanted or not wanted
    )
    if not (write and chosen):
        return RaisedPriorities(proposals)
    table = _table(workspace)
    beside = table.resolve().with_name(f"{table.resolve().stem}-{COLUMN}.csv")
    homes = counted(len(chosen), "household")
    what = phrase("priority 'high' for {households}", households=homes)
    with noted_write(workspace.root, what, command=command, files=[table, beside]) as noting:
        values = dict.fromkeys(chosen, Priority.HIGH.value)
        written = write_column(table, COLUMN, values, COLUMN)
    is_table = written == table.resolve()
    return RaisedPriorities(proposals, chosen, written, is_table, noting.findings)
