"""Who printed, drew or exported what: lines that are added to the log, and read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from sqlite3 import Connection

_COLUMNS = "at, by, what, detail, command, first_day, last_day, officers, households, files"


@dataclass(frozen=True, slots=True)
class Handout:
    """Household data that left the program: printed, drawn or exported, by whom, what and where.

    Parameters
    ----------
    at, by
        Date and time, and the name that the computer knows the user by.
    what, detail
        ``sheets``, ``pages`` or so, and how many.
    command
        The command that did it.
    first_day, last_day
        Days it is of; None where it is of no day.
    officers, households
        Ids of those who stand in it.
    files
        Where it was written to, seen from the station's folder where it lies in there; empty for
        the screen.
    """

    at: str
    by: str
    what: str
    detail: str = ""
    command: str = ""
    first_day: date | None = None
    last_day: date | None = None
    officers: tuple[str, ...] = ()
    households: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def add_handout(log: Connection, handout: Handout) -> None:
    """Note that household data left the program. Runs inside :func:`store.writing`."""
    fact = asdict(handout) | {
        "first_day": str(handout.first_day or ""),
        "last_day": str(handout.last_day or ""),
        "officers": "+".join(handout.officers),
        "households": json.dumps(handout.households, ensure_ascii=False),
        "files": json.dumps(handout.files, ensure_ascii=False),
    }
    marks = ", ".join(f":{name}" for name in _COLUMNS.split(", "))
    log.execute(f"INSERT INTO handouts ({_COLUMNS}) VALUES ({marks})", fact)


def handouts(log: Connection) -> list[Handout]:
    """All of them, the first first. Runs inside :func:`store.reading`."""
    rows = log.execute(f"SELECT {_COLUMNS} FROM handouts ORDER BY number")
    return [
        Handout(
            *(at, by, what, detail, command),
            *(_date(first), _date(last)),
            *(tuple(filter(None, officers.split("+"))), tuple(json.loads(households))),
            tuple(json.loads(files)),
        )
        for at, by, what, detail, command, first, last, officers, households, files in rows
    ]


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
