"""From the words of people's hours to the windows of each weekday.

Every day, time and joint of the text has its place in the reading, or there is none: what is read
in part would be a window that nobody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from routeplan.hours.people_remarks import may_change_hours
from routeplan.hours.people_times import Day, Hours, NoSenseError, TimeReader, with_parts_marked
from routeplan.hours.people_tokens import ClockTime, RuleEnd, Token, Unknown
from routeplan.hours.people_words import Joiner

Spans = tuple[tuple[int, int], ...]
ALL_DAYS = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class WeekWindows:
    """The windows of each day from Monday on, in minutes after 00:00.

    ``unknown`` counts the words that were passed over; ``certain`` says that nothing was guessed.
    """

    days: tuple[Spans, ...]
    certain: bool
    unknown: int


@dataclass(frozen=True, slots=True)
class _Days:
    """Days that are named together."""

    days: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Without:
    """A word that takes days out."""

    joint: Joiner


_Item = _Days | Hours | _Without | None
"""None is a comma, or what does as one."""
_Run = tuple[list[_Item], bool]
"""Days that stand together, or hours, and whether a comma comes before them."""


@dataclass
class _Rule:
    """Hours, and the days they are for; None: those that no other rule names."""

    days: frozenset[int] | None
    hours: list[Hours] = field(default_factory=list)


def read_clauses(tokens: Sequence[Token], day: Day) -> WeekWindows | None:
    """The windows of each day; None where the words make no sense."""
    try:
        known, unknown = _without_remarks(tokens)
        reader = _ClauseReader(day)
        parts = list(_parts(known))
        for part in parts:
            reader.read(part, is_whole=len(parts) == 1)
        days = reader.week()
    except NoSenseError:
        return None
    certain = reader.certain and not unknown and Joiner.ROUGHLY not in tokens
    return WeekWindows(days, certain, unknown)


def _without_remarks(tokens: Sequence[Token]) -> tuple[list[Token], int]:
    """The tokens but for remarks, which a sign sets apart, and how many words these have.

    Nothing in a remark may change the hours, and the hours say that they are some.
    """
    unknown = [token.text for token in tokens if isinstance(token, Unknown)]
    if not unknown:
        return list(tokens), 0
    blocks = [
        list(group)
        for is_unknown, group in groupby(tokens, lambda token: isinstance(token, Unknown))
        if not is_unknown
    ]
    telling = [block for block in blocks if any(not _is_sign(token) for token in block)]
    if len(telling) != 1:
        raise NoSenseError
    core = telling[0]
    if any(isinstance(token, ClockTime) and not token.explicit for token in core):
        raise NoSenseError
    at = next(k for k in range(len(tokens)) if tokens[k : k + len(core)] == core)
    is_first, is_last = at == 0, at + len(core) == len(tokens)
    if not (is_first or _is_sign(core[0])) or not (is_last or _is_sign(core[-1])):
        raise NoSenseError
    if any(map(may_change_hours, unknown)):
        raise NoSenseError
    return core, len(unknown)


def _is_sign(token: Token) -> bool:
    return token is Joiner.AND or isinstance(token, RuleEnd)


def _parts(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """What stands between breaks."""
    for is_break, group in groupby(tokens, lambda token: isinstance(token, RuleEnd)):
        part = [token for token in group if token is not Joiner.ROUGHLY]
        if not is_break and any(token is not Joiner.AND for token in part):
            yield part


class _ClauseReader:
    """Reads part after part into rules."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._rules: list[_Rule] = []
        self._without: set[int] = set()
        self._said: list[str] = []
        self.certain = True

    def read(self, part: Sequence[Token], *, is_whole: bool) -> None:
        """Read a part of the text, or the whole, that no break divides."""
        items = _items(part, self._day)
        kept, without = _with_days_taken_out(items, is_whole=is_whole)
        self._without |= without
        self.certain &= not _leaves_hours_open(items)
        runs = _runs(kept)
        kinds = "".join("D" if isinstance(run[0], _Days) else "H" for run, _ in runs)
        self._said.append(kinds)
        if not kinds:
            return
        if kinds == "D":
            self._rules.append(_Rule(_days_of(runs[0][0]), [self._whole_day()]))
        elif kinds == "H":
            self._rules.append(_Rule(None, _hours_of(runs[0][0])))
        elif kinds == "DH" * (len(kinds) // 2):
            _refuse_crossed(runs)
            self._pair(runs)
        elif kinds == "HD" * (len(kinds) // 2):
            _refuse_crossed(runs)
            self.certain &= not _may_add_days(runs)
            self._pair([run for k in range(0, len(runs), 2) for run in (runs[k + 1], runs[k])])
        elif kinds == "H" + "DH" * (len(kinds) // 2) and runs[1][1]:
            self._rules.append(_Rule(None, _hours_of(runs[0][0])))
            self._pair(runs[1:])
        else:
            raise NoSenseError

    def week(self) -> tuple[Spans, ...]:
        """The windows of each day; rules without days serve those that no other names."""
        said = [kinds for kinds in self._said if kinds]
        if len({*said}) > 1 and ("D" in said or "H" in said[1:]):
            raise NoSenseError  # "Mon; Tue 9-12", "Mo-Fr 9-12; 14-16"
        if not self._rules:
            if not self._without:
                raise NoSenseError
            self._rules.append(_Rule(None, [self._whole_day()]))
        groups: dict[int, frozenset[int]] = {}
        days: list[list[Hours]] = [[] for _ in ALL_DAYS]
        for rule in self._rules:
            for day in rule.days or ():
                if groups.setdefault(day, rule.days or ALL_DAYS) != rule.days:
                    raise NoSenseError  # "weekdays 9-12, Wed 14-16": also, or instead?
                days[day] += rule.hours
        if groups and any(rule.days is None for rule in self._rules):
            self.certain = False
        for rule in self._rules:
            for day in ALL_DAYS - {*groups} if rule.days is None else ():
                days[day] += rule.hours
        self.certain &= all(hours.certain for rule in self._rules for hours in rule.hours)
        return tuple(
            () if day in self._without else _spans(hours) for day, hours in enumerate(days)
        )

    def _pair(self, runs: Sequence[_Run]) -> None:
        for k in range(0, len(runs), 2):
            self._rules.append(_Rule(_days_of(runs[k][0]), _hours_of(runs[k + 1][0])))

    def _whole_day(self) -> Hours:
        return Hours(self._day.begin, self._day.end, certain=False, is_part=True)


def _spans(hours: Sequence[Hours]) -> Spans:
    """Windows in their order; a part of a day beside exact hours of it says nothing sure."""
    ordered = sorted(hours, key=lambda span: (span.begin, span.end))
    for first, second in pairwise(ordered):
        is_same = (first.begin, first.end) == (second.begin, second.end)
        if second.begin < first.end and not is_same:
            raise NoSenseError
    return tuple((span.begin, span.end) for span in ordered)


def _items(part: Sequence[Token], day: Day) -> list[_Item]:
    """Days, hours and commas in the order of the text."""
    times = TimeReader(with_parts_marked(part), day)
    items: list[_Item] = []
    while (token := times.here()) is not None:
        if token is Joiner.AND:
            times.at += 1
            items.append(None)
        elif token in (Joiner.EXCEPT, Joiner.APART, Joiner.NOT):
            assert isinstance(token, Joiner)
            times.at += 1
            items.append(_Without(token))
        elif isinstance(token, frozenset):
            items.append(_Days(_days_here(times)))
        elif token in (Joiner.FROM, Joiner.BETWEEN) and isinstance(times.here(1), frozenset):
            times.at += 1
            if token is Joiner.BETWEEN and times.here(1) is not Joiner.AND:
                raise NoSenseError
            items.append(_Days(_days_here(times, between=token is Joiner.BETWEEN)))
        elif token is Joiner.TO and not (_ends_with_hours(items) and times.is_time(1)):
            _pass_joint(times)
            items.append(None)
        else:
            items += times.read()
    return items


def _ends_with_hours(items: Sequence[_Item]) -> bool:
    return bool(items) and isinstance(items[-1], Hours)


def _pass_joint(times: TimeReader) -> None:
    """Pass over the dash of ``Mo - 9-12``, and the word of ``à tarde``."""
    following = times.here(1)
    if following is None or (isinstance(following, Joiner) and following is not Joiner.FROM):
        raise NoSenseError
    times.at += 1


def _days_here(times: TimeReader, *, between: bool = False) -> frozenset[int]:
    """A day, several that one word names, or a range; afterwards we stand behind it."""
    first = times.here()
    assert isinstance(first, frozenset)
    times.at += 1
    joint, last = times.here(), times.here(1)
    joins = (Joiner.AND,) if between else (Joiner.TO, Joiner.BEFORE)
    if joint not in joins or not isinstance(last, frozenset):
        if between:
            raise NoSenseError
        return first
    times.at += 2
    times.at += times.here() is Joiner.UP_TO  # 月曜から金曜まで
    is_chain = times.here() in joins and isinstance(times.here(1), frozenset)
    if len(first) > 1 or len(last) > 1 or first == last or is_chain:
        raise NoSenseError  # "Mo-We-Fr" is no range
    begin, end = min(first), min(last)
    return frozenset(day % 7 for day in range(begin, end + 1 + 7 * (end < begin)))


def _with_days_taken_out(items: list[_Item], *, is_whole: bool) -> tuple[list[_Item], set[int]]:
    """The rest of the items, and the days that ``except Sundays`` or ``日曜以外`` takes out."""
    kept: list[_Item] = []
    without: set[int] = set()
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if not isinstance(item, _Without):
            kept.append(item)
            continue
        before = bool(kept) and isinstance(kept[-1], _Days)
        behind = at < len(items) and isinstance(items[at], _Days)
        if item.joint is Joiner.APART or (item.joint is Joiner.NOT and not behind):
            if not before:
                raise NoSenseError
            without |= _taken_from_end(kept, is_whole=is_whole)
            is_open = item.joint is Joiner.APART and not kept
            if at < len(items) and items[at] is not None and not is_open:
                raise NoSenseError
            continue
        if not behind or (before and item.joint is Joiner.NOT):
            raise NoSenseError
        has_hours = any(isinstance(days, Hours) for days in kept)
        taken, at = _taken_from_begin(items, at)
        without |= taken
        is_followed = at < len(items) and items[at] is not None
        is_open = item.joint is Joiner.EXCEPT and not kept
        if is_followed and (has_hours or not (before or is_open)):
            raise NoSenseError
        if has_hours and any(days is not None for days in items[at:]):
            raise NoSenseError
    return kept, without


def _leaves_hours_open(items: Sequence[_Item]) -> bool:
    """Whether ``except Mondays 9-12`` may as well mean all Monday but for these hours."""
    return items[:1] == [_Without(Joiner.EXCEPT)] and None not in items


def _taken_from_end(kept: list[_Item], *, is_whole: bool) -> frozenset[int]:
    """The days of ``Sat, Sun`` before ``closed``, which go from the list."""
    run: list[_Days] = []
    commas = 0
    while kept and (kept[-1] is None or isinstance(kept[-1], _Days)):
        item = kept.pop()
        if isinstance(item, _Days):
            run.append(item)
        elif run:
            commas += bool(kept) and isinstance(kept[-1], _Days)
    if kept:
        kept.append(None)
    if len(run) > 1 and (
        any(len(days.days) > 1 for days in run) or (commas and is_whole and not kept)
    ):
        raise NoSenseError  # "Mo-Fr, Sun closed"
    return frozenset().union(*(days.days for days in run))


def _taken_from_begin(items: list[_Item], at: int) -> tuple[set[int], int]:
    """The days behind ``except``, and where they end; ``除周日外`` says it twice."""
    days: set[int] = set()
    while at < len(items):
        item = items[at]
        if isinstance(item, _Days):
            days |= item.days
        elif item is not None or not isinstance((*items, None)[at + 1], _Days):
            break
        at += 1
    if at < len(items) and items[at] == _Without(Joiner.APART):
        at += 1
    return days, at


def _may_add_days(runs: Sequence[_Run]) -> bool:
    """Whether the days of ``9-12, Sat`` may be further ones.

    Raises
    ------
    NoSenseError
        When they likely are, as in ``after 18h and Sat``.
    """
    if len(runs) > 2 or not runs[1][1]:
        return False
    if any(hours.is_part or hours.open_side for hours in _hours_of(runs[0][0])):
        raise NoSenseError
    return True


def _refuse_crossed(runs: Sequence[_Run]) -> None:
    """Refuse ``9-12, Mon 13-15, Tue``, where commas part what else would belong together."""
    for (_, inner), (_, outer) in zip(runs[1::2], runs[2::2], strict=False):
        if inner and not outer:
            raise NoSenseError


def _runs(items: Sequence[_Item]) -> list[_Run]:
    runs: list[_Run] = []
    is_apart = False
    for item in items:
        if item is None:
            is_apart = True
            continue
        if runs and type(runs[-1][0][-1]) is type(item):
            runs[-1][0].append(item)
        else:
            runs.append(([item], is_apart))
        is_apart = False
    return runs


def _days_of(run: Sequence[_Item]) -> frozenset[int]:
    return frozenset().union(*(item.days for item in run if isinstance(item, _Days)))


def _hours_of(run: Sequence[_Item]) -> list[Hours]:
    return [item for item in run if isinstance(item, Hours)]
