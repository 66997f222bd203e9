"""What stands in the log beside calls: answers to opinions, outreach to many people, experience.

Like entries, these are never changed: one that is taken back has a row behind it that withdraws it,
without its text. Every function runs inside :func:`store.reading` or :func:`store.writing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from sqlite3 import Connection
from typing import Any

ANSWERS, OUTREACH, EXPERIENCES = "answers", "outreach", "experiences"
_FACTS = {
    ANSWERS: ("opinion", "day", "text"),
    OUTREACH: ("day", "kind", "officers", "persons", "text"),
    EXPERIENCES: ("day", "officers", "text"),
}
"""By table, what is said in a row."""
_HOLDS = "withdraws IS NULL AND number NOT IN (SELECT withdraws FROM {0} WHERE withdraws NOTNULL)"


class OutreachKind(StrEnum):
    """How many people were reached at once."""

    MEETING = "meeting"
    LETTER = "letter"
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class OpinionAnswer:
    """What was answered to an opinion, named by the number of its row, and on which day."""

    number: int
    opinion: int
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Outreach:
    """A meeting, a letter or a round of calls, and how many people it reached."""

    number: int
    on: date
    kind: OutreachKind
    officers: tuple[str, ...]
    persons: int
    text: str


@dataclass(frozen=True, slots=True)
class Experience:
    """What an officer has learned and others may use."""

    number: int
    on: date
    officers: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and by whom something is recorded."""

    at: str
    by: str


def add_answer(log: Connection, opinion: int, on: date, text: str, stamp: Stamp) -> int:
    """Answer an opinion; what was answered before stays in the history. The row's number."""
    return _insert(log, ANSWERS, (opinion, on.isoformat(), text), stamp)


def add_outreach(log: Connection, outreach: Outreach, stamp: Stamp) -> int:
    """Add a meeting, letter or round of calls, whatever its number; the row's number."""
    officers = "+".join(outreach.officers)
    facts = (outreach.on.isoformat(), outreach.kind, officers, outreach.persons, outreach.text)
    return _insert(log, OUTREACH, facts, stamp)


def add_experience(log: Connection, experience: Experience, stamp: Stamp) -> int:
    """Add a note of experience, whatever its number; the row's number."""
    facts = (experience.on.isoformat(), "+".join(experience.officers), experience.text)
    return _insert(log, EXPERIENCES, facts, stamp)


def answers(log: Connection, last: date = date.max) -> dict[int, OpinionAnswer]:
    """The answer to each opinion that holds at the end of the day ``last``: the last one given."""
    rows = _holding(log, ANSWERS, date.min, last)
    return {opinion: OpinionAnswer(n, opinion, _date(day), text) for n, opinion, day, text in rows}


def outreach(log: Connection, first: date = date.min, last: date = date.max) -> list[Outreach]:
    """Meetings, letters and calls of the days [first, last], by day."""
    return [
        Outreach(n, _date(day), OutreachKind(kind), _officers(who), persons, text)
        for n, day, kind, who, persons, text in _holding(log, OUTREACH, first, last)
    ]


def experiences(log: Connection, first: date = date.min, last: date = date.max) -> list[Experience]:
    """Notes of the days [first, last], by day."""
    return [
        Experience(n, _date(day), _officers(who), text)
        for n, day, who, text in _holding(log, EXPERIENCES, first, last)
    ]


def answers_to(log: Connection, household: str) -> list[tuple[str, str, OpinionAnswer]]:
    """Category and text of each opinion of a household that was answered, with the answer."""
    rows = log.execute(
        "SELECT o.category, o.text, a.number, a.opinion, a.day, a.text FROM answers AS a "
        "JOIN opinions AS o ON o.number = a.opinion JOIN results AS r ON r.number = o.result "
        "WHERE r.household = ? AND a.withdraws IS NULL AND a.number NOT IN "
        "(SELECT withdraws FROM answers WHERE withdraws NOTNULL) ORDER BY a.number",
        (household,),
    )
    return [
        (category, said, OpinionAnswer(number, opinion, _date(day), text))
        for category, said, number, opinion, day, text in rows
    ]


def note_name(table: str, number: int) -> str:
    """``answers/5``: how a row is named in the list of what was written."""
    return f"{table}/{number}"


def take_back_notes(log: Connection, names: Iterable[str], stamp: Stamp) -> tuple[str, ...]:
    """Withdraw rows by name, the last first; one that withdraws another puts that back.

    The names of the rows that do it: taking back those puts everything as it was. What is withdrawn
    already stays so, and a row that this log does not have (an older copy) is passed over.
    """
    added = []
    for table, number in map(_named, reversed(list(names))):
        row = _row(log, table, number) if table in _FACTS else {}
        if row and row["withdraws"] is not None:
            facts = _row(log, table, row["withdraws"])
            added.append(note_name(table, _insert(log, table, _said(table, facts), stamp)))
        elif row and not _is_withdrawn(log, table, number):
            said = _said(table, row | {"text": ""})
            added.append(note_name(table, _insert(log, table, said, stamp, number)))
    return tuple(added)


def _named(name: str) -> tuple[str, int]:
    """Table and number; of a name that is none, a number that no row has."""
    table, _, number = name.partition("/")
    return table, int(number) if number.isdecimal() else 0


def _said(table: str, row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in _FACTS[table])


def _row(log: Connection, table: str, number: int) -> dict[str, Any]:
    """What a row says, and which one it withdraws; empty where there is none."""
    columns = (*_FACTS[table], "withdraws")
    row = log.execute(
        f"SELECT {', '.join(columns)} FROM {table} WHERE number = ?", (number,)
    ).fetchone()
    return dict(zip(columns, row, strict=True)) if row else {}


def _is_withdrawn(log: Connection, table: str, number: int) -> bool:
    statement = f"SELECT 1 FROM {table} WHERE withdraws = ?"
    return log.execute(statement, (number,)).fetchone() is not None


def _insert(
    log: Connection,
    table: str,
    facts: Sequence[object],
    stamp: Stamp,
    withdraws: int | None = None,
) -> int:
    columns = (*_FACTS[table], "recorded_at", "recorded_by", "withdraws")
    marks = ", ".join("?" * len(columns))
    added = log.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
        (*facts, stamp.at, stamp.by, withdraws),
    )
    return int(added.lastrowid or 0)


def _holding(log: Connection, table: str, first: date, last: date) -> Iterable[Any]:
    return log.execute(
        f"SELECT number, {', '.join(_FACTS[table])} FROM {table} "
        f"WHERE day BETWEEN ? AND ? AND {_HOLDS.format(table)} ORDER BY day, number",
        (first.isoformat(), last.isoformat()),
    )


def _officers(text: str) -> tuple[str, ...]:
    return tuple(text.split("+")) if text else ()


def _date(text: str) -> date:
    return date.fromisoformat(text)
