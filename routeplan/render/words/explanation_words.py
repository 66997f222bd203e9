"""Why a visit stands where it does, or is left out and what would help, in a reader's language."""

from __future__ import annotations

from routeplan.phrases import Phrase, phrase
from routeplan.planning.explain.records import Explanation
from routeplan.render.words.catalogue import Language
from routeplan.render.words.left_out_words import reason_text
from routeplan.render.words.phrases import phrases_of

NO_REASON = ("", "not-now")
"""Codes of visits that are not left out: their sentence says all."""


def explanation_text(explanation: Explanation, name: str, language: Language) -> str:
    """The whole sentence; ``name`` is the household's."""
    catalogue = phrases_of(language)
    if explanation.code in NO_REASON:
        sentence = explanation.sentence
        return sentence.said_in(catalogue) if isinstance(sentence, Phrase) else sentence
    why = reason_text(explanation.code, explanation.detail, explanation.facts, language)
    out = phrase("{visit} {name} is left out: {why}.", visit=explanation.visit, name=name, why=why)
    if explanation.sentence:
        out = phrase("{reason} {helps}", reason=out, helps=explanation.sentence)
    return out.said_in(catalogue)
