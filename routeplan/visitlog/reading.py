"""Asking the visit log. Every function reads inside :func:`store.reading` or :func:`store.writing`.

An entry *holds* while no other one corrects it and it withdraws nothing; unless a function says
otherwise, only entries that hold are seen.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from sqlite3 import Connection
from typing import Any

from routeplan.visitlog.log_records import (
    Call,
    Channel,
    Closing,
    Entry,
    Help,
    Matter,
    NewMatter,
    NextStep,
    Opinion,
    Promise,
    Promised,
    Recorded,
    Result,
    Round,
    RoundStop,
    Step,
    StepKind,
)

_FIRST, _LAST = date.min, date.max
_MOST_VARIABLES = 500
"""Numbers asked for in one statement."""
_STOOD = (
    "(SELECT * FROM results AS e WHERE e.number <= :entry AND e.result != 'withdrawn' "
    "AND NOT EXISTS (SELECT 1 FROM results WHERE corrects = e.number AND number <= :entry))"
)
"""What held when the log's last entry was that of this number."""


def _or_last(entry: int | None) -> int:
    return sys.maxsize if entry is None else entry


def entries(
    log: Connection, first: date = _FIRST, last: date = _LAST, *, after: int = 0
) -> list[Recorded]:
    """The entries of the days [first, last] that hold, in the order of recording.

    Of those only the ones recorded ``after`` the entry of that number.
    """
    numbers = log.execute(
        "SELECT number FROM holding WHERE day BETWEEN ? AND ? AND number > ? ORDER BY number",
        (*_days(first, last), after),
    )
    return load(log, [number for (number,) in numbers])


def history(log: Connection, household: str) -> list[Recorded]:
    """Everything ever recorded of a household, also what was corrected or withdrawn."""
    numbers = log.execute(
        "SELECT number FROM results WHERE household = ? ORDER BY number", (household,)
    )
    return load(log, [number for (number,) in numbers])


def calls(log: Connection, first: date = _FIRST, last: date = _LAST) -> Iterator[Call]:
    """The bones of the entries of the days [first, last], by day and order of recording."""
    days = {text: date.fromisoformat(text) for (text,) in _distinct_days(log)}
    results, channels = (
        {result.value: result for result in Result},
        {channel.value: channel for channel in Channel},
    )
    rows = log.execute(
        "SELECT number, day, household, result, channel, called_at, row_mark FROM holding "
        "WHERE day BETWEEN ? AND ? ORDER BY day, number",
        _days(first, last),
    )
    for number, day, household, result, channel, called_at, mark in rows:
        yield Call(
            number, days[day], household, results[result], channels[channel], called_at, mark
        )


def first_day(log: Connection) -> date | None:
    """The day of the earliest entry that holds; None where there is none."""
    row = log.execute("SELECT day FROM holding ORDER BY day LIMIT 1").fetchone()
    return date.fromisoformat(row[0]) if row else None


def doors(
    log: Connection, day: date, entry: int
) -> Iterator[tuple[str, str, int | None, str, int | None, int]]:
    """Calls at doors before a day, by day and time, as the log stood at its entry of that number.

    Household, day, time, result, seconds, and 1 where the time was promised. Refusals are not among
    them.
    """
    corrected = "(SELECT 1 FROM results WHERE corrects = r.number AND number <= :entry)"
    yield from log.execute(
        "WITH promised AS (SELECT p.household, p.day "
        "FROM promises AS p JOIN results AS r ON r.number = p.result "
        f"WHERE r.number <= :entry AND NOT EXISTS {corrected} "
        "UNION SELECT s.household, r.day "
        "FROM round_stops AS s JOIN rounds AS r ON r.number = s.round WHERE s.is_promised) "
        "SELECT household, day, called_at, result, seconds, (household, day) IN promised "
        "FROM results AS r WHERE channel = 'home' AND day < :day AND number <= :entry "
        "AND result IN ('met', 'entered', 'out', 'moved', 'wrong') "
        f"AND NOT EXISTS {corrected} ORDER BY day, called_at, number",
        {"day": day.isoformat(), "entry": entry},
    )


def holding_since(log: Connection, day: date, entry: int) -> dict[int, int]:
    """A day's entries that hold, and were first made up to the entry of that number.

    By their numbers: that under which each was first made.
    """
    corrects = dict(log.execute("SELECT number, corrects FROM results WHERE corrects IS NOT NULL"))
    rows = log.execute("SELECT number FROM holding WHERE day = ?", (day.isoformat(),))

    def first(number: int) -> int:
        while number in corrects:
            number = corrects[number]
        return number

    return {number: made for (number,) in rows if (made := first(number)) <= entry}


def last_number(log: Connection) -> int:
    """The number of the last entry, 0 in an empty log."""
    (number,) = log.execute("SELECT max(number) FROM results").fetchone()
    return number or 0


