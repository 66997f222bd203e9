"""Adding to the visit log. Every function runs inside a transaction of :func:`store.writing`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from sqlite3 import Connection
from typing import Any

from routeplan.visitlog.log_records import (
    Closing,
    Entry,
    NewMatter,
    NextStep,
    Recorded,
    Result,
    Round,
    Step,
    StepKind,
)
from routeplan.visitlog.reading import load


@dataclass(frozen=True, slots=True)
class Added:
    """What became of entries: new ones, those that were there already, and those that differ.

    ``differing`` pairs what was given with what the log holds; nothing of it was written.
    """

    new: tuple[Recorded, ...]
    same: tuple[Recorded, ...]
    differing: tuple[tuple[Entry, Recorded], ...]


def add_entries(
    log: Connection,
    entries: Iterable[Entry],
    *,
    at: str,
    by: str,
    correcting: bool = False,
) -> Added:
    """Add entries; one that the log holds already changes nothing.

    Parameters
    ----------
    at, by
        When, and by whom, this is recorded.
    correcting
        An entry that differs from what the log holds of the same call takes its place; what was
        recorded first stays in the history. Otherwise it is not written, and told.
    """
    new, same, differing = [], [], []
    for entry in entries:
        there = _holding(log, slot_of(entry))
        if there is not None and _content(there.entry) == _content(entry):
            same.append(there)
        elif there and there.entry.result is not Result.WITHDRAWN and not correcting:
            differing.append((entry, there))
        elif there or entry.result is not Result.WITHDRAWN:
            new.append(_add(log, entry, there, at, by))
    return Added(tuple(new), tuple(same), tuple(differing))


def take_back_entries(
    log: Connection, numbers: Sequence[int], *, at: str, by: str
) -> tuple[tuple[Recorded, ...], tuple[int, ...]]:
    """Let what held before these entries hold again, the last first.

    An entry that was the first of its call is withdrawn; one that corrected another gives way to
    it. Nothing is written where any was corrected since: those entries come first, else the numbers
    of the new ones.
    """
    given = load(log, numbers)
    last = [(call, _holding(log, slot_of(call.entry)) or call) for call in given]
    # What was taken back and put back meanwhile says the same under another number.
    later = [there for call, there in last if _content(there.entry) != _content(call.entry)]
    if later:
        return tuple(later), ()
    added = []
    for call, there in reversed(last):
        before = load(log, [call.corrects])[0].entry if call.corrects else _withdrawn(call.entry)
        added.append(_add(log, before, there, at, by).number)
    return (), tuple(added)


def _withdrawn(entry: Entry) -> Entry:
    """What stands in the place of an entry that never was: the call, and nothing said of it."""
    return Entry(
        day=entry.day,
        household=entry.household,
        visit=entry.visit,
        officers=entry.officers,
        result=Result.WITHDRAWN,
        channel=entry.channel,
        round=entry.round,
        stop=entry.stop,
        called_at=entry.called_at,
        row_mark=entry.row_mark,
    )


def slot_of(entry: Entry) -> str:
    """Two entries of one slot speak of the same call: one stop of a round through one channel.

    Without a round, of the household on that day, and at that time where one is told.
    """
    call: list[object] = [entry.day.isoformat(), entry.visit, entry.channel]
    call += [entry.round] if entry.round else ["", entry.household, entry.called_at]
    return _digest(call)


def add_round(log: Connection, handed_out: Round) -> None:
    """Keep a round as it was handed out; one that is there already changes nothing."""
    fact = asdict(handed_out)
    stops = fact.pop("stops")
    fact |= {"officers": "+".join(handed_out.officers)}
    number = _insert(log, "rounds", fact, once="id")
    for stop in stops if number else ():
        _insert(log, "round_stops", stop | {"round": number})


def add_step(log: Connection, step: Step) -> None:
    """Add what was done about a matter."""
    fact = asdict(step)
    _insert(log, "matter_steps", fact | {"day": fact.pop("on"), "result": fact.pop("entry")})


def add_broken_promise(log: Connection, household: str, on: date, reason: str) -> None:
    """Say why the promise to a household for a day was not kept; the last word counts."""
    _insert(log, "broken_promises", {"household": household, "day": on, "reason": reason})


def _insert(log: Connection, table: str, fact: Mapping[str, object], *, once: str = "") -> int:
    """Add a row; its number, or 0 when ``once`` (columns) finds it there already."""
    values = [value.isoformat() if isinstance(value, date) else value for value in fact.values()]
    marks = ", ".join("?" * len(values))
    conflict = f"ON CONFLICT ({once}) DO NOTHING" if once else ""
    added = log.execute(
        f"INSERT INTO {table} ({', '.join(fact)}) VALUES ({marks}) {conflict}", values
    )
    return int(added.lastrowid or 0) if added.rowcount else 0


def _holding(log: Connection, slot: str) -> Recorded | None:
    """The last entry of a slot, also where it withdraws the ones before."""
    last = log.execute("SELECT max(number) FROM results WHERE slot = ?", (slot,)).fetchone()[0]
    return None if last is None else load(log, [last])[0]


def _content(entry: Entry) -> dict[str, Any]:
    """What was said, without what the program itself put in.

    Further steps only where there are any: entries of before they could be typed keep their ids.
    """
    content = asdict(replace(entry, row_mark=""))
    if not entry.steps:
        del content["steps"]
    return content


def _digest(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _add(log: Connection, entry: Entry, before: Recorded | None, at: str, by: str) -> Recorded:
    corrects = before.number if before else None
    identity = _digest([_content(entry), before.id if before else None])
    fact = asdict(entry)
    for part in ("opinions", "help_given", "promise", "matter", "closings", "steps"):
        del fact[part]
    fact |= {"id": identity, "slot": slot_of(entry), "corrects": corrects}
    fact |= {"officers": "+".join(entry.officers), "recorded_at": at, "recorded_by": by}
    number = _insert(log, "results", fact)
    _add_said(log, number, entry)
    _add_steps(log, number, entry, before)
    return Recorded(number, identity, entry, at, by, corrects)


def _add_said(log: Connection, number: int, entry: Entry) -> None:
    for table, said in (("opinions", entry.opinions), ("help_given", entry.help_given)):
        for opinion in said:
            _insert(log, table, asdict(opinion) | {"result": number})
    if entry.promise:
        promise = entry.promise
        fact = {"result": number, "household": entry.household, "day": promise.on}
        fact |= {"at_seconds": promise.at_seconds, "officer": promise.officer}
        _insert(log, "promises", fact)


def _add_steps(log: Connection, number: int, entry: Entry, before: Recorded | None) -> None:
    if entry.matter:
        name = _matter_of(log, before) or _next_matter(log)
        add_step(log, _opening(entry, entry.matter, name, number))
    for step in entry.steps:
        add_step(log, _further(entry, step, number))
    for closing in entry.closings:
        add_step(log, _closing(entry, closing, number))


def _opening(entry: Entry, matter: NewMatter, name: str, number: int) -> Step:
    return Step(
        matter=name,
        household=entry.household,
        on=entry.day,
        kind=StepKind.OPENED,
        text=matter.subject,
        next_step=matter.next_step,
        due=matter.due,
        entry=number,
    )


def _further(entry: Entry, step: NextStep, number: int) -> Step:
    return Step(
        matter=step.matter,
        household=entry.household,
        on=entry.day,
        kind=StepKind.STEP,
        next_step=step.next_step,
        due=step.due,
        entry=number,
    )


def _closing(entry: Entry, closing: Closing, number: int) -> Step:
    return Step(
        matter=closing.matter,
        household=entry.household,
        on=entry.day,
        kind=StepKind.CLOSED,
        text=closing.outcome,
        entry=number,
    )


def _matter_of(log: Connection, before: Recorded | None) -> str | None:
    """The matter that the corrected entry had opened keeps its name, or one corrected by that."""
    while before is not None:
        row: Sequence[str] | None = log.execute(
            "SELECT matter FROM matter_steps WHERE result = ? AND kind = 'opened'",
            (before.number,),
        ).fetchone()
        if row:
            return row[0]
        before = load(log, [before.corrects])[0] if before.corrects else None
    return None


def _next_matter(log: Connection) -> str:
    """``M1``, ``M2``, ...: short enough to be said on the telephone."""
    last = log.execute("SELECT max(CAST(substr(matter, 2) AS INTEGER)) FROM matter_steps")
    return f"M{(last.fetchone()[0] or 0) + 1}"
