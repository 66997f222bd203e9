"""``balance.json``: the options of a plan, kept beside it for the overview page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from routeplan.formats.plans.plan_json import as_read, plan_text
from routeplan.model.plan import Plan
from routeplan.private_files import write_private

NAME = "balance.json"
FORMAT = "routeplan-balance"


def write_options(folder: Path, options: Sequence[Mapping[str, Any]], plan: Plan) -> Path:
    """Keep the options of the plan that lies in ``folder``, readable by its owner only."""
    content = {"format": FORMAT, "version": 1, "plan": _mark(plan), "options": options}
    return write_private(folder / NAME, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def read_options(folder: Path, plan: Plan) -> list[dict[str, Any]] | None:
    """The options kept for just this plan; None where there are none."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or content.get("plan") != _mark(plan):
        return None
    options = content.get("options")
    return options if isinstance(options, list) else None


def _mark(plan: Plan) -> str:
    """Tells the plan that options belong to, whether it was just made or is read from its file."""
    return hashlib.sha256(plan_text(as_read(plan)).encode()).hexdigest()[:16]