def rounds(log: Connection, first: date = _FIRST, last: date = _LAST) -> list[Round]:
    """The rounds handed out for the days [first, last], in the order of handing out."""
    stops: dict[int, list[RoundStop]] = defaultdict(list)
    for number, stop, visit, household, seconds, begin, chance, promised, reserve in log.execute(
        "SELECT s.round, stop, visit, household, seconds, begin, chance, is_promised, is_reserve "
        "FROM round_stops AS s JOIN rounds AS r ON r.number = s.round "
        "WHERE r.day BETWEEN ? AND ? ORDER BY s.number",
        _days(first, last),
    ):
        plain = (stop, visit, household, seconds, begin, chance)
        stops[number].append(RoundStop(*plain, bool(promised), bool(reserve)))
    rows = log.execute(
        "SELECT number, id, code, plan_first_day, day, shift, officers, travel_seconds, "
        "visit_seconds, expected_met FROM rounds WHERE day BETWEEN ? AND ? ORDER BY number",
        _days(first, last),
    )
    return [
        Round(
            *(name, code, date.fromisoformat(planned), date.fromisoformat(day), shift),
            *(tuple(officers.split("+")), travel, visit, met, tuple(stops[number])),
        )
        for number, name, code, planned, day, shift, officers, travel, visit, met in rows
    ]


def matters(log: Connection, last: date = _LAST) -> list[Matter]:
    """Every matter as it stood at the end of the day ``last``, the oldest first."""
    steps: dict[str, list[Step]] = defaultdict(list)
    for step in _steps(log, last):
        steps[step.matter].append(step)
    matters_of_log = (_matter(name, matter_steps) for name, matter_steps in steps.items())
    return sorted((matter for matter in matters_of_log if matter), key=_age)


def _age(matter: Matter) -> tuple[date, int, str]:
    """M9 before M12."""
    return matter.opened, len(matter.id), matter.id


def promises(log: Connection, entry: int | None = None) -> list[Promised]:
    """Every promise once, by its day and time; one that was made again is told as the first.

    As the log stood at its entry of that number; None: as it stands now.
    """
    rows = log.execute(
        "SELECT p.household, p.day, at_seconds, officer, r.number, r.day FROM promises AS p "
        f"JOIN {_STOOD} AS r ON r.number = p.result ORDER BY p.day, at_seconds, p.number",
        {"entry": _or_last(entry)},
    )
    by_time: dict[tuple[str, str, int], Promised] = {}
    for household, day, at, officer, entry, made_on in rows:
        promised = Promised(household, Promise(_date(day), at, officer), entry, _date(made_on))
        by_time.setdefault((household, day, at), promised)
    return list(by_time.values())


def reasons_for_breaking(log: Connection) -> dict[tuple[str, date], str]:
    """Why the promise to a household for a day was not kept, as was said last."""
    rows = log.execute("SELECT household, day, reason FROM broken_promises ORDER BY number")
    return {(household, _date(day)): reason for household, day, reason in rows}


def hours_that_suit(
    log: Connection, last: date = _LAST, entry: int | None = None
) -> dict[str, str]:
    """The hours that each household, up to the day ``last``, last said suit, by its id.

    As the log stood at its entry of that number; None: as it stands now.
    """
    rows = log.execute(
        f"SELECT household, hours FROM {_STOOD} WHERE hours != '' AND day <= :last "
        "ORDER BY day, number",
        {"last": last.isoformat(), "entry": _or_last(entry)},
    )
    return dict(rows.fetchall())


def last_difficulty(log: Connection) -> dict[str, tuple[date, int, str]]:
    """Day, persons in difficulty and row mark of the last call on each that saw whether any are.

    That is: somebody was met, or a person in difficulty was seen. Of two sheets of one day the
    larger number counts.
    """
    rows = log.execute(
        "SELECT household, day, max(in_difficulty), row_mark FROM holding "
        "WHERE in_difficulty > 0 OR result IN ('met', 'entered') "
        "GROUP BY household, day ORDER BY day"
    )
    return {household: (_date(day), persons, mark) for household, day, persons, mark in rows}


def remarks(log: Connection, *, before: date) -> dict[int, str]:
    """What was remarked in the entries of earlier days that hold, by their numbers."""
    rows = log.execute(
        "SELECT number, remarks FROM holding WHERE remarks != '' AND day < ?",
        (before.isoformat(),),
    )
    return dict(rows.fetchall())


