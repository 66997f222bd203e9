"""The language of a station's pages and paper: a shipped one, or one of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from routeplan.errors import Finding, InputError, UsageError
from routeplan.formats.station.settings import FILE
from routeplan.phrases import joined, phrase
from routeplan.render.words.catalogue import (
    CODE,
    ENGLISH,
    CatalogueError,
    Language,
    Message,
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
        raise UsageError(
            phrase("{code!r} is not a language code; write it like pt or zh", code=code)
        )
    wrong = [
        language_finding
        for language_finding in language_findings(root, code)
        if language_finding.severity == "error"
    ]
    if wrong:
        raise InputError(wrong)
    return language_of(root, code)


def language_findings(root: Path, code: str) -> Iterator[Finding]:
    """What is wrong with the language that the settings name, or with the station's words."""
    catalogue = own_catalogue(root, code)
    if not catalogue.is_file():
        if code not in shipped():
            yield _no_words(code, catalogue.name)
        return
    try:
        words = entries(catalogue)
    except CatalogueError as error:
        yield Finding(
            "words-malformed",
            phrase("it cannot be read: {error}", error=error.args[0]),
            phrase("correct that line, or write the file anew with 'routeplan words export'"),
            file=catalogue.name,
        )
        return
    yield from _other_placeholders(words, catalogue.name)
    if lacks := missing(language_of(root, code)):
        yield _incomplete(lacks, catalogue.name)


def _no_words(code: str, file: str) -> Finding:
    message = phrase(
        "there are no words for this language: neither {file} nor a shipped catalogue", file=file
    )
    fix = phrase(
        "'routeplan words export {code}' writes one to fill in; shipped are {languages}",
        code=code,
        languages=", ".join(shipped()),
    )
    return Finding("words-missing", message, fix, file=FILE, column="sheets.language", value=code)


def _other_placeholders(words: Iterable[Message], file: str) -> Iterator[Finding]:
    """A warning for each text whose braces are not those of the English."""
    english = words_of(ENGLISH)
    for entry in words:
        if entry.text and entry.key in english and not fits(entry.text, english[entry.key]):
            yield Finding(
                "words-placeholders",
                phrase(
                    "it does not name the same things in braces as the English; the English is used"
                ),
                phrase(
                    "write it with the same names in braces as '{english}'",
                    english=english[entry.key],
                ),
                file=file,
                column=entry.key,
                value=entry.text[:80],
                severity="warning",
            )


def _incomplete(lacks: Sequence[Message], file: str) -> Finding:
    keys = joined(", ", [f"'{entry.key}'" for entry in lacks[:SOME]])
    if len(lacks) > SOME:
        keys = phrase("{names} and {count} more", names=keys, count=len(lacks) - SOME)
    return Finding(
        "words-incomplete",
        phrase("it lacks {keys}; these are shown in English", keys=keys),
        phrase("fill them in; 'routeplan words list' names them all"),
        file=file,
        severity="warning",
    )
