"""Message catalogues: every word on pages and paper, one gettext file for each language.

A catalogue's entries have a key (``msgctxt``), the English (``msgid``) and the translation. What a
language lacks, or says with other placeholders than the English, falls back to English. A station
may have a catalogue of its own, which goes before the shipped one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

Language = str
"""A code such as ``pt``; behind an ``@`` the path of a station's own catalogue."""
FOLDER = Path(__file__).parent / "catalogues"
CLICK_TEXTS = FOLDER / "click"
"""What the library that reads the command line says itself, as gettext looks it up there."""
ENGLISH = "en"
CODE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
HEAD = """\
# The words of routeplan's pages and paper, and the sentences of its terminal, in the language
# {code}.
# Fill in each msgstr. Keep the names in braces, such as {{minutes}}, as they are.
# What stays empty is said in English.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {code}\\n"

"""
UNREVIEWED = "without a native reviewer"
"""In the head of a shipped catalogue, until somebody whose language it is has read it."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class CatalogueError(Exception):
    """A catalogue that cannot be read; the message says why."""


class Message(NamedTuple):
    """One text: its key, the English, and the translation, empty where there is none."""

    key: str
    english: str
    text: str
    note: str = ""


def shipped() -> tuple[str, ...]:
    """The codes of the languages that come with the program, English first."""
    codes = sorted(path.stem for path in FOLDER.glob("*.po"))
    return (ENGLISH, *(code for code in codes if code != ENGLISH))


@cache
def is_reviewed(code: str) -> bool:
    """Whether a native speaker has read the shipped catalogue; true where none is shipped."""
    path = FOLDER / f"{code}.po"
    if not path.is_file():
        return True
    head, _, _ = path.read_text(encoding="utf-8").partition("msgid")
    return UNREVIEWED not in head


def with_own(code: str, path: Path) -> Language:
    """The language as a station's own catalogue says it."""
    return f"{code}@{path}"


def own_catalogue(root: Path, code: str) -> Path:
    """Where a station keeps its own words."""
    return root / f"words-{code}.po"


def language_of(root: Path, code: str) -> Language:
    """The language of a code, with the station's own words where it has any."""
    catalogue = own_catalogue(root, code)
    return (
        with_own(code, catalogue.resolve())
        if CODE.fullmatch(code) and catalogue.is_file()
        else code
    )


def code_of(language: Language) -> str:
    """``pt``, for pages and fonts."""
    return language.partition("@")[0]


@cache
def words_of(language: Language) -> Mapping[str, str]:
    """Every text by its key.

    Raises
    ------
    CatalogueError
        When a station's own catalogue cannot be read.
    """
    english = {entry.key: entry.english for entry in _english()}
    return MappingProxyType(english | _said(language))


def missing(language: Language) -> list[Message]:
    """English texts that a language lacks, or says with other placeholders."""
    if language == ENGLISH:
        return []
    said = _said(language)
    return [entry for entry in _english() if entry.key not in said]


@cache
def _english() -> tuple[Message, ...]:
    return entries(FOLDER / f"{ENGLISH}.po")


def _said(language: Language) -> dict[str, str]:
    """What the catalogues of a language say as the English does: its own words last."""
    english = {entry.key: entry.english for entry in _english()}
    return {
        entry.key: entry.text
        for path in _files(language)
        for entry in entries(path)
        if entry.text and entry.key in english and fits(entry.text, english[entry.key])
    }


def entries(path: Path) -> tuple[Message, ...]:
    """The words of pages and paper in a catalogue, in its order: what has a key.

    Raises
    ------
    CatalogueError
        When it cannot be read.
    """
    return tuple(message for message in read_messages(path) if message.key)


def read_messages(path: Path) -> tuple[Message, ...]:
    """All that a catalogue holds, in its order; the key is empty where a message has none.

    Raises
    ------
    CatalogueError
        When it cannot be read.
    """
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            read = read_po(file, abort_invalid=True)
    except (OSError, ValueError, PoFileError) as error:
        raise CatalogueError(str(error) or type(error).__name__) from error
    return tuple(
        Message(
            message.context or "",
            str(message.id),
            str(message.string or ""),
            " ".join(message.user_comments),
        )
        for message in read
        if message.id
    )


def fits(text: str, english: str) -> bool:
    """Whether a translation names what the English names."""
    return sorted(_PLACEHOLDER.findall(text)) == sorted(_PLACEHOLDER.findall(english))


def _files(language: Language) -> Iterator[Path]:
    """The shipped catalogue and then the station's own, where there are any."""
    code, _, file = language.partition("@")
    if code != ENGLISH and code in shipped():
        yield FOLDER / f"{code}.po"
    if file:
        yield Path(file)


def catalogue_text(
    code: str, language: Language, phrases: Iterable[tuple[str, str | None]] = ()
) -> str:
    """A catalogue to fill in: what ``language`` says already, and empty texts for the rest.

    Parameters
    ----------
    phrases
        Sentences without a key that come behind, each with its translation where there is one.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    words, lacks = words_of(language), {entry.key for entry in missing(language)}
    catalogue, text = Catalog(), BytesIO()
    for entry in _english():
        said = None if entry.key in lacks else words[entry.key]
        notes = [entry.note] if entry.note else []
        message = catalogue.add(entry.english, said, context=entry.key, user_comments=notes)
        message.flags.discard("python-format")  # Babel takes "% of" for one
    for english, said in phrases:
        catalogue.add(english, said).flags.discard("python-format")
    write_po(text, catalogue, width=0, omit_header=True)
    return HEAD.format(code=code) + text.getvalue().decode()
