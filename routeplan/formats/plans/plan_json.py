"""``plan.json``: a plan as a file, versioned, the same bytes for the same plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from routeplan.errors import Finding, InputError
from routeplan.formats.plans.plan_bounds import faults
from routeplan.formats.plans.record_format import RecordFormat
from routeplan.formats.tables.pydantic_wording import worded
from routeplan.model.plan import PLAN_VERSION, Plan
from routeplan.phrases import phrase

FINDINGS = 20
"""Told of one damaged file, at the most."""


_FORMAT = RecordFormat(Plan, "routeplan-plan", PLAN_VERSION)


def plan_text(plan: Plan) -> str:
    """The plan as JSON text. It names no clock and no path."""
    return _FORMAT.text(plan)


def as_read(plan: Plan) -> Plan:
    """The plan as it comes back from its file: a chance of 1 is 1.0 there."""
    content = json.loads(plan_text(plan))
    del content["format"], content["version"]
    return _FORMAT.record(content)


def read_plan(path: Path) -> Plan:
    """Read a plan back.

    Raises
    ------
    InputError
        When the file is missing, damaged, or of another version.
    """
    plan = parsed_plan(path)
    findings = [_finding(path, "plan-damaged", message, where) for where, message in faults(plan)]
    if findings:
        raise InputError(findings[:FINDINGS])
    return plan


def parsed_plan(path: Path) -> Plan:
    """A plan as it stands in the file, whatever its numbers; raises as :func:`read_plan` does."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputError(
            [_finding(path, "plan-unreadable", phrase("not a plan: {error}", error=str(error)))]
        ) from error
    if not isinstance(content, dict) or content.pop("format", None) != _FORMAT.name:
        raise InputError(
            [_finding(path, "plan-unreadable", phrase("not a plan made by routeplan"))]
        )
    version = content.pop("version", None)
    if version != PLAN_VERSION:
        message = phrase(
            "the plan has version {version!r}; this program reads {ours}",
            version=version,
            ours=PLAN_VERSION,
        )
        raise InputError([_finding(path, "plan-version", message)])
    _forget_found_cap(content)
    try:
        return _FORMAT.record(content)
    except ValidationError as error:
        raise InputError(
            [_damaged(path, detail) for detail in error.errors()[:FINDINGS]]
        ) from error


def _forget_found_cap(content: dict[str, Any]) -> None:
    """Drop the cap of an earlier plan that the program had found: only the chief's own binds."""
    search = content.get("search")
    if isinstance(search, dict) and search.pop("objective_uncapped", None) is not None:
        search["longest_day_seconds"] = None


def _damaged(path: Path, detail: Any) -> Finding:
    where = ".".join(str(part) for part in detail["loc"])
    return _finding(path, "plan-damaged", worded(detail), where)


def _finding(path: Path, code: str, message: str, column: str = "") -> Finding:
    fix = phrase("make a new one with 'routeplan plan'")
    return Finding(code, message, fix, file=path.name, column=column)
