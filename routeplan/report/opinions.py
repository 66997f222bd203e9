"""What people said, one by one, with what was answered: the chief's list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from routeplan.report.calls import Called, read_calls
from routeplan.visitlog.notes import OpinionAnswer, answers


@dataclass(frozen=True, slots=True)
class SaidOpinion:
    """An opinion or suggestion of a call, by the number of its row in the log.

    What two officers wrote down of one visit in the same words was said once.
    """

    number: int
    day: date
    household: str
    officers: tuple[str, ...]
    category: str
    text: str
    is_suggestion: bool
    answer: OpinionAnswer | None = None


def opinions_said(
    log: Connection, first: date = date.min, last: date = date.max
) -> list[SaidOpinion]:
    """What was said on the days [first, last], by day; answers are those of today."""
    given = standing_answers(log)
    said: dict[tuple[object, ...], SaidOpinion] = {}
    for call, number, category, text, is_suggestion in _rows(log, first, last):
        key = (call.entries, category.casefold(), text.casefold(), is_suggestion)
        known = said.get(key)
        answer = given.get(number) or (known.answer if known else None)
        said[key] = SaidOpinion(
            number=known.number if known else number,
            day=call.day,
            household=call.household,
            officers=call.officers,
            category=category,
            text=text,
            is_suggestion=is_suggestion,
            answer=answer,
        )
    return sorted(said.values(), key=lambda opinion: (opinion.day, opinion.number))


def standing_answers(log: Connection, last: date = date.max) -> dict[int, OpinionAnswer]:
    """The answer to each opinion of an entry that holds, as given by the end of a day."""
    by_opinion: dict[int, OpinionAnswer] = {}
    for opinion, answer in answers(log, last).items():
        now = standing_for(log, opinion)
        if now is not None and (now not in by_opinion or now == opinion):
            by_opinion[now] = answer
    return by_opinion


def standing_for(log: Connection, number: int) -> int | None:
    """The opinion that stands in the place of one when its entry was corrected, else itself.

    Of those in the correcting entry it is the one in the same words, else the one in the same place
    and category. None where there is no such opinion, or none any more.
    """
    row = log.execute("SELECT result FROM opinions WHERE number = ?", (number,)).fetchone()
    if row is None:
        return None
    result = entry = row[0]
    corrected_by = "SELECT number FROM results WHERE corrects = ?"
    while later := log.execute(corrected_by, (entry,)).fetchone():
        entry = later[0]
    there = _of_entry(log, entry)
    if entry == result:
        return number if any(opinion[0] == number for opinion in there) else None
    before = _of_entry(log, result)
    place = next(k for k, opinion in enumerate(before) if opinion[0] == number)
    what = before[place][1:]
    alike = [(k, opinion[0]) for k, opinion in enumerate(there) if opinion[1:] == what]
    if alike:
        return min(alike, key=lambda candidate: abs(candidate[0] - place))[1]
    if place < len(there) and there[place][1:3] == what[:2]:
        return there[place][0]
    return None


def _of_entry(log: Connection, entry: int) -> list[tuple[int, int, str, str]]:
    """Number, kind, category and text of an entry's opinions in their order."""
    return log.execute(
        "SELECT number, is_suggestion, category, text FROM opinions WHERE result = ? "
        "AND result IN (SELECT number FROM holding UNION SELECT corrects FROM results) "
        "ORDER BY number",
        (entry,),
    ).fetchall()


def _rows(log: Connection, first: date, last: date) -> Iterator[tuple[Called, int, str, str, bool]]:
    calls = read_calls(log, first, last).all
    owner = {entry: call for call in calls for entry in call.entries}
    span = (min(owner, default=0), max(owner, default=-1))
    rows = log.execute(
        "SELECT number, result, category, text, is_suggestion FROM opinions "
        "WHERE result BETWEEN ? AND ? ORDER BY number",
        span,
    )
    for number, result, category, text, is_suggestion in rows.fetchall():
        if result in owner:
            yield owner[result], number, category, text, bool(is_suggestion)
