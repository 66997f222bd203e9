"""What can go wrong, and the exit status each kind ends with.

::

    RouteplanError                       1  our bug, if it ever reaches a user bare
    ├── InputError                       2  what no calendar could mend: carries every Finding
    ├── UsageError                       2  the command asks for something that does not exist
    ├── StreetNetworkError               3  the street extract cannot be read, built or asked
    ├── StoreError                       2  the visit log cannot be read or written
    ├── StoreBusyError                   4  another process holds the store
    ├── JudgeError                       5  a plan failed the judge: carries every Violation
    └── SheetError                       1  the sheets could not be set, or would lack letters

Exit status 6 is no error: the plan is written, but a promise could not be kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

EXIT_DONE = 0
EXIT_BUG = 1
EXIT_INPUT = 2
EXIT_STREETS = 3
EXIT_BUSY = 4
EXIT_JUDGE = 5
EXIT_PROMISE = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found wrong (or odd) in what the user gave us.

    Parameters
    ----------
    code
        Slug from the index in ``docs/errors.md``, such as ``duplicate-id``.
    file, sheet, row, column, value
        Where it stands: ``row`` counts as the user's editor does (the header is row 1).
        Empty or None where it does not apply.
    message
        What is wrong, in one sentence.
    fix
        What to do about it, in one sentence.
    severity
        ``error`` stops the run; ``warning`` is told and planned around.
    """

    code: str
    message: str
    fix: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        where = self.file + (f"[{self.sheet}]" if self.sheet else "")
        if self.row is not None:
            where += f":{self.row}"
        parts = [where, self.column, repr(self.value) if self.value else "", self.message, self.fix]
        return " · ".join(part for part in parts if part) + f" [{self.code}]"


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that a plan breaks, as the judge saw it."""

    rule: str
    message: str
    shift: str = ""
    visit: str = ""

    def __str__(self) -> str:
        where = " · ".join(part for part in (self.shift, self.visit) if part)
        return f"{self.rule}: {where + ': ' if where else ''}{self.message}"


class RouteplanError(Exception):
    """Base of all errors that routeplan raises on purpose."""

    exit_status = EXIT_BUG


@dataclass
class InputError(RouteplanError):
    """The input cannot be planned; ``findings`` holds everything wrong, all at once."""

    findings: Sequence[Finding] = field(default_factory=tuple)
    exit_status = EXIT_INPUT

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)


class UsageError(RouteplanError):
    """The command asks for something that does not exist (an officer, a day, a plan)."""

    exit_status = EXIT_INPUT


class StreetNetworkError(RouteplanError):
    """The street network is unusable: unreadable extract, failed build, silent server."""

    exit_status = EXIT_STREETS


class StoreError(RouteplanError):
    """The visit log cannot be read or written: a full disk, a read-only folder, another file."""

    exit_status = EXIT_INPUT


class StoreBusyError(RouteplanError):
    """Another process holds the store."""

    exit_status = EXIT_BUSY


@dataclass
class JudgeError(RouteplanError):
    """A plan failed the judge and was not written; ``violations`` holds every broken rule."""

    violations: Sequence[Violation] = field(default_factory=tuple)
    exit_status = EXIT_JUDGE

    def __str__(self) -> str:
        return "\n".join(str(violation) for violation in self.violations)


class SheetError(RouteplanError):
    """The sheets could not be set, or would have boxes where letters belong."""
