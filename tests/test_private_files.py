"""Files that hold household data: for their owner's eyes, whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from routeplan.private_files import private_directory, write_private, write_together


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["umask 000", "umask 022", "umask 077"])
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_files_that_belong_together_are_replaced_together_or_not_at_all(tmp_path: Path) -> None:
    plan, lines = tmp_path / "plan.json", tmp_path / "plan.geojson"
    write_together({plan: "old plan", lines: "old lines"})
    with pytest.raises(UnicodeEncodeError):
        write_together({plan: "new plan", lines: "no text: \ud800"})  # stands for a full disk
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "plan.json": "old plan",
        "plan.geojson": "old lines",
    }


def test_files_and_new_folders_are_their_owners_only(tmp_path):
    path = write_private(tmp_path / "maps" / "2026-11-30" / "plan.json", "{}")
    assert mode_of(path) == 0o600
    assert mode_of(path.parent) == mode_of(path.parent.parent) == 0o700


def test_an_old_file_that_all_could_read_becomes_private(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text("old")
    path.chmod(0o644)
    write_private(path, "new")
    assert (path.read_text(), mode_of(path)) == ("new", 0o600)


def test_a_folder_that_is_there_keeps_its_mode(tmp_path):
    tmp_path.chmod(0o750)
    assert private_directory(tmp_path) == tmp_path
    assert mode_of(tmp_path) == 0o750


def test_a_folder_made_meanwhile_by_somebody_else_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "maps").mkdir()
    monkeypatch.setattr(Path, "exists", lambda path: path != tmp_path / "maps")
    assert private_directory(tmp_path / "maps").is_dir()


def test_a_relative_path_is_made_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_private(Path("maps/plan.json"), "{}")
    assert (tmp_path / "maps" / "plan.json").read_text() == "{}"


@pytest.mark.parametrize(
    ("content", "raw"),
    [
        ("Päivi 王", "Päivi 王".encode()),
        ("a\nb\r\n", b"a\nb\r\n"),
        (b"\x00\xff\r\n", b"\x00\xff\r\n"),
        ("", b""),
    ],
    ids=["text is UTF-8", "line ends stay as they are", "bytes are untouched", "an empty file"],
)
def test_what_is_written_is_what_was_given(tmp_path, content, raw):
    assert write_private(tmp_path / "f", content).read_bytes() == raw


def test_who_reads_meanwhile_sees_the_whole_old_file(tmp_path):
    path = write_private(tmp_path / "plan.json", "old " * 1000)
    with path.open() as reader:
        write_private(path, "new")
        assert reader.read() == "old " * 1000
    assert path.read_text() == "new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = write_private(tmp_path / "plan.json", "old")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_private(path, "new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.json"]
    assert path.read_text() == "old"


def test_a_link_is_replaced_and_its_target_left_alone(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("untouched")
    link = tmp_path / "plan.json"
    link.symlink_to(elsewhere)
    write_private(link, "new")
    assert (link.read_text(), elsewhere.read_text()) == ("new", "untouched")
    assert not link.is_symlink()


def test_a_folder_below_a_file_is_refused(tmp_path):
    (tmp_path / "maps").write_text("a file")
    with pytest.raises((FileExistsError, NotADirectoryError)):
        write_private(tmp_path / "maps" / "plan.json", "{}")
