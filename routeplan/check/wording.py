"""How the judge speaks: of people by name, of days and clock times, never of seconds or positions.

What a household or an officer is called is text from a table: whoever prints it escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from routeplan.model.inputs import Inputs, PlanCalendar, Shift
from routeplan.phrases import Phrase, counted, joined, listed, phrase, short_date

DAYS_NAMED = 3
HOUR, MINUTE = 3600, 60


def visit_name(inputs: Inputs, visit: str) -> str:
    """``H7/2 (Maria Costa)``: the visit's id and its household's name."""
    known = inputs.visits_by_id.get(visit)
    household = known and inputs.households_by_id.get(known.household)
    return _named(visit, household.name if household else "")


def household_name(inputs: Inputs, household: str) -> str:
    """``H7 (Maria Costa)``."""
    known = inputs.households_by_id.get(household)
    return _named(household, known.name if known else "")


def officer_name(inputs: Inputs, officer: str) -> str:
    """``Officer O2 (Ricardo Sousa)``."""
    known = inputs.officers_by_id.get(officer)
    return phrase("Officer {name}", name=_named(officer, known.name if known else ""))


def officers_name(inputs: Inputs, officers: Sequence[str]) -> str:
    """``Officer O2 (Ricardo Sousa)``; of a crew both, joined by ``and``."""
    names = [officer_name(inputs, officer) for officer in officers]
    return listed(names) if names else ""


def _named(identifier: str, name: str) -> str:
    return f"{identifier} ({name})" if name.strip() and name != identifier else identifier


def day_name(calendar: PlanCalendar, day: int) -> str:
    """``Mon 30 Nov``."""
    return short_date(calendar.date_of(day))


def shift_name(inputs: Inputs, shift: Shift) -> str:
    """``Officer O2 (Ricardo Sousa) on Mon 30 Nov``."""
    officers, day = officers_name(inputs, shift.officers), day_name(inputs.calendar, shift.day)
    return phrase("{officers} on {day}", officers=officers, day=day)


def clocks(calendar: PlanCalendar, *moments: int) -> tuple[str, ...]:
    """``13:56`` each; with dates where these differ, with seconds where two would read the same."""
    local = [calendar.local(moment) for moment in moments]
    if len({moment.date() for moment in local}) > 1:
        return tuple(at(calendar, moment) for moment in moments)
    styles = ("%H:%M", "%H:%M:%S", "%H:%M:%S %Z")  # an hour comes twice as clocks go back
    texts = [tuple(f"{moment:{style}}" for moment in local) for style in styles]
    return next((styled for styled in texts if len(set(styled)) == len(set(moments))), texts[-1])


def at(calendar: PlanCalendar, moment: int, *, beside: Iterable[int] = ()) -> str:
    """``13:56 on Mon 30 Nov``; after midnight it is the next day's date.

    With its seconds where one of the moments ``beside`` it is less than a minute away.
    """
    local = calendar.local(moment)
    near = any(0 < abs(moment - other) < MINUTE for other in beside)
    clock = f"{local:%H:%M:%S}" if near else f"{local:%H:%M}"
    return phrase("{time} on {day}", time=clock, day=short_date(local.date()))


def span(calendar: PlanCalendar, begin: int, end: int) -> str:
    """``08:30-09:30``; an end at midnight is ``24:00``."""
    until = calendar.clock(end)
    midnight = until == "00:00" and calendar.local(end).date() != calendar.local(begin).date()
    return f"{calendar.clock(begin)}-{'24:00' if midnight else until}"


def lengths(*seconds: float) -> tuple[str, ...]:
    """``25 minutes`` or ``3:51`` (hours and minutes) each; exact where two would read the same."""
    rough = tuple(_length(second) for second in seconds)
    exact = len(set(rough)) < len(set(seconds))
    return tuple(_exact_length(second) for second in seconds) if exact else rough


def _length(seconds: float) -> str:
    if 0 < seconds < MINUTE:
        return phrase("less than a minute")
    minutes = int(seconds + MINUTE / 2) // MINUTE
    if minutes >= HOUR // MINUTE:
        return f"{minutes // 60}:{minutes % 60:02d}"
    return counted(minutes, "minute")


def _exact_length(seconds: float) -> str:
    """``1:01:30``, ``5 minutes 30 seconds``: hours only where there are some."""
    whole = round(seconds)
    minutes, rest = divmod(whole, MINUTE)
    if minutes >= HOUR // MINUTE:
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{rest:02d}" if rest else "")
    parts = [counted(minutes, "minute")] if minutes or not rest else []
    parts += [counted(rest, "second")] if rest else []
    return joined(" ", parts)


def exact_hours(seconds: int) -> str:
    """``0:20:34``, for figures that somebody adds up again."""
    minutes, rest = divmod(abs(seconds), MINUTE)
    sign = "-" if seconds < 0 else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def hours_on(inputs: Inputs, windows: Iterable[tuple[int, int]], shift: Shift) -> str:
    """A household's hours on a shift's day, or the next days on which it has some.

    Hours of the night that follows count too where the shift goes on into it.
    """
    calendar = inputs.calendar
    begin = calendar.day_begin(shift.day)
    end = max(calendar.day_begin(shift.day + 1), shift.end)
    windows = sorted(set(windows))
    todays = [
        span(calendar, *window) for window in windows if window[1] > begin and window[0] < end
    ]
    if todays:
        return phrase("its hours that day are {hours}", hours=", ".join(todays))
    days = [
        joined(" ", [short_date(calendar.local(first).date()), span(calendar, first, last)])
        for first, last in windows
    ]
    if not days:
        return phrase("it has no hours in this plan")
    more = ["..."] if len(days) > DAYS_NAMED else []
    named = joined(", ", [*days[:DAYS_NAMED], *more])
    return phrase("it has no hours that day, but on {days}", days=named)


def days_apart(days: int) -> Phrase:
    """``on the same day``, ``1 day apart``, ``3 days apart``."""
    if not days:
        return phrase("on the same day")
    return phrase("{days} apart", days=counted(days, "day"))
