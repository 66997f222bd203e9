"""What may be said of a call beside its result: persons, opinions, promises, matters, hours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from routeplan.formats.station.settings import Settings
from routeplan.formats.tables.cells import Cells, nearest, skipped_time
from routeplan.formats.tables.rows import Row
from routeplan.hours.card_boxes import are_ticks, hours_text, offers
from routeplan.hours.people_hours import people_hours
from routeplan.hours.syntax import lint, normalised
from routeplan.model.inputs import PLAN_YEARS, Inputs, PlanCalendar
from routeplan.model.nights import NOBODY_ON_SHIFT, Nights, Span, of_day
from routeplan.phrases import phrase
from routeplan.visitlog.log_records import (
    Closing,
    Matter,
    NewMatter,
    NextStep,
    Opinion,
    Promise,
    Result,
    Round,
)

MOST_PERSONS = 200
OVERRUN_SECONDS = 2 * 3600
"""So long after the end of a shift its last calls may still be made."""
OTHER = "other"
"""The category of what was given none."""


@dataclass(frozen=True)
class ResultContext:
    """What results are read against.

    Parameters
    ----------
    rounds
        The rounds of a day that may be meant by a code, an id or an officer's id.
    matters
        The household of every matter that the log knows.
    nights
        When somebody is on shift on a day and on its neighbours.
    open_matters
        By household, the matters that were open at the end of a day.
    now
        Seconds of ``today`` that are over; None where nobody knows: then every time is believed.
    """

    inputs: Inputs
    settings: Settings
    today: date
    rounds: Callable[[date, str], Sequence[Round]]
    matters: Mapping[str, str]
    nights: Callable[[date], Nights] = lambda _: NOBODY_ON_SHIFT
    open_matters: Callable[[date], Mapping[str, Sequence[Matter]]] = lambda _: {}
    now: int | None = None


@dataclass(frozen=True)
class ResultFields:
    """Reads the fields of one row; whatever is wrong goes into the findings of ``cells``."""

    cells: Cells
    row: Row
    reading: ResultContext

    def find(self, column: str, code: str, message: str, fix: str) -> None:
        """Note something wrong with a cell."""
        self.cells.find(self.row, column, code, message, fix)

    def persons(self, result: Result) -> int:
        """How many people were met: at least 1 where somebody was, else 0."""
        persons = self.cells.whole(self.row, "persons", low=0, high=MOST_PERSONS)
        if persons and not result.is_met:
            fix = phrase("write m or e if somebody was met, or remove the number of people")
            self.find("persons", "persons-not-met", phrase("nobody was met there"), fix)
        return max(persons or 0, 1) if result.is_met else 0

    def hours(self) -> str:
        """The hours that suit, as opening_hours text, also from ticked boxes; empty for none."""
        text = normalised(self.row["hours"]) if self.row["hours"] else ""
        if text and are_ticks(text):
            return self._ticked(text.lower())
        for problem in lint(text) if text else ():
            fix = _likely_hours(self.row["hours"]) or problem.fix
            self.find("hours", problem.code, problem.message, fix)
        return text

    def _ticked(self, letters: str) -> str:
        """The hours of the boxes that were ticked on a card."""
        inputs = self.reading.inputs
        offered = {offer.letter: offer for offer in offers(inputs.policy, inputs.officers)}
        ticked = {letter for letter in letters if letter.isalpha()}
        if missing := sorted(ticked - offered.keys()):
            message = phrase(
                "no officer works during the hours of {boxes}", boxes=", ".join(missing)
            )
            fix = phrase("the cards have no boxes")
            if offered:
                fix = phrase("the cards have the boxes {boxes}", boxes=", ".join(offered))
            self.find("hours", "hours-not-offered", message, fix)
        return hours_text(offered[letter] for letter in sorted(ticked & offered.keys()))

    def _listed(self, column: str) -> Iterator[tuple[str, str]]:
        """``lamps: more light | noise`` as (before, behind the colon) pairs."""
        for part in filter(None, map(str.strip, self.row[column].split("|"))):
            before, _, behind = part.replace("：", ":").partition(":")
            yield before.strip(), behind.strip()

    def sorted(self, column: str) -> Iterator[tuple[str, str]]:
        """Category and text; a text without a category has the category ``other``."""
        record = self.reading.settings.record
        known = record.help if column == "help" else record.categories
        for before, behind in self._listed(column):
            is_known = before.casefold() in (known_category.casefold() for known_category in known)
            if known and behind and not is_known:
                message = phrase("'{before}' is not one of the station's categories", before=before)
                self.find(column, "category-unknown", message, nearest(before, known))
            category = before if is_known or (behind and not known) else OTHER
            yield (category, behind) if category == before else (OTHER, before)

    def opinions(self, column: str) -> Iterator[Opinion]:
        """The opinions or suggestions in a column, each with its category."""
        for category, text in self.sorted(column):
            yield Opinion(category, text, is_suggestion=column == "suggestions")

    def time(self, day: date, officers: Sequence[str], planned: Iterable[int]) -> int | None:
        """When the call was made, in seconds after 00:00 of the day, counted on after midnight.

        Parameters
        ----------
        officers
            Who called; with nobody named, anybody may have.
        planned
            When the stops of the sheet were to begin.
        """
        at = self.cells.clock(self.row, "time")
        if at is None:
            return None
        nights = self.reading.nights(day)
        hours: list[Span] = (nights.of(officers) if officers else nights).on(day)
        if begins := list(planned):
            hours.append((min(begins), max(begins)))
        return of_day(at, [(begin, end + OVERRUN_SECONDS) for begin, end in hours])

    def promise(self, day: date) -> Promise | None:
        """The time promised at the door; None where there is none, or no plan reaches it."""
        moment = self.cells.moment(self.row, "promise")
        officer = self.row["promise_officer"] or None
        officers = self.reading.inputs.officers_by_id
        if officer and officer not in officers:
            message, fix = phrase("unknown officer"), nearest(officer, officers)
            self.find("promise_officer", "officer-unknown", message, fix)
        if moment is None:
            return None
        find = partial(self.find, "promise")
        if moment[0].year not in PLAN_YEARS:
            find(
                "promise-far",
                phrase("no plan reaches that year"),
                phrase("write the time agreed on"),
            )
            return None
        on, at = self._night_of(*moment, day)
        if on < day:
            find(
                "promise-past",
                phrase("earlier than the call itself"),
                phrase("write the time agreed on"),
            )
        calendar = PlanCalendar(on, 1, self.reading.inputs.calendar.zone)
        if jump := skipped_time(calendar, on, at):
            fix = phrase("the promise is kept for that moment; agree on another time")
            self.cells.find(self.row, "promise", "time-nonexistent", jump, fix, warning=True)
        return Promise(on, at, officer)

    def _night_of(self, on: date, at: int, day: date) -> tuple[date, int]:
        """The shift's day that a time is promised for; on the sheet's own day its own night."""
        nights = self.reading.nights(on)
        if on == day:
            return on, of_day(at, nights.on(on))
        return nights.of_date(on, at)

    def matter(self, day: date) -> NewMatter | None:
        """The matter that the call opened."""
        row = self.row
        if not self._opens():
            return None
        return NewMatter(row["matter"], row["next_step"] or row["matter"], self._due(day))

    def _opens(self) -> bool:
        return self.cells.yes(self.row, "follow_up") or bool(self.row["matter"])

    def _due(self, day: date) -> date:
        due = self.cells.date(self.row, "matter_due")
        if due and due < day:
            message = phrase("earlier than the call itself")
            self.find("matter_due", "matter-due-past", message, phrase("correct the date"))
        return due or day + timedelta(days=self.reading.inputs.policy.matter_days)

    def steps(self, day: date, household: str) -> Iterator[NextStep]:
        """What comes next in a matter that was open already; the call opened none."""
        row = self.row
        if self._opens() or not (row["next_step"] or row["matter_due"]):
            return
        closed = {name.upper() for name, _ in self._listed("closes")}
        known = self.reading.open_matters(day).get(household, ())
        still = {matter.id: matter for matter in known if matter.id not in closed}
        name, _, text = row["next_step"].replace("：", ":").partition(":")
        name = name.strip().upper()
        named = still.get(name)
        if text and named is None and name in self.reading.matters:
            message = phrase("this household has no open matter {name}", name=name)
            self.find("next_step", "matter-unknown", message, nearest(name, still))
            return
        if named is None and len(still) == 1:
            (named,), text = still.values(), row["next_step"]
        if named:
            yield NextStep(named.id, text.strip() or named.next_step, self._due(day))
        elif still:
            message = phrase(
                "several matters of this household are open: {matters}", matters=", ".join(still)
            )
            fix = phrase("say which one: '{matter}: what comes next'", matter=next(iter(still)))
            self.find("next_step", "matter-ambiguous", message, fix)
        else:
            message = phrase("a next step without a matter")
            self.find(
                "matter",
                "matter-missing",
                message,
                phrase("name the matter, or add ! to the result"),
            )

    def closings(self, household: str) -> Iterator[Closing]:
        """The matters that the call closed, each with its outcome."""
        for name, outcome in self._listed("closes"):
            matter = name.upper()
            if self.reading.matters.get(matter) != household:
                theirs = [m for m, whose in self.reading.matters.items() if whose == household]
                message = phrase("this household has no matter {matter}", matter=matter)
                self.find("closes", "matter-unknown", message, nearest(matter, theirs))
            yield Closing(matter, outcome)


def _likely_hours(text: str) -> str:
    """What to write for hours in words, such as ``sexta de manhã``; empty where nobody knows."""
    read = people_hours(text)
    if read is None or not read.complete or lint(read.text):
        return ""
    return phrase("write '{hours}' if that is meant", hours=read.text)
