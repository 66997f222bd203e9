"""The words on the cards for residents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from routeplan.hours.card_boxes import day_runs
from routeplan.render.words.catalogue import Language, words_of
from routeplan.render.words.page_words import short_weekday

PREFIX = "card_"


@cache
def card_words(language: Language) -> Mapping[str, str]:
    """The words that cards are given, by their keys without the prefix."""
    words = words_of(language)
    return MappingProxyType(
        {key.removeprefix(PREFIX): text for key, text in words.items() if key.startswith(PREFIX)}
    )


def days_text(days: Sequence[int], language: Language) -> str:
    """``Mon–Wed, Fri``, ``周一至周三、周五`` for [0, 1, 2, 4]; Monday is 0."""
    words = words_of(language)
    runs = (dict.fromkeys(run) for run in day_runs(days))
    return words["day_comma"].join(
        words["day_to"].join(short_weekday(day, language) for day in run) for run in runs
    )
