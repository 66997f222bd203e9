"""Records as JSON: what is written is read back, and anything else is no record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from routeplan.formats.plans.record_format import RecordFormat


@dataclass(frozen=True)
class Note:
    text: str
    on: date
    counts: tuple[int, ...] = ()


NOTES = RecordFormat(Note, "routeplan-note", 2)
NOTE = Note("Väinö 王", date(2026, 11, 30), (1, 2))
TEXT = """\
{
 "format": "routeplan-note",
 "version": 2,
 "text": "Väinö 王",
 "on": "2026-11-30",
 "counts": [
  1,
  2
 ]
}
"""


def test_a_record_is_written_as_people_can_read_it_and_read_back(tmp_path: Path) -> None:
    assert NOTES.text(NOTE) == TEXT
    assert NOTES.parsed(TEXT) == NOTE
    assert NOTES.parsed(TEXT.encode()) == NOTE
    path = tmp_path / "note.json"
    path.write_text(TEXT, "utf-8")
    assert NOTES.read(path) == NOTE


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("routeplan-note", "routeplan-plan"),
        ('"version": 2', '"version": 1'),
        ('"format": "routeplan-note",', ""),
        ('"version": 2,', ""),
        ('"2026-11-30"', '"30 Nov"'),
        ('"Väinö 王"', "7"),  # read strictly: a number is no text
        ('"text": "Väinö 王",', ""),
        (
            "{",
            "[",
        ),
        ("}", ""),
        (TEXT, "[]"),
        (TEXT, "null"),
        (TEXT, 100_000 * "["),
    ],
)
def test_a_text_of_another_format_or_version_or_damaged_is_none(part: str, instead: str) -> None:
    damaged = TEXT.replace(part, instead)
    assert damaged != TEXT
    assert NOTES.parsed(damaged) is None


def test_a_file_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    assert NOTES.read(tmp_path / "none.json") is None
    assert NOTES.read(tmp_path) is None
    (tmp_path / "latin.json").write_bytes(TEXT.encode("utf-16"))
    assert NOTES.read(tmp_path / "latin.json") is None


def test_who_asks_for_its_fields_is_given_every_fault() -> None:
    fields = json.loads(TEXT)
    del fields["format"], fields["version"]
    assert NOTES.record(fields) == NOTE
    with pytest.raises(ValidationError) as refused:
        NOTES.record({**fields, "text": 7, "on": "never"})
    assert [error["loc"] for error in refused.value.errors()] == [("text",), ("on",)]


def test_what_json_has_no_form_for_is_named() -> None:
    with pytest.raises(TypeError, match="a note holds no bytes"):
        NOTES.text(Note(b"x", date(2026, 11, 30)))  # type: ignore[arg-type]
