"""Copies of a station's tables in which what was found is coloured and commented."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from routeplan.errors import Finding, InputError
from routeplan.formats.plans.folders_beside_plans import EXPORTS, MAPS
from routeplan.formats.station.households import COLUMNS, NEEDED
from routeplan.formats.station.officers import (
    CALENDAR_COLUMNS,
    CALENDAR_NEEDED,
    OFFICER_COLUMNS,
    OFFICER_NEEDED,
)
from routeplan.formats.station.settings import FILE, read_settings
from routeplan.formats.tables.annotated import Note, annotated_copy
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.private_files import write_private
from routeplan.station.findings_by_cause import READINGS, severity_rank


@dataclass(frozen=True, slots=True)
class AnnotatedTables:
    """The copies, and the tables of which none could be made."""

    files: tuple[Path, ...]
    refused: tuple[Finding, ...]


def annotate_tables(
    root: Path, findings: Iterable[Finding], *, today: date, said: Callable[[str], str]
) -> AnnotatedTables:
    """Write a copy of each table with findings to ``maps/exports/``, for its owner only.

    Parameters
    ----------
    said
        Gives a sentence in the reader's language.
    """
    try:
        files = read_settings(root / FILE, os.environ).files
    except InputError:  # told already
        return AnnotatedTables((), ())
    ranked = sorted(findings, key=severity_rank)
    written, refused = [], []
    for name, known, needed in (
        (files.households, COLUMNS, NEEDED),
        (files.officers, OFFICER_COLUMNS, OFFICER_NEEDED),
        (files.calendar, CALENDAR_COLUMNS, CALENDAR_NEEDED),
    ):
        path = root / name
        notes = [_note(finding, said) for finding in ranked if finding.file == path.name]
        if not notes:
            continue
        target = root / MAPS / EXPORTS / f"{today}_{path.stem}-checked.xlsx"
        try:
            written.append(write_private(target, annotated_copy(path, notes, known, needed)))
        except RefusedTableError as error:
            refused.append(
                Finding(error.code, error.message, error.fix, path.name, severity="warning")
            )
    return AnnotatedTables(tuple(written), tuple(refused))


def _note(finding: Finding, said: Callable[[str], str]) -> Note:
    severity = "reading" if finding.code in READINGS else finding.severity
    text = "\n".join(filter(None, (said(finding.message), said(finding.fix))))
    return Note(finding.row, finding.column, severity, text)
