"""Anonymising old records: the visit log, and the files of plans that are over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from routeplan.phrases import phrase
from routeplan.station.clock import clerk, now, plan_date, today

if TYPE_CHECKING:
    from routeplan.station.privacy.old_files import OldFiles
    from routeplan.station.reading.open_station import Workspace
    from routeplan.visitlog.purging import Purge, PurgeBounds

LONGEST = 36_600
"""Days; further back there are no records."""


@dataclass(frozen=True)
class PurgedRecords:
    """What goes and what stays, of records from before a day.

    Parameters
    ----------
    log
        Entries and texts of the visit log.
    files
        Plans that keep only their counts, files that go, and what is not ours.
    answers
        So many texts of cells that an import's answers remember get a mark in their place.
    elsewhere
        Old files outside of ``maps/`` that are still there; they are left alone.
    written
        Whether it was done; else it would be.
    """

    before: date
    log: Purge
    files: OldFiles
    answers: int
    elsewhere: tuple[str, ...]
    written: bool


def day_before_which(age: str) -> date:
    """The day of ``180d`` or a date: what is of an earlier day is old.

    Raises
    ------
    ValueError
        When it is neither, or in the future.
    """
    days = re.fullmatch(r"(\d{1,5})\s*d", age)
    if days and int(days[1]) <= LONGEST:
        return today() - timedelta(days=int(days[1]))
    try:
        day = plan_date(age)
    except ValueError as error:
        raise ValueError(
            phrase("{error}; or a number of days like 180d", error=error.args[0])
        ) from error
    if day > today():
        raise ValueError(phrase("{day} is in the future", day=day))
    return day


def purge_records(workspace: Workspace, before: date, *, write: bool = False) -> PurgedRecords:
    """Overwrite names and texts of old records; statistics are kept.

    Without ``write`` nothing is done. Done, it cannot be undone.

    Raises
    ------
    StoreBusyError, StoreError
        When the visit log cannot be read or written.
    """
    from routeplan.formats.decisions.journal import PurgeNote, note_purge
    from routeplan.station.privacy.old_files import clean, with_what_was_replaced
    from routeplan.station.use_cases.undo.note_write import undo_folder
    from routeplan.visitlog import purging
    from routeplan.visitlog.store import compact

    bounds, path = _bounds(workspace, before), workspace.visit_log
    there = path.exists()
    if write and there:
        purge = purging.purge(path, bounds, at=now(), by=clerk())
    else:
        purge = purging.look(path, bounds)
    old = _old(workspace, before, purge)
    answers = _answers(workspace)
    if old or purge or answers:
        old = with_what_was_replaced(old, workspace.root / "maps")
    if write:
        clean(old, purge.nameless)
        _mark_answers(workspace, answers)
    if write and (old or purge or answers):
        note_purge(undo_folder(workspace.root), PurgeNote(now(), clerk()))
    if write and there:
        compact(path)
    count = sum(map(len, answers.values()))
    return PurgedRecords(before, purge, old, count, tuple(_elsewhere(workspace, before)), write)


def _answers(workspace: Workspace) -> dict[str, dict[str, str]]:
    """Texts of cells that ``[import]`` remembers though they may name somebody, with marks."""
    from routeplan.formats.spreadsheet.people_names import PeopleNames
    from routeplan.formats.spreadsheet.remembered_values import texts_to_mark
    from routeplan.formats.spreadsheet.values import Context

    officers = workspace.inputs.officers
    context = Context(
        PeopleNames({officer.id: officer.name for officer in officers}),
        frozenset(skill for officer in officers for skill in officer.skills),
    )
    return texts_to_mark(workspace.settings.import_.values, context)


def _mark_answers(workspace: Workspace, marks: dict[str, dict[str, str]]) -> None:
    from routeplan.formats.station.imports.remembered_import import with_marks
    from routeplan.formats.station.settings import FILE
    from routeplan.private_files import write_private

    if marks:
        path = workspace.root / FILE
        write_private(path, with_marks(path.read_text(encoding="utf-8-sig"), marks))


def _bounds(workspace: Workspace, before: date) -> PurgeBounds:
    from routeplan.followup.due import row_mark
    from routeplan.station.privacy.old_files import needed_households
    from routeplan.visitlog.purging import PurgeBounds

    marks = {household.id: row_mark(household) for household in workspace.inputs.households}
    needed = list(needed_households(workspace.root / "maps"))
    return PurgeBounds(before, today(), marks, needed)


def _old(workspace: Workspace, before: date, purge: Purge) -> OldFiles:
    from routeplan.render.pages.drawn_files import drawn_beside
    from routeplan.station.privacy.old_files import old_files

    zone = workspace.settings.zone
    return old_files(workspace.root / "maps", before, zone, purge.nameless, drawn_beside)


def _elsewhere(workspace: Workspace, before: date) -> list[str]:
    """Old files that commands wrote outside of ``maps/``, as far as they are still there."""
    from routeplan.visitlog.handouts import handouts
    from routeplan.visitlog.store import reading

    if not workspace.visit_log.exists():
        return []
    with reading(workspace.visit_log) as log:
        old = [handout for handout in handouts(log) if handout.at[:10] < before.isoformat()]
    files = dict.fromkeys(file for handout in old for file in handout.files)
    tables = workspace.settings.files.households
    return [
        file
        for file in files
        if not file.startswith("maps/") and file != tables and (workspace.root / file).exists()
    ]
