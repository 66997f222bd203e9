"""What is held on a household as plain text, to be read and printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

TITLES = {
    "table": "In the table of households",
    "standing": "State according to the visit log",
    "calls": "Calls, including those that were corrected",
    "matters": "Matters",
    "promises": "Promised times",
    "broken_promises": "Why a promise was not kept",
    "sheets": "On sheets and pages that were handed out",
    "plans": "In plans, and in decisions about them",
    "beats": "Change of officer",
    "prints": "Printed and exported",
}
INDENT = "  "


def held_text(held: Mapping[str, Any], on: object) -> str:
    """A page of text. Masked names read ``[someone else]``."""
    lines = [f"Everything held on household {held['household']}, on {on}", ""]
    for section, title in TITLES.items():
        lines += [title, "-" * len(title), *_section(held[section]), ""]
    return "\n".join(lines)


def _section(entries: list[Any]) -> Iterator[str]:
    if not entries:
        yield "nothing"
    for number, entry in enumerate(entries, start=1):
        yield f"{number}."
        yield from _lines(entry, INDENT)


def _lines(told: Any, indent: str) -> Iterator[str]:
    """Names and values; what has parts is set below its name."""
    for name, value in told.items():
        label = name.replace("_", " ")
        if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            yield f"{indent}{label}:"
            for each in value:
                first, *others = _lines(each, indent + INDENT)
                yield f"{indent}- {first.strip()}"
                yield from others
        elif isinstance(value, Mapping):
            yield f"{indent}{label}:"
            yield from _lines(value, indent + INDENT)
        else:
            yield f"{indent}{label}: {_plain(value)}"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "-"}[value]
    return str(value)
