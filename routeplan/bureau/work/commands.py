"""What each command of the bureau does in one station: the use cases of ``station/``, unchanged."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeplan.bureau.findings import failures_of
from routeplan.bureau.station_requests import StationOutcome, StationRequest, settings_variables
from routeplan.bureau.work.folders import streets_folder
from routeplan.bureau.work.notes_from_copy import handed_out, handouts_so_far
from routeplan.bureau.work.packed_station import Parcel, new_files, stamps, unpacked
from routeplan.bureau.work.result_figures import (
    due_figures,
    forecast_figures,
    plan_figures,
    report_figures,
)
from routeplan.errors import (
    EXIT_DONE,
    EXIT_INPUT,
    EXIT_PROMISE,
    InputError,
    RouteplanError,
)

if TYPE_CHECKING:
    from routeplan.station.api import OpenStation


def done_in_parcel(
    request: StationRequest, parcel: Parcel, folder: Path, area: Path | None
) -> StationOutcome:
    """Unpack a station, run the command, and pack what it wrote.

    Parameters
    ----------
    folder
        Empty; the station is unpacked there.
    area
        The street extract.

    Raises
    ------
    OSError
        When the worker's disk is full, or fails otherwise.
    """
    station = folder / "station"
    variables = unpacked(parcel, station, area)
    (station / ".routeplan").symlink_to(streets_folder(), target_is_directory=True)
    log = Path(variables["ROUTEPLAN_FILES_VISITS"])
    before, known = stamps(station), handouts_so_far(log)
    outcome = done_in_station(request, station, variables)
    if outcome.status not in (EXIT_DONE, EXIT_PROMISE):
        return outcome
    handouts, rounds = handed_out(log, known, f"bureau {request.command}")
    return replace(outcome, files=new_files(station, before), handouts=handouts, rounds=rounds)


def done_in_station(
    request: StationRequest, folder: Path, variables: Mapping[str, str]
) -> StationOutcome:
    """Run a command in a station's folder.

    Parameters
    ----------
    variables
        Of the environment, for as long as it runs.

    Returns
    -------
    Outcome
        Also where the station's files are wrong: the status and the findings say so. An exception
        is a bug.
    """
    from routeplan.station.api import open_station

    began, kept = time.monotonic(), dict(os.environ)
    for name in settings_variables():  # the worker's own: another worker may have others
        del os.environ[name]
    os.environ |= {**request.variables, **variables, "ROUTEPLAN_TODAY": str(request.today)}
    try:
        outcome = COMMANDS[request.command](open_station(folder), **request.given)
    except InputError as error:
        outcome = StationOutcome(EXIT_INPUT, tuple(error.findings))
    except RouteplanError as error:
        outcome = StationOutcome(error.exit_status, failures=failures_of(error))
    finally:
        os.environ.clear()
        os.environ |= kept
    return replace(outcome, seconds=time.monotonic() - began)


def _check(station: OpenStation) -> StationOutcome:
    inputs = station.inputs
    figures = {"households": len(inputs.households), "officers": len(inputs.officers)}
    return StationOutcome(EXIT_DONE, station.findings, figures)


def _plan(station: OpenStation, **options: Any) -> StationOutcome:
    planned = station.plan(**options)
    written = station.save(planned)
    status = EXIT_PROMISE if planned.promises_missed else EXIT_DONE
    findings = (*planned.findings, *written.findings)
    return StationOutcome(status, findings, plan_figures(planned.plan, planned.workspace))


def _sheets(
    station: OpenStation, on: date | None = None, *, redacted: bool = False
) -> StationOutcome:
    opened = station.open_plan(on=on)
    drawn = station.draw(opened, redacted=redacted)
    return StationOutcome(
        EXIT_DONE, (*opened.findings, *drawn.findings), {"files": len(drawn.files)}
    )


def _report(
    station: OpenStation,
    first: date | None = None,
    last: date | None = None,
    traced: str | None = None,
) -> StationOutcome:
    reported = station.report(first, last)
    log = station.workspace.visit_log
    return StationOutcome(
        EXIT_DONE, reported.findings, report_figures(reported.report, log, traced)
    )


def _due(station: OpenStation) -> StationOutcome:
    workspace = station.workspace
    return StationOutcome(EXIT_DONE, (), due_figures(workspace.inputs, workspace.standings))


def _forecast(station: OpenStation, on: date | None = None, **options: int) -> StationOutcome:
    opened = station.open_plan(on=on)
    figures = forecast_figures(opened.plan, opened.inputs, **options)
    return StationOutcome(EXIT_DONE, opened.findings, figures)


COMMANDS: Mapping[str, Callable[..., StationOutcome]] = {
    "check": _check,
    "plan": _plan,
    "sheets": _sheets,
    "report": _report,
    "due": _due,
    "forecast": _forecast,
}
