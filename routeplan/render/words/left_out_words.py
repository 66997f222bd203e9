"""Why a visit stands where it does or is left out, and what would help, in a reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from routeplan.model.inputs import OffStreet, visit_called
from routeplan.model.plan import LeftOut
from routeplan.phrases import Phrase, in_words, phrase
from routeplan.render.words.catalogue import Language, words_of
from routeplan.render.words.page_words import length, short_date, short_weekday
from routeplan.render.words.terminal_phrases import phrases_of

if TYPE_CHECKING:
    from routeplan.planning.explain.explanation_records import Explanation

NO_REASON = ("", "not-now")
"""Codes of visits that are not left out: their sentence says all."""
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def explanation_text(explanation: Explanation, name: str, language: Language) -> str:
    """The whole sentence; ``name`` is the household's."""
    catalogue = phrases_of(language)
    if explanation.code in NO_REASON:
        sentence = explanation.sentence
        return sentence.said_in(catalogue) if isinstance(sentence, Phrase) else sentence
    why = reason_text(explanation.code, explanation.detail, explanation.facts, language)
    out = phrase(
        "{visit} is left out: {why}.", visit=visit_called(explanation.visit, name), why=why
    )
    if explanation.sentence:
        out = phrase("{reason} {helps}", reason=out, helps=explanation.sentence)
    return out.said_in(catalogue)


def left_out_text(entry: LeftOut, language: Language) -> str:
    """The sentence of a visit left out."""
    return reason_text(entry.code, entry.detail, entry.facts, language)


def reason_text(code: str, detail: str, facts: Mapping[str, Any], language: Language) -> str:
    """The sentence of a reason; its short name where a plan by another program lacks the facts."""
    words = words_of(language)
    pattern = words.get("_".join(("left_out", code, detail)).rstrip("_"))
    try:
        if pattern is not None:
            return in_words(pattern, _worded(facts, language))
    except (KeyError, TypeError, ValueError, AttributeError):
        pass
    return words.get(f"reason_{code}", code)


def _worded(facts: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Each fact as the sentence names it."""
    words = words_of(language)
    said = {name: str(value) for name, value in facts.items()}
    if "hours" in facts:
        said["hours"] = hours_in_words(facts["hours"], language)
    if "skills" in facts:
        said["skills"] = words["list_comma"].join(
            words["quoted"].format(text=skill) for skill in facts["skills"]
        )
    if "modes" in facts:
        said["modes"] = words["list_comma"].join(words[mode] for mode in facts["modes"])
        causes = {off_street_text(OffStreet(**cause), language) for cause in facts["causes"]}
        said["causes"] = words["list_semicolon"].join(sorted(causes))
    return said


def off_street_text(cause: OffStreet, language: Language) -> str:
    """Why a place is out of reach, without the mode."""
    words = words_of(language)
    within = length(cause.within, language)
    far = "" if cause.metres is None else length(cause.metres, language)
    key = f"off_street_{cause.code}"
    if cause.code == "no-way-open-near":
        key += "_named" if cause.name else ""
    elif cause.code == "no-way-near":
        key += "_far" if far else ""
    pattern = words.get(key, words["off_street_"])
    return pattern.format(within=within, far=far, kind=cause.kind, name=cause.name)


def hours_in_words(short: str, language: Language) -> str:
    """``Mon-Fri 08:00-10:00`` of ``Mo-Fr 08:00-10:00``; dates and what is not named, too."""
    words = words_of(language)
    text = re.sub(
        rf"\b({'|'.join(WEEKDAYS)})\b",
        lambda day: short_weekday(WEEKDAYS.index(day[1]), language),
        short,
    )
    text = re.sub(
        r"\d{4}-\d\d-\d\d", lambda day: short_date(date.fromisoformat(day[0]), language), text
    )
    return re.sub(r"; \+(\d+)$", lambda more: words["and_more"].format(count=more[1]), text)
