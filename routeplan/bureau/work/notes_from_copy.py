"""What a command noted in the copy of a visit log, for the station's own log to know too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from routeplan.followup.recording import record_handout
from routeplan.station.clock import clerk
from routeplan.visitlog.handouts import Handout, handouts
from routeplan.visitlog.log_records import Round
from routeplan.visitlog.reading import rounds
from routeplan.visitlog.store import reading


@dataclass(frozen=True)
class Known:
    """How many handouts, and which rounds, a log held."""

    handouts: int = 0
    rounds: frozenset[str] = frozenset()


def handouts_so_far(log: Path) -> Known:
    """What the log holds before the command runs."""
    if not log.exists():
        return Known()
    with reading(log) as connection:
        ids = frozenset(logged_round.id for logged_round in rounds(connection))
        return Known(len(handouts(connection)), ids)


def handed_out(
    log: Path, known: Known, command: str
) -> tuple[tuple[Handout, ...], tuple[Round, ...]]:
    """What it holds since, as noted by ``command``."""
    if not log.exists():
        return (), ()
    with reading(log) as connection:
        new = [
            logged_round
            for logged_round in rounds(connection)
            if logged_round.id not in known.rounds
        ]
        noted = handouts(connection)[known.handouts :]
    return tuple(replace(handout, command=command) for handout in noted), tuple(new)


def note(log: Path, noted: tuple[Handout, ...], new: tuple[Round, ...]) -> None:
    """Write it into the station's own log, once, under the name of who runs the bureau.

    Raises
    ------
    StoreBusyError, StoreError
        When the log cannot be written.
    """
    if not noted:
        return
    by = clerk()
    known: list[Handout] = []
    if log.exists():
        with reading(log) as connection:
            known = [replace(logged_handout, by=by) for logged_handout in handouts(connection)]
    for handout in noted:
        ours = replace(handout, by=by)
        if ours not in known:
            record_handout(log, new, ours)
