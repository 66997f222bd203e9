"""Knobs at a household's own hours: wider windows, another day.

A household that gave none is met in the station's visiting hours, which are not its to change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from routeplan.hours.syntax import lint, spans
from routeplan.model.calendar import merged
from routeplan.model.inputs import Appointment, Inputs
from routeplan.phrases import WEEKDAYS, Phrase, phrase, short_date
from routeplan.planning.explain.edited_inputs import clock_text, household_edit
from routeplan.planning.explain.knobs import MOST_MINUTES, Edits, Knob, date_text, switch
from routeplan.planning.explain.other_ways import AskedVisit
from routeplan.planning.left_out_reasons import overlaps

WEEK = 7
"""Hours that fall on no day of the plan are looked for in the week behind it."""
DAY_MINUTES = 1440

Minutes = tuple[int, int]
"""Begin and end on one date, in minutes after 00:00."""


def window_knobs(subject: AskedVisit) -> Iterator[Knob]:
    """Each window wider at either end, over gaps too, up to midnight and the quiet hours."""
    visit = subject.case.inputs.visits[subject.v]
    if visit.appointment is not None:
        yield _wider_appointment(subject, visit.appointment)
        return
    for day, on in enumerate(_dates(subject)):
        windows = _windows_on(_hours_of(subject), on)
        for window in windows if on is not None else ():
            yield from _wider(subject, day, windows, window)


def _dates(subject: AskedVisit) -> list[date | None]:
    """The plan's days; None for those that are over, or too early for the visit."""
    inputs = subject.case.inputs
    visit, calendar = inputs.visits[subject.v], inputs.calendar
    return [
        on
        if calendar.day_begin(day + 1) > subject.case.now
        and (visit.earliest is None or on >= visit.earliest)
        else None
        for day, on in enumerate(calendar.dates)
    ]


def _hours_of(subject: AskedVisit) -> str:
    """The household's own hours; empty where the station's visiting hours count."""
    inputs = subject.case.inputs
    return inputs.household(inputs.visits[subject.v].household).availability


def _windows_on(text: str, on: date | None) -> tuple[Minutes, ...]:
    """What a text says of one date."""
    if not text or on is None:
        return ()
    windows = []
    for begin, end in spans(text, on, 1):
        first = 60 * begin.hour + begin.minute
        last = 60 * end.hour + end.minute if end.date() == on else DAY_MINUTES
        windows.append((first, last))
    return merged(windows)


def _spans_text(windows: Sequence[Minutes]) -> str:
    return ",".join(f"{clock_text(60 * a)}-{clock_text(60 * b)}" for a, b in windows)


def on_date(text: str, on: date, windows: Sequence[Minutes]) -> str:
    """The hours with those of one date replaced."""
    return f"{text}; {on.year} {on:%b} {on.day:02d} {_spans_text(windows)}"


def _wider(
    subject: AskedVisit, day: int, windows: Sequence[Minutes], window: Minutes
) -> Iterator[Knob]:
    inputs = subject.case.inputs
    household, on = inputs.visits[subject.v].household, inputs.calendar.date_of(day)
    hours, others = _hours_of(subject), [other for other in windows if other != window]
    earliest, latest = _free_around(inputs, on, window)
    shifts = _shifts_near(subject, day, window)

    def edits(begin: int, end: int) -> Edits:
        text = on_date(hours, on, merged([*others, (begin, end)]))
        return (household_edit(household, availability=text),)

    def earlier(x: int) -> Edits:
        return edits(window[0] - x, window[1])

    def later(x: int) -> Edits:
        return edits(window[0], window[1] + x)

    def told_earlier(x: int) -> Phrase:
        return phrase(
            "the resident agrees to be visited from {time} on {day}, {count} min earlier",
            time=clock_text(60 * (window[0] - x)),
            day=date_text(subject, day),
            count=x,
        )

    def told_later(x: int) -> Phrase:
        return phrase(
            "the resident agrees to be visited until {time} on {day}, {count} min later",
            time=clock_text(60 * (window[1] + x)),
            day=date_text(subject, day),
            count=x,
        )

    if not shifts or not _is_read(edits(earliest, latest)):
        return
    if (most := min(MOST_MINUTES, window[0] - earliest)) > 0:
        yield Knob("wider-window", "minutes", most, shifts, earlier, told_earlier)
    if (most := min(MOST_MINUTES, latest - window[1])) > 0:
        yield Knob("wider-window", "minutes", most, shifts, later, told_later)


