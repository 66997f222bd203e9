"""The journal of writes: whole, bounded, and skipped where it is damaged."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.formats.decisions import journal
from routeplan.formats.decisions.journal import (
    FileChange,
    Write,
    content_of,
    keep_write,
    mark_of,
    next_name,
    read_writes,
)
from routeplan.phrases import phrase, short_date

TODAY = date(2026, 11, 30)
OLD, NEW = b"old \x00 content", b"new content"


def write(number: int = 1, at: str = "2026-11-29T10:00:00+02:00") -> Write:
    changes = (
        FileChange("maps/a.json", mark_of(OLD), mark_of(NEW)),
        FileChange("maps/b.json", None, mark_of(NEW)),
    )
    made = Write(f"W{number}", at, "chief", "plan", "", {}, changes, (1, 2))
    what = phrase("a plan for {day}, {count:,} visits", day=short_date(TODAY), count=1200)
    return made.named(what)


def keep(folder: Path, write: Write, today: date = TODAY) -> Path:
    return keep_write(folder, write, {("before", "maps/a.json"): OLD}, today=today)


def test_a_write_is_read_back_with_its_sentence_and_contents(tmp_path: Path) -> None:
    keep(tmp_path, write())
    (read,) = read_writes(tmp_path)
    assert read == write()
    assert read.what == "a plan for Mon 30 Nov, 1,200 visits"
    assert read.what.said_in({"Mon": "周一", "Nov": "11月"}) != read.what
    assert content_of(tmp_path, read, "before") == {"maps/a.json": OLD}


def test_names_rise_and_are_not_given_twice(tmp_path: Path) -> None:
    assert next_name(tmp_path / "none") == "W1"
    for number in (1, 2, 10):
        keep(tmp_path, write(number))
    assert next_name(tmp_path) == "W11"
    assert [write.name for write in read_writes(tmp_path)] == ["W1", "W2", "W10"]


def test_the_oldest_go_when_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MOST", 3)
    for number in range(1, 6):
        keep(tmp_path, write(number))
    assert [write.name for write in read_writes(tmp_path)] == ["W3", "W4", "W5"]


def test_what_is_too_old_goes_and_the_last_one_stays_however_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept for 60 days: what was written on 1 October is 60 days old on 30 November."""
    keep(tmp_path, write(1, "2026-09-30T10:00:00+02:00"))
    keep(tmp_path, write(2, "2026-10-01T10:00:00+02:00"))
    keep(tmp_path, write(3))
    assert [write.name for write in read_writes(tmp_path)] == ["W2", "W3"]
    monkeypatch.setattr(journal, "MOST_BYTES", 1)
    keep(tmp_path, write(4))
    assert [write.name for write in read_writes(tmp_path)] == ["W4"]


def test_another_content_than_was_kept_is_not_given_back(tmp_path: Path) -> None:
    path = keep(tmp_path, write())
    with zipfile.ZipFile(path) as archive:
        head = archive.read("write.json")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("write.json", head)
        archive.writestr("before/0", b"forged")
    (read,) = read_writes(tmp_path)
    with pytest.raises(ValueError, match=r"maps/a\.json"):
        content_of(tmp_path, read, "before")


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_skipped_and_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    path = keep(folder, write())
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    for read in read_writes(folder):
        try:
            assert content_of(folder, read, "before") == {"maps/a.json": OLD}
        except ValueError:
            continue


def test_a_file_under_another_name_is_no_write(tmp_path: Path) -> None:
    path = keep(tmp_path, write())
    path.rename(tmp_path / "W7.zip")
    assert read_writes(tmp_path) == []
    assert replace(write(), name="W7").number == 7
