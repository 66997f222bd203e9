"""Bring what click itself says into step: ``messages.po`` of each language, and its ``.mo``.

Click looks its texts up with gettext, which reads compiled catalogues only. Run this after a
``messages.po`` or click has changed: ``python -m tools.translate_click``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from routeplan.render.words.catalogue import CLICK_TEXTS

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
HEAD = """\
# What click, the library that reads the command line, says in the language {code}.
# Licence: as routeplan's. After a change: python -m tools.translate_click
"""


def click_texts() -> list[str | tuple[str, ...]]:
    """Every text of the installed click; a pair where it counts."""
    folder = Path(click.__file__).parent
    found = extract_from_dir(folder, [("**.py", "python")])
    texts = (message if isinstance(message, str) else tuple(message) for _, _, message, *_ in found)
    return sorted(dict.fromkeys(texts), key=str)


def catalogues() -> Iterator[Path]:
    """The ``messages.po`` of each language."""
    yield from sorted(CLICK_TEXTS.glob("*/LC_MESSAGES/messages.po"))


def read(path: Path) -> Catalog:
    """A language's catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)


def compiled(catalogue: Catalog) -> bytes:
    """As gettext reads it; the same bytes at any time."""
    catalogue.creation_date = catalogue.revision_date = LONG_AGO
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    """Give every catalogue the texts of the installed click, and compile it."""
    texts = click_texts()
    for path in catalogues():
        said, code = read(path), path.parts[-3]
        fresh = Catalog(locale=code, fuzzy=False, header_comment=HEAD.format(code=code).rstrip())
        for text in texts:
            before = said.get(text)
            message = fresh.add(text, before.string if before else None)
            message.flags.discard("python-format")
        out = BytesIO()
        write_po(out, fresh, width=0, omit_header=True)
        plural = f'"Plural-Forms: {fresh.plural_forms}\\n"'
        head = (
            f'{HEAD.format(code=code)}msgid ""\nmsgstr ""\n'
            f'"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {code}\\n"\n{plural}\n\n'
        )
        path.write_text(head + out.getvalue().decode(), encoding="utf-8")
        path.with_suffix(".mo").write_bytes(compiled(read(path)))
        empty = [message.id for message in read(path) if message.id and not message.string]
        print(code, len(empty), "texts without words", *empty, sep="\n  ")


if __name__ == "__main__":
    main()
