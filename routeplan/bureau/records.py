"""What is asked of a station, and what comes back: records that travel between computers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from routeplan.errors import Finding
from routeplan.visitlog.handouts import Handout
from routeplan.visitlog.records import Round

Command = Literal["plan", "check", "sheets", "report", "due", "forecast"]


@dataclass(frozen=True)
class Request:
    """One command with its options, the same for every station of a run.

    Parameters
    ----------
    today
        The day of the coordinator: every station is done as on that day, also after midnight.
    options
        As the station's use case takes them; what is None is as its settings say.
    """

    command: Command
    today: date
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The same for requests that come to the same."""
        plain = {name: value for name, value in self.options.items() if value is not None}
        return json.dumps([self.command, str(self.today), plain], sort_keys=True, default=str)

    @property
    def planned_from(self) -> date | None:
        """The first day, where the command makes a plan."""
        return self.options.get("first_day") if self.command == "plan" else None


@dataclass(frozen=True)
class Outcome:
    """What a station's command came to.

    Parameters
    ----------
    status
        The exit status that the command alone would have had.
    findings
        What is wrong or odd in the station's files, and any other reason why it failed.
    figures
        What the bureau's overview and roll-up want to know, as JSON can hold it.
    files
        What was written, by its name in the station's folder.
    handouts, rounds
        What the station's own visit log is to know of that.
    seconds
        From the start of the command to its end, on the worker.
    """

    status: int
    findings: tuple[Finding, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    handouts: tuple[Handout, ...] = ()
    rounds: tuple[Round, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Lost:
    """The process that worked on a station has died: by which signal, or with which status."""

    why: str
