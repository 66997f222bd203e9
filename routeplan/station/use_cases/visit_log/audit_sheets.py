"""Asking which sheets of a period cannot be as they were filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.model.inputs import Inputs
    from routeplan.report.doubtful_sheets import AuditedSheet
    from routeplan.station.use_cases.make_report import ReportPeriod


class Audited(NamedTuple):
    """The doubtful sheets, of how many, and the station they are of."""

    sheets: list[AuditedSheet]
    of: int
    inputs: Inputs


def audited(folder: Path, wanted: ReportPeriod) -> Audited:
    """Audit the sheets of a period; those of one officer are held beside everybody's.

    Raises
    ------
    UsageError
        When there is no log yet, or no such officer.
    """
    from routeplan.report.doubtful_sheets import audit, filled
    from routeplan.report.report_numbers import ScopeKind
    from routeplan.station.people_by_name import officer_named
    from routeplan.station.reading.from_log import NOT_READ
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.visitlog.reading import entries, rounds
    from routeplan.visitlog.store import reading

    workspace = read_workspace(folder, today=today(), log=NOT_READ)
    inputs = workspace.inputs
    whose = officer_named(inputs, wanted.scope.id) if wanted.scope.kind is ScopeKind.OFFICER else ""
    with reading(workspace.begun_log) as log:
        recorded = [call.entry for call in entries(log, wanted.first, wanted.last)]
        handed_out = rounds(log, wanted.first, wanted.last)
    sheets = filled(recorded, handed_out)
    doubtful = audit(sheets, inputs)
    if whose:
        doubtful = [sheet for sheet in doubtful if whose in sheet.officers]
        sheets = [sheet for sheet in sheets if whose in sheet.round.officers]
    return Audited(doubtful, len(sheets), inputs)
