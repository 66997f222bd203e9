"""What a sheet says of a stop besides the table's texts: the past, the station's manual, and why.

Why each stop is made by this officer on this day stands on the reverse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from routeplan.followup.pasts import Past
from routeplan.model.inputs import Household, Inputs
from routeplan.model.plan import Plan, Route, StopReason
from routeplan.model.sheet_codes import RESERVE_LETTERS
from routeplan.model.visit_kinds import FormBox, VisitKind, kind_of_visit
from routeplan.render.round_view import Look
from routeplan.render.words.page_words import long_date, short_date
from routeplan.visitlog.log_records import Call, Matter

DOORS_TOLD = 3
"""So many of the last shut doors are told with their day and time."""
STEPS_TOLD = 3
"""So many of the last steps of a matter."""
DAYS_WITHOUT_YEAR = 200
"""A day farther away than this is told with its year."""
SHORT_MANUAL = 170
"""What the manual says of a visit in so many letters is said in its row, else at the end."""


@dataclass(frozen=True, slots=True)
class StopNotes:
    """Of one stop: what is known, a line each, and its kind of visit."""

    known: tuple[str, ...] = ()
    kind: VisitKind | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What the station wants on its sheets.

    Parameters
    ----------
    boxes
        What there are boxes for besides the result.
    manual, column
        The station's kinds of visit, and the field or column of a household that names one.
    pasts
        By household; empty where sheets do not tell of the past.
    """

    boxes: tuple[FormBox, ...] = tuple(FormBox)
    manual: tuple[VisitKind, ...] = ()
    column: str = "task"
    pasts: Mapping[str, Past] = field(default_factory=dict)


USUAL_FORM = Form()
Notes = Mapping[tuple[str, str], StopNotes]
"""By shift and number or letter of the stop."""
Reasons = Mapping[tuple[str, str], StopReason]
"""By shift and visit."""


def notes_of(
    plan: Plan, inputs: Inputs, look: Look, form: Form
) -> dict[tuple[str, str], StopNotes]:
    """The notes of all stops and reserve stops; redacted, nothing but the kind of visit."""
    return {
        (route.shift, sign): _notes(inputs.household(household), look, form, plan.first_day)
        for route in plan.routes
        for sign, household in _stops(route)
    }


def _stops(route: Route) -> Iterator[tuple[str, str]]:
    yield from ((str(k), stop.household) for k, stop in enumerate(route.stops, start=1))
    yield from zip(RESERVE_LETTERS, (stop.household for stop in route.reserve), strict=False)


def _notes(household: Household, look: Look, form: Form, today: date) -> StopNotes:
    text = getattr(household, form.column, None) or household.extra.get(form.column, "")
    kind = kind_of_visit(str(text), form.manual)
    past = form.pasts.get(household.id)
    known = () if past is None or look.redacted else tuple(known_lines(past, look, today))
    return StopNotes(known, kind)


def known_lines(past: Past, look: Look, today: date) -> Iterator[str]:
    """What is known of a household, in sentences of the look's language."""
    yield from _PastTeller(look, today).lines(past)


@dataclass(frozen=True, slots=True)
class _PastTeller:
    """Puts a past into words; a day long ago has its year."""

    look: Look
    today: date

    def lines(self, past: Past) -> Iterator[str]:
        words = self.look.words
        if past.last is not None:
            result = words[past.last.result.value]
            yield words["known_last"].format(when=self._when(past.last), result=result)
        earlier = [call for call in past.shut if call is not past.last]
        if earlier:
            doors = ", ".join(map(self._when, earlier[-DOORS_TOLD:]))
            doors = doors if len(earlier) <= DOORS_TOLD else f"… {doors}"
            yield words["known_shut"].format(count=len(earlier), when=doors)
        if past.remark and past.remarked_on is not None:
            day = self._day(past.remarked_on)
            yield words["known_remark"].format(day=day, text=past.remark)
        for matter in past.matters:
            yield " · ".join(self._matter(matter))

    def _matter(self, matter: Matter) -> Iterator[str]:
        """``Open since Mon 2 Nov: noise``, ``Thu 5 Nov: talked to both``, ``next by Mon: …``."""
        words = self.look.words
        opened = self._day(matter.opened)
        yield words["known_matter"].format(day=opened, subject=matter.subject)
        steps = [step for step in matter.steps[1:] if step.text]
        for step in steps[-STEPS_TOLD:]:
            yield f"{self._day(step.on)}: {step.text}"
        if matter.next_step and matter.due is not None:
            due = self._day(matter.due)
            yield words["known_next"].format(day=due, step=matter.next_step)

    def _when(self, call: Call) -> str:
        day = self._day(call.day)
        if call.called_at is None:
            return day
        minutes = call.called_at // 60
        return f"{day} {minutes // 60:02d}:{minutes % 60:02d}"

    def _day(self, on: date) -> str:
        written = short_date if abs((self.today - on).days) < DAYS_WITHOUT_YEAR else long_date
        return written(on, self.look.language)


def is_short(kind: VisitKind) -> bool:
    """Whether all that the manual says of a visit has room in its row."""
    return sum(map(len, (kind.purpose, *kind.steps, *kind.questions))) <= SHORT_MANUAL


def long_kinds(notes: Sequence[StopNotes]) -> list[VisitKind]:
    """The kinds of visit of these stops that need a checklist of their own, each once."""
    kinds = (stop_notes.kind for stop_notes in notes if stop_notes.kind is not None)
    return list(dict.fromkeys(kind for kind in kinds if not is_short(kind)))


def whys_of(plan: Plan, inputs: Inputs, look: Look, reasons: Reasons) -> dict[str, list[str]]:
    """A line for each stop, by shift. No chance is told, nor any name but officers'.

    A stop that the tables no longer allow has no reason.
    """
    return {
        route.shift: [
            why(reasons[key], inputs, look) if key in reasons else ""
            for key in ((route.shift, stop.visit) for stop in route.stops)
        ]
        for route in plan.routes
    }


def why(reason: StopReason, inputs: Inputs, look: Look) -> str:
    """One reason in a line."""
    names = " + ".join(inputs.officers_by_id[officer].name for officer in reason.officers)
    day = short_date(inputs.calendar.date_of(reason.day), look.language)
    pattern = look.words[f"why_{reason.code}"]
    return pattern.format(officers=names, day=day, minutes=round(reason.more / 60))
