"""Sentences are English strings that another language can say."""

from __future__ import annotations

import copy
import pickle

import pytest

from routeplan.phrases import Phrase, counted, joined, phrase

CHINESE = {"{visits} on {day}": "{day}有{visits}", "{count:,} visits": "{count:,} 户次"}
BUSY = phrase("{visits} on {day}", visits=counted(1_000, "visit"), day="2026-11-30")


def test_a_phrase_is_the_english_string() -> None:
    assert BUSY == "1,000 visits on 2026-11-30"
    assert counted(1, "visit") == "1 visit"


@pytest.mark.parametrize("again", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_it_is_said_with_the_values_inside_it_also_as_a_copy(again) -> None:  # type: ignore[no-untyped-def]
    made: Phrase = again(BUSY)
    assert made == BUSY
    assert made.said_in(CHINESE) == "2026-11-30有1,000 户次"


def test_what_the_catalogue_lacks_is_said_in_english() -> None:
    assert phrase("no shift on {day}", day="Monday").said_in(CHINESE) == "no shift on Monday"


def test_parts_are_joined_each_in_its_language() -> None:
    both = joined(" {and} ", [BUSY, "{a name}"])
    assert both == "1,000 visits on 2026-11-30 {and} {a name}"
    assert both.said_in(CHINESE) == "2026-11-30有1,000 户次 {and} {a name}"


def test_braces_in_a_value_are_text() -> None:
    assert phrase("no officer {name}", name="{0.__class__}") == "no officer {0.__class__}"
