"""A report as people read it, in their language: terminal, page, paper and form draw this alone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from routeplan.model.inputs import Inputs, Priority
from routeplan.phrases import in_words
from routeplan.render.words.catalogue import Language
from routeplan.render.words.page_words import hours, month_name, page_words, short_date, whole
from routeplan.report.matters_and_promises import NO_REASON
from routeplan.report.report_numbers import DAYS, Number, Report, Scope, ScopeKind, ValueUnit
from routeplan.report.said import OTHER
from routeplan.visitlog.notes import OutreachKind

PARTS: Mapping[str, tuple[str, ...]] = {
    "part_calls": (
        *("called", "met", "entered", "out", "refused", "moved", "wrong", "untimed"),
        *("met-otherwise", "households", "households-met"),
    ),
    "part_coverage": ("homes", "homes-met"),
    "part_time": ("timed", "booked", "spent", "short"),
    "part_people": (
        *("persons", "asked", "satisfied", "difficulty-visits", "difficulty-persons", "help"),
    ),
    "part_opinions": (*("opinions", "opinions-answered", "suggestions", "suggestions-answered"),),
    "part_outreach": ("outreach", "outreach-persons"),
    "part_followed": (
        *("matters-opened", "matters-closed", "matters-closed-age", "matters-open"),
        *("matters-open-age", "matters-open-oldest", "promises", "promises-kept"),
        "promises-broken",
    ),
    "part_planned": ("planned", "made", "busy", "travel", "load"),
    "part_decided": ("given", "given-called", "given-met", "orders-by-hand", "overrides-price"),
}
"""The numbers of each part of a report, in order; what a scope does not have is passed over."""
ONLY_WITH: Mapping[str, tuple[str, ...]] = {
    "part_coverage": ("homes",),
    "part_time": ("timed",),
    "part_outreach": ("outreach",),
    "part_decided": ("given", "orders-by-hand"),
}
"""Parts that are shown only where one of these is not nothing."""
KINDS = ("homes-met", "help", "opinions", "suggestions", "outreach", "promises-broken")
"""Numbers that are told by category or reason too."""
COLUMNS = ("called", "met", "entered", "persons", "satisfied", "made", "promises-kept", "travel")
"""Of officers and beats; officers have ``load`` besides."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A number: its name for ``--trace``, what it is called, and what is printed of it.

    ``of`` is the number that it is a part of, ``percent`` its share in it; ``is_kind`` marks a
    category or reason of the line above.
    """

    name: str
    label: str
    value: str
    of: str
    percent: str
    is_kind: bool = False


@dataclass(frozen=True, slots=True)
class ReportPart:
    """Numbers that belong together."""

    title: str
    lines: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A row for each officer or beat: who, then value and percent (or nothing) for each column."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """An hour of a weekday: percent met, and ``met/called``."""

    percent: int
    told: str


@dataclass(frozen=True, slots=True)
class CallsByHour:
    """A row for each hour, a column for each weekday; None where nobody called."""

    days: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]


@dataclass(frozen=True)
class ReportView:
    """The whole report, ready to be set."""

    language: Language
    title: str
    station: str
    whose: str
    period: str
    is_month: bool
    parts: tuple[ReportPart, ...]
    grids: tuple[Grid, ...]
    heat: CallsByHour
    notes: tuple[str, ...]

    @property
    def words(self) -> Mapping[str, str]:
        """The words of its language, by key."""
        return page_words(self.language)


def report_view(report: Report, inputs: Inputs, language: Language = "en") -> ReportView:
    """A report in a language."""
    return _Writer(report, language, inputs).view()


def report_parts(report: Report, language: Language = "en") -> tuple[ReportPart, ...]:
    """Its figures alone, part by part, of any scope and of any number of stations."""
    return tuple(_Figures(report, language).parts())


@dataclass(frozen=True)
class _Figures:
    report: Report
    language: Language

    @property
    def words(self) -> Mapping[str, str]:
        return page_words(self.language)

    def parts(self) -> Iterator[ReportPart]:
        """Those that the report has numbers of."""
        for title, measures in PARTS.items():
            lines = [line for measure in measures for line in self._lines(measure)]
            deciding = ONLY_WITH.get(title, ())
            is_told = not deciding or any(self.report.number(measure).value for measure in deciding)
            if lines and is_told:
                yield ReportPart(self.words[title], tuple(lines))

    def _lines(self, measure: str) -> Iterator[ReportLine]:
        name = self.report.scope.name(measure)
        if name not in self.report.numbers:
            return
        yield self._line(self.report.numbers[name], self.words[f"n_{measure}"])
        if measure in KINDS:
            special = {OTHER: self.words["part_other"], NO_REASON: self.words["no_reason"]}
            if measure == "outreach":
                special = {kind.value: self.words[f"outreach_{kind}"] for kind in OutreachKind}
            elif measure == "homes-met":
                special |= {
                    priority.value: self.words[f"priority_{priority}"] for priority in Priority
                }
            for kind, number in self.report.parts(measure):
                yield self._line(number, special.get(kind, kind), is_kind=True)

    def _line(self, number: Number, label: str, *, is_kind: bool = False) -> ReportLine:
        return ReportLine(
            name=number.name,
            label=label,
            value=self.shown(number),
            of=self.shown(self.report.numbers[number.of]) if number.of else "",
            percent=self._percent(number),
            is_kind=is_kind,
        )

    def shown(self, number: Number) -> str:
        """A value with its unit; a dash where it cannot be known."""
        value, words = number.value, self.words
        if value is None:
            return words["unknown"]
        if number.unit is ValueUnit.DAYS:
            return words["days"].format(count=value)
        if number.unit is ValueUnit.SECONDS:
            sign = "-" * (value < 0)
            return words["hours_of"].format(hours=sign + hours(abs(value)))
        return whole(value, self.language)

    def _percent(self, number: Number) -> str:
        percent = self.report.percent(number)
        return "" if percent is None else f"{percent} %"


@dataclass(frozen=True)
class _Writer(_Figures):
    inputs: Inputs

    def view(self) -> ReportView:
        report = self.report
        return ReportView(
            language=self.language,
            title=self.words["report"],
            station=self.inputs.station.name,
            whose=self._whose(),
            period=self._period(),
            is_month=_is_month(report.first, report.last),
            parts=tuple(self.parts()),
            grids=tuple(self._grids()),
            heat=self._heat(),
            notes=tuple(self._notes()),
        )

    def _whose(self) -> str:
        scope = self.report.scope
        if scope.kind is ScopeKind.STATION:
            return self.words["whole_station"]
        name = self._name(scope.id)
        return name if scope.kind is ScopeKind.OFFICER else self.words["beat_of"].format(name=name)

    def _name(self, officer: str) -> str:
        known = self.inputs.officers_by_id.get(officer)
        return f"{officer} {known.name}" if known else officer

    def _period(self) -> str:
        first, last = self.report.first, self.report.last
        if _is_month(first, last):
            return month_name(first, self.language)
        return self.words["report_span"].format(begin=first, end=last)

    def _grids(self) -> Iterator[Grid]:
        report = self.report
        if report.scope.kind is not ScopeKind.STATION:
            return
        officers = [Scope(ScopeKind.OFFICER, officer) for officer in report.officers]
        yield self._grid("r_officers", officers, (*COLUMNS, "load"))
        if report.beats:
            beats = [Scope(ScopeKind.BEAT, beat) for beat in report.beats]
            yield self._grid("r_beats", beats, tuple(c for c in COLUMNS if c != "travel"))

    def _grid(self, title: str, scopes: list[Scope], columns: tuple[str, ...]) -> Grid:
        words = self.words
        head = (words["officer"], *(words[f"r_{column}"] for column in columns))
        rows = tuple(
            (self._name(scope.id), tuple(self._cell(self.report.number(c, scope)) for c in columns))
            for scope in scopes
        )
        return Grid(words[title], head, rows, words[f"{title}_note"])

    def _cell(self, number: Number) -> tuple[str, str]:
        return self.shown(number), self._percent(number)

    def _heat(self) -> CallsByHour:
        days = range(len(DAYS))
        return CallsByHour(
            tuple(self.words[f"day_{day}"] for day in days),
            tuple(
                (f"{hour:02d}", tuple(self._hour(day, hour) for day in days))
                for hour in self.report.hours
            ),
        )

    def _hour(self, day: int, hour: int) -> Cell | None:
        met, called = (self.report.cell(name, day, hour) for name in ("met", "called"))
        percent = self.report.percent(met) if met.of else None
        return None if percent is None else Cell(percent, f"{met.value}/{called.value}")

    def _notes(self) -> Iterator[str]:
        report, words = self.report, self.words
        if report.number("planned").value is None and not report.awaited:
            yield words["no_plan_note"]
        elif report.missing_weeks:
            weeks = ", ".join(short_date(on, self.language) for on in report.missing_weeks)
            yield in_words(words["missing_note"], {"weeks": weeks})
        if report.over < report.last:
            yield in_words(words["over_note"], {"day": report.over})
        if report.awaited:
            yield in_words(words["awaited_note"], {"count": report.awaited})
        if any(report.parts(kind) for kind in ("opinions", "suggestions", "help")):
            yield words["few_note"]


def _is_month(first: date, last: date) -> bool:
    """Whether these are all days of one month."""
    return first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1])
