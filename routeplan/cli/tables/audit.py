"""Doubtful sheets, in the terminal."""

from __future__ import annotations

import click

from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.terminal.language import figure, said, say
from routeplan.model.inputs import visit_called
from routeplan.phrases import counted, joined
from routeplan.report.doubtful_sheets import DOUBTS, FEWEST_CALLS
from routeplan.station.use_cases.visit_log.audit_sheets import Audited


def print_audit(audited: Audited) -> None:
    """Each doubtful sheet with its doubts, and whom the chief may call on."""
    sheets = counted(audited.of, "sheet")
    if not audited.sheets:
        if audited.of:
            click.echo(say("No doubt about {sheets} with enough calls.", sheets=sheets))
        else:
            click.echo(
                say("No sheet has the {count} calls that it takes to judge it.", count=FEWEST_CALLS)
            )
        return
    out, inputs = console(), audited.inputs
    made = table(
        say("Sheets that cannot be as they were filled in"),
        *(say("sheet"), say("day"), say("officer"), say("calls"), say("met"), say("expected")),
        *(say("doubt"), say("call on")),
    )
    for sheet in audited.sheets:
        officers = [inputs.officers_by_id.get(name) for name in sheet.officers]
        homes = [inputs.households_by_id.get(name) for name in sheet.homes]
        made.add_row(
            *(sheet.code, str(sheet.day)),
            plain(" + ".join(known.name for known in officers if known)),
            *(figure(sheet.calls), figure(sheet.met), figure(sheet.expected, ",.1f")),
            said(joined(", ", [DOUBTS[doubt] for doubt in sheet.doubts])),
            plain("\n".join(visit_called(known.id, known.name) for known in homes if known)),
        )
    out.print(made)
    count = figure(len(audited.sheets))
    out.print(
        say(
            "{doubtful} of {sheets} with enough calls. A doubt is no proof: call on the homes "
            "named, which were drawn from those met, before you speak of it.",
            doubtful=count,
            sheets=sheets,
        )
    )
