"""Commands that speak the reader's language: their help, their usage, and what click says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from gettext import gettext
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any, override

import click

from routeplan.cli.terminal.language import help_text, require_known, said, say, speak

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

AS_IT_STANDS = "\b\n"
"""What click has before a paragraph whose lines are kept."""
NAMES = re.compile(r"(?<![A-Z:])[A-Z]{2,}(?![A-Z:])")
"""What a command takes, as its usage names it: ``DIR`` in ``[DIR]``, but not ``HH:MM``."""
_TOKEN = re.compile(
    r"[ \t\n]+|[(\[“‘（「《]*(?:[^ \t\n\u2e80-\uffff]+|.)[)\]”’，。、；：！？）」》…]*"
)
"""Blanks, or what no line is broken in: a word, or one East Asian sign, with brackets and stops.

A no-break space is part of its word.
"""


_TYPED = "routeplan.typed"
"""Where click's context keeps what was typed, before it is read."""


def typed_values(context: click.Context | None) -> Mapping[str, Any]:
    """What was typed for each option, as text, also for those that are read later."""
    values: Mapping[str, Any] = context.meta.get(_TYPED, {}) if context else {}
    return {name: value for name, value in values.items() if isinstance(value, str | bool)}


class Formatter(click.HelpFormatter):
    """Breaks lines by the columns they take: a Chinese sign takes two, and has no blank behind."""

    @override
    def write_text(self, text: str) -> None:
        """Paragraphs, one after the other."""
        width = max(self.width - self.current_indent, 11)
        paragraphs = text.split("\n\n")
        super().write_text("\n\n".join(_broken(paragraph, width) for paragraph in paragraphs))

    @override
    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Terms, and what they mean beside them."""
        rows = list(rows)
        if all(term.isascii() and text.isascii() for term, text in rows):
            super().write_dl(rows, col_max, col_spacing)
            return
        from rich.cells import cell_len

        first = min(max(cell_len(term) for term, _ in rows), col_max) + col_spacing
        margin, width = " " * self.current_indent, max(self.width - first - 2, 10)
        for term, text in rows:
            begin, *further = _lines(text, width)
            gap = first - cell_len(term)
            between = " " * gap if gap >= col_spacing else f"\n{margin}{' ' * first}"
            self.write(f"{margin}{term}{between}{begin}\n")
            for line in further:
                self.write(f"{margin}{' ' * first}{line}\n")

    @override
    def write_heading(self, heading: str) -> None:
        """A heading and its colon."""
        self.write(f"{'':>{self.current_indent}}{say('{heading}:', heading=heading)}\n")


def _broken(paragraph: str, width: int) -> str:
    """Its lines as they are to stand, where click would count a wide sign as one column."""
    if paragraph.startswith(AS_IT_STANDS) or paragraph.isascii():
        return paragraph
    return AS_IT_STANDS + "\n".join(_lines(paragraph, width))


def _lines(text: str, width: int) -> list[str]:
    from rich.cells import cell_len

    lines = [""]
    for token in _TOKEN.findall(re.sub(r"[ \t\n]+", " ", text.strip())):
        if lines[-1] and cell_len(lines[-1] + token.rstrip()) > width:
            lines.append("")
        lines[-1] += token if lines[-1] else token.lstrip()
    return [line.rstrip() for line in lines]


def translated_metavar(metavar: str) -> str:
    """``[文件夹]`` of ``[DIR]``: names in capitals, and what stands around them."""
    return NAMES.sub(lambda name: help_text(name[0]), metavar)


class _Context(click.Context):
    formatter_class = Formatter


class Command(click.Command):
    """A command whose help and usage errors are in the language of the terminal."""

    context_class = _Context

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take on the language that the arguments name before they are parsed, or refused."""
        values, rest = _peeked(self, ctx, args)
        peeked = {name: value for name, value in values.items() if isinstance(value, str)}
        ctx.meta[_TYPED] = values
        speak(ctx, peeked.get("lang"), peeked.get("folder"))
        _name_paths(self)
        if not (ctx.resilient_parsing or (rest and isinstance(self, click.Group))):
            require_known(ctx)
        try:
            return super().parse_args(ctx, args)
        except click.BadParameter as error:
            if isinstance(error.param, click.Argument) and error.param_hint is None:
                error.param_hint = f"'{translated_metavar(error.param.make_metavar(ctx))}'"
            if isinstance(error, click.MissingParameter):
                raise
            message, hint = said(error.message), error.param_hint
            raise click.BadParameter(message, ctx, error.param, hint) from error

    @override
    def get_usage(self, ctx: click.Context) -> str:
        """The usage line, in the context's language also when click shows an error after it."""
        with ctx.scope(cleanup=False):
            return super().get_usage(ctx)

    @override
    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """``[OPTIONS]`` and the arguments."""
        return [translated_metavar(piece) for piece in super().collect_usage_pieces(ctx)]

    @override
    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The paragraphs; of examples only the head is translated."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(
                "\n\n".join(_translated(paragraph) for paragraph in paragraphs(self))
            )

    @override
    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every option, with what click adds to its help."""
        with formatter.section(say("Options")):
            formatter.write_dl(list(self._option_records(ctx)))

    def _option_records(self, ctx: click.Context) -> Iterator[tuple[str, str]]:
        for option in self.get_params(ctx):
            record = option.get_help_record(ctx)
            if record is None or not isinstance(option, click.Option):
                continue
            term, text = record
            if option.metavar:
                term = term.replace(option.metavar, translated_metavar(option.metavar))
            english = option.help or ""
            yield term, text.replace(english, help_text(english), 1)

    @override
    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's own, with an English help like the other options'."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Show this message and exit."
        return option

    @override
    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Options that begin so, with their help."""
        return in_the_language(super().shell_complete(ctx, incomplete))


