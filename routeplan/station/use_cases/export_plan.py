"""Writing a plan for other programs: calendars, map files, tables. It prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import Finding, UsageError
from routeplan.phrases import joined, phrase
from routeplan.private_files import write_together
from routeplan.station.clock import now

if TYPE_CHECKING:
    from routeplan.formats.exchange.exported import ExportedPlan
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_station import Workspace

FORMATS = ("ics", "gpx", "kml", "gpkg", "geojson", "csv", "xlsx", "parquet")


@dataclass(frozen=True, slots=True)
class WantedRounds:
    """Which rounds are wanted, and how much of them may be seen.

    Parameters
    ----------
    officer, day
        Only these rounds, without what is left out and without beats.
    redacted
        Ids and house numbers in the place of names and addresses.
    """

    officer: str | None = None
    day: date | None = None
    redacted: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is the whole plan."""
        return self.officer is None and self.day is None

    @property
    def names(self) -> tuple[str, ...]:
        """What file names say of it."""
        return (self.officer or "", str(self.day or ""), "redacted" * self.redacted)


@dataclass(frozen=True)
class Exported:
    """The files that were written, and what was noticed meanwhile."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()


def export_plan(
    plan: Plan,
    workspace: Workspace,
    formats: Sequence[str],
    *,
    folder: Path,
    part: WantedRounds | None = None,
    command: str,
) -> Exported:
    """Write a plan's rounds, all files or none, each for its owner only; the visit log notes it.

    Parameters
    ----------
    formats
        Of :data:`FORMATS`.
    folder
        Where to.
    command
        What was called, such as ``export``.

    Raises
    ------
    UsageError
        When there is no such format or no such round, or GeoParquet lacks its library.
    """
    from routeplan.station.people_by_name import officer_named
    from routeplan.station.reading.open_plan import chosen_routes
    from routeplan.station.use_cases.draw import look_of
    from routeplan.station.use_cases.exported_plan import exported_plan
    from routeplan.station.use_cases.note_handout import note_handout

    part = part or WantedRounds()
    if part.officer is not None:
        part = replace(part, officer=officer_named(workspace.inputs, part.officer))
    wanted = _known(formats)
    routes = chosen_routes(plan, part.officer, part.day)
    content = exported_plan(
        plan,
        workspace.inputs,
        look_of(workspace, redacted=part.redacted),
        routes,
        made=datetime.fromisoformat(now()),
        whole=part.whole,
    )
    files = {
        folder / name: data for kind in wanted for name, data in _FILES[kind](content, part, kind)
    }
    write_together(files)
    findings = note_handout(
        workspace,
        plan,
        routes,
        "redacted export" if part.redacted else "export",
        command=command,
        files=list(files),
        everybody=part.whole,
    )
    return Exported(tuple(files), findings)


def _known(formats: Sequence[str]) -> list[str]:
    """Each format once, in the order of :data:`FORMATS`."""
    unknown = [name for name in formats if name not in FORMATS]
    known = joined(", ", FORMATS)
    if unknown:
        raise UsageError(
            phrase("unknown format {unknown}; formats are {known}", unknown=unknown[0], known=known)
        )
    if not formats:
        raise UsageError(phrase("name at least one format; formats are {known}", known=known))
    return [name for name in FORMATS if name in formats]


Named = Iterator[tuple[str, bytes]]


def _calendars(plan: ExportedPlan, part: WantedRounds, kind: str) -> Named:
    """One for each officer: a crew's rounds are in both."""
    from routeplan.formats.exchange.plan_ics import ics_files
    from routeplan.render.pages.file_names import plan_export_name

    for officer, data in ics_files(plan).items():
        if part.officer in (None, officer):
            names = (officer, str(part.day or ""), "redacted" * part.redacted)
            yield plan_export_name(plan.first_day, names, kind, of=officer), data


def _tracks(plan: ExportedPlan, part: WantedRounds, kind: str) -> Named:
    """One for each round, called after its day."""
    from routeplan.formats.exchange.plan_gpx import gpx_files
    from routeplan.render.pages.file_names import plan_export_name

    files = gpx_files(plan)
    for shown in plan.rounds:
        names = ("-".join(shown.officers), "redacted" * part.redacted)
        yield plan_export_name(shown.on, names, kind, of=shown.shift), files[shown.shift]


def _whole(plan: ExportedPlan, part: WantedRounds, kind: str) -> Named:
    """One file that holds everything."""
    from routeplan.formats.exchange.plan_geopackage import geopackage_bytes
    from routeplan.formats.exchange.plan_kml import kml_bytes
    from routeplan.formats.exchange.plan_xlsx import xlsx_bytes
    from routeplan.render.pages.file_names import plan_export_name

    made = {"kml": kml_bytes, "gpkg": geopackage_bytes, "xlsx": xlsx_bytes}[kind](plan)
    yield plan_export_name(plan.first_day, part.names, kind, of=part.officer or ""), made


def _parts(plan: ExportedPlan, part: WantedRounds, kind: str) -> Named:
    """A file for each table or layer."""
    from routeplan.formats.exchange.plan_layers import geojson_files, parquet_files
    from routeplan.formats.exchange.plan_tables import csv_files
    from routeplan.render.pages.file_names import plan_export_name

    made = {"csv": csv_files, "geojson": geojson_files, "parquet": parquet_files}[kind](plan)
    for name, data in made.items():
        names = (name, *part.names)
        yield plan_export_name(plan.first_day, names, kind, of=part.officer or ""), data


_FILES: dict[str, Callable[[ExportedPlan, WantedRounds, str], Named]] = {
    "ics": _calendars,
    "gpx": _tracks,
    **dict.fromkeys(("kml", "gpkg", "xlsx"), _whole),
    **dict.fromkeys(("csv", "geojson", "parquet"), _parts),
}
