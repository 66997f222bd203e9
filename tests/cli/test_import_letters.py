"""``routeplan import`` of files whose letters may be read in several ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.formats.station.settings import read_settings
from tests.cli.import_station import households
from tests.cli.workspaces import run
from tests.formats.folders import SETTINGS, write_folder


@pytest.fixture
def station(tmp_path: Path) -> Path:
    settings = SETTINGS.replace("Europe/Helsinki", "Europe/Prague")
    root = write_folder(tmp_path / "station", settings=settings)
    (root / "data/households.csv").unlink()
    return root


def test_a_few_letters_are_asked_about_once(station: Path, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_bytes("id;name;address\nH1;Kučera;Mill 1\n".encode("cp1250"))
    listed = run("import", source, station)
    assert listed.exit_code == 2
    assert "a word of the file: 'Kučera' (cp1250), 'Kuèera' (cp1252)?" in listed.output
    assert "--answer encoding=cp1250" in listed.output
    assert run("import", source, station, "--yes").exit_code == 0
    assert households(station)[0]["name"] == "Kučera"
    assert read_settings(station / "routeplan.toml").import_.encoding == "cp1250"
    source.write_bytes("id;name;address\nH1;Kučera;Mill 1\nH2;Dvořák;Mill 2\n".encode("cp1250"))
    again = run("import", source, station)
    assert again.exit_code == 0, again.output
    assert "1 new: H2" in again.output


def test_another_reading_may_be_answered(station: Path, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_bytes("id;name;address\nH1;Kuèera;Mill 1\n".encode("cp1252"))
    wrong = run("import", source, station, "--answer", "encoding=koi8", "--yes")
    assert "use one of: cp1250, cp1252" in wrong.output
    done = run("import", source, station, "--answer", "encoding=cp1252", "--yes")
    assert done.exit_code == 0, done.output
    assert households(station)[0]["name"] == "Kuèera"


@pytest.mark.parametrize(
    ("zone", "page", "name"),
    [
        ("Asia/Jerusalem", "cp1255", "כהן דוד"),
        ("Asia/Amman", "cp1256", "محمد علي"),
        ("Asia/Bangkok", "cp874", "สมชาย ใจดี"),
    ],
)
def test_letters_of_other_scripts_are_likely_those_of_the_country(
    station: Path, tmp_path: Path, zone: str, page: str, name: str
) -> None:
    file = station / "routeplan.toml"
    file.write_text(file.read_text("utf-8").replace("Europe/Prague", zone), "utf-8")
    source = tmp_path / "list.csv"
    source.write_bytes(f"id;name;address\nH1;{name};Mill 1\n".encode(page))
    assert f"--answer encoding={page}" in run("import", source, station).output
    assert run("import", source, station, "--yes").exit_code == 0
    assert households(station)[0]["name"] == name
