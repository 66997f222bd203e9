"""``routeplan.toml``: every setting with its default, checked all at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, ValidationError
from pydantic.fields import FieldInfo

from routeplan.errors import Finding, InputError
from routeplan.formats.station.imports.import_settings import ImportSection
from routeplan.formats.station.paper_settings import (
    CardsSection,
    ManualSection,
    Section,
    SheetsSection,
)
from routeplan.formats.tables.pydantic_wording import worded
from routeplan.hours.syntax import lint
from routeplan.model.inputs import MAX_PLAN_DAYS, Mode, Policy, Priority
from routeplan.model.round_booking import Booking
from routeplan.phrases import Phrase, joined, phrase

FILE = "routeplan.toml"
ENVIRONMENT = "ROUTEPLAN_"
NO_SETTINGS = frozenset(("ROUTEPLAN_TODAY", "ROUTEPLAN_DEBUG", "ROUTEPLAN_LANG"))
"""Variables of the program that stand for no setting."""


def _hours(text: str) -> str:
    """An opening_hours text that the lint finds nothing against."""
    if problems := lint(text):
        raise ValueError(joined("; ", problems[0][1:]))
    return text


def _hours_or_none(text: str) -> str:
    return text and _hours(text)


def _zone(name: str) -> str:
    if name not in available_timezones():
        near = get_close_matches(name, available_timezones(), 1)
        if near:
            raise ValueError(phrase("unknown time zone; did you mean {zone}?", zone=near[0]))
        raise ValueError(phrase("unknown time zone"))
    return name


def _longest_day(text: str) -> str:
    longest_day_seconds(text)
    return text


def longest_day_seconds(text: str) -> int | None:
    """``auto`` is None, ``none`` is 0, ``6:30`` is 23,400 seconds."""
    if text in ("auto", "none"):
        return None if text == "auto" else 0
    hours, colon, minutes = text.partition(":")
    if not colon or not hours.isdigit() or len(minutes) != 2 or not minutes.isdigit():
        raise ValueError(phrase("write 'auto', 'none', or hours and minutes such as '6:30'"))
    seconds = 3600 * int(hours) + 60 * int(minutes)
    if not 0 < seconds <= 24 * 3600 or int(minutes) > 59:
        raise ValueError(phrase("a longest day is between 0:01 and 24:00 hours"))
    return seconds


Hours = Annotated[str, AfterValidator(_hours)]
Chance = Annotated[float, Field(ge=0, le=1)]
Minutes = Annotated[float, Field(ge=0, le=10_000)]


class StationSection(Section):
    """Name and place of the station, and the telephone number on cards for residents."""

    name: str = Field(min_length=1)
    latitude: float = Field(ge=-85, le=85)
    longitude: float = Field(ge=-180, le=180)
    telephone: str = Field(default="", max_length=40)


class FilesSection(Section):
    """Paths of tables, street extract and visit log, seen from the station's folder."""

    households: str = "data/households.csv"
    officers: str = "data/officers.csv"
    calendar: str = "data/calendar.csv"
    area: str = "data/area.osm.pbf"
    visits: str = "data/visits.db"


class PlanSection(Section):
    """How many days a plan has, how it is searched for, how even and full shifts are, and rest.

    ``booking`` tells whether shifts are filled by the full length of visits or by what is expected
    at their doors; of the latter ``late_stops`` and ``late_days`` state the risk.
    """

    days: int = Field(default=5, ge=1, le=MAX_PLAN_DAYS)
    seconds: float = Field(default=30.0, gt=0, le=86_400)
    seed: int = Field(default=0, ge=0)
    longest_day: Annotated[str, AfterValidator(_longest_day)] = "auto"
    evenness: float = Field(default=0.1, ge=0, le=1)
    keep_free: float = Field(default=0.1, ge=0, le=1)
    rest_hours: float = Field(default=11, ge=0, le=24)
    booking: Literal["full", "doors"] = "full"
    late_stops: float = Field(default=0.02, ge=0.001, le=0.5)
    late_days: float = Field(default=0.05, ge=0.001, le=0.5)


class AvailabilitySection(Section):
    """Chances that somebody opens, the hours of visits, and the quiet hours."""

    chance_given: Chance = 0.85
    chance_appointment: Chance = 0.95
    quiet_hours: Annotated[str, AfterValidator(_hours_or_none)] = ""
    visiting_hours: Mapping[Hours, Chance] = Field(
        default_factory=lambda: {"Mo-Fr 08:00-20:00": 0.5}
    )


