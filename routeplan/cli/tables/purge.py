"""What a purge takes out, in the terminal and as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from routeplan.phrases import counted
from routeplan.station.privacy.old_files import OldFiles
from routeplan.station.text import visible
from routeplan.visitlog.purging import Purge

NAMES_SHOWN = 3
"""Of the files of a folder; the shortest tell most."""
_SAID = {
    "results.remarks": "remarks",
    "results.hours": "suitable hours",
    "opinions.text": "opinions",
    "help_given.text": "help given",
    "matter_steps.text": "subjects and outcomes of matters",
    "matter_steps.next_step": "next steps",
    "broken_promises.reason": "reasons for broken promises",
}


def purge_content(
    found: Purge, old: OldFiles, before: date, elsewhere: list[str], root: Path, *, written: bool
) -> dict[str, Any]:
    """For programs. The names that households get are nobody's business."""
    return {
        "before": before,
        "written": written,
        "entries": found.entries,
        "texts": dict(found.texts),
        "nameless": len(found.nameless),
        "stays": {
            "matters": [{"id": each.id, "household": each.household} for each in found.matters],
            "promises": [
                {"household": each.household, "on": each.promise.on} for each in found.pending
            ],
        },
        "thinned": _relative(old.thinned, root),
        "removed": _relative(old.removed, root),
        "foreign": _relative(old.foreign, root),
        "elsewhere": elsewhere,
        "earlier": [asdict(each) for each in found.earlier],
    }


def print_purge(
    found: Purge, old: OldFiles, before: date, elsewhere: list[str], root: Path, *, written: bool
) -> None:
    """What goes, what stays, and what is left to do by hand."""
    click.echo(f"Records from before {before}:")
    entries = "1 entry" if found.entries == 1 else f"{found.entries:,} entries"
    click.echo(f"  {entries} in the visit log")
    for name, count in found.texts.items():
        click.echo(f"  {count:>6,} x  {_SAID[name]}")
    if found.nameless:
        told = counted(len(found.nameless), "household")
        click.echo(f"  {told} no longer in any table: the id is replaced, the counts stay")
    _list("Plans reduced to counts and times", _relative(old.thinned, root))
    _list("Files removed", _relative(old.removed, root))
    for line in _stays(found):
        click.echo(visible(line))
    _list(
        "Not made by routeplan, so left alone (check them yourself)", _relative(old.foreign, root)
    )
    _list("Written elsewhere, so left alone (remove them yourself)", elsewhere)
    if found.earlier:
        last = found.earlier[-1]
        click.echo(visible(f"Last purged on {last.at[:10]} by {last.by}: before {last.before}."))
    if written:
        click.echo("Done." if found or old else "There was nothing to purge.")
    elif found or old:
        click.echo("Dry run. Add --write to purge; this cannot be undone.")
    else:
        click.echo("There is nothing to purge.")


def _stays(found: Purge) -> Iterator[str]:
    for matter in found.matters:
        state = f"closed on {matter.closed}" if matter.closed else "open"
        told = f"{matter.id} of {matter.household}, opened on {matter.opened}, is {state}"
        yield f"Kept: matter {told}"
    for each in found.pending:
        yield f"Kept: the promise to {each.household} for {each.promise.on}"


def _list(title: str, files: list[str]) -> None:
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
        click.echo(visible(f"  {len(names):>6,}    {folder}/ ({shown})"))


def _relative(paths: Iterable[Path], root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in paths]
