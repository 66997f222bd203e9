"""``routeplan undo``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import json_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import said, say
from routeplan.cli.terminal.messages import print_json
from routeplan.errors import UsageError
from routeplan.phrases import Phrase, counted, phrase
from routeplan.station.harmless_text import visible

if TYPE_CHECKING:
    from routeplan.formats.decisions.journal import Write
    from routeplan.station.use_cases.undo.take_back import TakenBack


@click.command("undo", cls=Command)
@workspace_argument
@click.option(
    "--name",
    metavar="NAME",
    help="Take back this write, such as W7, or the last one of this command, such as replan.",
)
@click.option("--redo", is_flag=True, help="Put back what was taken back last.")
@click.option("--list", "listed", is_flag=True, help="List the writes, also those taken back.")
@click.option("--write", is_flag=True, help="Take it back; this is the default.")
@click.option("--dry-run", is_flag=True, help="Only show what would be taken back.")
@json_option
def command(
    folder: Path,
    name: str | None,
    redo: bool,
    listed: bool,
    write: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take back the last write of any command, and say what it was.

    That is a plan, a replan, an option of balance, locks, beats, a plan edited by hand, an import,
    or recorded results. Every file has its former content again, byte for byte; results stay in the
    visit log's history and no longer count. Pages and sheets that show another plan are removed.
    The next undo goes one further back.

    What was changed since by somebody else is never overwritten. Writes are kept for 60 days, at
    most 100 of them; purge removes them all, and cannot be undone.

    \b
    Examples:
      routeplan undo station --dry-run
      routeplan undo station
      routeplan undo station --name replan
      routeplan undo station --redo
    """
    from routeplan.station.use_cases.undo.take_back import noted_writes, put_back, take_back

    if write and dry_run:
        raise UsageError(phrase("--write and --dry-run cannot be combined; give only one"))
    if sum((listed, redo, name is not None)) > 1:
        raise UsageError(phrase("give only one of --list, --redo and --name"))
    if listed:
        _list(noted_writes(folder), as_json=as_json)
        return
    if redo:
        done = put_back(folder, write=not dry_run)
    else:
        done = take_back(folder, name, write=not dry_run)
    if as_json:
        print_json(_content(done, folder))
    else:
        _tell(done, folder, redo=redo)


def _tell(done: TakenBack, folder: Path, *, redo: bool) -> None:
    """What was taken back, file by file, and how to put it back."""
    click.echo(visible(said(_head(done, redo=redo))))
    for path in done.restored:
        click.echo(say("  as it was: {file}", file=visible(str(path))))
    for path in done.removed:
        click.echo(say("  removed: {file}", file=visible(str(path))))
    if done.entries:
        results = counted(done.entries, "result")
        click.echo(say("  in the visit log: {results}", results=results))
    if done.drawn:
        files = counted(done.drawn, "file")
        click.echo(say("  removed: {files} drawn from the other plan", files=files))
    where = shlex.quote(str(folder))
    if not done.written:
        click.echo(say("Nothing was written. To do it:"))
        click.echo(f"  routeplan undo {where}{' --redo' * redo}{_chosen(done, redo=redo)}")
    elif redo:
        click.echo(say("To take it back again:"))
        click.echo(f"  routeplan undo {where}")
    else:
        click.echo(say("To put it back:"))
        click.echo(f"  routeplan undo {where} --redo")


def _head(done: TakenBack, *, redo: bool) -> Phrase:
    write = _named(done.write)
    if redo and done.written:
        return phrase("Put back: {write}", write=write)
    if redo:
        return phrase("Would put back: {write}", write=write)
    if done.written:
        return phrase("Taken back: {write}", write=write)
    return phrase("Would take back: {write}", write=write)


def _chosen(done: TakenBack, *, redo: bool) -> str:
    """The option that takes back just what was shown."""
    return "" if redo else f" --name {done.write.name}"


def _named(write: Write) -> Phrase:
    return phrase(
        "{name}, {what} (routeplan {command}, {time}, by {who})",
        name=write.name,
        what=write.what,
        command=visible(write.command),
        time=write.at[:16].replace("T", " "),
        who=visible(write.by),
    )


def _list(writes: list[Write], *, as_json: bool) -> None:
    """Every write, the last first."""
    from routeplan.cli.tables.plan import console, plain, table

    if as_json:
        print_json([_fields(write) for write in reversed(writes)])
        return
    if not writes:
        click.echo(say("There is nothing to take back."))
        return
    made = table(
        phrase("What was written"),
        *(phrase("name"), phrase("when"), phrase("who"), phrase("command"), phrase("what")),
        phrase("taken back"),
        numbers=0,
    )
    for write in reversed(writes):
        made.add_row(
            write.name,
            write.at[:16].replace("T", " "),
            plain(write.by),
            write.command,
            plain(said(write.what)),
            write.undone_at[:16].replace("T", " "),
        )
    console().print(made)


def _content(done: TakenBack, folder: Path) -> dict[str, object]:
    def inside(path: Path) -> str:
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)

    return _fields(done.write) | {
        "restored": [inside(path) for path in done.restored],
        "removed": [inside(path) for path in done.removed],
        "log_entries": done.entries,
        "drawn_removed": done.drawn,
        "written": done.written,
    }


def _fields(write: Write) -> dict[str, object]:
    return {
        "name": write.name,
        "at": write.at,
        "by": write.by,
        "command": write.command,
        "what": str(write.what),
        "undone_at": write.undone_at,
        "undone_by": write.undone_by,
    }
