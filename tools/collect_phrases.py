"""Collect every sentence of the program and bring the terminal's catalogues into step.

Run it after a text has changed: ``python -m tools.collect_phrases``. A new pattern comes into each
catalogue without a translation, one that is gone leaves it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

import routeplan
from routeplan.cli import COMMANDS, group
from routeplan.cli.terminal.help import AS_IT_STANDS, NAMES, paragraphs
from routeplan.render.words.catalogue import is_reviewed, read_messages
from routeplan.render.words.terminal_phrases import TEMPLATE, TERMINAL

PACKAGE = Path(routeplan.__file__).parent
HEAD = """\
# What routeplan's terminal says, in the language {code}.{review}
# Licence: as routeplan's. In msgid is the English, in msgstr the translation.
# Keep the names in braces, such as {{count:,}}, as they are.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {code}\\n"

"""


def patterns() -> list[str]:
    """Every pattern once, in the order of the modules, and then the help's."""
    return list(dict.fromkeys([*_in_the_code(), *help_texts()]))


def _in_the_code() -> Iterator[str]:
    """What ``phrase``, ``say`` and ``counted`` are called with."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            texts = [
                arg.value
                for arg in node.args
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            ]
            if node.func.id in ("phrase", "say") and texts:
                yield texts[0]
            elif node.func.id == "counted" and texts:
                yield from (f"{{count:,}} {texts[0]}", f"{{count:,}} {texts[0]}s")


def help_texts() -> Iterator[str]:
    """Each paragraph of a command's help, its options', and the names of what they take."""
    yield from COMMANDS.values()
    for command in _commands(group):
        if command.short_help:
            yield command.short_help
        for paragraph in paragraphs(command):
            text = paragraph.removeprefix(AS_IT_STANDS)
            yield " ".join((text if text == paragraph else text.partition("\n")[0]).split())
        for param in command.get_params(click.Context(command)):
            if isinstance(param, click.Option) and param.help:
                yield " ".join(param.help.split())
            yield from NAMES.findall(param.metavar or "")
        yield from NAMES.findall(" ".join(command.collect_usage_pieces(click.Context(command))))


def _commands(command: click.Command) -> Iterator[click.Command]:
    """A command and, of a group, all of its own."""
    yield command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _commands(inner)


def main() -> None:
    """Write the template, and every language anew with what it says already."""
    found = patterns()
    TEMPLATE.write_text(_catalogue("", found, {}), encoding="utf-8")
    for path in sorted(TERMINAL.glob("*.po")):
        said = {entry.english: entry.text for entry in read_messages(path)}
        path.write_text(_catalogue(path.stem, found, said), encoding="utf-8")
        print(path.stem, sum(not said.get(pattern) for pattern in found), "texts without words")


def _catalogue(code: str, found: list[str], said: dict[str, str]) -> str:
    catalogue, text = Catalog(), BytesIO()
    for pattern in found:
        catalogue.add(pattern, said.get(pattern)).flags.discard("python-format")
    write_po(text, catalogue, width=0, omit_header=True)
    review = "" if is_reviewed(code) else "\n# Translated without a native reviewer."
    return HEAD.format(code=code, review=review) + text.getvalue().decode()


if __name__ == "__main__":
    main()