class LaterDaySection(Section):
    """What making a visit a day earlier is worth, in minutes of travel by priority."""

    must: Minutes = 30
    high: Minutes = 15
    normal: Minutes = 1
    low: Minutes = 0.5


class WorthSection(Section):
    """What meeting a household now is worth, in minutes of travel by priority."""

    must: Minutes = 360
    high: Minutes = 180
    normal: Minutes = 60
    low: Minutes = 30
    first_meeting: float = Field(default=1.5, ge=1, le=10)
    double_after_days: float = Field(default=30, gt=0)
    other_officer: Minutes = 15
    waiting: float = Field(default=0.25, ge=0, le=10)


class VisitsSection(Section):
    """How long visits and shut doors take, and how many reserve stops a sheet has."""

    minutes: float = Field(default=15, ge=1, le=600)
    tolerance_minutes: float = Field(default=10, ge=0, le=240)
    same_building_seconds: int = Field(default=60, ge=0, le=3600)
    shut_door_minutes: Minutes = 2
    reserve_stops: int = Field(default=12, ge=0, le=20)


class DueSection(Section):
    """Days until a household is due, must be met or may be called on again."""

    revisit_days: int = Field(default=180, ge=0, le=3660)
    latest_days: int = Field(default=365, ge=0, le=3660)
    refused_days: int = Field(default=180, ge=0, le=3660)
    matter_days: int = Field(default=7, ge=0, le=366)


class LearningSection(Section):
    """The column of the households that tells their kind, for what is learned."""

    kind: str = Field(default="priority", min_length=1)


class RecordSection(Section):
    """The station's own columns, words and categories in results."""

    columns: Mapping[str, str] = Field(default_factory=dict)
    results: Mapping[str, str] = Field(default_factory=dict)
    categories: tuple[str, ...] = ()
    help: tuple[str, ...] = ()


class TravelSection(Section):
    """Where travel times come from, and how far from a street a home may be, in metres."""

    source: Literal["streets", "server", "straight-line"] = "streets"
    snap_warn_metres: float = Field(default=50, gt=0, le=5000)
    snap_refuse_metres: float = Field(default=100, gt=0, le=5000)
    walking_metres_per_second: float = Field(default=1.2, ge=0.1, le=5)
    servers: Mapping[Mode, str] = Field(default_factory=dict)


class ReplanSection(Section):
    """How long a replan searches, and its price in minutes for a printed visit that moves."""

    search_seconds: float = Field(default=3.0, gt=0, le=86_400)
    moved: Minutes = 20


class Settings(Section):
    """Everything the chief can settle."""

    timezone: Annotated[str, AfterValidator(_zone)]
    coordinates: Literal["wgs84", "gcj02", "bd09"] = "wgs84"
    station: StationSection
    files: FilesSection = FilesSection()
    plan: PlanSection = PlanSection()
    availability: AvailabilitySection = AvailabilitySection()
    worth: WorthSection = WorthSection()
    later_day: LaterDaySection = LaterDaySection()
    visits: VisitsSection = VisitsSection()
    due: DueSection = DueSection()
    learning: LearningSection = LearningSection()
    record: RecordSection = RecordSection()
    travel: TravelSection = TravelSection()
    replan: ReplanSection = ReplanSection()
    sheets: SheetsSection = SheetsSection()
    manual: ManualSection = ManualSection()
    cards: CardsSection = CardsSection()
    import_: ImportSection = Field(default=ImportSection(), alias="import")

    @property
    def zone(self) -> ZoneInfo:
        """The zone that ``timezone`` names."""
        return ZoneInfo(self.timezone)

    def policy(self) -> Policy:
        """The settings that the plan is made by."""
        worth = self.worth
        return Policy(
            worth_minutes=MappingProxyType(
                {priority: getattr(worth, priority.value) for priority in Priority}
            ),
            first_meeting=worth.first_meeting,
            double_after_days=worth.double_after_days,
            later_day_minutes=MappingProxyType(
                {priority: getattr(self.later_day, priority.value) for priority in Priority}
            ),
            waiting_price=worth.waiting,
            other_officer_minutes=worth.other_officer,
            keep_free=self.plan.keep_free,
            evenness=self.plan.evenness,
            chance_given=self.availability.chance_given,
            chance_appointment=self.availability.chance_appointment,
            visiting_hours=tuple(self.availability.visiting_hours.items()),
            quiet_hours=self.availability.quiet_hours,
            same_building_seconds=self.visits.same_building_seconds,
            shut_door_seconds=round(60 * self.visits.shut_door_minutes),
            reserve_stops=self.visits.reserve_stops,
            booking=self._booking(),
            **self.due.model_dump(),
        )

    def _booking(self) -> Booking | None:
        plan = self.plan
        return Booking(plan.late_stops, plan.late_days) if plan.booking == "doors" else None


