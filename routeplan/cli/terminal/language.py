"""The language that the terminal speaks: ``--lang``, else ROUTEPLAN_LANG, else the station's."""

from __future__ import annotations

import gettext
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import click

from routeplan.errors import UsageError
from routeplan.phrases import Phrase, digits_in, phrase
from routeplan.render.words.catalogue import (
    CLICK_TEXTS,
    ENGLISH,
    CatalogueError,
    Language,
    code_of,
    language_of,
)

VARIABLE = "ROUTEPLAN_LANG"
_NAMED, _FOLDER, _SPEECH = (f"routeplan.{name}" for name in ("language", "folder", "speech"))
"""Where click's context keeps what ``--lang`` names, the station's folder, and what follows."""


class _Speech(NamedTuple):
    """A language, with the station's own words, and what it says for each English pattern."""

    language: Language
    phrases: Mapping[str, str]


def say(pattern: str, /, **values: object) -> str:
    """An English pattern with its values, in the language of the terminal."""
    return said(phrase(pattern, **values))


def said(text: str) -> str:
    """A sentence that was found further down, in the language of the terminal."""
    return text.said_in(_speech().phrases) if isinstance(text, Phrase) else text


def figure(value: float, spec: str = ",") -> str:
    """A number by a format's spec, as the language of the terminal writes it: ``1,234``."""
    return digits_in(_speech().phrases).written(value, spec)


def help_text(english: str) -> str:
    """A text of the help, which has no values, in the language of the terminal."""
    return _speech().phrases.get(" ".join(english.split()), english)


def terminal_phrases() -> Mapping[str, str]:
    """What the terminal's language says for each English pattern; English says nothing else."""
    return _speech().phrases


def terminal_language() -> Language:
    """The language, English when nothing names another; pages' words are read by it, too."""
    return _speech().language


def speak(context: click.Context, named: str | None, folder: str | Path | None) -> None:
    """Take on a language before anything is said, as far as the command line tells it.

    Parameters
    ----------
    named
        What ``--lang`` says, if it was given.
    folder
        The station's folder, of a command that has one.
    """
    if named is not None:
        context.meta[_NAMED] = named
    if folder is not None:
        context.meta[_FOLDER] = Path(folder)
    context.meta[_SPEECH] = _speech_of(context.meta)
    # Click looks its own texts up with gettext, which takes languages from the environment only.
    gettext.bindtextdomain("messages", CLICK_TEXTS)
    os.environ["LANGUAGE"] = code_of(terminal_language())


def require_known(context: click.Context) -> None:
    """Refuse a language that was named and that the terminal does not speak.

    Raises
    ------
    UsageError
        With the languages that it does.
    """
    from routeplan.render.words.terminal_phrases import terminal_languages

    code = context.meta.get(_NAMED) or os.environ.get(VARIABLE)
    known = terminal_languages()
    if not code or code in known or "@" in terminal_language():
        return
    raise UsageError(
        phrase(
            "the terminal does not speak {code}; it speaks {languages}, and what a station's "
            "own words-CODE.po says ('routeplan words export CODE' writes one to fill in)",
            code=code,
            languages=", ".join(known),
        )
    )


def _speech() -> _Speech:
    context = click.get_current_context(silent=True)
    if context is None:
        return _speech_of({})
    speech: _Speech | None = context.meta.get(_SPEECH)
    if speech is None:
        speech = context.meta[_SPEECH] = _speech_of(context.meta)
    return speech


def _speech_of(meta: Mapping[str, object]) -> _Speech:
    folder = meta.get(_FOLDER, Path())
    assert isinstance(folder, Path)
    code = meta.get(_NAMED) or os.environ.get(VARIABLE) or _language_of_station(folder)
    language = language_of(folder, str(code))
    if language == ENGLISH:
        return _Speech(language, {})
    from routeplan.render.words.terminal_phrases import phrases_of

    try:
        return _Speech(language, phrases_of(language))
    except CatalogueError:  # check tells what is wrong with the station's own words
        return _Speech(str(code), phrases_of(str(code)))


def _language_of_station(folder: Path) -> str:
    """What the settings in a folder name, as far as they can be read."""
    try:
        settings = tomllib.loads((folder / "routeplan.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return ENGLISH
    sheets = settings.get("sheets")
    language = sheets.get("language") if isinstance(sheets, dict) else None
    return language if isinstance(language, str) else ENGLISH
