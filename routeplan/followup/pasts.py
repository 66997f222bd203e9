"""What is known of a household before somebody calls there again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from routeplan.followup.due import is_of_others
from routeplan.followup.knowledge import read_knowledge
from routeplan.model.inputs import Household
from routeplan.visitlog import reading as log_reading
from routeplan.visitlog.log_records import Call, Channel, Matter, Result
from routeplan.visitlog.store import reading


@dataclass(frozen=True, slots=True)
class Past:
    """A household's past, on a day.

    Parameters
    ----------
    last
        The last call, None where there was none.
    shut
        The calls since somebody was last met at which nobody opened, the earliest first.
    remark, remarked_on
        What was last remarked, and when; empty and None for nothing.
    matters
        Those that are open, with all their steps.
    """

    last: Call | None = None
    shut: tuple[Call, ...] = ()
    remark: str = ""
    remarked_on: date | None = None
    matters: tuple[Matter, ...] = ()


def read_pasts(path: Path, day: date, households: Iterable[Household]) -> dict[str, Past]:
    """The past of each household that has one, by its id; nothing where there is no log yet.

    What was recorded of people who lived in a household's row before is not among it.

    Raises
    ------
    StoreBusyError, StoreError
        When the log cannot be read.
    """
    known = read_knowledge(path, day)
    if not known.calls and not known.matters:
        return {}
    homes = {household.id: household for household in households}
    with reading(path) as log:
        remarks = log_reading.remarks(log, before=day)
    calls: dict[str, list[Call]] = {}
    for call in known.calls:
        home = homes.get(call.household)
        if home is not None:
            theirs = calls.setdefault(call.household, [])
            if is_of_others(call, home):
                theirs.clear()
            else:
                theirs.append(call)
    return {
        name: _past(calls.get(name, []), remarks, known.matters.get(name, ()))
        for name in homes
        if calls.get(name) or name in known.matters
    }


def _past(calls: list[Call], remarks: Mapping[int, str], matters: tuple[Matter, ...]) -> Past:
    met = max((k for k, call in enumerate(calls) if call.result.is_met), default=-1)
    shut = [call for call in calls[met + 1 :] if _is_shut_door(call)]
    remarked = [call for call in calls if call.number in remarks]
    return Past(
        last=calls[-1] if calls else None,
        shut=tuple(_once(shut)),
        remark=remarks[remarked[-1].number] if remarked else "",
        remarked_on=remarked[-1].day if remarked else None,
        matters=matters,
    )


def _is_shut_door(call: Call) -> bool:
    return call.result is Result.OUT and call.channel is Channel.HOME


def _once(calls: Iterable[Call]) -> list[Call]:
    """Two officers who came together have both recorded it."""
    kept: list[Call] = []
    for call in calls:
        if not kept or call[1:] != kept[-1][1:]:
            kept.append(call)
    return kept
