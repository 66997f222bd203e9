"""What the terminal says, in each language: a catalogue whose keys are the English patterns.

``catalogues/terminal/terminal.pot`` lists every pattern; ``tools/collect_phrases.py`` makes it from
the code and brings the other catalogues into step. A station's own words go before the shipped
ones: in its catalogue, what has no key (``msgctxt``) is a phrase.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from routeplan.phrases import Catalogue
from routeplan.render.words.catalogue import (
    ENGLISH,
    FOLDER,
    Language,
    catalogue_text,
    code_of,
    fits,
    read_messages,
)

TERMINAL = FOLDER / "terminal"
TEMPLATE = TERMINAL / "terminal.pot"


def phrases_of(language: Language) -> Mapping[str, str]:
    """The patterns of a language by the English ones; what it lacks is missing.

    But for English they know how the language writes numbers.

    Raises
    ------
    CatalogueError
        When a station's own catalogue cannot be read.
    """
    code, _, path = language.partition("@")
    shipped = _shipped(code)
    return _catalogue({**shipped, **_phrases_in(Path(path))}, code) if path else shipped


@cache
def _shipped(code: str) -> Mapping[str, str]:
    if code == ENGLISH:
        return {}
    path = TERMINAL / f"{code}.po"
    return _catalogue(_phrases_in(path) if path.is_file() else {}, code)


def _catalogue(patterns: Mapping[str, str], code: str) -> Catalogue:
    from routeplan.render.words.page_words import digits_of

    return Catalogue(patterns, digits_of(code))


def _phrases_in(path: Path) -> dict[str, str]:
    return {
        entry.english: entry.text
        for entry in read_messages(path)
        if not entry.key and entry.text and fits(entry.text, entry.english)
    }


def terminal_patterns() -> tuple[str, ...]:
    """Every English pattern, in the order of the template.

    Raises
    ------
    CatalogueError
        When the template cannot be read.
    """
    return tuple(entry.english for entry in read_messages(TEMPLATE))


def missing_phrases(language: Language) -> list[str]:
    """The patterns that a language lacks, or says with other placeholders."""
    if code_of(language) == ENGLISH:
        return []
    phrases = phrases_of(language)
    return [pattern for pattern in terminal_patterns() if pattern not in phrases]


def whole_catalogue(code: str, language: Language) -> str:
    """A catalogue to fill in, with words and phrases: what ``language`` says already, and blanks.

    Raises
    ------
    CatalogueError
        When a catalogue cannot be read.
    """
    phrases = phrases_of(language)
    known = ((pattern, phrases.get(pattern)) for pattern in terminal_patterns())
    return catalogue_text(code, language, known)


def terminal_languages() -> tuple[str, ...]:
    """The codes of the languages that the terminal speaks, English first."""
    return (ENGLISH, *sorted(path.stem for path in TERMINAL.glob("*.po")))
