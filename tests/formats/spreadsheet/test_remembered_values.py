"""What an import's answers remember: words of a list as they are, anything else by a mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.formats.spreadsheet.people_names import PeopleNames
from routeplan.formats.spreadsheet.remembered_values import (
    is_mark,
    key_of,
    mark_of,
    meaning_of,
    texts_to_mark,
)
from routeplan.formats.spreadsheet.values import Context, read_value
from routeplan.formats.spreadsheet.words.fields import Field

CONTEXT = Context(PeopleNames({"O1": "Sousa Ricardo"}), frozenset({"swedish"}))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (Field.AVAILABILITY, "manhãs"),
        (Field.AVAILABILITY, "上午"),
        (Field.AVAILABILITY, "weekdays after 18h"),
        (Field.PRIORITY, "Urgente"),
        (Field.OFFICER, "Sousa"),
        (Field.VISITS, "2x"),
    ],
)
def test_words_of_a_list_are_kept_as_they_are(field: Field, text: str) -> None:
    assert key_of(field.value, text, read_value(field, text, CONTEXT)) == text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (Field.AVAILABILITY, "mornings, ask Rosa"),
        (Field.AVAILABILITY, "falar com a filha Ana"),
        (Field.AVAILABILITY, "tel. 912 345 678"),
        (Field.PRIORITY, "Rosa Lima"),
        (Field.OFFICER, "Rosa Lima"),
        (Field.VISIT_MINUTES, "long, Rosa is deaf"),
        (Field.DO_NOT_CALL, "only Rosa"),
        (Field.SKILLS, "swedish, Rosa"),
        (Field.OFFICER, "Susa Ricarda"),
        (Field.VISITS, "2 Rosa"),
    ],
)
def test_what_may_name_somebody_is_kept_by_a_mark(field: Field, text: str) -> None:
    key = key_of(field.value, text, read_value(field, text, CONTEXT))
    assert is_mark(key)
    values = {field.value: {key: "answer"}}
    assert meaning_of(values, field.value, text) == "answer"
    assert meaning_of(values, field.value, f"{text}.") is None
    assert texts_to_mark(values, CONTEXT) == {}
    assert texts_to_mark({field.value: {text: "answer"}}, CONTEXT) == {field.value: {text: key}}


@given(st.text(), st.sampled_from([field.value for field in Field]))
def test_a_mark_says_nothing_and_fits_one_column_only(text: str, column: str) -> None:
    mark = mark_of(column, text)
    assert is_mark(mark)
    assert mark == mark_of(column, text)
    assert mark != mark_of(f"{column}x", text)