def _free_around(inputs: Inputs, on: date, window: Minutes) -> Minutes:
    """From when until when a window could last: within its date, and outside quiet hours."""
    quiet = _windows_on(inputs.policy.quiet_hours, on)
    before = [end for begin, end in quiet if begin < window[0]]
    behind = [begin for begin, end in quiet if end > window[1]]
    return min(window[0], max([0, *before])), max(window[1], min([DAY_MINUTES, *behind]))


def _shifts_near(subject: AskedVisit, day: int, window: Minutes) -> tuple[int, ...]:
    inputs = subject.case.inputs
    midnight, reach = inputs.calendar.day_begin(day), 60 * MOST_MINUTES
    begin, end = midnight + 60 * window[0] - reach, midnight + 60 * window[1] + reach
    return tuple(
        s
        for s, shift in enumerate(inputs.shifts)
        if shift.begin < end and shift.end > begin and shift.id not in subject.case.closed
    )


def _is_read(edits: Edits) -> bool:
    """Whether the tables would take these hours."""
    return not lint(edits[0].cells["availability"])


def _wider_appointment(subject: AskedVisit, appointment: Appointment) -> Knob:
    household = subject.case.inputs.visits[subject.v].household
    tolerance = appointment.tolerance_seconds / 60

    def edits(x: int) -> Edits:
        return (household_edit(household, tolerance_minutes=f"{tolerance + x:g}"),)

    def sentence(x: int) -> Phrase:
        return phrase(
            "the resident agrees that the appointment may be {minutes:g} min early or late, "
            "{count} more",
            minutes=tolerance + x,
            count=x,
        )

    shifts = tuple(
        s
        for s, shift in enumerate(subject.case.inputs.shifts)
        if shift.id not in subject.case.closed
    )
    return Knob("wider-window", "minutes", MOST_MINUTES, shifts, edits, sentence)


def day_knobs(subject: AskedVisit) -> Iterator[Knob]:
    """The same hours on another day of the plan."""
    inputs = subject.case.inputs
    visit = inputs.visits[subject.v]
    open_days = {s.day for s in inputs.shifts if s.id not in subject.case.closed}
    hours = _hours_of(subject)
    usual = _usual_windows(subject, hours)
    for day, on in enumerate(_dates(subject)):
        if on is None or day not in open_days:
            continue
        shifts = tuple(s for s, shift in enumerate(inputs.shifts) if shift.day == day)
        if visit.appointment is not None:
            if on != visit.appointment.on:
                at = f"{on} {clock_text(visit.appointment.at_seconds)}"
                edit = household_edit(visit.household, appointment=at)
                sentence = phrase(
                    "the resident agrees to an appointment on {day}", day=date_text(subject, day)
                )
                yield switch("another-day", shifts, (edit,), sentence)
        elif usual and not _windows_on(hours, on):
            text = on_date(hours, on, usual)
            edits = (household_edit(visit.household, availability=text),)
            sentence = phrase(
                "the resident agrees to be visited on {weekday} {hours}",
                weekday=WEEKDAYS[on.weekday()],
                hours=_spans_text(usual).replace(",", ", "),
            )
            if _is_read(edits):
                yield switch("another-day", shifts, edits, sentence)


def day_of_own_hours(subject: AskedVisit) -> Phrase | None:
    """When the household is at home by its own hours, where no shift of the plan is on then."""
    inputs = subject.case.inputs
    visit, calendar, hours = inputs.visits[subject.v], inputs.calendar, _hours_of(subject)
    if not hours or visit.appointment is not None:
        return None
    if any(overlaps(shift, subject.windows, visit) for shift in inputs.shifts):
        return None
    first = visit.earliest or calendar.first_day
    for day in range(calendar.days + WEEK):
        on = calendar.date_of(day)
        if on < first or calendar.day_begin(day + 1) <= subject.case.now:
            continue
        if windows := _windows_on(hours, on):
            times = _spans_text(windows).replace(",", ", ")
            if day < calendar.days:
                return phrase(
                    "Its own hours are on {day}, {hours}, when nobody is on shift: a row of the "
                    "calendar table can put an officer on shift then.",
                    day=short_date(on),
                    hours=times,
                )
            return phrase(
                "Its own hours are on {day}, {hours}, after this plan: a plan that covers that "
                "day, with an officer on shift, can include it.",
                day=short_date(on),
                hours=times,
            )
    return None


def _usual_windows(subject: AskedVisit, hours: str) -> tuple[Minutes, ...]:
    """Its hours on the first date that has any, in the plan or in the week behind it."""
    calendar = subject.case.inputs.calendar
    dates = (calendar.date_of(day) for day in range(calendar.days + WEEK))
    return next((windows for on in dates if (windows := _windows_on(hours, on))), ())
