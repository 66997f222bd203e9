"""What is wrong with a station, as the ledger keeps it and as people read it in their language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from routeplan.errors import Finding, JudgeError
from routeplan.phrases import Phrase, joined, plain, recalled, sentence_of
from routeplan.station.findings_by_cause import by_cause, severity_rank

MOST_KEPT = 50
"""Of a station: its whole list is ``routeplan check``'s."""


def kept(failures: Iterable[str], findings: Iterable[Finding] = ()) -> list[Any]:
    """What the ledger keeps as JSON: sentences with their patterns and values, the worst first."""
    worst_first = sorted(findings, key=severity_rank)
    return [plain(failure) for failure in failures][:MOST_KEPT] + [
        _plain_finding(finding) for finding in worst_first[:MOST_KEPT]
    ]


def remembered(content: Iterable[Any]) -> list[Finding | str]:
    """What the ledger has kept; a sentence of an older ledger is the text that it is."""
    return [_recalled_finding(entry) for entry in content]


def failures_of(error: Exception) -> tuple[str, ...]:
    """Why a station failed, when it was no finding: a sentence each."""
    if not isinstance(error, JudgeError):
        return (sentence_of(error),)
    return tuple(
        joined(
            ": ",
            [violation.rule, *filter(None, (violation.shift, violation.visit)), violation.message],
        )
        for violation in error.violations
    )


def in_words(findings: Iterable[Finding | str], catalogue: Mapping[str, str]) -> list[str]:
    """A line for each cause in the language of a catalogue: failures first, then errors.

    Parameters
    ----------
    catalogue
        By English pattern, as the pages and the terminal have it.
    """
    every = list(findings)
    failures = [_said(finding, catalogue) for finding in every if isinstance(finding, str)]
    causes = by_cause(finding for finding in every if isinstance(finding, Finding))
    return failures + [
        str(
            replace(cause, message=_said(cause.message, catalogue), fix=_said(cause.fix, catalogue))
        )
        for cause in causes
    ]


def _said(text: str, catalogue: Mapping[str, str]) -> str:
    return text.said_in(catalogue) if isinstance(text, Phrase) else text


def _plain_finding(finding: Finding) -> dict[str, Any]:
    """Without what is as it is where nothing is said."""
    said = {field.name: field.default for field in fields(Finding)}
    content = {name: value for name, value in asdict(finding).items() if value != said[name]}
    return content | {"message": plain(finding.message), "fix": plain(finding.fix)}


def _recalled_finding(content: Any) -> Finding | str:
    if isinstance(content, dict) and "code" in content:
        more = dict(content)
        code, message, fix = (more.pop(name) for name in ("code", "message", "fix"))
        return Finding(code, recalled(message), recalled(fix), **more)
    sentence: str = recalled(content)
    return sentence
