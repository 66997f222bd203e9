"""What the cells of a source are read against: the station's officers and hours, the languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from routeplan.formats.spreadsheet.columns import languages_of
from routeplan.formats.spreadsheet.dates import (
    days_come_first,
    is_ambiguous,
    likely_date,
    split_moment,
)
from routeplan.formats.spreadsheet.people_names import PeopleNames
from routeplan.formats.spreadsheet.source_table import SourceTable
from routeplan.formats.spreadsheet.values import Context
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import Kind, Vocabulary
from routeplan.formats.tables.as_typed.angles import letter_of_o
from routeplan.hours.people_hours import USUAL_DAY
from routeplan.hours.people_times import Day
from routeplan.hours.syntax import A_MONDAY, DAY_MINUTES, spans
from routeplan.phrases import phrase
from routeplan.station.clock import today
from routeplan.station.use_cases.spreadsheet_import.answers import (
    DATES,
    DAY_FIRST,
    MONTH_FIRST,
    Answers,
    Question,
)
from routeplan.station.use_cases.spreadsheet_import.source import ImportSource, country_of_zone

MONTH_FIRST_ZONES = ("America/", "US/")


def context_of(
    source: ImportSource,
    answers: Answers,
    table: SourceTable,
    fields: Mapping[int, Field | None],
    vocabulary: Vocabulary,
) -> tuple[Context, list[Question]]:
    """What cells are read against, and whether days or months come first, where that is open."""
    languages = languages_of(table.header, vocabulary)
    dates = answers.of(vocabulary.kind).dates
    texts = {text for place, one in fields.items() if one in DATES for text in table.column(place)}
    day_first, questions = _days_or_months(source, dates, texts, languages)
    rows = source.officers.rows
    skills = {word for row in rows for word in row["skills"].replace(",", " ").split()}
    officers = PeopleNames({row["id"]: row["name"] for row in rows if row["id"]})
    day = Day(past_midnight=True)  # a shift may be a night's
    if vocabulary.kind is Kind.HOUSEHOLDS:
        day = _day(source.settings.availability.quiet_hours)
    year = _usual_year(texts)
    context = Context(
        officers,
        frozenset(skills),
        day,
        languages,
        day_first,
        year,
        vocabulary,
        today(),
        o_is=letter_of_o(source.settings.station.longitude),
        country=country_of_zone(source.settings.timezone),
    )
    return context, questions


def _days_or_months(
    source: ImportSource,
    dates: str,
    texts: Iterable[str],
    languages: Sequence[str],
) -> tuple[bool, list[Question]]:
    likely = not source.settings.timezone.startswith(MONTH_FIRST_ZONES)
    if (day_first := days_come_first(texts)) is not None:
        return day_first, []
    if dates:
        return dates == DAY_FIRST, []
    example = next(filter(is_ambiguous, sorted(texts)), None)
    if example is None or (languages and "en" not in languages):
        return likely or "en" not in languages, []
    question = Question(
        "dates",
        "dates",
        phrase("Does the day or the month come first in dates such as {example}?", example=example),
        DAY_FIRST if likely else MONTH_FIRST,
        written=example,
    )
    return likely, [question]


def _usual_year(texts: Iterable[str]) -> int | None:
    """The year of most dates, for those that are written without one."""
    years: Counter[int] = Counter()
    for text in texts:
        both = likely_date(split_moment(text)[0])
        years.update({day.year for day in both or () if day})
    return max(years, key=lambda year: (years[year], year), default=None)


def _day(quiet_hours: str) -> Day:
    """When visits begin and end, by the station's quiet hours."""
    if not quiet_hours:
        return USUAL_DAY
    begin, end = USUAL_DAY.begin, USUAL_DAY.end
    for first, last in spans(quiet_hours, A_MONDAY, 1):
        minutes = [
            round((moment - first.replace(hour=0, minute=0)).total_seconds() / 60)
            for moment in (first, last)
        ]
        if minutes[0] == 0:
            begin = minutes[1]
        if minutes[1] == DAY_MINUTES:
            end = minutes[0]
    return Day(begin, end) if begin < end else USUAL_DAY
