"""``routeplan import`` of next month's list: who is whom, and what the station changed meanwhile.

Tests ``formats/spreadsheet/rows/no_visits_wanted.py`` and
``station/use_cases/spreadsheet_import/running_numbers.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from routeplan.formats.station.settings import read_settings
from tests.cli.import_station import csv_file, households, station_without_households
from tests.cli.workspaces import run


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A station with officers and no households yet."""
    return station_without_households(tmp_path)


SURNAMES = ("Abt", "Bohl", "Cron", "Dorn", "Eder")


def _people(surnames: Sequence[str], numbers: str = "Nr") -> list[tuple[str, ...]]:
    """A list of homes in that order, with numbers that count the rows."""
    rows = [
        (str(count), f"{surname} Jo", f"{surname}weg {len(surname)}", "")
        for count, surname in enumerate(surnames, start=1)
    ]
    return [(numbers, "Name", "Address", "Remarks"), *rows]


@pytest.mark.parametrize(
    "numbers",
    ["Lfd. Nr.", "No", "Nr", "序号", "N.º", "No.", "#", "n°", "järjestysnumero", "番号", "№ п/п"],
)
def test_numbers_that_count_the_rows_are_nobodys_id(station: Path, numbers: str) -> None:
    first = run("import", csv_file(station.parent, *_people(SURNAMES, numbers)), station, "--yes")
    assert first.exit_code == 0, first.output
    ids = {row["name"]: row["id"] for row in households(station)}
    assert sorted(ids.values()) == ["H001", "H002", "H003", "H004", "H005"]
    assert read_settings(station / "routeplan.toml").import_.columns[numbers] == ""
    anew = csv_file(station.parent, *_people(("Aal", *reversed(SURNAMES)), numbers))
    second = run("import", anew, station)
    assert second.exit_code == 0, second.output
    assert {row["name"]: row["id"] for row in households(station)} == {**ids, "Aal Jo": "H006"}


@pytest.mark.parametrize(
    ("header", "numbers"), [("Nr", ("7", "3", "9")), ("Household ID", ("1", "2", "3"))]
)
def test_numbers_of_the_households_own_stay_ids(
    station: Path, header: str, numbers: tuple[str, ...]
) -> None:
    rows = [(number, f"Home {number}", f"Road {number}") for number in numbers]
    source = csv_file(station.parent, (header, "Name", "Address"), *rows)
    assert run("import", source, station, "--yes").exit_code == 0
    assert [row["id"] for row in households(station)] == list(numbers)


def _imported_with_numbers_as_ids(station: Path) -> None:
    source = csv_file(station.parent, *_people(SURNAMES))
    done = run("import", source, station, "--answer", "columns=Nr=id")
    assert done.exit_code == 0, done.output
    assert [row["id"] for row in households(station)] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("order", "count", "more"),
    [(SURNAMES[::-1], 4, {}), ((*SURNAMES[:4], "Dahl", "Eder"), 1, {"Dahl Jo": "H001"})],
)
def test_ids_that_are_other_homes_now_are_asked_about(
    station: Path, order: tuple[str, ...], count: int, more: dict[str, str]
) -> None:
    _imported_with_numbers_as_ids(station)
    ids = {row["name"]: row["id"] for row in households(station)}
    anew = csv_file(station.parent, *_people(order))
    asked = run("import", anew, station)
    assert asked.exit_code == 2
    assert f"name and the address of {count} known ids in Nr have changed" in asked.output
    assert "--answer ids=other-homes" in asked.output
    assert run("import", anew, station, "--yes").exit_code == 0
    assert {row["name"]: row["id"] for row in households(station)} == ids | more
    assert run("import", anew, station).exit_code == 0  # it is not asked again
    assert {row["name"]: row["id"] for row in households(station)} == ids | more


def test_ids_of_the_same_homes_take_their_new_names_and_addresses(station: Path) -> None:
    _imported_with_numbers_as_ids(station)
    anew = csv_file(station.parent, *_people(SURNAMES[::-1]))
    done = run("import", anew, station, "--answer", "ids=same-homes")
    assert done.exit_code == 0, done.output
    names = {row["id"]: row["name"] for row in households(station)}
    assert names == {str(at): f"{name} Jo" for at, name in enumerate(SURNAMES[::-1], start=1)}