def load(log: Connection, numbers: Sequence[int]) -> list[Recorded]:
    """Whole entries by number, in that order, also those that no longer hold."""
    rows = list(_by_number(log, "SELECT * FROM results WHERE number IN ({})", numbers))
    names = [column[0] for column in log.execute("SELECT * FROM results LIMIT 0").description]
    parts = {table: _parts(log, table, numbers) for table in _PARTS}
    replaced = {
        number
        for (number,) in _by_number(
            log, "SELECT corrects FROM results WHERE corrects IN ({})", numbers
        )
    }
    by_number = {}
    for row in rows:
        fact = dict(zip(names, row, strict=True))
        number = fact["number"]
        said = {table: parts[table].get(number, ()) for table in _PARTS}
        by_number[number] = _recorded(fact, said, corrected=number in replaced)
    return [by_number[number] for number in numbers]


_PARTS = {
    "opinions": "category, text, is_suggestion",
    "help_given": "category, text",
    "promises": "day, at_seconds, officer",
    "matter_steps": "kind, matter, text, next_step, due",
}


def _parts(log: Connection, table: str, numbers: Sequence[int]) -> Mapping[int, Sequence[Any]]:
    by_result: dict[int, list[Any]] = defaultdict(list)
    statement = (
        f"SELECT result, {_PARTS[table]} FROM {table} WHERE result IN ({{}}) ORDER BY number"
    )
    for result, *rest in _by_number(log, statement, numbers):
        by_result[result].append(rest)
    return by_result


def _by_number(log: Connection, statement: str, numbers: Sequence[int]) -> Iterator[Any]:
    for k in range(0, len(numbers), _MOST_VARIABLES):
        some = numbers[k : k + _MOST_VARIABLES]
        yield from log.execute(statement.format(", ".join("?" * len(some))), tuple(some))


def _recorded(
    fact: dict[str, Any], said: Mapping[str, Sequence[Any]], *, corrected: bool
) -> Recorded:
    promise = next((Promise(_date(day), *rest) for day, *rest in said["promises"]), None)
    steps = said["matter_steps"]
    opened = (step for kind, *step in steps if kind == StepKind.OPENED)
    matter = next((NewMatter(text, step, _date(due)) for _, text, step, due in opened), None)
    plain = "household visit round stop persons called_at seconds in_difficulty remarks hours"
    entry = Entry(
        day=_date(fact["day"]),
        officers=tuple(fact["officers"].split("+")) if fact["officers"] else (),
        result=Result(fact["result"]),
        channel=Channel(fact["channel"]),
        satisfied=None if fact["satisfied"] is None else bool(fact["satisfied"]),
        row_mark=fact["row_mark"],
        opinions=tuple(Opinion(about, text, bool(new)) for about, text, new in said["opinions"]),
        help_given=tuple(Help(*row) for row in said["help_given"]),
        promise=promise,
        matter=matter,
        closings=tuple(
            Closing(name, text) for kind, name, text, *_ in steps if kind == StepKind.CLOSED
        ),
        steps=tuple(
            NextStep(name, step, _date(due))
            for kind, name, _, step, due in steps
            if kind == StepKind.STEP
        ),
        **{name: fact[name] for name in plain.split()},
    )
    return Recorded(
        *(fact["number"], fact["id"], entry, fact["recorded_at"], fact["recorded_by"]),
        *(fact["corrects"], corrected),
    )


def _steps(log: Connection, last: date) -> Iterator[Step]:
    rows = log.execute(
        "SELECT matter, household, day, kind, text, next_step, due, by_visit, result "
        "FROM matter_steps WHERE day <= ? "
        "AND (result IS NULL OR result IN (SELECT number FROM holding)) ORDER BY number",
        (last.isoformat(),),
    )
    for matter, household, day, kind, text, step, due, by_visit, entry in rows:
        yield Step(
            *(matter, household, _date(day), StepKind(kind), text, step),
            *(_date(due) if due else None, bool(by_visit), entry),
        )


def _matter(name: str, steps: Iterable[Step]) -> Matter | None:
    """A matter from its steps; None when the entry that opened it was withdrawn."""
    steps_of_it = list(steps)
    opened = next((step for step in steps_of_it if step.kind is StepKind.OPENED), None)
    if opened is None:
        return None
    last = steps_of_it[-1]
    planned = [step for step in steps_of_it if step.kind is not StepKind.CLOSED][-1]
    is_closed = last.kind is StepKind.CLOSED
    return Matter(
        id=name,
        household=opened.household,
        subject=opened.text,
        opened=opened.on,
        closed=last.on if is_closed else None,
        outcome=last.text if is_closed else "",
        next_step="" if is_closed else planned.next_step,
        due=None if is_closed else planned.due,
        by_visit=planned.by_visit,
        steps=tuple(steps_of_it),
    )


def _distinct_days(log: Connection) -> Iterator[Any]:
    return log.execute("SELECT DISTINCT day FROM results")


def _days(first: date, last: date) -> tuple[str, str]:
    return first.isoformat(), last.isoformat()


def _date(text: str) -> date:
    return date.fromisoformat(text)