class Group(Command, click.Group):
    """A command of commands, each with its short help in the language of the terminal."""

    command_class = Command

    @override
    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The group's own options, and then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command, in the order in which they were added."""
        with formatter.section(say("Commands")):
            formatter.write_dl(
                [
                    (name, help_text(command.short_help or ""))
                    for name, command in self.commands.items()
                ]
            )

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names in that order."""
        return list(self.commands)


def in_the_language(items: list[CompletionItem]) -> list[CompletionItem]:
    """What a shell offers, explained in the language of the terminal."""
    for item in items:
        item.help = help_text(item.help) if item.help else None
    return items


def _name_paths(command: click.Command) -> None:
    """Click names what a path leads to when its option is made, before the language is known."""
    for param in command.params:
        if isinstance(param.type, click.Path):
            path = param.type
            if path.file_okay and not path.dir_okay:
                path.name = gettext("file")
            elif path.dir_okay and not path.file_okay:
                path.name = gettext("directory")
            else:
                path.name = gettext("path")


def _peeked(
    command: click.Command, ctx: click.Context, args: list[str]
) -> tuple[dict[str, Any], list[str]]:
    """What the arguments seem to say, though some may be wrong, and the words behind them."""
    parser, words = command.make_parser(ctx), list(args)
    while True:
        try:
            values, rest, _ = parser.parse_args(list(words))
        except (click.NoSuchOption, click.BadOptionUsage) as error:
            words = _without(words, error.option_name)
        except click.UsageError:
            return {}, []
        else:
            return (values if len(words) == len(args) else _with_folder(values, rest)), rest


def _without(words: list[str], option: str) -> list[str]:
    """The same without an option that cannot be read: ``--opt``, ``--opt=value``, in ``-xo``."""
    short = option[1:] if len(option) == 2 else ""
    for k, word in enumerate(words):
        is_short = short and word.startswith("-") and short in word.partition("=")[0]
        if is_short or word == option or word.startswith(f"{option}="):
            return words[:k] + words[k + 1 :]
    return []


def _with_folder(values: dict[str, Any], rest: list[str]) -> dict[str, Any]:
    """The same, where what an unknown option was given may have taken the folder's place."""
    folder = values.get("folder")
    if not isinstance(folder, str) or Path(folder).is_dir():
        return values
    return values | {"folder": next((word for word in rest if Path(word).is_dir()), folder)}


def paragraphs(command: click.Command) -> list[str]:
    """The paragraphs of a command's help, as its docstring has them."""
    return cleandoc(command.help or "").split("\n\n")


def _translated(paragraph: str) -> str:
    if paragraph.startswith(AS_IT_STANDS):
        head, *lines = paragraph.removeprefix(AS_IT_STANDS).split("\n")
        return AS_IT_STANDS + "\n".join((help_text(head), *lines))
    return help_text(paragraph)