def read_settings(path: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; ``ROUTEPLAN_PLAN_SECONDS`` and the like go before the file.

    Raises
    ------
    InputError
        With everything wrong in it, unknown keys with the nearest known one.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError([_missing(path)]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError([_malformed(path.name, error)]) from error
    return parse_settings(text, path.name, environment or {})


def parse_settings(text: str, file: str, environment: Mapping[str, str]) -> Settings:
    """Settings from the text of ``file``; see :func:`read_settings`."""
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError([_malformed(file, error)]) from error
    overridden = dict(_override(content, environment))
    findings = list(_unknown_variables(environment))
    try:
        settings = Settings.model_validate(content)
    except ValidationError as error:
        findings += [_finding(file, overridden, detail) for detail in error.errors()]
    if findings:
        raise InputError(findings)
    return settings


def _missing(path: Path) -> Finding:
    return Finding(
        "settings-missing",
        phrase("there is no {file} in this folder", file=path.name),
        phrase("give the station's folder, or create one with 'routeplan init DIR'"),
        file=path.name,
    )


def _malformed(file: str, error: Exception) -> Finding:
    return Finding(
        "settings-malformed",
        phrase("not valid TOML: {error}", error=str(error)),
        phrase(
            "fix that line and save the file as UTF-8; the template of 'routeplan "
            "init' shows the format"
        ),
        file=file,
    )


def _override(
    content: dict[str, Any], environment: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Put the environment's values in; yields which key each variable went to."""
    for section, field, info in _keys():
        where = (section, field) if section else (field,)
        name = _variable(section, field)
        target = content.setdefault(section, {}) if section else content
        if name in environment and isinstance(target, dict):
            value = environment[name]
            is_list = isinstance(info.default, tuple)
            target[field] = [w.strip() for w in value.split(",")] if is_list else value
            yield where, name


def _unknown_variables(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Variables that look like settings and are none: mistyped, they would be ignored."""
    known = {_variable(section, key) for section, key, _ in _keys()} | NO_SETTINGS
    for name in sorted(environment):
        if name.startswith(ENVIRONMENT) and name not in known:
            near = get_close_matches(name, known, 1)
            fix = phrase("did you mean '{word}'?", word=near[0]) if near else phrase("unset it")
            value = environment[name][:80]
            message = phrase("unknown setting")
            yield Finding("settings-unknown-key", message, fix, file=name, value=value)


def _variable(section: str, key: str) -> str:
    return ENVIRONMENT + f"{section}_{key}".strip("_").upper()


def _keys() -> Iterator[tuple[str, str, FieldInfo]]:
    """Section (empty for the file's top), key and what is known of it."""
    for name, field in Settings.model_fields.items():
        name = field.alias or name  # "import" is a word of Python
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            inner = field.annotation.model_fields
            yield from ((name, key, info) for key, info in inner.items())
        else:
            yield "", name, field


def _finding(
    file: str, overridden: Mapping[tuple[str, ...], str], detail: Mapping[str, Any]
) -> Finding:
    where = tuple(str(part) for part in detail["loc"])
    code, message, fix = "settings-invalid", worded(detail), phrase("correct the value")
    if detail["type"] == "extra_forbidden":
        code, message = "settings-unknown-key", phrase("unknown setting")
        fix = _nearest_key(where)
    elif detail["type"] == "missing":
        code = "settings-missing-key"
        message = phrase("this setting is required")
        fix = phrase("add it")
    shown = "" if detail["type"] == "missing" else str(detail.get("input", ""))[:80]
    file = next((name for key, name in overridden.items() if where[: len(key)] == key), file)
    return Finding(code, message, fix, file=file, column=".".join(where), value=shown)


def _nearest_key(where: tuple[str, ...]) -> Phrase:
    """A hint at the key of that section that is meant, else at one of another section."""
    section, key = where[0] if len(where) > 1 else "", where[-1]
    beside = [k for s, k, _ in _keys() if s == section]
    beside += [] if section else [s for s, _, _ in _keys() if s]
    if near := get_close_matches(key, beside, 1):
        return phrase("did you mean '{word}'?", word=near[0])
    elsewhere = {k: s for s, k, _ in _keys()}
    if near := get_close_matches(key, elsewhere, 1):
        word, section = near[0], elsewhere[near[0]]
        if section:
            return phrase("did you mean '{word}' in [{section}]?", word=word, section=section)
        return phrase("did you mean '{word}' above the first [section]?", word=word)
    return phrase("remove it")
