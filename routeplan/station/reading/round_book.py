"""Which round a sheet's code means: those handed out, as the log keeps them, and those of plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from routeplan.errors import InputError
from routeplan.followup.logged_rounds import rounds_of
from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.inputs import PlanCalendar
from routeplan.visitlog.log_records import Round
from routeplan.visitlog.reading import rounds
from routeplan.visitlog.store import reading


@dataclass
class RoundBook:
    """Finds rounds by day and what stands on their sheets.

    Parameters
    ----------
    maps
        The folder of the station's plans.
    log
        The visit log, which may not be there.
    """

    maps: Path
    log: Path
    _days: dict[date, list[Round]] = field(default_factory=dict)

    def find(self, day: date, sheet: str) -> list[Round]:
        """The rounds meant by a sheet's code or id, or by an officer's id; all for no sheet."""
        todays = self._of(day)
        if not sheet:
            return todays
        wanted = sheet.upper()
        return (
            [logged_round for logged_round in todays if logged_round.id.upper() == wanted]
            or [logged_round for logged_round in todays if logged_round.code == wanted]
            or [
                logged_round
                for logged_round in todays
                if wanted in map(str.upper, logged_round.officers)
            ]
        )

    def _of(self, day: date) -> list[Round]:
        if day not in self._days:
            by_id = {
                logged_round.id: logged_round
                for logged_round in (*self._handed_out(day), *self._planned(day))
            }
            self._days[day] = list(by_id.values())
        return self._days[day]

    def _handed_out(self, day: date) -> list[Round]:
        if not self.log.exists():
            return []
        with reading(self.log) as log:
            return rounds(log, day, day)

    def _planned(self, day: date) -> Iterator[Round]:
        for path in sorted(self.maps.glob("*/plan.json")):
            try:
                plan = read_plan(path)
            except InputError:  # no longer a plan of ours: its sheets are known if handed out
                continue
            if plan.first_day <= day < plan.first_day + timedelta(days=plan.days):
                calendar = PlanCalendar(plan.first_day, plan.days, ZoneInfo(plan.timezone))
                for logged_round in rounds_of(plan, calendar):
                    if logged_round.day == day:
                        yield logged_round
