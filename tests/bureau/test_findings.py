"""What the ledger keeps of findings can be said in the reader's language, whatever they hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from routeplan.bureau.findings import failures_of, in_words, kept, remembered
from routeplan.bureau.ledger import Ledger, StationInputs, StationState
from routeplan.bureau.station_requests import StationRequest
from routeplan.errors import Finding, JudgeError, StoreError, Violation
from routeplan.phrases import Phrase, Several, joined, phrase, plain, recalled

FINNISH = {
    "{value!r} is not a latitude": "{value!r} ei ole leveysaste",
    "write it like {example}": "kirjoita näin: {example}",
    "the disk is full": "levy on täynnä",
    "No space left on device": "Laitteella ei ole tilaa",
    "late by {minutes:,} minutes": "myöhässä {minutes:,} minuuttia",
}
HOSTILE = "{0.__class__} {value} \x1b[31m"


def latitude(row: int, value: str, severity: str = "error") -> Finding:
    return Finding(
        code="number-malformed",
        message=phrase("{value!r} is not a latitude", value=value),
        fix=phrase("write it like {example}", example=60.17),
        file="households.csv",
        row=row,
        column="latitude",
        value=value,
        severity=severity,  # type: ignore[arg-type]
    )


def through_a_ledger(root: Path, content: list[object]) -> list[Finding | str]:
    with Ledger(root) as ledger:
        request = StationRequest("check", date(2026, 11, 30))
        run = ledger.begin(request, {"a": StationInputs("sum")}, "now", again=False)
        ledger.set(run, "a", StationState.WRONG, status=2, findings=content)
        (line,) = ledger.lines(run)
    return line.findings


def test_a_finding_is_kept_with_its_sentences(tmp_path: Path) -> None:
    found = through_a_ledger(tmp_path, kept([], [latitude(2, "x"), latitude(7, HOSTILE)]))
    assert found == [latitude(2, "x"), latitude(7, HOSTILE)]
    (line,) = in_words(found, FINNISH)  # one cause, with its rows
    assert line.startswith("households.csv:2, 7 · latitude · 'x'")
    assert "ei ole leveysaste" in line
    assert "kirjoita näin: 60.17" in line
    assert line.endswith("[number-malformed]")


def test_errors_are_kept_first_where_there_are_many(tmp_path: Path) -> None:
    many = [latitude(row, "x", "warning") for row in range(60)]
    found = through_a_ledger(tmp_path, kept([], [*many, latitude(99, "y")]))
    assert len(found) == 50
    assert found[0] == latitude(99, "y")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreError(phrase("the disk is full")), ["levy on täynnä"]),
        (OSError(28, "No space left on device", "a.csv"), ["Laitteella ei ole tilaa: a.csv"]),
        (ValueError("no phrase"), ["no phrase"]),
        (
            JudgeError(
                [
                    Violation(
                        "promise", phrase("late by {minutes:,} minutes", minutes=1200), "O1/0", "H1"
                    )
                ]
            ),
            ["promise: O1/0: H1: myöhässä 1,200 minuuttia"],
        ),
    ],
)
def test_a_failure_is_said_in_the_reader_s_language(
    tmp_path: Path, error: Exception, said: list[str]
) -> None:
    assert in_words(through_a_ledger(tmp_path, kept(failures_of(error))), FINNISH) == said


def test_sentences_of_an_older_ledger_are_shown_as_they_are() -> None:
    assert in_words(remembered(["a.csv:2 · no number [number-malformed]"]), FINNISH) == [
        "a.csv:2 · no number [number-malformed]"
    ]


def test_a_sentence_comes_back_with_all_that_is_in_it() -> None:
    inner = phrase("write it like {example}", example="{braces}")
    whole = joined("; ", [phrase("rows {rows}", rows=Several([2, 5])), inner, "plain"])
    again = recalled(plain(whole))
    assert isinstance(again, Phrase)
    assert again == whole == "rows 2, 5; write it like {braces}; plain"
    assert again.said_in(FINNISH) == "rows 2, 5; kirjoita näin: {braces}; plain"
    assert recalled(plain(HOSTILE)) == HOSTILE
