"""A JSON text whose keys differ, as every program reads it alike."""

from __future__ import annotations

import json
from collections import Counter
from functools import partial
from typing import Any

from routeplan.errors import InputError
from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.phrases import phrase


def read_object(text: str, report: Mistakes) -> dict[str, Any]:
    """The object that a JSON text is.

    Raises
    ------
    InputError
        When it is none.
    """
    try:
        document = json.loads(text, object_pairs_hook=partial(_object, report))
    except (ValueError, RecursionError) as error:
        report.tell(
            "problem-unreadable",
            phrase("not valid JSON: {error}", error=error),
            phrase("correct it"),
        )
        raise InputError(report.findings) from error
    if isinstance(document, dict):
        return document
    report.tell("problem-unreadable", phrase("a list, not an object"), phrase("correct it"))
    raise InputError(report.findings)


def _object(report: Mistakes, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys differ: programs disagree on which of two equal ones counts."""
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            report.malformed(
                key, None, phrase("one object has this key {count} times", count=count)
            )
    return dict(pairs)
