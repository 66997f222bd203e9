"""Meetings, letters and calls with many people, and officers' experience: noted and listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import clerk, now, today
from routeplan.station.harmless_text import worded
from routeplan.station.people_by_name import folded, officer_named

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.station.reading.open_station import Workspace
    from routeplan.visitlog.notes import Experience, Outreach

OLDEST_DAYS = 5 * 365
"""A day longer ago is a slip in the year."""
MOST_PERSONS = 1_000_000


@dataclass(frozen=True)
class NewOutreach:
    """What is to be noted of a meeting, a letter or a round of calls.

    Parameters
    ----------
    kind
        ``meeting``, ``letter`` or ``telephone``.
    persons
        How many people it reached.
    about
        What it was about.
    day
        When; None for today.
    officers
        Who did it, by id or name.
    """

    kind: str
    persons: int
    about: str
    day: date | None = None
    officers: Sequence[str] = ()


def note_outreach(workspace: Workspace, new: NewOutreach, *, command: str) -> tuple[Finding, ...]:
    """Keep it in the visit log. Why this cannot be undone, where that is so.

    Raises
    ------
    UsageError
        When there is no such kind, officer or number of people, nothing is said, or the day is in
        the future.
    StoreBusyError, StoreError
        When the log cannot be written; nothing was.
    """
    from routeplan.followup.recording import record_outreach
    from routeplan.report.outreach import KIND_NAMES
    from routeplan.station.use_cases.undo.note_write import noted_write
    from routeplan.visitlog.notes import Outreach, OutreachKind, Stamp

    if new.kind not in list(OutreachKind):
        raise UsageError(
            phrase(
                "unknown kind '{kind}'; use one of: {known}",
                kind=new.kind,
                known=", ".join(OutreachKind),
            )
        )
    if not 0 < new.persons <= MOST_PERSONS:
        raise UsageError(
            phrase(
                "not between 1 and {most:,} people: {count}", most=MOST_PERSONS, count=new.persons
            )
        )
    kind = OutreachKind(new.kind)
    noted = Outreach(
        0, _day(new.day), kind, _officers(workspace, new.officers), new.persons, worded(new.about)
    )
    what = phrase("a note of {day} ({kind})", day=noted.on, kind=KIND_NAMES[kind])
    with noted_write(workspace.root, what, command=command) as noting:
        name = record_outreach(workspace.visit_log, noted, Stamp(now(), clerk()))
        noting.notes.append(name)
    return noting.findings


def list_outreach(
    workspace: Workspace, first: date = date.min, last: date = date.max
) -> tuple[Outreach, ...]:
    """Meetings, letters and calls of these days; none where there is no log yet."""
    from routeplan.visitlog.notes import outreach
    from routeplan.visitlog.store import reading

    if not workspace.visit_log.exists():
        return ()
    with reading(workspace.visit_log) as log:
        return tuple(outreach(log, first, last))


def note_experience(
    workspace: Workspace,
    text: str,
    officers: Sequence[str] = (),
    day: date | None = None,
    *,
    command: str,
) -> tuple[Finding, ...]:
    """Keep what an officer has learned. Why this cannot be undone, where that is so.

    Raises
    ------
    UsageError
        When there is no such officer, nothing is said, or the day is in the future.
    StoreBusyError, StoreError
        When the log cannot be written; nothing was.
    """
    from routeplan.followup.recording import record_experience
    from routeplan.station.use_cases.undo.note_write import noted_write
    from routeplan.visitlog.notes import Experience, Stamp

    noted = Experience(0, _day(day), _officers(workspace, officers), worded(text))
    what = phrase("a note of experience of {day}", day=noted.on)
    with noted_write(workspace.root, what, command=command) as noting:
        name = record_experience(workspace.visit_log, noted, Stamp(now(), clerk()))
        noting.notes.append(name)
    return noting.findings


def find_experiences(workspace: Workspace, words: str = "") -> tuple[Experience, ...]:
    """Notes that have every one of these words, in the text or in an officer's name or id.

    The last one first; none where there is no log yet. Case, accents and width do not matter.
    """
    from routeplan.visitlog.notes import experiences
    from routeplan.visitlog.store import reading

    if not workspace.visit_log.exists():
        return ()
    with reading(workspace.visit_log) as log:
        every = experiences(log)
    known, wanted = workspace.inputs.officers_by_id, folded(words).split()

    def searched(note: Experience) -> str:
        names = [known[officer].name for officer in note.officers if officer in known]
        return folded(" ".join((note.text, *note.officers, *names)))

    return tuple(
        experience
        for experience in reversed(every)
        if all(word in searched(experience) for word in wanted)
    )


def _day(day: date | None) -> date:
    on = day or today()
    if on > today():
        raise UsageError(phrase("{day} is in the future", day=on))
    if today() - on > timedelta(days=OLDEST_DAYS):
        years = (today() - on).days // 365
        raise UsageError(phrase("{day} is {years} years ago; check the year", day=on, years=years))
    return on


def _officers(workspace: Workspace, names: Sequence[str]) -> tuple[str, ...]:
    ids = (officer_named(workspace.inputs, name) for name in names)
    return tuple(dict.fromkeys(ids))
