"""Putting a plan in the place of the one before it, for every use case that writes one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.phrases import Phrase, phrase

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_station import Workspace


@dataclass(frozen=True)
class Written:
    """Where a plan went, and what that did to the one before.

    Parameters
    ----------
    removed
        How many pages and sheets went, drawn from the plan before.
    decisions_kept
        Where what was decided about the plan before is kept, that no longer counts.
    """

    path: Path
    removed: int = 0
    decisions_kept: Path | None = None
    findings: tuple[Finding, ...] = ()


def write_new_plan(workspace: Workspace, plan: Plan, *, command: str) -> Written:
    """Write a plan that knows nothing of what was decided about the one before it.

    But for who is ill or away on its days, as the workspace knows.
    """
    from dataclasses import replace

    from routeplan.formats.decisions.decisions import Decisions, set_aside, write_decisions
    from routeplan.station.use_cases.undo.note_write import noted_write

    path = workspace.maps / "plan.json"
    what = phrase("a new plan for {days}", days=days_of(plan))
    with noted_write(workspace.root, what, command=command, plan_folder=path.parent) as noting:
        kept = set_aside(path)
        written = replace_plan(path, plan, workspace.inputs, workspace, command=command)
        if workspace.absences:
            write_decisions(path, Decisions(absences=workspace.absences))
    findings = (*written.findings, *noting.findings)
    return replace(written, decisions_kept=kept, findings=findings)


def days_of(plan: Plan) -> Phrase:
    """``Mon 30 Nov to Fri 4 Dec 2026``."""
    from routeplan.formats.plans.which_plan import PlanDates

    return PlanDates(Path(), plan.first_day, plan.days).title


def replace_plan(
    path: Path,
    plan: Plan,
    inputs: Inputs,
    workspace: Workspace,
    *,
    command: str,
    made_from: str | None = None,
) -> Written:
    """Write a plan and its GeoJSON; pages and sheets that show another one go.

    Parameters
    ----------
    inputs
        Those that the plan was made from: the workspace's own, or as a replan has changed them.
    made_from
        What the tables said then; by default what they say now.
    """
    from routeplan.formats.decisions.made_from import beside, made_from_text
    from routeplan.formats.exchange.plan_geojson import geojson_text
    from routeplan.formats.plans.plan_json import plan_text
    from routeplan.private_files import write_together
    from routeplan.render.pages.drawn_files import remove_drawn
    from routeplan.station.use_cases.note_handout import note_plan

    text = plan_text(plan)
    changed = path.is_file() and path.read_bytes() != text.encode()
    tables = made_from or made_from_text(workspace.tables or workspace.inputs)
    geojson = geojson_beside(path)
    write_together({path: text, geojson: geojson_text(plan, inputs), beside(path): tables})
    removed = remove_drawn(path.parent) if changed else 0
    noted = note_plan(workspace, plan, "GeoJSON", [geojson], command=command)
    return Written(path, removed, findings=noted)


def geojson_beside(path: Path) -> Path:
    """``plan.geojson`` beside ``plan.json``."""
    return path.with_suffix(".geojson")
