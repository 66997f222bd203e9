"""Duty rosters in an import: they become days of the calendar, or the officers' weekly hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from routeplan.formats.spreadsheet.people_names import PeopleNames
from routeplan.formats.spreadsheet.rosters.as_tables import (
    BLANK,
    CALENDAR_COLUMNS,
    OFFICER_COLUMNS,
    as_calendar,
    as_officers,
)
from routeplan.formats.spreadsheet.rosters.day_heads import (
    Month,
    dates_in,
    likely_months,
    months_in,
)
from routeplan.formats.spreadsheet.rosters.duty_codes import likely_duties
from routeplan.formats.spreadsheet.rosters.matrix import RosterMatrix, roster_in
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.value_words import OFF
from routeplan.formats.spreadsheet.words.vocabulary import Kind
from routeplan.phrases import phrase
from routeplan.station.clock import today
from routeplan.station.use_cases.spreadsheet_import.answers import Answers, Question
from routeplan.station.use_cases.spreadsheet_import.source import ImportSource


@dataclass(frozen=True)
class Rosters:
    """The rosters of a file.

    Parameters
    ----------
    sheets
        Each as a table of the wanted kind, by the name of its sheet.
    duties
        What codes likely mean: hours, or ``off``.
    columns
        What the tables call their columns, with their meanings.
    questions
        Of which months they are, where that is open.
    rotating
        Officers, by sheet, whose days differ from week to week, so that no weekday has usual hours.
    """

    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    duties: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    rotating: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def instead(self, source: ImportSource) -> ImportSource:
        """The source with these tables in the place of its rosters."""
        sheets = tuple(self.sheets.get(sheet.name, sheet) for sheet in source.sheets)
        return replace(source, sheets=sheets)


def rosters_in(source: ImportSource, kinds: Mapping[str, Kind]) -> dict[str, RosterMatrix]:
    """The rosters of a file, by the names of their sheets; lists of households are none."""
    return {
        sheet.name: roster
        for sheet in source.sheets
        if not sheet.is_hidden and kinds.get(sheet.name) is not Kind.HOUSEHOLDS
        if (roster := roster_in(sheet))
    }


def as_kind(
    rosters: Mapping[str, RosterMatrix], kind: Kind, answers: Answers, source: ImportSource
) -> Rosters:
    """The rosters as tables of a kind: officers, or days of the calendar."""
    made, duties, questions = {}, {BLANK: OFF}, []
    rotating: dict[str, tuple[str, ...]] = {}
    answered = answers.of(kind).values.get(Field.DAY_HOURS.value, {})
    for name, roster in rosters.items():
        dates, question = _dates(roster, name, source.file, answers.month)
        questions += [question] if question else []
        codes = {duty.code for duty in roster.duties if duty.code}
        duties |= likely_duties(codes, roster.legend)
        if not dates:
            continue
        known = _with_known_names(roster, source)
        if kind is Kind.OFFICERS:
            off = [code for code in codes if answered.get(code, duties.get(code)) == OFF]
            made[name], rotating[name] = as_officers(name, known, dates, off)
        else:
            made[name] = as_calendar(name, known, dates)
    columns = OFFICER_COLUMNS if kind is Kind.OFFICERS else CALENDAR_COLUMNS
    return Rosters(made, duties, columns, tuple(questions[:1]), rotating)


def _with_known_names(roster: RosterMatrix, source: ImportSource) -> RosterMatrix:
    """The roster with the station's own names where it cuts them short and nobody else is meant."""
    names = {row["id"]: row["name"] for row in source.officers.rows if row["id"]}
    people = PeopleNames(names)
    meant = {name: people.meant(name) for name in {duty.officer for duty in roster.duties}}
    known = {name: names[who] for name, (who, is_sure) in meant.items() if is_sure and names[who]}
    duties = (
        duty._replace(officer=known.get(duty.officer, duty.officer)) for duty in roster.duties
    )
    return replace(roster, duties=tuple(duties))


def _dates(
    roster: RosterMatrix, sheet: str, file: str, answered: str
) -> tuple[Sequence[date] | None, Question | None]:
    """The dates of a roster's days, as far as they are known or likely; and what is open."""
    now = today()
    if answered:
        year, _, number = answered.partition("-")
        return dates_in(roster.heads, Month(int(number), int(year)), now), None
    named = months_in((*roster.titles, sheet)) or months_in((file,))
    likely = named if len(named) == 1 else []
    month = likely[0] if likely else None
    if (dates := dates_in(roster.heads, month, now)) is not None:
        return dates, None
    fitting = likely_months(roster.heads, now)
    if not fitting:
        return None, None
    first = next(
        (month for month in fitting for one in named if month.month == one.month), fitting[0]
    )
    question = Question(
        "month",
        "month",
        phrase("Of which month is the duty roster? Its days and weekdays fit {month}.",
               month=_written(first)),
        _written(first),
    )  # fmt: skip
    return dates_in(roster.heads, first, now), question


def _written(month: Month) -> str:
    return f"{month.year}-{month.month:02d}"
