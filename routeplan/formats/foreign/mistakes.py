"""Collecting everything that is wrong with a foreign file before anything is refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from routeplan.errors import Finding, InputError
from routeplan.phrases import phrase

SHOWN = 60
"""Characters of a value that are shown."""


@dataclass
class Mistakes:
    """The findings about one file."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def tell(
        self, code: str, message: str, fix: str, *, where: str = "", value: object = None
    ) -> None:
        """Note something wrong. ``where`` is the path to it: ``jobs[3].service``."""
        shown = "" if value is None else str(value)
        shown = shown if len(shown) <= SHOWN else shown[:SHOWN] + "..."
        self.findings.append(Finding(code, message, fix, file=self.file, column=where, value=shown))

    def not_done(self, where: str, value: object, what: str) -> None:
        """The file asks for something that the engine does not do."""
        self.tell(
            "problem-asks-more",
            phrase("routeplan does not support {what}", what=what),
            phrase("remove it, or solve this file with another program"),
            where=where,
            value=value,
        )

    def malformed(self, where: str, value: object, message: str) -> None:
        """A value is of the wrong kind, or contradicts another one."""
        self.tell("problem-malformed", message, phrase("correct it"), where=where, value=value)

    def stop_if_wrong(self) -> None:
        """Raise InputError when anything was found."""
        if self.findings:
            raise InputError(self.findings)
