"""Cards left at shut doors, and what comes back: hours that suit, or a time that is agreed on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from benchmarks.presence_model.doors import Residents
from benchmarks.presence_model.figures import HOURS
from benchmarks.presence_model.station import FIRST_DAY, SHIFT_HOURS, WEEKDAYS, Size
from benchmarks.presence_model.truth import DAYS_A_WEEK, STATED_HOURS
from routeplan.visitlog.log_records import Entry, Promise, Result

APART = 45 * 60
"""Two times promised for one officer's shift are so far apart, in seconds."""
OFFERED_DAYS = DAYS_A_WEEK
"""A time is agreed on within so many working days."""


def date_of(number: int) -> date:
    """The date of a working day of the run."""
    week, day = divmod(number, DAYS_A_WEEK)
    return FIRST_DAY + timedelta(weeks=week, days=day)


@dataclass
class Cards:
    """The cards of a run: each household's first one may come back."""

    residents: Residents
    size: Size
    left: set[str] = field(default_factory=set)
    waiting: dict[str, tuple[int, Entry]] = field(default_factory=dict)
    answered: int = 0

    def leave(self, day: int, entries: Collection[Entry]) -> None:
        """A card at every door that stayed shut on a working day of the run.

        Who is met has nothing more to answer.
        """
        for entry in entries:
            if entry.result.is_met:
                self.waiting.pop(entry.household, None)
            if entry.result is not Result.OUT or entry.household in self.left:
                continue
            self.left.add(entry.household)
            after = self.residents.truth.answers.after[self._number(entry)]
            if after:
                self.waiting[entry.household] = day + int(after), entry

    def answers(self, day: int) -> list[Entry]:
        """Those that come back on a day, as corrections of what was recorded of the calls."""
        due = [home for home, (on, _) in self.waiting.items() if on <= day]
        corrected = [self._answered(day, self.waiting.pop(home)[1]) for home in due]
        self.answered += len(corrected)
        return corrected

    def _answered(self, day: int, entry: Entry) -> Entry:
        number, answers = self._number(entry), self.residents.truth.answers
        if answers.by_time[number] and (free := dict(self._free_times(day, number))):
            on, at = min(free, key=lambda time: (-free[time], time))
            self._agree(day, number, on, at)
            return replace(entry, promise=Promise(date_of(on), at))
        self.residents.told.add(number)
        begin = int(answers.suits[number])
        return replace(entry, hours=f"Mo-Fr {begin:02d}:00-{begin + STATED_HOURS:02d}:00")

    def _agree(self, day: int, number: int, on: int, at: int) -> None:
        """On a time; one that was promised to the household before, and is still ahead, lapses."""
        promised = self.residents.promised
        for lapsed in [key for key in promised if key[0] == number and key[1] > day]:
            del promised[lapsed]
        promised[number, on] = at

    def _free_times(self, day: int, number: int) -> Iterator[tuple[tuple[int, int], float]]:
        """Full hours at which officers are on shift, each with the chance that somebody is in."""
        chance = self.residents.truth.chance[number]
        for on in range(day + 1, day + 1 + OFFERED_DAYS):
            taken = [at for (_, of), at in self.residents.promised.items() if of == on]
            for shift in self.size.shifts:
                if shift.weekday != on % len(WEEKDAYS):
                    continue
                for hour in range(shift.begin + 1, shift.begin + SHIFT_HOURS):
                    at = 3600 * hour
                    if all(abs(at - other) >= APART for other in taken):
                        yield (on, at), float(chance[hour - HOURS[0]])

    def _number(self, entry: Entry) -> int:
        return self.residents.number[entry.household]


def promised_on(residents: Residents, day: int) -> Mapping[str, int]:
    """By household: the time that it was promised on a working day of the run."""
    homes = residents.truth.homes
    return {homes[k].id: at for (k, of), at in residents.promised.items() if of == day}
