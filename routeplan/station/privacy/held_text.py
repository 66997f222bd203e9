"""What is held on a household as plain text, to be read and printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from unicodedata import east_asian_width

from routeplan.followup.due import STATE_NAMES
from routeplan.formats.decisions.made_from import FACT_NAMES, LATER, PLANNED, REFUSED
from routeplan.phrases import Phrase, phrase
from routeplan.visitlog.log_records import RESULT_NAMES

TITLES = {
    "table": phrase("In the table of households"),
    "standing": phrase("State according to the visit log"),
    "calls": phrase("Calls, including those that were corrected"),
    "answers": phrase("Answers to what was said"),
    "matters": phrase("Matters"),
    "promises": phrase("Promised times"),
    "broken_promises": phrase("Why a promise was not kept"),
    "sheets": phrase("On sheets and pages that were handed out"),
    "notes": phrase("Notes that name it"),
    "plans": phrase("In plans, and in decisions about them"),
    "beats": phrase("Change of officer"),
    "replaced": phrase("In what 'routeplan undo' can bring back"),
    "remembered": phrase("In remembered answers of an import"),
    "prints": phrase("Printed and exported"),
}
LABELS = {
    **{name.replace(" ", "_"): text for name, text in FACT_NAMES.items()},
    "household": phrase("household"),
    "state": phrase("state"),
    "calls": phrase("calls"),
    "tried": phrase("tried"),
    "last_call": phrase("last call"),
    "times_met": phrase("times met"),
    "last_met": phrase("last met"),
    "refused_on": phrase("refused on"),
    "lapsed": phrase("lapsed"),
    "unmet_since": phrase("unmet since"),
    "due": phrase("due"),
    "latest": phrase("latest"),
    "earliest": phrase("earliest"),
    "number": phrase("number"),
    "recorded_at": phrase("recorded at"),
    "corrects": phrase("corrects"),
    "corrected_later": phrase("corrected later"),
    "day": phrase("day"),
    "visit": phrase("visit"),
    "officers": phrase("officers"),
    "result": phrase("result"),
    "channel": phrase("channel"),
    "round": phrase("round"),
    "stop": phrase("stop"),
    "persons": phrase("persons"),
    "called_at": phrase("called at"),
    "seconds": phrase("seconds"),
    "satisfied": phrase("satisfied"),
    "in_difficulty": phrase("in difficulty"),
    "remarks": phrase("remarks"),
    "hours": phrase("hours at home"),
    "opinions": phrase("opinions"),
    "help_given": phrase("help given"),
    "promise": phrase("promise"),
    "matter": phrase("matter"),
    "closings": phrase("closings"),
    "steps": phrase("steps"),
    "id": phrase("id"),
    "subject": phrase("subject"),
    "opened": phrase("opened"),
    "closed": phrase("closed"),
    "outcome": phrase("outcome"),
    "next_step": phrase("next step"),
    "by_visit": phrase("by visit"),
    "on": phrase("on"),
    "at_seconds": phrase("at seconds"),
    "officer": phrase("officer"),
    "category": phrase("category"),
    "text": phrase("text"),
    "answer": phrase("answer"),
    "is_suggestion": phrase("is suggestion"),
    "begin": phrase("begin"),
    "end": phrase("end"),
    "chance": phrase("chance"),
    "is_promised": phrase("is promised"),
    "is_reserve": phrase("is reserve"),
    "made_on": phrase("made on"),
    "reason": phrase("reason"),
    "at": phrase("at"),
    "what": phrase("what"),
    "command": phrase("command"),
    "file": phrase("file"),
    "stops": phrase("stops"),
    "reserve": phrase("reserve"),
    "left_out": phrase("left out"),
    "code": phrase("code"),
    "promised": phrase("promised"),
    "locks": phrase("locks"),
    "done": phrase("done"),
    "cancelled": phrase("cancelled"),
    "new_times": phrase("new times"),
    "given": phrase("given"),
    "further": phrase("further"),
    "held": phrase("held"),
    "tables": phrase("tables"),
    "unreadable": phrase("unreadable"),
    "place": phrase("place"),
    "length": phrase("length"),
    "appointment": phrase("appointment"),
    "priority": phrase("priority"),
    "officers_needed": phrase("officers needed"),
    "skills": phrase("skills"),
    "days_between": phrase("days between visits"),
    "write": phrase("write"),
    "rows": phrase("rows"),
    "mentions": phrase("mentions"),
    "column": phrase("column"),
    "meaning": phrase("meaning"),
    "remembered": phrase("remembered"),
}
"""What a person reads for the names of the fields; one that is missing stands as it is."""
VALUES: dict[str, Phrase] = {
    **{state.value: name for state, name in STATE_NAMES.items()},
    **{result.value: name for result, name in RESULT_NAMES.items()},
    **{kept: kept for kept in (PLANNED, REFUSED, LATER)},
}
"""What a person reads for values that are one of a few."""
INDENT = "  "


def held_text(held: Mapping[str, Any], on: object, worded: Callable[[str], str] = str) -> str:
    """A page of text. Masked names read ``[someone else]``.

    Parameters
    ----------
    worded
        Says a sentence in the reader's language.
    """
    heading = phrase(
        "Everything held on household {household}, on {day}", household=held["household"], day=on
    )
    lines = [worded(heading), ""]
    for section, title in TITLES.items():
        said = worded(title)
        lines += [said, "-" * _columns(said), *_section(held[section], worded), ""]
    return "\n".join(lines)


def _columns(text: str) -> int:
    """So many columns a terminal needs; Chinese letters take two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _section(entries: list[Any], worded: Callable[[str], str]) -> Iterator[str]:
    if not entries:
        yield worded(phrase("nothing"))
    for number, entry in enumerate(entries, start=1):
        yield f"{number}."
        yield from _lines(entry, INDENT, worded)


def _lines(record: Mapping[str, Any], indent: str, worded: Callable[[str], str]) -> Iterator[str]:
    """Names and values; what has parts is set below its name."""
    for name, value in record.items():
        label = worded(LABELS.get(name.replace(" ", "_"), name.replace("_", " ")))
        if isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
            yield f"{indent}{label}:"
            for part in value:
                first, *others = _lines(part, indent + INDENT, worded)
                yield f"{indent}- {first.strip()}"
                yield from others
        elif isinstance(value, Mapping):
            yield f"{indent}{label}:"
            yield from _lines(value, indent + INDENT, worded)
        else:
            yield f"{indent}{label}: {_plain(value, worded)}"


def _plain(value: Any, worded: Callable[[str], str]) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(part, worded) for part in value)
    if value is None:
        return "-"
    if isinstance(value, bool):
        return worded(phrase("yes") if value else phrase("no"))
    return worded(VALUES.get(value, value)) if isinstance(value, str) else str(value)
