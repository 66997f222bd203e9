"""The files of plans that lie in the past: which of them go, and which keep only their counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from routeplan.errors import InputError
from routeplan.formats.decisions.decisions import NAME as DECISIONS
from routeplan.formats.decisions.decisions import decisions_text, read_decisions
from routeplan.formats.decisions.journal import PURGED
from routeplan.formats.plans.folders_beside_plans import (
    BEATS,
    COUNTS_OF_BEATS,
    EXPORTS,
    FORMS,
    HOMES,
    REPORTS,
    UNDO,
)
from routeplan.formats.plans.plan_json import plan_text, read_plan
from routeplan.model.inputs import MAX_PLAN_DAYS
from routeplan.model.plan import Plan
from routeplan.private_files import write_private
from routeplan.station.privacy.thin_plan import households_of, thin_decisions, thin_plan

PART = re.compile(r"\..+\.(?:[a-z0-9_]{8}|purged)")
"""What a killed command leaves of a file that it was writing."""
MADE = re.compile(
    r"(?:(?:plan|made_from|decisions)(?:\.\d+)?|balance|shown|proposal\.[0-9a-f]+)\.json|plan\.geojson"
    rf"|changes\.\d+\.pdf|{PART.pattern}"
)
"""What is written beside a plan, besides pages, sheets and cards."""
DATED = re.compile(r"(\d{4}-\d\d-\d\d)_.+")
"""An export, called after the day on which it was made, or a form after its sheet's."""


@dataclass(frozen=True)
class OldFiles:
    """What a purge does to files.

    Parameters
    ----------
    thinned
        Plans and decisions that keep only counts and times.
    removed
        What goes as a whole.
    foreign
        What lies beside old plans and is not ours: it stays.
    """

    thinned: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    foreign: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.thinned or self.removed)


def needed_households(maps: Path) -> Iterator[tuple[str, date]]:
    """The households of every plan, each with the last day of the plan."""
    for folder in plan_folders(maps):
        if plan := _plan(folder):
            last = _end(folder, plan) - timedelta(days=1)
            yield from ((household, last) for _, household in households_of(plan))


def old_files(
    maps: Path,
    before: date,
    zone: ZoneInfo,
    nameless: Mapping[str, str],
    drawn: Callable[[Path], Iterable[Path]],
) -> OldFiles:
    """What there is from the days before one.

    Parameters
    ----------
    zone
        Of the station: beats, and the map of homes, are as old as their files.
    nameless
        Households that get another name.
    drawn
        Finds the pages and sheets beside a plan.
    """
    thinned: list[Path] = []
    removed: list[Path] = []
    foreign: list[Path] = []
    for folder in plan_folders(maps):
        plan = _plan(folder)
        if _end(folder, plan) > before:
            continue
        kept = list(_kept(folder, plan))
        thinned += [path for path in kept if _thin(path, plan, nameless) != _content(path)]
        pages = set(drawn(folder))
        for path in sorted(p for p in folder.rglob("*") if p.is_file() or p.is_symlink()):
            made = MADE if path.parent == folder else PART
            ours = path in pages or made.fullmatch(path.name)
            if path not in kept:
                (removed if ours else foreign).append(path)
    removed += [
        *_old_by_file(maps / BEATS, before, zone),
        *_old_by_file(maps / HOMES, before, zone),
        *_old_exports(maps / EXPORTS, before),
        *_old_exports(maps / FORMS, before),
        *_old_reports(maps / REPORTS, before),
    ]
    return OldFiles(tuple(thinned), tuple(removed), tuple(foreign))


def with_what_was_replaced(old: OldFiles, maps: Path) -> OldFiles:
    """And everything that undo needs: what was replaced lately may hold names of long ago."""
    replaced = [path for path in _files(maps / UNDO) if path.name != PURGED]
    return replace(old, removed=(*old.removed, *replaced))


def clean(old: OldFiles, nameless: Mapping[str, str]) -> None:
    """Do it, file by file: what was not done when this is stopped is found by the next look."""
    plans = {path.parent: _plan(path.parent) for path in old.thinned}
    # Decisions first: they are read by the names that visits have in the plan.
    for path in sorted(old.thinned):
        write_private(path, _thin(path, plans[path.parent], nameless))
    for path in old.removed:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in old.removed}:
        if not any(folder.iterdir()):
            folder.rmdir()


def plan_folders(maps: Path) -> list[Path]:
    """The folders that are called after a plan's first day; links are not followed."""
    folders = maps.iterdir() if maps.is_dir() else ()
    return sorted(
        path for path in folders if _date(path.name) and path.is_dir() and not path.is_symlink()
    )


def _plan(folder: Path) -> Plan | None:
    try:
        return read_plan(folder / "plan.json")
    except InputError:
        return None


def _end(folder: Path, plan: Plan | None) -> date:
    """The day after the plan's last one; of what cannot be read the latest that it may be."""
    if plan:
        return plan.first_day + timedelta(days=plan.days)
    return (_date(folder.name) or date.max) + timedelta(days=MAX_PLAN_DAYS)


def _kept(folder: Path, plan: Plan | None) -> Iterator[Path]:
    """Plan and decisions, where they can be read."""
    if plan is None:
        return
    yield folder / "plan.json"
    try:
        read_decisions(folder / "plan.json")
    except InputError:
        return
    if (folder / DECISIONS).is_file():
        yield folder / DECISIONS


def _thin(path: Path, plan: Plan | None, nameless: Mapping[str, str]) -> str:
    if plan is None:
        raise ValueError(f"there is no plan next to {path}")
    if path.name == DECISIONS:
        decisions = read_decisions(path.with_name("plan.json"))
        return decisions_text(thin_decisions(decisions, plan, nameless))
    return plan_text(thin_plan(plan, nameless))


def _content(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _old_by_file(folder: Path, before: date, zone: ZoneInfo) -> Iterator[Path]:
    for path in _files(folder):
        made = datetime.fromtimestamp(path.stat().st_mtime, zone).date()
        if made < before and path.name != COUNTS_OF_BEATS:
            yield path


def _old_exports(folder: Path, before: date) -> Iterator[Path]:
    for path in _files(folder):
        dated = DATED.fullmatch(path.name.lstrip("."))
        made = _date(dated[1]) if dated else None
        if made and made < before:
            yield path


def _old_reports(folder: Path, before: date) -> Iterator[Path]:
    """Of periods that lie before: made again from the log they have its counts, without texts."""
    inside = sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
    for period in inside:
        first, _, last = period.name.partition("_")
        day = _date(last)
        if _date(first) and day and day < before and not period.is_symlink():
            yield from _files(period)


def _files(folder: Path) -> list[Path]:
    inside = sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
    return [path for path in inside if path.is_file()]


def _date(name: str) -> date | None:
    try:
        return date.fromisoformat(name) if re.fullmatch(r"[12]\d{3}-\d\d-\d\d", name) else None
    except ValueError:
        return None
