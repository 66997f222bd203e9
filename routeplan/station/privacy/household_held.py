"""Everything that is held on one household, for whoever asks to see it; of nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from routeplan.formats.plans.folders_beside_plans import BEATS, CHANGES_OF_BEATS, MAPS, UNDO
from routeplan.formats.station.households import COLUMNS, NEEDED
from routeplan.formats.tables.rows import Row, read_table
from routeplan.station.privacy.household_in_journal import remembered_answers, replaced_copies
from routeplan.station.privacy.household_plans import planned_for
from routeplan.station.privacy.other_names import OtherNames
from routeplan.station.reading.open_station import Workspace
from routeplan.visitlog import reading as log_reading
from routeplan.visitlog.handouts import handouts
from routeplan.visitlog.log_records import Recorded
from routeplan.visitlog.notes import Experience, Outreach, answers_to, experiences, outreach
from routeplan.visitlog.store import reading

OURS = ("household", "row_mark")
"""Said once, or only for the program."""
CLOCK = ("begin", "called_at", "at_seconds")


def everything_held(workspace: Workspace, household: str) -> dict[str, Any]:
    """By section: all that tables, visit log, plans and the list of prints hold.

    Names and ids of others that stand in free text are masked. Officers stand under their ids, and
    users of this computer not at all.

    Raises
    ------
    StoreBusyError, StoreError
        When the visit log cannot be read.
    """
    rows = read_table(workspace.root / workspace.settings.files.households, COLUMNS, NEEDED).rows
    its_rows = [row for row in rows if row["id"] == household]
    maps, name = workspace.root / MAPS, " ".join(row["name"] for row in its_rows)
    changes = _rows(maps / BEATS / CHANGES_OF_BEATS)
    held: dict[str, Any] = {
        "table": [{name: text for name, text in row.cells.items() if text} for row in its_rows],
        "standing": _standing(workspace, household),
        **_logged(workspace.visit_log, household),
        "notes": list(_notes(workspace.visit_log, _names(household, its_rows))),
        "plans": list(planned_for(maps, household)),
        "beats": [row.cells for row in changes if row["id"] == household],
        "replaced": list(replaced_copies(maps / UNDO, household, name)),
        "remembered": remembered_answers(workspace.settings.import_.values, name),
    }
    others = OtherNames.of(workspace.inputs, rows, household)
    return {"household": household, **others.masked(held)}


def _standing(workspace: Workspace, household: str) -> list[dict[str, Any]]:
    """What the program makes of it; its matters and promise are told on their own."""
    standing = workspace.standings.get(household)
    if standing is None:
        return []
    fields = asdict(standing)
    return [_without((*OURS, "matters", "promise"), {name: v for name, v in fields.items() if v})]


def _logged(path: Path, household: str) -> dict[str, list[dict[str, Any]]]:
    names = ("calls", "answers", "matters", "promises", "broken_promises", "sheets", "prints")
    if not path.exists():
        return {name: [] for name in names}
    with reading(path) as log:
        sections = {
            "calls": [_call(call) for call in log_reading.history(log, household)],
            "answers": [
                {
                    "category": about,
                    "text": said,
                    "answer": opinion_answer.text,
                    "on": opinion_answer.on,
                }
                for about, said, opinion_answer in answers_to(log, household)
            ],
            "matters": [
                asdict(matter)
                for matter in log_reading.matters(log)
                if matter.household == household
            ],
            "promises": [
                asdict(promise.promise) | {"made_on": promise.made_on}
                for promise in log_reading.promises(log)
                if promise.household == household
            ],
            "broken_promises": [
                {"on": on, "reason": reason}
                for (whose, on), reason in log_reading.reasons_for_breaking(log).items()
                if whose == household
            ],
            "sheets": [
                {"day": logged_round.day, "officers": logged_round.officers} | asdict(stop)
                for logged_round in log_reading.rounds(log)
                for stop in logged_round.stops
                if stop.household == household
            ],
            "prints": [
                {name: getattr(handout, name) for name in ("at", "what", "command")}
                for handout in handouts(log)
                if household in handout.households
            ],
        }
    return {name: [_readable(entry) for entry in entries] for name, entries in sections.items()}


def _names(household: str, rows: Sequence[Row]) -> tuple[str, ...]:
    """By which it may be named in a note: its id and the names in its rows."""
    return (household, *(row["name"] for row in rows if row["name"]))


def _notes(path: Path, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Notes of meetings, letters, calls and experience that name it."""
    if not path.exists():
        return
    with reading(path) as log:
        notes: list[Outreach | Experience] = [*outreach(log), *experiences(log)]
    for note in notes:
        words, text = set(re.findall(r"\w+", note.text.casefold())), note.text.casefold()
        for name in names:
            parts = re.findall(r"\w+", name.casefold())
            if parts and (set(parts) <= words or (not name.isascii() and name.casefold() in text)):
                yield {"on": note.on, "officers": list(note.officers), "text": note.text}
                break


def _readable(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Seconds after midnight as a clock shows them."""
    return {
        name: f"{value // 3600}:{value // 60 % 60:02d}" if name in CLOCK and value else value
        for name, value in _without(OURS, fields).items()
    }


def _call(recorded: Recorded) -> dict[str, Any]:
    """An entry with its place in the history of corrections; empty fields are left away."""
    place = {
        "number": recorded.number,
        "recorded_at": recorded.recorded_at,
        "corrects": recorded.corrects,
        "corrected_later": recorded.corrected,
    }
    return {
        k: v for k, v in (place | asdict(recorded.entry)).items() if v not in (None, "", (), [])
    }


def _without(names: tuple[str, ...], fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in names}


def _rows(path: Path) -> Iterator[Row]:
    if path.is_file():
        yield from read_table(path, ("id",), ("id",), may_be_empty=True).rows
