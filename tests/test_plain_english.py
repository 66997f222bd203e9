"""What people read is English that a native editor would leave alone.

A list of turns that were left over once, each with what is plain instead; messages, help, the words
of pages and the documentation have none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from routeplan.render.words.catalogue import FOLDER, HEAD, read_messages
from tools.collect_phrases import HEAD as TERMINAL_HEAD
from tools.collect_phrases import patterns

ROOT = Path(__file__).parents[1]
NOT_PLAIN = {
    r"what stands|these stand in|read stands beside": "what is",
    r"\bso many (?:officers|numbers|visits|shifts|households|stops)\b": "how many, as many",
    r"\b(?:is|are) told\b": "is shown, is reported",
    r"\bas told\b": "as reported",
    r"\btold only\b": "shown only",
    r"\bnobody is named\b": "names are left out",
    r"\b(?:left|leaves?|leaving) away\b": "left out",
}


def _texts() -> Iterator[tuple[str, str]]:
    yield from (("a message or the help", pattern) for pattern in patterns())
    yield from (("en.po", entry.english) for entry in read_messages(FOLDER / "en.po"))
    yield from (("a catalogue's head", text) for text in (HEAD, TERMINAL_HEAD))
    for path in (*FOLDER.glob("*.po"),):
        yield path.name, path.read_text(encoding="utf-8").partition("msgctxt")[0]
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        yield path.name, path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    return list(_texts())


@pytest.mark.parametrize("pattern", NOT_PLAIN)
def test_no_turn_is_left_that_an_editor_would_change(
    pattern: str, texts: list[tuple[str, str]]
) -> None:
    left = [
        f"{where}: {text[max(found.start() - 60, 0) : found.end() + 40]!r}"
        for where, text in texts
        for found in re.finditer(pattern, text, re.IGNORECASE)
    ]
    assert left == [], f"write: {NOT_PLAIN[pattern]}"


def test_an_example_of_each_is_seen() -> None:
    examples = (
        "Enter takes what stands in brackets.",
        "At most so many officers more",
        "the street is told in full",
        "Times as told",
        "a street is told only where three live in it",
        "Without --names nobody is named",
        "the number of houses left away",
    )
    for pattern, example in zip(NOT_PLAIN, examples, strict=True):
        assert re.search(pattern, example, re.IGNORECASE), example
