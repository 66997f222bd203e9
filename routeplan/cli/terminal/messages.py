"""Findings on stderr, and JSON on stdout."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

import click

from routeplan.cli.terminal.language import said, say
from routeplan.errors import Finding
from routeplan.phrases import counted, phrase
from routeplan.station.text import visible

FINDINGS_SHOWN = 200
INTERRUPTED = phrase("The search was interrupted; this is the best plan found so far.")


def tell_findings(findings: Iterable[Finding]) -> None:
    """One line each on stderr; a very long list is cut, warnings before errors.

    Errors come last: behind many warnings they are what is still on the screen.
    """
    ranked = sorted(findings, key=lambda finding: finding.severity != "error")
    for finding in sorted(ranked[:FINDINGS_SHOWN], key=lambda each: each.severity == "error"):
        worded = replace(finding, message=said(finding.message), fix=said(finding.fix))
        severity = say("error") if finding.severity == "error" else say("warning")
        click.echo(f"{severity}: {visible(str(worded))}", err=True)
    if len(ranked) > FINDINGS_SHOWN:
        click.echo(say("... and {count} more", count=len(ranked) - FINDINGS_SHOWN), err=True)
    errors = sum(finding.severity == "error" for finding in ranked)
    if errors:
        total = counted(errors, "error")
        click.echo(say("{total}; nothing was written.", total=total), err=True)


def as_dicts(items: Sequence[Any]) -> list[dict[str, Any]]:
    """Dataclasses as dictionaries, for JSON."""
    return [asdict(item) for item in items]


def print_json(content: object) -> None:
    """JSON on stdout, readable and stable."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2, default=str))
