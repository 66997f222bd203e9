"""The chief's list of what people said, and whose answer stays whose when entries are corrected."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.report.opinions import opinions_said, standing_answers, standing_for
from routeplan.visitlog.log_records import Opinion, Result
from routeplan.visitlog.notes import Stamp, add_answer
from routeplan.visitlog.store import reading, writing
from tests.visitlog.logs import CLERK, MONDAY, NOW, TUESDAY, call, record

STAMP = Stamp(NOW, CLERK)
LAMPS, NOISE = Opinion("lamps", "dark"), Opinion("noise", "loud", is_suggestion=True)


def answer(path: Path, number: int, text: str = "ordered") -> None:
    with writing(path) as log:
        add_answer(log, number, TUESDAY, text, STAMP)


def listed(path: Path, *days: object) -> list[tuple[int, str, str | None]]:
    with reading(path) as log:
        said = opinions_said(log, *days)  # type: ignore[arg-type]
    return [
        (opinion.number, opinion.text, opinion.answer.text if opinion.answer else None)
        for opinion in said
    ]


def test_what_was_said_is_listed_by_day_with_its_answer(path: Path) -> None:
    record(path, call(day=TUESDAY, round="R2", opinions=(NOISE,)), call(opinions=(LAMPS,)))
    answer(path, 2)
    assert listed(path) == [(2, "dark", "ordered"), (1, "loud", None)]
    assert listed(path, TUESDAY) == [(1, "loud", None)]
    assert listed(path, MONDAY, MONDAY) == [(2, "dark", "ordered")]


def test_what_two_sheets_tell_of_one_visit_in_the_same_words_was_said_once(path: Path) -> None:
    other = call(round="S", officers=("O2",), opinions=(replace(LAMPS, text="Dark"), NOISE))
    record(path, call(opinions=(LAMPS,)), other)
    assert [opinion[:2] for opinion in listed(path)] == [(1, "Dark"), (3, "loud")]
    answer(path, 2, "given on the other sheet")
    assert listed(path)[0][2] == "given on the other sheet"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param((LAMPS, NOISE), 3, id="the same again"),
        pytest.param((NOISE, LAMPS), 4, id="in another order: in the same words"),
        pytest.param((replace(LAMPS, text="very dark"),), 3, id="a slip: in the same place"),
        pytest.param((replace(NOISE, is_suggestion=False),), None, id="something else"),
        pytest.param((), None, id="nothing any more"),
    ],
)
def test_an_answer_follows_its_opinion_into_the_correcting_entry(
    path: Path, now: tuple[Opinion, ...], expected: int | None
) -> None:
    record(path, call(opinions=(LAMPS, NOISE)))
    answer(path, 1)
    record(path, call(persons=2, opinions=now), correcting=True)
    with reading(path) as log:
        assert standing_for(log, 1) == expected
        assert list(standing_answers(log)) == [n for n in [expected] if n]
        assert standing_for(log, 99) is None


def test_what_was_withdrawn_was_never_said_and_cannot_be_answered(path: Path) -> None:
    record(path, call(opinions=(LAMPS,)))
    answer(path, 1)
    record(path, replace(call("out"), result=Result.WITHDRAWN), correcting=True)
    with reading(path) as log:
        assert (standing_for(log, 1), standing_answers(log), opinions_said(log)) == (None, {}, [])


def test_an_answer_to_the_corrected_opinion_gives_way_to_one_to_the_new(path: Path) -> None:
    record(path, call(opinions=(LAMPS,)))
    answer(path, 1, "first")
    record(path, call(persons=2, opinions=(LAMPS,)), correcting=True)
    answer(path, 2, "second")
    assert listed(path) == [(2, "dark", "second")]
