"""The language that the terminal speaks: ``--lang``, else ROUTEPLAN_LANG, else the station's."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

import click

from routeplan.phrases import Phrase, phrase

ENGLISH = "en"
VARIABLE = "ROUTEPLAN_LANG"
LANGUAGE = "routeplan.language"
"""Where click's context keeps what ``--lang`` names."""


def say(pattern: str, /, **values: object) -> str:
    """An English pattern with its values, in the language of the terminal."""
    return said(phrase(pattern, **values))


def said(text: str) -> str:
    """A sentence that was found further down, in the language of the terminal."""
    return text.said_in(_catalogue()) if isinstance(text, Phrase) else text


def help_text(english: str) -> str:
    """A text of the help, which has no values, in the language of the terminal."""
    return _catalogue().get(english, english)


def terminal_language() -> str:
    """The code of the language, English when nothing names another."""
    context = click.get_current_context(silent=True)
    asked = context.meta.get(LANGUAGE) if context else None
    return asked or os.environ.get(VARIABLE) or _language_of_station(context)


def _catalogue() -> Mapping[str, str]:
    language = terminal_language()
    if language == ENGLISH:
        return {}
    from routeplan.render.words.phrases import phrases_of

    return phrases_of(language)


def _language_of_station(context: click.Context | None) -> str:
    """What the settings in the command's folder name, as far as they can be read."""
    folder = context.params.get("folder") if context else None
    try:
        settings = tomllib.loads((Path(folder or ".") / "routeplan.toml").read_text("utf-8"))
    except (OSError, ValueError):
        return ENGLISH
    sheets = settings.get("sheets")
    language = sheets.get("language") if isinstance(sheets, dict) else None
    return language if isinstance(language, str) else ENGLISH
