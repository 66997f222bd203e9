"""Taking out of the log what names somebody or was said by somebody, so that counts stay.

A purge is the one exception to the rule that nothing is changed: it overwrites the columns that the
triggers leave free (see :mod:`routeplan.visitlog.schema`), in one transaction, and is itself kept
in the log. Households that still stand in the tables keep their id: the tables hold them anyway,
and without it nobody would know who refused and who was met. One that no table holds any more gets
a random name that leads nowhere, the same in every row, as soon as all that is known of it is old.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from secrets import token_hex
from sqlite3 import Connection
from typing import NamedTuple

from routeplan.visitlog.log_records import Matter, Promised
from routeplan.visitlog.reading import matters, promises
from routeplan.visitlog.store import reading, writing

GONE = "[purged]"
"""Stands for a text that was there."""
NAMELESS = "~"
"""How the name of a household that leads nowhere begins."""

_ENTRY = "day < :before AND number NOT IN (SELECT value FROM json_each(:entries))"
_OF_ENTRY = f"result IN (SELECT number FROM results WHERE {_ENTRY})"
_STEP = "day < :before AND matter NOT IN (SELECT value FROM json_each(:matters))"
_OPINIONS = f"SELECT number FROM opinions WHERE {_OF_ENTRY}"
_MARK = f"'{GONE}'"
_TEXTS = (
    ("results", "remarks", _MARK, _ENTRY),
    ("results", "hours", "''", _ENTRY),
    ("opinions", "text", _MARK, _OF_ENTRY),
    ("help_given", "text", _MARK, _OF_ENTRY),
    ("matter_steps", "text", _MARK, _STEP),
    ("matter_steps", "next_step", _MARK, _STEP),
    ("broken_promises", "reason", _MARK, "day < :before"),
    ("answers", "text", _MARK, f"(day < :before OR opinion IN ({_OPINIONS}))"),
    ("outreach", "text", _MARK, "day < :before"),
    ("experiences", "text", _MARK, "day < :before"),
)
"""Table, column, what takes the place of its text, and in which rows."""

_MENTIONS = """
    SELECT household, max(day) FROM (
        SELECT household, day FROM results
        UNION ALL SELECT household, day FROM promises
        UNION ALL SELECT household, day FROM broken_promises
        UNION ALL SELECT household, max(day, coalesce(due, '')) FROM matter_steps
        UNION ALL SELECT s.household, r.day FROM round_stops AS s
            JOIN rounds AS r ON r.number = s.round
        UNION ALL SELECT value, substr(at, 1, 10) FROM handouts, json_each(households)
    ) GROUP BY household"""
_TABLES = ("results", "promises", "broken_promises", "matter_steps", "round_stops")
_WITH_VISITS = ("results", "round_stops")
_PURGED = "at, by, before, texts, households"


@dataclass(frozen=True)
class PurgeBounds:
    """How far a purge goes.

    Parameters
    ----------
    before
        Only what is of the days before this one.
    today
        Promises from this day on are pending.
    marks
        Of each household in the tables, by id, the mark of its row (:func:`due.row_mark`).
    elsewhere
        Ids of households in files, with the last day that they are needed for.
    """

    before: date
    today: date
    marks: Mapping[str, str]
    elsewhere: Iterable[tuple[str, date]] = ()


@dataclass(frozen=True, slots=True)
class Purged:
    """A purge as the log keeps it: ``texts`` and ``households`` count what lost its meaning."""

    at: str
    by: str
    before: date
    texts: int
    households: int


@dataclass(frozen=True)
class Purge:
    """What a purge takes out of the log, and what stays though it is old.

    Parameters
    ----------
    entries
        How many are old enough.
    texts
        By table and column (``results.remarks``), how many go.
    nameless
        The households that no table holds any more, and the names that they get.
    matters, pending
        Open matters (or lately closed ones) and pending promises: these and their entries stay.
    earlier
        The purges before this one.
    """

    entries: int
    texts: Mapping[str, int]
    nameless: Mapping[str, str]
    matters: tuple[Matter, ...]
    pending: tuple[Promised, ...]
    earlier: tuple[Purged, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts or self.nameless)


class _Staying(NamedTuple):
    """What stays whole though it may be old."""

    matters: tuple[Matter, ...]
    pending: tuple[Promised, ...]


def look(path: Path, bounds: PurgeBounds) -> Purge:
    """What a purge would take out of the log. Raises as :func:`store.reading`."""
    if not path.exists():
        return Purge(0, {}, _nameless((), bounds), (), ())
    with reading(path) as log:
        return _found(log, bounds, _staying(log, bounds))


def purge(path: Path, bounds: PurgeBounds, *, at: str, by: str) -> Purge:
    """Take it out of the log: all of it, or nothing where that fails. Raises as ``writing``.

    Afterwards the file should be written anew: :func:`store.compact`.
    """
    with writing(path) as log:
        staying = _staying(log, bounds)
        texts = _found(log, bounds, staying)
        _overwrite_texts(log, _values(log, bounds, staying))
        _overwrite_marks(log, bounds)
        _overwrite_names(log, texts.nameless)
        if texts:
            total = sum(texts.texts.values())
            _keep(log, Purged(at, by, bounds.before, total, len(texts.nameless)))
        return texts


def purges(log: Connection) -> list[Purged]:
    """The purges so far, the first first."""
    rows = log.execute(f"SELECT {_PURGED} FROM purges ORDER BY number")
    return [Purged(at, by, date.fromisoformat(before), *counts) for at, by, before, *counts in rows]


def _keep(log: Connection, purged: Purged) -> None:
    row = (purged.at, purged.by, purged.before.isoformat(), purged.texts, purged.households)
    log.execute(f"INSERT INTO purges ({_PURGED}) VALUES (?, ?, ?, ?, ?)", row)


def _staying(log: Connection, bounds: PurgeBounds) -> _Staying:
    """Matters still open or closed lately, and promises whose time has not come."""
    return _Staying(
        tuple(m for m in matters(log) if m.closed is None or m.closed >= bounds.before),
        tuple(promise for promise in promises(log) if promise.promise.on >= bounds.today),
    )


def _values(log: Connection, bounds: PurgeBounds, staying: _Staying) -> dict[str, str]:
    """What stands for the names in the statements: the day, and what stays whole."""
    names = json.dumps([matter.id for matter in staying.matters])
    of_matters = log.execute(
        "SELECT result FROM matter_steps WHERE result IS NOT NULL "
        "AND matter IN (SELECT value FROM json_each(?))",
        (names,),
    )
    entries = [number for (number,) in of_matters] + [promise.entry for promise in staying.pending]
    before = bounds.before.isoformat()
    return {"before": before, "entries": json.dumps(entries), "matters": names}


def _found(log: Connection, bounds: PurgeBounds, staying: _Staying) -> Purge:
    values = _values(log, bounds, staying)
    counts = {
        f"{table}.{column}": _count(log, f"{table} WHERE {_has(column, new)} AND {where}", values)
        for table, column, new, where in _TEXTS
    }
    mentions = [(who, date.fromisoformat(day)) for who, day in log.execute(_MENTIONS)]
    needed = {matter.household for matter in staying.matters}
    needed |= {promise.household for promise in staying.pending}
    return Purge(
        entries=_count(log, f"results WHERE {_ENTRY}", values),
        texts={name: count for name, count in counts.items() if count},
        nameless=_nameless(mentions, bounds, needed),
        matters=tuple(matter for matter in staying.matters if matter.opened < bounds.before),
        pending=tuple(promise for promise in staying.pending if promise.made_on < bounds.before),
        earlier=tuple(purges(log)),
    )


def _nameless(
    mentions: Iterable[tuple[str, date]], bounds: PurgeBounds, needed: Collection[str] = ()
) -> dict[str, str]:
    """A random name for each household of which nothing new is known, and that no table holds."""
    last: dict[str, date] = {}
    for household, day in chain(mentions, bounds.elsewhere):
        last[household] = max(day, last.get(household, day))
    return {
        household: NAMELESS + token_hex(8)
        for household, day in sorted(last.items())
        if day < bounds.before
        and not (household in bounds.marks or household in needed)
        and not household.startswith(NAMELESS)
    }


def _has(column: str, new: str) -> str:
    return f"{column} != '' AND {column} != {new}"


def _count(log: Connection, what: str, values: Mapping[str, str]) -> int:
    return int(log.execute(f"SELECT count(*) FROM {what}", values).fetchone()[0])


def _overwrite_texts(log: Connection, values: Mapping[str, str]) -> None:
    for table, column, new, where in _TEXTS:
        statement = f"UPDATE {table} SET {column} = {new} WHERE {_has(column, new)} AND {where}"
        log.execute(statement, values)
    # An entry's id is made from its texts: who knows the id can try texts against it.
    log.execute(f"UPDATE results SET id = 'purged/' || number WHERE {_ENTRY}", values)


def _overwrite_marks(log: Connection, bounds: PurgeBounds) -> None:
    """A row mark is made from name and address: only that of who lives there now may stay."""
    rows = log.execute(
        "SELECT number, household, row_mark FROM results WHERE day < ? AND row_mark != ''",
        (bounds.before.isoformat(),),
    ).fetchall()
    other = [(n,) for n, household, mark in rows if mark != bounds.marks.get(household)]
    log.executemany("UPDATE results SET row_mark = '' WHERE number = ?", other)


def _overwrite_names(log: Connection, nameless: Mapping[str, str]) -> None:
    if not nameless:
        return
    log.create_function("nameless", 1, nameless.get)
    log.create_function("nameless_visit", 2, partial(renamed_visit, nameless))
    old = "WHERE nameless(household) IS NOT NULL"
    for table in _WITH_VISITS:
        log.execute(f"UPDATE {table} SET visit = nameless_visit(visit, household) {old}")
    # A slot is made from the ids: it would tell them again.
    log.execute(f"UPDATE results SET slot = 'purged/' || number {old}")
    for table in _TABLES:
        log.execute(f"UPDATE {table} SET household = nameless(household) {old}")
    rows = log.execute("SELECT number, households, files FROM handouts").fetchall()
    for number, households, files in rows:
        before: list[str] = json.loads(households)
        after = [nameless.get(household, household) for household in before]
        if after != before:
            # The file of one household's own export is called after it.
            where = "[]" if len(after) == 1 else files
            row = (json.dumps(after), where, number)
            log.execute("UPDATE handouts SET households = ?, files = ? WHERE number = ?", row)


def renamed_visit(nameless: Mapping[str, str], visit: str, household: str) -> str:
    """``H2/1`` becomes ``~1f/1``; of a household that keeps its id, the visit does too."""
    new = nameless.get(household)
    if new is None:
        return visit
    return new + visit.removeprefix(household) if visit.startswith(household) else new
