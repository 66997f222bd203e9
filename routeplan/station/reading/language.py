"""The language of a station's pages and paper: a shipped one, or one of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from routeplan.errors import Finding, InputError, UsageError
from routeplan.formats.station.settings import FILE
from routeplan.render.words.catalogue import (
    CODE,
    ENGLISH,
    CatalogueError,
    Language,
    entries,
    fits,
    language_of,
    missing,
    own_catalogue,
    shipped,
    words_of,
)

SOME = 3
"""So many texts that a catalogue lacks are named."""


def own_languages(root: Path) -> list[str]:
    """The codes of which a station has words of its own."""
    codes = (path.stem.removeprefix("words-") for path in sorted(root.glob("words-*.po")))
    return [code for code in codes if CODE.fullmatch(code)]


def checked_language(root: Path, code: str) -> Language:
    """The language of a code that somebody has typed.

    Raises
    ------
    UsageError
        When it is no code of a language.
    InputError
        When there are no words for it, or they cannot be read.
    """
    if not CODE.fullmatch(code):
        raise UsageError(f"{code!r} is not a language code; write it like pt or zh")
    wrong = [each for each in language_findings(root, code) if each.severity == "error"]
    if wrong:
        raise InputError(wrong)
    return language_of(root, code)


def language_findings(root: Path, code: str) -> Iterator[Finding]:
    """What is wrong with the language that the settings name, or with the station's words."""
    own = own_catalogue(root, code)
    if not own.is_file():
        if code not in shipped():
            yield Finding(
                "words-missing",
                f"there are no words for this language: neither {own.name} nor a shipped catalogue",
                f"'routeplan words export {code}' writes one to fill in; shipped are "
                f"{', '.join(shipped())}",
                file=FILE,
                column="sheets.language",
                value=code,
            )
        return
    try:
        found = entries(own)
    except CatalogueError as error:
        yield Finding(
            "words-malformed",
            f"it cannot be read: {error}",
            "correct that line, or write the file anew with 'routeplan words export'",
            file=own.name,
        )
        return
    english = words_of(ENGLISH)
    for entry in found:
        if entry.text and entry.key in english and not fits(entry.text, english[entry.key]):
            yield Finding(
                "words-placeholders",
                "it does not name the same things in braces as the English; the English is used",
                f"write it with what stands in braces in '{english[entry.key]}'",
                file=own.name,
                column=entry.key,
                value=entry.text[:80],
                severity="warning",
            )
    lacks = missing(language_of(root, code))
    if lacks:
        named = ", ".join(f"'{entry.key}'" for entry in lacks[:SOME])
        more = f" and {len(lacks) - SOME} more" if len(lacks) > SOME else ""
        yield Finding(
            "words-incomplete",
            f"it lacks {named}{more}; these stand in English",
            "fill them in; 'routeplan words list' names them all",
            file=own.name,
            severity="warning",
        )
