"""What a purge takes out, in the terminal and as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from routeplan.cli.terminal.language import figure, said, say
from routeplan.phrases import counted, phrase
from routeplan.station.harmless_text import visible
from routeplan.station.use_cases.visit_log.purge_records import PurgedRecords
from routeplan.visitlog.purging import Purge

NAMES_SHOWN = 3
"""Of the files of a folder; the shortest tell most."""
TEXTS = {
    "results.remarks": phrase("remarks"),
    "results.hours": phrase("suitable hours"),
    "opinions.text": phrase("opinions"),
    "help_given.text": phrase("help given"),
    "matter_steps.text": phrase("subjects and outcomes of matters"),
    "matter_steps.next_step": phrase("next steps"),
    "broken_promises.reason": phrase("reasons for broken promises"),
    "answers.text": phrase("answers to opinions"),
    "outreach.text": phrase("what meetings, letters and calls were about"),
    "experiences.text": phrase("notes of experience"),
}


def purge_content(purged: PurgedRecords, root: Path) -> dict[str, Any]:
    """For programs. The names that households get are nobody's business."""
    log, old = purged.log, purged.files
    return {
        "before": purged.before,
        "written": purged.written,
        "entries": log.entries,
        "texts": dict(log.texts),
        "nameless": len(log.nameless),
        "answers": purged.answers,
        "stays": {
            "matters": [{"id": matter.id, "household": matter.household} for matter in log.matters],
            "promises": [
                {"household": promise.household, "on": promise.promise.on}
                for promise in log.pending
            ],
        },
        "thinned": _relative(old.thinned, root),
        "removed": _relative(old.removed, root),
        "foreign": _relative(old.foreign, root),
        "elsewhere": purged.elsewhere,
        "earlier": [asdict(earlier) for earlier in log.earlier],
    }


def print_purge(purged: PurgedRecords, root: Path) -> None:
    """What goes, what stays, and what is left to do by hand."""
    log, old = purged.log, purged.files
    click.echo(say("Records from before {day}:", day=purged.before))
    _print_log(log)
    if purged.answers:
        line = say("remembered answers of imports that may name somebody: {count:,}; "
                   "a mark takes the place of the text", count=purged.answers)  # fmt: skip
        click.echo(f"  {line}")
    _list(say("Plans reduced to counts and times"), _relative(old.thinned, root))
    _list(say("Files removed"), _relative(old.removed, root))
    for line in _stays(log):
        click.echo(visible(line))
    _list(
        say("Not made by routeplan, so left alone (check them yourself)"),
        _relative(old.foreign, root),
    )
    _list(say("Written elsewhere, so left alone (remove them yourself)"), purged.elsewhere)
    if log.earlier:
        last = log.earlier[-1]
        line = say(
            "Last purged on {day} by {clerk}: before {before}.",
            day=last.at[:10],
            clerk=last.by,
            before=last.before,
        )
        click.echo(visible(line))
    click.echo(_outcome(purged))


def _print_log(log: Purge) -> None:
    if log.entries == 1:
        entries = say("1 entry in the visit log")
    else:
        entries = say("{count:,} entries in the visit log", count=log.entries)
    click.echo(f"  {entries}")
    for name, count in log.texts.items():
        click.echo(f"  {figure(count):>6} x  {said(TEXTS[name])}")
    if log.nameless:
        line = say(
            "{households} no longer in any table: the id is replaced, the counts stay",
            households=counted(len(log.nameless), "household"),
        )
        click.echo(f"  {line}")


def _outcome(purged: PurgedRecords) -> str:
    something = bool(purged.log or purged.files or purged.answers)
    if purged.written:
        return say("Done.") if something else say("There was nothing to purge.")
    if something:
        return say("Dry run. Add --write to purge; this cannot be undone.")
    return say("There is nothing to purge.")


def _stays(log: Purge) -> Iterator[str]:
    for matter in log.matters:
        named = {"id": matter.id, "household": matter.household, "opened": matter.opened}
        if matter.closed:
            yield say(
                "Kept: matter {id} of {household}, opened on {opened}, is closed on {closed}",
                **named,
                closed=matter.closed,
            )
        else:
            yield say("Kept: matter {id} of {household}, opened on {opened}, is open", **named)
    for promise in log.pending:
        yield say(
            "Kept: the promise to {household} for {day}",
            household=promise.household,
            day=promise.promise.on,
        )


def _list(title: str, files: Sequence[str]) -> None:
    """By folder: how many, and the first names."""
    folders = defaultdict(list)
    for file in files:
        folder, _, name = file.rpartition("/")
        folders[folder].append(name)
    if files:
        click.echo(f"{title}:")
    for folder, names in folders.items():
        more = ", ..." if len(names) > NAMES_SHOWN else ""
        shown = ", ".join(sorted(names, key=len)[:NAMES_SHOWN]) + more
        click.echo(visible(f"  {figure(len(names)):>6}    {folder}/ ({shown})"))


def _relative(paths: Iterable[Path], root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in paths]
