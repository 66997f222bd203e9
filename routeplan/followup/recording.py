"""Recording an evening's results, all of them or none where one cannot be; and notes beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from routeplan.errors import Finding, InputError, UsageError
from routeplan.phrases import phrase
from routeplan.visitlog.handouts import Handout, add_handout
from routeplan.visitlog.log_records import RESULT_NAMES, Entry, Recorded, Round
from routeplan.visitlog.notes import (
    ANSWERS,
    EXPERIENCES,
    OUTREACH,
    Experience,
    OpinionAnswer,
    Outreach,
    Stamp,
    add_answer,
    add_experience,
    add_outreach,
    note_name,
    take_back_notes,
)
from routeplan.visitlog.reading import entries as held_entries
from routeplan.visitlog.store import reading, writing
from routeplan.visitlog.writing import Added, add_entries, add_round, take_back_entries


def record_results(
    path: Path,
    entries: Iterable[Entry],
    rounds: Iterable[Round],
    *,
    at: str,
    by: str,
    correcting: bool = False,
) -> Added:
    """Write entries and the rounds they are of; what comes back is safely on the disk.

    Raises
    ------
    InputError
        When the log says otherwise of some calls and ``correcting`` is not wanted; nothing was
        written.
    StoreBusyError, StoreError
        When the log cannot be written; nothing was.
    """
    with writing(path) as log:
        for logged_round in rounds:
            add_round(log, logged_round)
        added = add_entries(log, entries, at=at, by=by, correcting=correcting)
        if added.differing:
            raise InputError([_differs(entry, there) for entry, there in added.differing])
    return added


def take_back_results(
    path: Path, numbers: Sequence[int], notes: Sequence[str] = (), *, at: str, by: str
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Let what held before these entries hold again; they stay in the history.

    Numbers of the entries that stand in their place, and names of what stands in the place of
    ``notes``: taking back those puts these back.

    Raises
    ------
    UsageError
        When one of them was corrected since; nothing was written.
    StoreBusyError, StoreError
        When the log cannot be written; nothing was.
    """
    with writing(path) as log:
        later, taken = take_back_entries(log, numbers, at=at, by=by)
        if later:
            entry = later[0].entry
            raise UsageError(
                phrase(
                    "the result of {household} on {day} was corrected since ({time}, by {who}); "
                    "correct it with 'routeplan record --correct' instead",
                    household=entry.household,
                    day=entry.day,
                    time=later[0].recorded_at[:16],
                    who=later[0].recorded_by,
                )
            )
        return taken, take_back_notes(log, notes, Stamp(at, by))


def recorded_stops(path: Path, rounds: Iterable[Round]) -> dict[str, set[str]]:
    """The stops of each round of which the log holds a result, by the round's id."""
    with reading(path) as log:
        return {
            logged_round.id: {
                held.entry.stop
                for held in held_entries(log, logged_round.day, logged_round.day)
                if held.entry.round == logged_round.id
            }
            for logged_round in rounds
        }


_DETAILS = {
    "called_at": "time",
    "seconds": "minutes",
    "persons": "persons",
    "in_difficulty": "in_difficulty",
    "satisfied": "satisfied",
    "remarks": "remarks",
    "hours": "hours",
    "opinions": "opinion",
    "help_given": "help",
    "promise": "promise",
    "matter": "matter",
}
"""What else may differ where the result is the same, by the column it is written in."""


def _differs(entry: Entry, there: Recorded) -> Finding:
    """What was recorded, and where that is the same result, which details are not."""
    held = there.entry
    others = [
        column
        for name, column in _DETAILS.items()
        if held.result is entry.result and getattr(held, name) != getattr(entry, name)
    ]
    said = phrase(
        "{stop} was recorded as {result} on {time}",
        stop=phrase("stop {stop}", stop=entry.stop) if entry.stop else entry.household,
        result=RESULT_NAMES[held.result],
        time=there.recorded_at[:16],
    )
    if others:
        said = phrase(
            "{recorded}, with other details: {details}", recorded=said, details=", ".join(others)
        )
    return Finding(
        "result-differs",
        said,
        phrase("check which is right; with --correct this one replaces it"),
        file="typed",
        value=entry.result.value,
    )


def record_handout(path: Path, rounds: Iterable[Round], handout: Handout) -> None:
    """Keep the rounds that are handed out, and by whom. Raises as :func:`record_results`."""
    with writing(path) as log:
        for logged_round in rounds:
            add_round(log, logged_round)
        add_handout(log, handout)


def record_answer(path: Path, answer: OpinionAnswer, stamp: Stamp) -> str:
    """Answer an opinion; the name of what is safely in the log.

    Raises
    ------
    StoreBusyError, StoreError
        When the log cannot be written; nothing was.
    """
    with writing(path) as log:
        number = add_answer(log, answer.opinion, answer.on, answer.text, stamp)
    return note_name(ANSWERS, number)


def record_outreach(path: Path, outreach: Outreach, stamp: Stamp) -> str:
    """Keep a meeting, a letter or a round of calls; as :func:`record_answer`."""
    with writing(path) as log:
        return note_name(OUTREACH, add_outreach(log, outreach, stamp))


def record_experience(path: Path, experience: Experience, stamp: Stamp) -> str:
    """Keep a note of experience; as :func:`record_answer`."""
    with writing(path) as log:
        return note_name(EXPERIENCES, add_experience(log, experience, stamp))