def test_what_the_station_changed_since_the_last_import_is_kept(station: Path) -> None:
    def source(ann: str, bob: str) -> Path:
        head = ("Name", "Address", "Priority", "Do not call", "Remarks")
        rows = (("Ann", "Road 1", ann, "no", "dog"), ("Bob", "Road 2", bob, "", ""))
        return csv_file(station.parent, head, *rows)

    assert run("import", source("low", ""), station, "--yes").exit_code == 0
    table = station / "data/households.csv"
    text = table.read_text("utf-8-sig")
    edited = (
        text.replace(",low,", ",high,").replace(",no,", ",yes,").replace("Road 2,,", "Road 2,must,")
    )
    assert edited.count("must") == 1
    table.write_text(edited, "utf-8")
    again = run("import", source("low", ""), station)
    assert again.exit_code == 0, again.output
    head = "changed here since the last import, and kept (priority 2, do_not_call 1): H001, H002"
    assert head in again.output
    values = [(row["priority"], row["do_not_call"]) for row in households(station)]
    assert values == [("high", "yes"), ("must", "")]
    assert run("import", source("normal", ""), station).exit_code == 0  # the source has changed too
    values = [(row["priority"], row["do_not_call"]) for row in households(station)]
    assert values == [("normal", "yes"), ("must", "")]


REFUSALS = (
    "möchte keinen Besuch",
    "不要上门",
    "não quer visitas",
    "no quiere visitas",
    "ne veut pas de visite",
    "ei halua käyntejä",
    "does not want visits",
    "訪問お断り",
    "не хочет визитов",
)


def test_a_note_that_wants_no_visits_is_asked_about_once_for_each_text(station: Path) -> None:
    notes = (*REFUSALS, REFUSALS[0], "no visits on Mondays", "visit the neighbour too", "kein Hund")
    rows = [(f"Home {at}", f"Road {at}", note) for at, note in enumerate(notes)]
    source = csv_file(station.parent, ("Name", "Address", "Remarks"), *rows)
    asked = run("import", source, station, "--answer", "columns=")
    assert asked.exit_code == 2
    texts = re.findall("Does (.*) mean that nobody may call there", asked.output)
    assert sorted(texts) == sorted(REFUSALS)
    answer = "do_not_call:does not want visits=no"
    assert run("import", source, station, "--yes", "--answer", answer).exit_code == 0
    refused = {row["note"] for row in households(station) if row["do_not_call"] == "yes"}
    assert refused == {*REFUSALS} - {"does not want visits"}
    assert "Besuch" not in (station / "routeplan.toml").read_text("utf-8")
    again = run("import", source, station)
    assert again.exit_code == 0, again.output
    assert "Nothing was written." in again.output


@pytest.mark.parametrize(
    ("column", "text"),
    [("Erreichbar", "tägl. 8-11"), ("Best time", "reachable daily 8-11"), ("在家时间", "每天8-11")],
)
def test_hours_that_were_read_completely_are_not_noted_again(
    station: Path, column: str, text: str
) -> None:
    source = csv_file(station.parent, ("Name", "Address", column), ("Ann", "Road 1", text))
    assert run("import", source, station, "--yes").exit_code == 0
    (row,) = households(station)
    assert (row["availability"], row.cells.get("note", "")) == ("Mo-Su 08:00-11:00", "")


@pytest.mark.parametrize("note", ["'- dog", "- dog", "=1+1", "'=1", "@x", "O'Brien"])
def test_a_text_kept_from_being_a_formula_is_no_change(station: Path, note: str) -> None:
    (station.parent / "a.csv").write_text(f"Nome;Morada;Nota\nRosa;Rua Chã 11;{note}\n", "utf-8")
    for _ in range(3):
        done = run("import", station.parent / "a.csv", station, "--yes")
        assert done.exit_code == 0, done.output
    assert "1 unchanged" in done.stdout
