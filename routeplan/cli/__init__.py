"""Commands: parse, call, print. Each stands in its own file and loads only when it is called."""

from __future__ import annotations

import importlib
import keyword
import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, override

import click

from routeplan.cli.terminal.help import Command, in_the_language
from routeplan.cli.terminal.language import help_text, say
from routeplan.phrases import phrase
from routeplan.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "init": "Create a station folder with template files.",
    "import": "Take over the station's own spreadsheet.",
    "check": "Check the station's files and show how they were read.",
    "plan": "Plan the visits and write the plan.",
    "week": "Plan the visits, print the sheets and draw the maps in one go.",
    "maps": "Draw the map pages of a plan.",
    "sheets": "Print the officers' sheets of a plan.",
    "cards": "Print cards to leave at doors, and officers' contact cards.",
    "notices": "Print notices to hang up in houses before a round.",
    "balance": "Show each officer's workload and ways to even it out.",
    "explain": "Explain why a household is visited when it is, or is left out.",
    "beats": "Make or adjust beats: which officer has which households.",
    "replan": "Re-plan after a change and show what moved.",
    "undo": "Take back the last write of any command.",
    "lock": "Lock officers, days or visits of a plan; list past decisions.",
    "unlock": "Remove locks from a plan.",
    "forecast": "Estimate when every household will have been met.",
    "record": "Write the results of a round into the visit log.",
    "answer": "Note what a household answers to a card: hours, or a time.",
    "due": "Show which households are still to be met.",
    "priorities": "Give people in difficulty the priority 'high'.",
    "matters": "Track open matters and promises.",
    "opinions": "List what people said, and note what was answered.",
    "outreach": "Note meetings, letters and calls that reach many people.",
    "experience": "Note what officers have learned, and search it.",
    "learn": "Show what was learned about hours and visit lengths.",
    "report": "Report a period's work from the visit log.",
    "export": "Write a plan for calendars, maps, GIS and spreadsheets.",
    "prints": "List who printed, drew or exported what, and when.",
    "export-household": "Show everything held on one household.",
    "purge": "Anonymise old records; statistics are kept.",
    "words": "List the languages of pages, sheets and terminal, or add your own.",
    "bureau": "Plan, print and report many stations at once.",
    "solve": "Solve a problem file from another program.",
    "demo": "Check, plan and draw the demonstration station.",
}


class LazyGroup(Command, click.Group):
    """Lists its commands from a table, and imports the one that is called."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, in the order of the help."""
        return list(COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported only now; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        name += "_" * keyword.iskeyword(name)
        module = importlib.import_module(f"routeplan.cli.commands.{name}")
        command: click.Command = module.command
        return command

    @override
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; for an unknown one the nearest is offered."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name.lower(), COMMANDS, 1)
            if near:
                hint = phrase("did you mean '{near}'?", near=near[0])
            else:
                hint = phrase("commands are {known}.", known=", ".join(COMMANDS))
            ctx.fail(say("unknown command '{name}'; {hint}", name=name, hint=hint))
        return super().resolve_command(ctx, args)

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help, from the table: none is imported."""
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, help_text(what)) for name, what in COMMANDS.items()])

    @override
    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The group's own options, and then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    @override
    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands that begin so, from the table: none is imported; else the group's options."""
        from click.shell_completion import CompletionItem

        commands = [
            CompletionItem(name, help=what)
            for name, what in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return in_the_language([*commands, *click.Command.shell_complete(self, ctx, incomplete)])

    @override
    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Parses the group's own options; an error there ends like any other."""
        from routeplan.cli.terminal.ending import ending_well

        return ending_well(lambda: super(LazyGroup, self).make_context(*args, **kwargs))

    @override
    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; an error becomes a message on stderr and an exit status."""
        from routeplan.cli.terminal.ending import ending_well

        return ending_well(lambda: super(LazyGroup, self).invoke(ctx))


def _tell_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(say("routeplan, version {version}", version=__version__))
        context.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_tell_version,
    help="Show the version and exit.",
)
@click.option(
    "--lang",
    metavar="CODE",
    expose_value=False,
    help="Language of the terminal (default: ROUTEPLAN_LANG, else the station's).",
)
def group() -> None:
    """Plan household visits for a community police station.

    \b
    Example:
      routeplan init station && routeplan check station && routeplan plan station
    """


def main() -> None:
    """The ``routeplan`` command."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not know every sign
    group()


def _open_what_is_closed() -> None:
    """Started with stdin, stdout or stderr closed: they lead nowhere, not into the next file."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    sys.stdin = sys.stdin or os.fdopen(0, closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", closefd=False)
