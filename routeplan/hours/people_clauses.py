"""From the words of people's hours to the windows of each weekday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from routeplan.hours.people_words import Joint, Meaning, Part
from routeplan.hours.syntax import DAY_MINUTES

NOON = 12 * 60
HOUR = 60
_PARTS = {
    Part.MORNING: (8 * HOUR, NOON),
    Part.NOON: (NOON, 14 * HOUR),
    Part.AFTERNOON: (14 * HOUR, 18 * HOUR),
    Part.EVENING: (18 * HOUR, 20 * HOUR),
}
"""What people mostly mean, in minutes after 00:00: it is offered, and asked about."""
EARLIEST_VISIT = 7
"""Hours before that, such as 2-6, are of the afternoon."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time in minutes after 00:00; ``marked`` where am or pm is settled."""

    minutes: int
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """Where one rule ends."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """What no word of the language is."""

    text: str


Token = Meaning | Clock | Break | Unknown
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The windows of each day from Monday on, in minutes after 00:00.

    ``unknown`` counts the words that were passed over; ``certain`` says that nothing was guessed.
    """

    days: tuple[Spans, ...]
    certain: bool
    unknown: int


@dataclass
class _Rule:
    days: frozenset[int] | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Day:
    """When a day begins and ends where a text does not say so, in minutes after 00:00.

    ``past_midnight`` says that hours may go on after it: ``22-6``.
    """

    begin: int = 8 * 60
    end: int = 20 * 60
    past_midnight: bool = False


def read_clauses(tokens: Sequence[Token], day: Day) -> Week | None:
    """The windows of each day; None where the words make no sense."""
    unknown = sum(isinstance(token, Unknown) for token in tokens)
    known = _without_doubled_joints([token for token in tokens if not isinstance(token, Unknown)])
    reader = _Clauses(_with_parts_marked(known), day)
    if not reader.read():
        return None
    return Week(reader.week(), reader.certain and not unknown, unknown)


def _without_doubled_joints(tokens: Sequence[Token]) -> list[Token]:
    """``e as``, ``a partir das``: the first of two joints says what is meant."""
    return [
        token
        for k, token in enumerate(tokens)
        if not (
            k
            and token in (Joint.TO, Joint.FROM)
            and tokens[k - 1] in (Joint.AND, Joint.BETWEEN, Joint.AFTER, Joint.BEFORE, Joint.FROM)
        )
    ]


def _with_parts_marked(tokens: Sequence[Token]) -> list[Token]:
    """``3 in the afternoon`` and ``下午3点`` as one time; a part of the day alone stays."""
    marked: list[Token] = []
    waiting: Part | None = None
    for k, token in enumerate(tokens):
        following = tokens[k + 1] if k + 1 < len(tokens) else None
        previous = marked[-1] if marked else None
        if isinstance(token, Part) and token is not Part.ANY:
            if isinstance(previous, Clock) and not previous.marked:
                marked[-1] = _in_part(previous, token)
                continue
            if isinstance(following, Clock):
                waiting = token
                continue
        if isinstance(token, Clock) and waiting and not token.marked:
            token = _in_part(token, waiting)
        elif token not in (Joint.TO, Joint.BEFORE):
            waiting = None
        marked.append(token)
    return marked


def _in_part(time: Clock, part: Part) -> Clock:
    late = part in (Part.AFTERNOON, Part.EVENING) or (part is Part.NOON and time.minutes < 4 * HOUR)
    return Clock(time.minutes + NOON * (late and time.minutes < NOON), marked=True)


