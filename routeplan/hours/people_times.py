"""Windows of people's hours: ``9-12``, ``after 18h``, ``before noon``, ``from 2 to 4 pm``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from routeplan.hours.people_tokens import NOON, ClockTime, Token
from routeplan.hours.people_words import DayPart, Joiner
from routeplan.hours.syntax import DAY_MINUTES

HOUR = 60
_PARTS = {
    DayPart.MORNING: (8 * HOUR, NOON),
    DayPart.NOON: (NOON, 14 * HOUR),
    DayPart.LUNCH: (NOON, 14 * HOUR),
    DayPart.AFTERNOON: (14 * HOUR, 18 * HOUR),
    DayPart.EVENING: (18 * HOUR, 20 * HOUR),
}
"""What people mostly mean, in minutes after 00:00: it is offered, and asked about."""
_WITHIN = {
    DayPart.MORNING: (0, 13 * HOUR),
    DayPart.NOON: (11 * HOUR, 16 * HOUR),
    DayPart.LUNCH: (11 * HOUR, 16 * HOUR),
    DayPart.AFTERNOON: (NOON, 20 * HOUR),
    DayPart.EVENING: (16 * HOUR, DAY_MINUTES),
}
"""Times that are of a part of the day to anybody."""
EARLIEST_VISIT = 7
"""Hours before that, such as 2-6, are of the afternoon."""
LATEST_OF_A_CLOCK = 8
"""The later of two hours, such as of 9-5, is of the afternoon up to that one."""


LATEST_END = 30 * HOUR
LATEST_END_OF_A_NIGHT = 34 * HOUR
"""Of hours past midnight, in minutes after 00:00 of the day on which they begin."""


@dataclass(frozen=True)
class Day:
    """When a day begins and ends where a text does not say so, in minutes after 00:00.

    ``past_midnight`` says that hours may go on after it: ``22-6``.
    """

    begin: int = 8 * HOUR
    end: int = 20 * HOUR
    past_midnight: bool = False


class NoSenseError(ValueError):
    """Words that give no hours, or more than one meaning."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A window in minutes after 00:00.

    Parameters
    ----------
    is_part
        Whether a part of the day, not times, says so.
    open_side
        The bound that is not written: "end" of ``after 18h``, "begin" of ``until 12``.
    """

    begin: int
    end: int
    certain: bool
    is_part: bool = False
    open_side: str = ""


def with_parts_marked(tokens: Sequence[Token]) -> list[Token]:
    """``3 in the afternoon`` and ``下午3点`` as one time; a part of the day alone stays.

    Raises
    ------
    NoSenseError
        When a part of the day may be of either of two times, or is not that of its time.
    """
    marked: list[Token] = []
    waiting: DayPart | None = None
    for k, token in enumerate(tokens):
        following = tokens[k + 1] if k + 1 < len(tokens) else None
        previous = marked[-1] if marked else None
        if isinstance(token, DayPart) and token in _WITHIN:
            is_behind = isinstance(previous, ClockTime) and not previous.named
            if isinstance(following, ClockTime) and is_behind:
                raise NoSenseError
            if is_behind and isinstance(previous, ClockTime):
                marked[-1] = _in_part(previous, token)
                continue
            if isinstance(following, ClockTime):
                waiting = token
                continue
        if isinstance(token, ClockTime) and waiting and not token.named:
            token = _in_part(token, waiting)
        elif token not in (Joiner.TO, Joiner.BEFORE):
            waiting = None
        marked.append(token)
    return marked


def _in_part(time: ClockTime, part: DayPart) -> ClockTime:
    is_late = part in (DayPart.AFTERNOON, DayPart.EVENING) or (
        part in (DayPart.NOON, DayPart.LUNCH) and time.minutes < 4 * HOUR
    )
    minutes = time.minutes + NOON * (is_late and time.minutes < NOON)
    begin, end = _WITHIN[part]
    if not begin <= minutes <= end:
        raise NoSenseError
    return ClockTime(minutes, settled=True, named=True, explicit=time.explicit)


class TimeReader:
    """Reads windows off the tokens from left to right; ``at`` is where it stands."""

    def __init__(self, tokens: Sequence[Token], day: Day) -> None:
        self._tokens = _without_doubled_joints(tokens)
        self._day = day
        self._begin, self._end = day.begin, day.end
        self.at = 0

    def here(self, ahead: int = 0) -> Token | None:
        """The token here, or some further on; None behind the last."""
        at = self.at + ahead
        return self._tokens[at] if at < len(self._tokens) else None

    def is_time(self, ahead: int = 0) -> bool:
        """Whether a time stands there, which noon is, too."""
        token = self.here(ahead)
        return isinstance(token, ClockTime) or token in (DayPart.NOON, DayPart.MIDNIGHT)

    def read(self) -> list[Hours]:
        """The windows that the text gives from here on, up to the next day or comma.

        Raises
        ------
        NoSenseError
            When a time or a joint has no place in them.
        """
        token = self.here()
        if token in (Joiner.AFTER, Joiner.BEFORE, Joiner.FROM, Joiner.BETWEEN):
            return self._bounded(token)
        if self.is_time() and (isinstance(token, ClockTime) or self._is_bound()):
            return [self._window_or_bound()]
        if isinstance(token, DayPart) and token is not DayPart.MIDNIGHT:
            return self._part(token)
        raise NoSenseError

    def _begins_window(self) -> bool:
        return self.here(1) in (Joiner.TO, Joiner.BEFORE) and self.is_time(2)

    def _is_bound(self) -> bool:
        """Whether what stands here is a time, though it could be a part of the day."""
        return self._begins_window() or self.here(1) in (Joiner.ONWARDS, Joiner.UP_TO)

    def _clock(self) -> ClockTime:
        """The time here; afterwards we stand behind it."""
        token = self.here()
        self.at += 1
        if token is DayPart.NOON:
            return ClockTime(NOON, settled=True, named=True, explicit=True)
        if token is DayPart.MIDNIGHT:
            return ClockTime(DAY_MINUTES, settled=True, named=True, explicit=True)
        if not isinstance(token, ClockTime):
            raise NoSenseError
        return token

    def _bounded(self, joint: Token | None) -> list[Hours]:
        """``after 18h``, ``until 12h``, ``from 9 to 12``, ``between 9 and 12``."""
        self.at += 1
        if joint is Joiner.FROM and isinstance(self.here(), DayPart) and not self._begins_window():
            return self.read()  # de manhã
        if not self.is_time():
            raise NoSenseError
        if joint is Joiner.BEFORE:
            return [self._until(self._clock())]
        joins = (
            Joiner.TO,
            Joiner.BEFORE,
            *((Joiner.AND,) if joint is Joiner.BETWEEN else ()),
        )
        if joint is not Joiner.AFTER and self.here(1) in joins and self.is_time(2):
            return [self._window(self._clock())]
        if joint is Joiner.BETWEEN:
            raise NoSenseError
        begin = self._clock()
        self.at += self.here() is Joiner.ONWARDS  # a partir das 9 em diante, 从9点开始
        later = 1 if self.here() is Joiner.AND else 0
        if self.here(later) is Joiner.BEFORE and self.is_time(later + 1):
            self.at += later + 1
            return self._both(self._from(begin), self._until(self._clock()))
        return [self._from(begin)]

    @staticmethod
    def _both(first: Hours, last: Hours) -> list[Hours]:
        """``after 9 and before 12`` is one window, ``after 17 or before 9`` are two."""
        if first.begin < last.end:
            return [Hours(first.begin, last.end, certain=False)]
        return [first, last]

    def _window_or_bound(self) -> Hours:
        if self._begins_window():
            return self._window(self._clock())
        time, joint, following = self._clock(), self.here(), self.here(1)
        if joint in (Joiner.ONWARDS, Joiner.UP_TO):
            self.at += 1
            return self._from(time) if joint is Joiner.ONWARDS else self._until(time)
        is_last = following is None or following in (Joiner.AND, Joiner.EXCEPT)
        if joint in (Joiner.AFTER, Joiner.FROM, Joiner.TO) and is_last:
            self.at += 1
            return self._from(time)
        if joint is Joiner.BEFORE and is_last:
            self.at += 1
            return self._until(time)
        raise NoSenseError  # a time alone

    def _window(self, first: ClockTime) -> Hours:
        """A window behind whose begin we stand."""
        self.at += 1
        last = self._clock()
        if self.here() is Joiner.TO and self.is_time(1):
            raise NoSenseError
        self.at += self.here() is Joiner.UP_TO  # 9時から12時まで
        return _window_of(first, last, past_midnight=self._day.past_midnight)

    def _from(self, time: ClockTime) -> Hours:
        begin = time.minutes + NOON * (not time.settled and time.minutes <= EARLIEST_VISIT * HOUR)
        if not begin < self._end:
            raise NoSenseError
        return Hours(begin, self._end, certain=False, open_side="end")

    def _until(self, time: ClockTime) -> Hours:
        end = time.minutes + NOON * (not time.settled and time.minutes <= EARLIEST_VISIT * HOUR)
        if not self._begin < end:
            raise NoSenseError
        return Hours(self._begin, end, certain=False, open_side="begin")

    def _span_of(self, part: DayPart) -> tuple[int, int]:
        """When a part of the day is, as far as it is within the day."""
        begin, end = _PARTS.get(part, (self._begin, self._end))
        within = max(begin, self._begin), min(end, self._end)
        return within if within[0] < within[1] else (begin, end)

    def _part(self, part: DayPart) -> list[Hours]:
        """A part of the day; exact times beside it count alone, if they are of it."""
        self.at += 1
        begin, end = self._span_of(part)
        opens = self.here() in (
            Joiner.AFTER,
            Joiner.BEFORE,
            Joiner.BETWEEN,
            Joiner.FROM,
        )
        if self.is_time() or (opens and self.is_time(1)):
            exact = self.read()
            within = _WITHIN.get(part, (0, DAY_MINUTES))
            if not all(within[0] <= hours.begin and hours.end <= within[1] for hours in exact):
                raise NoSenseError
            return [replace(hours, certain=False) for hours in exact]
        return [Hours(begin, end, certain=False, is_part=True)]


def _without_doubled_joints(tokens: Sequence[Token]) -> list[Token]:
    """``e as``, ``a partir das``: the first of two joints says what is meant."""
    return [
        token
        for k, token in enumerate(tokens)
        if not (
            k
            and token in (Joiner.TO, Joiner.FROM)
            and tokens[k - 1]
            in (
                Joiner.AND,
                Joiner.BETWEEN,
                Joiner.AFTER,
                Joiner.BEFORE,
                Joiner.FROM,
            )
        )
    ]


def _window_of(first: ClockTime, last: ClockTime, *, past_midnight: bool) -> Hours:
    """A window of two times, the half of the day of each as it is likely meant.

    Raises
    ------
    NoSenseError
        When no half, or either, gives a window.
    """
    begin, end, certain = first.minutes, last.minutes, True
    if begin == DAY_MINUTES:
        begin = 0
    if end == 0:  # "9-12 am" is hardly midnight
        if last.named and last.settled and begin < NOON:
            raise NoSenseError
        end = DAY_MINUTES
    if last.named and not first.settled and begin < NOON <= end and begin + NOON < end:
        certain = begin < EARLIEST_VISIT * HOUR  # 3-5 pm
        begin += NOON
    elif past_midnight and end < begin and _is_night(first, last):  # 22-6
        end += DAY_MINUTES
        if LATEST_END < end <= LATEST_END_OF_A_NIGHT:  # 19-7: nobody is called on after six
            end, certain = LATEST_END, False
    elif end <= begin or not (first.settled or last.settled):
        begin, end, certain = _likely_halves(first, last)
    elif not first.settled and begin < (EARLIEST_VISIT - 1) * HOUR:
        certain = False
    if not begin < end <= (LATEST_END if past_midnight else DAY_MINUTES):
        raise NoSenseError
    return Hours(begin, end, certain)


def _is_night(first: ClockTime, last: ClockTime) -> bool:
    """Whether the later time is surely of the next day: 12-2 may be of the afternoon."""
    return last.settled or (first.settled and not first.named and first.minutes > NOON)


def _likely_halves(first: ClockTime, last: ClockTime) -> tuple[int, int, bool]:
    """Begin and end of two times of which at most one says in which half of the day it is."""
    begin, end = first.minutes, last.minutes
    if end <= begin:  # 9-5, 12-2, 1pm-4
        if last.settled or end > LATEST_OF_A_CLOCK * HOUR or end <= begin - NOON:
            raise NoSenseError
        if begin < EARLIEST_VISIT * HOUR and not first.settled:
            raise NoSenseError
        return begin, end + NOON, False
    if end <= EARLIEST_VISIT * HOUR:  # 2-6
        return begin + NOON, end + NOON, False
    if begin < EARLIEST_VISIT * HOUR:  # 6-8
        if end > (LATEST_OF_A_CLOCK + 1) * HOUR:
            raise NoSenseError
        return begin + NOON, end + NOON, False
    return begin, end, begin > EARLIEST_VISIT * HOUR or end > (LATEST_OF_A_CLOCK + 1) * HOUR
