"""Opinions, suggestions and help by category: how many, never of whom or in whose words.

A category that the station's settings list is shown as it is. One that somebody typed freely could
name a person: it is shown from :data:`FEW` calls on, and counted as ``other`` before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from sqlite3 import Connection

from routeplan.report.calls import Called, Calls
from routeplan.report.opinions import standing_answers
from routeplan.report.report_numbers import Number
from routeplan.report.scopes import Scopes

FEW = 3
"""What fewer say, or fewer live at, would tell who it was: it has no name or figure of its own."""
OTHER = "other"

Said = Mapping[str, list[tuple[int, ...]]]
"""By category: the entries of each call, as often as it was said there."""

_ASKED = {
    "opinions": "SELECT result, category, number FROM opinions WHERE is_suggestion = 0",
    "suggestions": "SELECT result, category, number FROM opinions WHERE is_suggestion = 1",
    "help": "SELECT result, category, number FROM help_given WHERE 1",
}


def said_numbers(
    log: Connection,
    calls: Calls,
    scopes: Scopes,
    *,
    categories: Collection[str],
    help_kinds: Collection[str],
    last: date,
) -> Iterator[Number]:
    """Of each kind all that was said, each category of it, and what was answered.

    All in the report's own scope.

    Parameters
    ----------
    categories, help_kinds
        Those of the station's settings.
    last
        Answers given by the end of this day count.
    """
    given = standing_answers(log, last)
    numbers = [number for call in calls.all for number in call.entries]
    span = (min(numbers, default=0), max(numbers, default=-1))
    for kind, statement in _ASKED.items():
        known = help_kinds if kind == "help" else categories
        rows = log.execute(f"{statement} AND result BETWEEN ? AND ? ORDER BY number", span)
        said_rows = rows.fetchall()
        said = _by_category(_with_calls(said_rows, calls, scopes), known)
        whole = tuple(entries for category_entries in said.values() for entries in category_entries)
        yield Number(scopes.main.name(kind), len(whole), entries=whole)
        for category, entries in _without_few(said, known).items():
            yield Number(
                scopes.main.name(kind, f":{category}"),
                len(entries),
                of=scopes.main.name(kind),
                entries=tuple(entries),
            )
        if kind != "help":
            answered = [row for row in said_rows if row[2] in given]
            yield _answered(kind, _by_category(_with_calls(answered, calls, scopes), known), scopes)


def _answered(kind: str, said: Said, scopes: Scopes) -> Number:
    """How many of them were answered."""
    whole = tuple(entries for category_entries in said.values() for entries in category_entries)
    name, of = scopes.main.name(f"{kind}-answered"), scopes.main.name(kind)
    return Number(name, len(whole), of=of, entries=whole)


def _with_calls(
    rows: Sequence[tuple[int, str, int]], calls: Calls, scopes: Scopes
) -> Iterator[tuple[Called, int, str]]:
    """Call, entry and category of what was said in the report's own scope."""
    entries = {entry for entry, *_ in rows}
    with_rows = [call for call in calls.all if not entries.isdisjoint(call.entries)] if rows else []
    owner = {entry: call for call in scopes.of_scope(with_rows) for entry in call.entries}
    yield from ((owner[entry], entry, category) for entry, category, _ in rows if entry in owner)


def _by_category(rows: Iterator[tuple[Called, int, str]], known: Collection[str]) -> Said:
    """What two sheets tell of one call was said once."""
    spelled = {spelling.casefold(): spelling for spelling in (*known, OTHER)}
    times: dict[tuple[tuple[int, ...], str], Counter[int]] = defaultdict(Counter)
    for call, entry, category in rows:
        plain = category.casefold()
        times[call.entries, spelled.get(plain, plain)][entry] += 1
    said: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for (entries, category), by_entry in times.items():
        said[category] += [entries] * max(by_entry.values())
    return said


def _without_few(said: Said, known: Collection[str]) -> Said:
    shown: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for category, entries in said.items():
        is_shown = category in known or len(set(entries)) >= FEW
        shown[category if is_shown else OTHER] += entries
    return shown
