"""What every kind of foreign file gives: a problem, and how its answer is written and judged."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from routeplan.errors import InputError, Violation
from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.phrases import phrase
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Solution


@dataclass(frozen=True)
class Answer:
    """The answer in the words of the file's own kind.

    Parameters
    ----------
    text
        As the kind's own programs write it.
    content
        The same as JSON.
    headline
        One line for people.
    missing
        Names of what had to be served and is not; empty where everything may be left out.
    """

    text: str
    content: dict[str, Any]
    headline: str
    missing: tuple[str, ...] = ()


class Given(Protocol):
    """A foreign problem that was read without a finding."""

    @property
    def problem(self) -> Problem:
        """The problem as numbers, for an engine."""
        ...

    def answer(self, solution: Solution) -> Answer:
        """A solution in the words of the file's own kind."""
        ...

    def judge(self, answer: Answer) -> Sequence[Violation]:
        """Every rule that the answer breaks, found by code that shares none with its writer."""
        ...


def read_foreign(path: Path) -> Given:
    """Read a file; what it holds tells its kind: JSON is VROOM's, any other text VRPLIB's.

    Raises
    ------
    InputError
        With everything in the file that is wrong, or asks for what the engine does not do.
    OSError
        When it cannot be opened.
    """
    from routeplan.formats.foreign.vroom import read_vroom
    from routeplan.formats.foreign.vrplib import read_vrplib

    report = Mistakes(path.name)
    text = _text(path.read_bytes(), report)
    if text.lstrip().startswith(("{", "[")):
        return read_vroom(text, report)
    return read_vrplib(text, report)


def _text(content: bytes, report: Mistakes) -> str:
    """UTF-8 or, where its first bytes say so, UTF-16.

    In VRPLIB's and Solomon's files letters beyond ASCII are in remarks alone, and old ones have
    them in whatever code page: they may be lost.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not content.lstrip(codecs.BOM_UTF8).lstrip().startswith((b"{", b"[")):
            return content.decode("utf-8-sig", errors="replace")
        report.tell(
            "problem-unreadable",
            phrase("not UTF-8 text: {reason}", reason=error.reason),
            phrase("save the file as UTF-8"),
        )
        raise InputError(report.findings) from error
