"""``shown.json``: marks of the options that ``balance`` has shown, so that no other is taken.

Only marks: what an option is, the search finds again, byte for byte, unless something has changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from routeplan.formats.plans.plan_json import plan_text
from routeplan.model.plan import Plan
from routeplan.private_files import write_private

NAME = "shown.json"


def mark_of(plan: Plan) -> str:
    """The mark of an option's plan."""
    return sha256(plan_text(plan).encode()).hexdigest()


def keep_shown(folder: Path, request: str, marks: Mapping[int, str]) -> None:
    """Keep what was shown beside the plan; what was shown before is forgotten."""
    content = {"format": "routeplan-shown", "request": request, "options": marks}
    write_private(folder / NAME, json.dumps(content, indent=1) + "\n")


def shown_mark(folder: Path, request: str, number: int) -> str | None:
    """The mark of an option as it was shown; None where this was not shown with these options."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if content["format"] != "routeplan-shown" or content["request"] != request:
            return None
        return str(content["options"][str(number)])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