class _Clauses:
    """Reads the tokens from left to right into rules."""

    def __init__(self, tokens: list[Token], day: Day) -> None:
        self._tokens = tokens
        self._begin, self._end = day.begin, day.end
        self._past_midnight = day.past_midnight
        self._at = 0
        self._rules: list[_Rule] = []
        self._rule = _Rule()
        self._without: set[int] = set()
        self._between = False
        self.certain = True

    def read(self) -> bool:
        """Whether the words make sense."""
        while self._at < len(self._tokens):
            if not self._step(self._tokens[self._at]):
                return False
        self._flush()
        return bool(self._rules)

    def week(self) -> tuple[Spans, ...]:
        """The windows of each day; rules without days serve those that no other names."""
        named = {day for rule in self._rules for day in rule.days or ()}
        days: list[list[tuple[int, int]]] = [[] for _ in range(7)]
        for rule in self._rules:
            if rule.days is None and named:
                self.certain = False
            for day in range(7) if rule.days is None else sorted(rule.days):
                if day not in self._without and not (rule.days is None and day in named):
                    days[day] += rule.spans
        return tuple(tuple(spans) for spans in days)

    def _step(self, token: Token) -> bool:
        match token:
            case frozenset():
                self._read_days()
            case Clock():
                return self._read_time(token)
            case Part():
                self._at += 1
                self._guess(*self._span_of(token))
            case Break():
                self._at += 1
                self._flush()
            case Joint.NOT:
                return self._read_not()
            case Joint.AFTER | Joint.BEFORE | Joint.FROM:
                return self._read_bound(token)
            case Joint.BETWEEN:
                self._at += 1
                self._between = True
            case _:
                self.certain &= token is Joint.AND
                self._at += 1
        return True

    def _span_of(self, part: Part) -> tuple[int, int]:
        """When a part of the day is, as far as it is within the day."""
        begin, end = _PARTS.get(part, (self._begin, self._end))
        within = max(begin, self._begin), min(end, self._end)
        return within if within[0] < within[1] else (begin, end)

    def _next(self, ahead: int = 1) -> Token | None:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else None

    def _days_here(self) -> frozenset[int]:
        """The days listed from here on; afterwards we stand behind them."""
        token = self._tokens[self._at]
        assert isinstance(token, frozenset)
        days, last = set(token), token
        self._at += 1
        while self._at < len(self._tokens):
            here = self._tokens[self._at]
            following = self._next()
            if isinstance(here, frozenset):
                days |= here
                last = here
                self._at += 1
            elif isinstance(following, frozenset) and here in (Joint.TO, Joint.AND, Joint.BEFORE):
                days |= following if here is Joint.AND else _from_to(last, following)
                last = following
                self._at += 2
            else:
                break
        return frozenset(days)

    def _read_days(self) -> None:
        days = self._days_here()
        if self._at < len(self._tokens) and self._tokens[self._at] is Joint.NOT:
            follows = self._next()
            if not isinstance(follows, frozenset):  # "Sunday closed"
                self._at += 1
                self._without |= days
                return
        behind = self._rule.spans and self._rule.days is None
        if behind and not self._hours_follow():
            self._rule.days = days
            return
        if self._rule.spans or self._rule.days is not None:
            self._flush()
        self._rule.days = days

    def _hours_follow(self) -> bool:
        """Whether times or a part of the day come before any break."""
        for token in self._tokens[self._at :]:
            if isinstance(token, Break):
                return False
            if isinstance(token, Clock | Part):
                return True
        return False

    def _read_not(self) -> bool:
        self._at += 1
        if not isinstance(self._next(0), frozenset):
            return False
        self._without |= self._days_here()
        if self._rule.days is None:  # "not on Mondays 9-12" may mean these hours only
            self.certain &= not self._hours_follow()
        return True

    def _read_bound(self, joint: Joint) -> bool:
        """``after 18h``, ``until 12h``, ``from 9 to 12``."""
        time, second = self._next(), self._next(2)
        if not isinstance(time, Clock):
            self._at += 1
            self.certain &= joint is Joint.FROM
            return True
        self._at += 1
        to_another = second in (Joint.TO, Joint.BEFORE) and isinstance(self._next(2), Clock)
        if to_another and joint is not Joint.BEFORE:
            return self._read_time(time)
        self._at += 1
        if joint is Joint.BEFORE:
            self._guess(min(self._begin, time.minutes - HOUR), time.minutes)
        else:
            self._guess(time.minutes, max(self._end, time.minutes + HOUR))
        return True

    def _read_time(self, time: Clock) -> bool:
        """A window that begins here, or what a single time likely means."""
        joint, second = self._next(), self._next(2)
        joins = (Joint.TO, Joint.BEFORE, *((Joint.AND,) if self._between else ()))
        if joint is Joint.FROM:  # 9時から12時
            joins = (*joins, Joint.FROM)
        if joint in joins and isinstance(second, Clock):
            self._at += 3
            self._between = False
            if self._at < len(self._tokens) and self._tokens[self._at] is Joint.BEFORE:
                after = self._next()
                self._at += not isinstance(after, Clock)  # 9時から12時まで
            return self._window(time, second)
        self._at += 1
        if joint in (Joint.AFTER, Joint.TO, Joint.FROM):
            self._at += 1
            self._guess(time.minutes, max(self._end, time.minutes + HOUR))
        elif joint is Joint.BEFORE:
            self._at += 1
            self._guess(min(self._begin, time.minutes - HOUR), time.minutes)
        else:
            self._guess(time.minutes, time.minutes + HOUR)
        return True

    def _window(self, first: Clock, second: Clock) -> bool:
        begin, end = first.minutes, second.minutes
        late_alone = second.marked and not first.marked and begin < NOON <= end
        if late_alone and begin + NOON < end:  # 3-5 pm
            begin += NOON
        elif self._past_midnight and end < begin and (second.marked or begin >= NOON):  # 22-6
            end += DAY_MINUTES
        elif end <= begin and end < NOON and begin < NOON and not second.marked:  # 9-5
            end += NOON
            self.certain = False
        elif not (first.marked or second.marked) and end <= EARLIEST_VISIT * HOUR:  # 2-6
            begin, end = begin + NOON, end + NOON
            self.certain = False
        end = DAY_MINUTES if end == 0 else end
        if not begin < end:
            return False
        self._rule.spans.append((begin, end))
        return True

    def _guess(self, begin: int, end: int) -> None:
        self.certain = False
        self._rule.spans.append((max(begin, 0), min(end, DAY_MINUTES)))

    def _flush(self) -> None:
        """End the rule; days alone are open from the day's begin to its end."""
        if self._rule.days is not None and not self._rule.spans:
            self._guess(self._begin, self._end)
        if self._rule.spans:
            self._rules.append(self._rule)
        self._rule = _Rule()


def _from_to(first: frozenset[int], last: frozenset[int]) -> set[int]:
    """The days from one to another, also across Sunday."""
    begin, end = min(first), max(last)
    return {day % 7 for day in range(begin, end + 1 + 7 * (end < begin))}
