"""What the terminal says, in each language: a catalogue whose keys are the English patterns.

``catalogues/terminal/terminal.pot`` lists every pattern; ``tools/collect_phrases.py`` makes it from
the code and brings the other catalogues into step.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from routeplan.render.words.catalogue import ENGLISH, FOLDER, fits, read_messages

TERMINAL = FOLDER / "terminal"
TEMPLATE = TERMINAL / "terminal.pot"


@cache
def phrases_of(language: str) -> Mapping[str, str]:
    """The patterns of a language by the English ones; what it lacks is missing.

    Raises
    ------
    CatalogueError
        When a catalogue cannot be read.
    """
    path = TERMINAL / f"{language}.po"
    if language == ENGLISH or not path.is_file():
        return MappingProxyType({})
    messages = read_messages(path)
    return MappingProxyType(
        {
            entry.english: entry.text
            for entry in messages
            if not entry.key and entry.text and fits(entry.text, entry.english)
        }
    )


def terminal_languages() -> tuple[str, ...]:
    """The codes of the languages that the terminal speaks, English first."""
    return (ENGLISH, *sorted(path.stem for path in TERMINAL.glob("*.po")))
