"""What each command of the bureau does in one station: the use cases of ``station/``, unchanged."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeplan.bureau.handed_out import handed_out, handouts_so_far
from routeplan.bureau.parcel import Parcel, new_files, stamps, unpacked
from routeplan.bureau.records import Outcome, Request
from routeplan.bureau.worker import streets_folder
from routeplan.errors import (
    EXIT_DONE,
    EXIT_INPUT,
    EXIT_JUDGE,
    EXIT_PROMISE,
    Finding,
    InputError,
    JudgeError,
    RouteplanError,
)
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from routeplan.station.api import OpenStation


def done_in_parcel(request: Request, parcel: Parcel, folder: Path, area: Path | None) -> Outcome:
    """Unpack a station, run the command, and pack what it wrote.

    Parameters
    ----------
    folder
        Empty; the station is unpacked there.
    area
        The street extract.
    """
    station = folder / "station"
    variables = unpacked(parcel, station, area)
    (station / ".routeplan").symlink_to(streets_folder(), target_is_directory=True)
    log = Path(variables["ROUTEPLAN_FILES_VISITS"])
    before, known = stamps(station), handouts_so_far(log)
    try:
        outcome = done_in_station(request, station, variables)
    except OSError as error:
        message = phrase("the worker's disk: {why}", why=error.strerror or str(error))
        return Outcome(EXIT_INPUT, (Finding("worker-disk", message),))
    if outcome.status not in (EXIT_DONE, EXIT_PROMISE):
        return outcome
    handouts, rounds = handed_out(log, known)
    return replace(outcome, files=new_files(station, before), handouts=handouts, rounds=rounds)


def done_in_station(request: Request, folder: Path, variables: Mapping[str, str]) -> Outcome:
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
    os.environ |= {**variables, "ROUTEPLAN_TODAY": str(request.today)}
    try:
        outcome = COMMANDS[request.command](open_station(folder), **request.options)
    except InputError as error:
        outcome = Outcome(EXIT_INPUT, tuple(error.findings))
    except JudgeError as error:
        findings = [Finding(each.rule, each.message) for each in error.violations]
        outcome = Outcome(EXIT_JUDGE, tuple(findings))
    except RouteplanError as error:
        message = error.args[0] if error.args else str(error)
        outcome = Outcome(error.exit_status, (Finding(type(error).__name__, message),))
    finally:
        os.environ.clear()
        os.environ |= kept
    return replace(outcome, seconds=time.monotonic() - began)


def _check(station: OpenStation) -> Outcome:
    inputs = station.inputs
    figures = {"households": len(inputs.households), "officers": len(inputs.officers)}
    return Outcome(EXIT_DONE, station.findings, figures)


def _plan(station: OpenStation, **options: Any) -> Outcome:
    planned = station.plan(**options)
    written = station.save(planned)
    totals = planned.plan.totals
    status = EXIT_PROMISE if totals.promises_missed else EXIT_DONE
    figures = {
        "visits": len(planned.plan.visits_made),
        "left_out": len(planned.plan.left_out),
        "promises_missed": totals.promises_missed,
        "households": len(station.inputs.households),
        "officers": len(station.inputs.officers),
    }
    return Outcome(status, (*planned.findings, *written.findings), figures)


def _sheets(station: OpenStation, on: date | None = None, *, redacted: bool = False) -> Outcome:
    opened = station.open_plan(on=on)
    drawn = station.draw(opened, redacted=redacted)
    return Outcome(EXIT_DONE, (*opened.findings, *drawn.findings), {"files": len(drawn.files)})


def _report(station: OpenStation, first: date | None = None, last: date | None = None) -> Outcome:
    reported = station.report(first, last)
    return Outcome(EXIT_DONE, reported.findings, {"met": 0})


COMMANDS: Mapping[str, Callable[..., Outcome]] = {
    "check": _check,
    "plan": _plan,
    "sheets": _sheets,
    "report": _report,
}
