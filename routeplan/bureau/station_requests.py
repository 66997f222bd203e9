"""What is wanted of a station, and what comes back: records that travel between computers."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Self

from routeplan.errors import Finding
from routeplan.formats.station.settings import ENVIRONMENT, NO_SETTINGS
from routeplan.visitlog.handouts import Handout
from routeplan.visitlog.log_records import Round

Command = Literal["plan", "check", "sheets", "report", "due", "forecast"]
DATES = ("first_day", "on", "first", "last")
"""Options that are dates."""


def settings_variables() -> dict[str, str]:
    """The ``ROUTEPLAN_*`` variables of the coordinator that go before a station's settings."""
    return {
        name: value
        for name, value in sorted(os.environ.items())
        if name.startswith(ENVIRONMENT) and name not in NO_SETTINGS
    }


@dataclass(frozen=True)
class StationRequest:
    """One command with its options, the same for every station of a run.

    Parameters
    ----------
    today
        The day of the coordinator: every station is done as on that day, also after midnight.
    options
        As the station's use case takes them; what is None is as its settings say.
    variables
        Of the coordinator's environment: settings that go before each station's. A worker's do not
        count.
    """

    command: Command
    today: date
    options: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def given(self) -> dict[str, Any]:
        """The options that are not left to the settings."""
        return {name: value for name, value in self.options.items() if value is not None}

    @property
    def text(self) -> str:
        """The whole request as the ledger keeps it."""
        parts = [self.command, str(self.today), self.given, dict(self.variables)]
        return json.dumps(parts, sort_keys=True, default=str)

    @classmethod
    def of(cls, text: str) -> Self:
        """The request that the ledger has kept."""
        command, today, options, variables = json.loads(text)
        known = {
            name: date.fromisoformat(value) if name in DATES else value
            for name, value in options.items()
        }
        return cls(command, date.fromisoformat(today), known, variables)

    @property
    def key(self) -> str:
        """The same for requests that come to the same from the same files.

        Neither a plan whose first day is named nor sheets of a day that is named depend on today.
        """
        day = "" if self.names_its_day else str(self.today)
        parts = [self.command, day, self.given, dict(self.variables)]
        return json.dumps(parts, sort_keys=True, default=str)

    @property
    def names_its_day(self) -> bool:
        """Whether another day would not change what is done."""
        named = {"plan": "first_day", "sheets": "on"}.get(self.command)
        return named is not None and self.options.get(named) is not None

    @property
    def planned_from(self) -> date | None:
        """The first day, where the command makes a plan."""
        return self.options.get("first_day") if self.command == "plan" else None


@dataclass(frozen=True)
class StationOutcome:
    """What a station's command came to.

    Parameters
    ----------
    status
        The exit status that the command alone would have had.
    findings
        What is wrong or odd in the station's files.
    failures
        Any other reason why it failed, such as what the judge said.
    figures
        What the bureau's overview and roll-up want to know, as JSON can hold it.
    files
        What was written, by its name in the station's folder.
    handouts, rounds
        What the station's own visit log is to know of that.
    seconds
        From the start of the command to its end, on the worker.
    lies_at
        Where a shared disk has all of it; here is the status alone then.
    """

    status: int
    findings: tuple[Finding, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    handouts: tuple[Handout, ...] = ()
    rounds: tuple[Round, ...] = ()
    seconds: float = 0.0
    failures: tuple[str, ...] = ()
    lies_at: str | None = None


@dataclass(frozen=True)
class Lost:
    """The process that worked on a station has died: by which signal, or with which status."""

    why: str
