"""Are learned chances true on real contact histories? The European Social Survey's contact forms.

``python -m benchmarks.contact_forms ESS9CF.csv --year 2018 [--country FI]``. Interviewers of the
survey note every attempt: day, hour, and what came of it. Whoever has registered (free, at
europeansocialsurvey.org) may download the contact forms of a round as CSV; the files may not be
passed on, so none is here, and the tests write files of the same form.

Each sample unit is a household, and its attempts in person are calls: somebody was met (RESULB 1
to 5, whoever it was) or nobody opened (6). Invalid addresses and other results say nothing about
the hour. The attempt after an appointment (OUTNIC 1) was expected. The program's own learner reads
them, kinds of households are countries, and the chances of each of the last eight weeks, learned
from the attempts before it, are held against what came (``routeplan/learning/calibration.py``).

The columns: ``cntry``, ``idno``, and for attempts 1, 2, ... ``datev`` (day of the month), ``monv``,
``hourv``, ``minv``, ``resulb``, and where there are any ``modev...`` (1 and 3: in person) and
``outnic``. There is no year in the files: months before ``--first-month`` belong to the next one.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from routeplan.learning.calibration import Calibration, calibration
from routeplan.learning.evidence import Evidence
from routeplan.learning.learn import learn
from routeplan.model.inputs import (
    Coordinate,
    Household,
    Inputs,
    Place,
    PlanCalendar,
    Policy,
    Station,
)

MET, OUT = (1, 2, 3, 4, 5), 6
IN_PERSON = (1, 3)
APPOINTMENT = 1
USUAL_SECONDS = 900
FEWEST = 3
ALL_DAY = "Mo-Su 08:00-22:00"
"""Interviewers call in the evening and at weekends too."""
CHANCE = 0.5
"""As set, for want of anything known."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt in person at a sample unit; ``expected`` says that an appointment was made."""

    unit: str
    country: str
    day: date
    seconds: int
    met: bool
    expected: bool


@dataclass(frozen=True)
class Year:
    """The year of a round, and its first month: those before it belong to the next year."""

    year: int
    first_month: int

    def day(self, month: int, number: int) -> date | None:
        """None where no calendar has it."""
        try:
            return date(self.year + (month < self.first_month), month, number)
        except ValueError:
            return None


def read_attempts(path: Path, year: Year, country: str = "") -> list[Attempt]:
    """The attempts of a file, in the order of their days and hours.

    Attempts without day, hour or a result that counts are passed over, as are those by telephone.

    Raises
    ------
    ValueError
        When the file has none of the columns.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        names = {name.lower(): name for name in reader.fieldnames or ()}
        numbers = sorted(
            int(found[1]) for name in names if (found := re.fullmatch(r"resulb(\d+)", name))
        )
        if not numbers or not {"cntry", "idno"} <= names.keys():
            raise ValueError(f"{path.name} is no file of contact forms: cntry, idno, resulb1, ...")
        attempts = []
        for row in reader:
            lower = {low: row[name] for low, name in names.items()}
            if country in ("", lower["cntry"]):
                attempts += _of_unit(lower, numbers, year)
    return sorted(attempts, key=lambda attempt: (attempt.day, attempt.seconds, attempt.unit))


def _of_unit(row: Mapping[str, str], numbers: list[int], year: Year) -> Iterator[Attempt]:
    country = row["cntry"]
    unit, expected = f"{country} {row['idno']}", False
    modes = [name for name in row if re.fullmatch(r"modev[a-z]*\d+", name)]
    for number in numbers:
        result = _number(row, f"resulb{number}")
        in_person = all(
            _number(row, name) in (*IN_PERSON, None)
            for name in modes
            if name.endswith(str(number)) and re.sub(r"\D", "", name) == str(number)
        )
        month, day = _number(row, f"monv{number}"), _number(row, f"datev{number}")
        hour, minute = _number(row, f"hourv{number}"), _number(row, f"minv{number}") or 0
        on = year.day(month, day) if month and day else None
        if on and hour is not None and hour < 24 and in_person and result in (*MET, OUT):
            seconds = 3600 * hour + 60 * min(minute, 59)
            yield Attempt(unit, country, on, seconds, result in MET, expected)
        if result is not None:
            expected = _number(row, f"outnic{number}") == APPOINTMENT


def _number(row: Mapping[str, str], name: str) -> int | None:
    """None for an empty cell, and for one that is no number."""
    try:
        return int(float(row.get(name) or "nan"))
    except ValueError:
        return None


def calibrated(attempts: list[Attempt]) -> Calibration | None:
    """The program's learner on these attempts; None where they are of one week."""
    kinds = {attempt.unit: attempt.country for attempt in attempts}
    last = max((attempt.day for attempt in attempts), default=date(2000, 1, 3))
    rows = tuple(
        (
            attempt.unit,
            str(attempt.day),
            attempt.seconds,
            "met" if attempt.met else "out",
            None,
            attempt.expected,
        )
        for attempt in attempts
    )
    inputs = _station(sorted(kinds), last + timedelta(days=1))
    return calibration(learn(inputs, Evidence(len(rows), rows), kinds, USUAL_SECONDS), FEWEST)


def _station(units: list[str], first_day: date) -> Inputs:
    """Every unit in a building of its own, in no street: the files do not say where they are."""
    nowhere = Coordinate(0, 0)
    homes = [Household(unit, unit, "", nowhere, place) for place, unit in enumerate(units, start=1)]
    return Inputs(
        station=Station("Contact forms", nowhere),
        calendar=PlanCalendar(first_day, 1, ZoneInfo("UTC")),
        policy=Policy(visiting_hours=((ALL_DAY, CHANCE),)),
        households=tuple(homes),
        officers=(),
        visits=(),
        shifts=(),
        places=tuple(Place(nowhere, str(k)) for k in range(len(units) + 1)),
    )


def told(found: Calibration) -> str:
    """As a table in Markdown."""
    rows = [
        f"{found.calls:,} attempts of the last weeks, {found.met:,} met somebody, "
        f"{found.expected:,.0f} were to be expected. Brier score {found.learned.brier:.4f} (one "
        f"chance for all {found.same.brier:.4f}), log loss {found.learned.log_loss:.4f} "
        f"({found.same.log_loss:.4f}).",
        "",
        "| learned | attempts | met | in 95 of 100 cases |",
        "|---|---|---|---|",
    ]
    for band in found.bands:
        share = f"{band.met / band.calls:.0%} | {band.low:.0%} to {band.high:.0%}"
        rows.append(f"| {band.chance:.0%} | {band.calls:,} | {share} |")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--year", type=int, required=True, help="in which the fieldwork began")
    parser.add_argument("--first-month", type=int, default=8)
    parser.add_argument("--country", default="")
    options = parser.parse_args()
    year = Year(options.year, options.first_month)
    found = calibrated(read_attempts(options.file, year, options.country))
    print(told(found) if found else "There are too few attempts: none to hold back.")


if __name__ == "__main__":
    main()
