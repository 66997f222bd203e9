"""Sentences are English strings that another language can say."""

from __future__ import annotations

import copy
import json
import pickle
import sqlite3
from datetime import date

import pytest

from routeplan.phrases import Phrase, counted, joined, listed, merged, phrase, short_date

CHINESE = {"{visits} on {day}": "{day}有{visits}", "{count:,} visits": "{count:,} 户次"}
BUSY = phrase("{visits} on {day}", visits=counted(1_000, "visit"), day="2026-11-30")


def test_a_phrase_is_the_english_string() -> None:
    assert BUSY == "1,000 visits on 2026-11-30"
    assert counted(1, "visit") == "1 visit"


@pytest.mark.parametrize(
    "again", [copy.deepcopy, lambda original: pickle.loads(pickle.dumps(original))]
)
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


def test_lists_read_as_sentences() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed([]) == "nobody"
    pair = listed(["a", phrase("nobody")])
    assert isinstance(pair, Phrase)
    assert pair.said_in({"{others} and {last}": "{others}和{last}", "nobody": "无人"}) == "a和无人"


def test_a_date_is_said_by_its_parts() -> None:
    monday = short_date(date(2026, 11, 30))
    assert monday == "Mon 30 Nov"
    chinese = {"{weekday} {day} {month}": "{month}{day}日{weekday}", "Mon": "周一", "Nov": "11月"}
    assert monday.said_in(chinese) == "11月30日周一"


def test_files_and_the_visit_log_keep_the_english_text() -> None:
    text = json.dumps({BUSY: [BUSY]})
    assert text == '{"1,000 visits on 2026-11-30": ["1,000 visits on 2026-11-30"]}'
    with sqlite3.connect(":memory:") as log:
        log.execute("CREATE TABLE texts (text TEXT NOT NULL) STRICT")
        log.execute("INSERT INTO texts VALUES (?)", (BUSY,))
        ((kept,),) = log.execute("SELECT text FROM texts")
    log.close()
    assert kept == BUSY
    assert type(kept) is str


def test_sentences_of_one_pattern_become_one_with_the_values_that_differ() -> None:
    both = merged([phrase("{n:.1f} km on {day}", n=n, day="Monday") for n in (1, 2.25, 1)])
    assert both == "1.0, 2.2 km on Monday"
    assert isinstance(both, Phrase)
    assert both.said_in({"{n:.1f} km on {day}": "{day} {n:.2f} 公里"}) == "Monday 1.00, 2.25 公里"


def test_of_many_values_some_are_shown() -> None:
    assert merged([phrase("row {row}", row=k) for k in range(9)]) == "row 0, 1, 2, 3, 4, ..."


def test_values_in_quotation_marks_keep_one_pair_each() -> None:
    words = merged([phrase("did you mean '{word}'?", word=word) for word in ("a", "b")])
    assert words == "did you mean 'a', 'b'?"
    assert isinstance(words, Phrase)
    assert words.said_in({"did you mean '{word}'?": "是否想写“{word}”？"}) == "是否想写“a”、“b”？"


def test_a_sentence_inside_several_is_said_in_its_language() -> None:
    both = merged([phrase("{what}!", what=counted(n, "visit")) for n in (2, 3)])
    assert isinstance(both, Phrase)
    assert both.said_in(CHINESE) == "2 户次, 3 户次!"


def test_equal_sentences_and_plain_ones_are_the_first() -> None:
    assert merged(["as it is", "as it is"]) == "as it is"
    assert merged([BUSY, BUSY]) is BUSY


def test_a_value_that_ends_with_a_full_stop_ends_the_sentence_with_one():
    said = phrase("nobody was there on {day}. Try {day}", day="ma 30.11.")
    assert said == "nobody was there on ma 30.11. Try ma 30.11."
    french = {"on {day}.": "le {day}."}
    assert phrase("on {day}.", day="lun. 30 nov.").said_in(french) == "le lun. 30 nov."
    assert phrase("on {day}.", day="Mon 30 Nov") == "on Mon 30 Nov."
    assert phrase("see {day}...", day="30.11.") == "see 30.11...."
    assert phrase("in {folder}.", folder=".") == "in .."
