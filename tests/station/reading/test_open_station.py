"""A whole folder: the demonstration station, and what the files mean together.

Tests ``station/reading/address_book.py`` and ``station/reading/from_log.py``.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from routeplan.errors import InputError
from routeplan.model.inputs import Coordinate
from routeplan.station.findings_by_cause import by_cause
from routeplan.station.reading.from_log import NOT_READ
from routeplan.station.reading.open_station import Workspace, read_workspace
from tests.formats.folders import (
    HOUSEHOLD,
    OFFICER,
    SETTINGS,
    SUNDAY,
    csv_text,
    findings_of,
    read_folder,
    write_folder,
)
from tests.visitlog.logs import call, record

DEMO = Path(__file__).parents[3]
AREA = DEMO / "data" / "area.osm.pbf"


@pytest.fixture(scope="module")
def demo() -> Workspace:
    return read_workspace(DEMO, today=SUNDAY, environment={})


def test_the_demonstration_station_reads_without_error_or_warning(demo: Workspace) -> None:
    assert demo.warnings == ()
    assert len(demo.inputs.households) == 480
    assert len(demo.inputs.officers) == 8


def test_a_folder_knows_where_its_files_go(demo: Workspace) -> None:
    assert demo.settings.sheets.demo is True
    assert demo.maps == DEMO / "maps" / "2026-11-30"
    assert demo.area == AREA
    assert demo.cache == DEMO / ".routeplan"


@pytest.mark.parametrize(("encoding", "delimiter"), [("gb18030", ";"), ("utf-16", "\t")])
def test_the_demonstration_station_reads_the_same_however_it_is_saved(
    tmp_path: Path, demo: Workspace, encoding: str, delimiter: str
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "routeplan.toml").write_bytes((DEMO / "routeplan.toml").read_bytes())
    for name in ("households.csv", "officers.csv", "calendar.csv"):
        with (DEMO / "data" / name).open(encoding="utf-8", newline="") as file:
            text = csv_text(list(csv.DictReader(file)), delimiter)
        (tmp_path / "data" / name).write_bytes(text.encode(encoding))
    (tmp_path / "data" / AREA.name).symlink_to(AREA)
    again = read_folder(tmp_path)
    assert again.warnings == ()
    assert again.inputs.households == demo.inputs.households
    assert again.inputs.visits == demo.inputs.visits
    assert again.inputs.shifts == demo.inputs.shifts


def test_a_plan_begins_tomorrow_unless_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    assert read_folder(folder).inputs.calendar.first_day == date(2026, 11, 30)
    told = read_folder(folder, first_day=date(2027, 1, 4), days=2).inputs.calendar
    assert (told.first_day, told.days) == (date(2027, 1, 4), 2)


def test_a_first_day_that_is_past_is_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, calendar=[{"date": "2026-12-24"}])
    assert findings_of(folder, first_day=SUNDAY) == []
    (found,) = findings_of(folder, first_day=date(2026, 11, 28))
    assert (found.code, found.value, found.severity) == ("first-day-past", "2026-11-28", "warning")


def test_the_process_environment_counts_unless_another_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROUTEPLAN_PLAN_DAYS", "2")
    folder = write_folder(tmp_path)
    assert read_workspace(folder, today=SUNDAY).inputs.calendar.days == 2
    assert read_workspace(folder, today=SUNDAY, environment={}).inputs.calendar.days == 5


def test_addresses_are_looked_up_in_the_extract(tmp_path: Path) -> None:
    nowhere = {"latitude": "", "longitude": ""}
    folder = write_folder(
        tmp_path,
        households=[
            nowhere | {"address": "Mikonkatu 5"},
            nowhere | {"id": "H2", "address": "Mikonkato 5 A 3"},
        ],
    )
    (folder / "data" / "area.osm.pbf").symlink_to(AREA)
    inputs = read_folder(folder).inputs
    assert {h.coordinate for h in inputs.households} == {Coordinate(60.169176, 24.945752)}
    assert [household.place for household in inputs.households] == [1, 1]


def test_an_unsure_address_is_told_with_candidates(tmp_path: Path) -> None:
    cells = {"latitude": "", "longitude": "", "address": "Mikonkatu 999"}
    folder = write_folder(tmp_path, households=[cells])
    (folder / "data" / "area.osm.pbf").symlink_to(AREA)
    (found,) = findings_of(folder)
    assert (found.code, found.column, found.value) == (
        "address-unsure",
        "address",
        "Mikonkatu 999",
    )
    assert found.fix.startswith("use one of: Mikonkatu ")


def test_each_unsure_address_has_its_own_suggestions(tmp_path: Path) -> None:
    """At most three, and rows with one text together."""
    texts = ["Mikonkatu 999", "Vilhonkatu 888", "Mikonkatu 999", "Nowhere 1"]
    nowhere = {"latitude": "", "longitude": ""}
    homes = [nowhere | {"id": f"H{k}", "address": text} for k, text in enumerate(texts)]
    folder = write_folder(tmp_path, households=homes)
    (folder / "data" / "area.osm.pbf").symlink_to(AREA)
    (cause,) = [
        candidate
        for candidate in by_cause(findings_of(folder))
        if candidate.code == "address-unsure"
    ]
    assert cause.fix == "use an address that is listed for its row, or give coordinates"
    rows = {row_fix.rows: (row_fix.value, row_fix.fix) for row_fix in cause.row_fixes}
    assert list(rows) == [(2, 4), (3,), (5,)]
    for (value, fix), street in zip(rows.values(), ("Mikonkatu", "Vilhonkatu"), strict=False):
        assert value.startswith(street)
        named = fix.removeprefix("use one of: ").split("; ")[:-1]
        assert 1 <= len(named) <= 3
        assert all(address.startswith(street) for address in named)
    listed = cause.as_json()["row_fixes"]
    assert isinstance(listed, list | tuple)
    assert listed[1] == {"rows": (3,), "value": rows[3,][0], "fix": rows[3,][1]}


def test_an_extract_that_is_none_is_told_when_it_is_needed(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / "data" / "area.osm.pbf").write_bytes(b"no extract")
    assert findings_of(folder) == []
    cells = {"latitude": "", "longitude": "", "address": "Mikonkatu 5"}
    write_folder(tmp_path, households=[cells, cells | {"id": "H2"}, {"id": "H3", "due": "soon"}])
    unreadable, date_malformed = by_cause(findings_of(folder))
    assert (unreadable.code, unreadable.rows) == ("extract-unreadable", (2, 3))
    assert unreadable.message.startswith(
        "the street extract needed to look up the address cannot be read ("
    )
    assert (date_malformed.code, date_malformed.rows) == ("date-malformed", (4,))


def test_an_extract_that_is_missing_is_told_once(tmp_path: Path) -> None:
    cells = {"latitude": "", "longitude": "", "address": "Mikonkatu 5"}
    folder = write_folder(tmp_path, households=[cells | {"id": f"H{k}"} for k in range(27)])
    (found,) = by_cause(findings_of(folder))
    assert (found.code, found.rows) == ("address-no-extract", tuple(range(2, 29)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_station_reads_the_same_from_every_usual_csv(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    folder = write_folder(tmp_path)
    rows = [HOUSEHOLD | {"name": "Mäkinen Päivi", "note": "a, b; c"}]
    text = csv_text(rows, delimiter)
    (folder / "data" / "households.csv").write_bytes(text.encode(encoding))
    (household,) = read_folder(folder).inputs.households
    assert (household.name, household.note) == ("Mäkinen Päivi", "a, b; c")


def test_a_station_reads_the_same_from_xlsx(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, settings=SETTINGS + '[files]\nhouseholds = "data/homes.xlsx"\n')
    book = openpyxl.Workbook()
    book.active.append(["id", "latitude", "longitude", "visit_minutes", "due", "do_not_call"])
    book.active.append(["H1", 60.17, 24.942, 20, date(2026, 12, 1), False])
    book.active.append(["H2", 60.17, 24.942, 20, "soon", False])
    book.save(folder / "data" / "homes.xlsx")
    (found,) = findings_of(folder)
    assert (found.file, found.sheet, found.row) == ("homes.xlsx", "Sheet", 3)
    book.active["E3"] = None
    book.save(folder / "data" / "homes.xlsx")
    first, second = read_folder(folder).inputs.visits
    assert (first.seconds, first.due, second.due) == (1200, date(2026, 12, 1), None)


def test_files_may_lie_elsewhere_and_a_path_that_is_none_is_told(tmp_path: Path) -> None:
    settings = SETTINGS + '[files]\nhouseholds = ""\nofficers = "people.csv"\n'
    folder = write_folder(tmp_path, settings=settings)
    (folder / "people.csv").write_text(csv_text([OFFICER]))
    assert [(f.code, f.column) for f in findings_of(folder)] == [("file-unreadable", "")]


def test_wrong_settings_come_before_everything_else(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, settings="", households=[{"due": "soon"}])
    with pytest.raises(InputError) as error:
        read_folder(folder)
    assert {finding.file for finding in error.value.findings} == {"routeplan.toml"}


def test_a_column_to_print_that_nobody_has_is_told(tmp_path: Path) -> None:
    settings = SETTINGS + '[sheets]\nprintable = ["name", "floor", "adress"]\n'
    folder = write_folder(tmp_path, settings=settings, households=[{"floor": "3"}])
    found = [f for f in findings_of(folder) if f.code == "settings-unknown-column"]
    assert [(f.file, f.column, f.value, f.fix, f.severity) for f in found] == [
        (
            "routeplan.toml",
            "sheets.printable",
            "adress",
            "did you mean 'address'?",
            "warning",
        )
    ]


def test_the_visit_log_can_be_passed_over_for_what_lasts_longer_than_a_plan(tmp_path):
    root = write_folder(tmp_path)
    home = read_folder(root).inputs.households[0]
    called = call(household=home.id, visit=home.id, day=SUNDAY)
    record(root / "data" / "visits.db", called)
    monday = SUNDAY + timedelta(days=1)
    asked = {"today": SUNDAY, "first_day": monday, "environment": {}}
    assert home.id not in [v.household for v in read_workspace(root, **asked).inputs.visits]
    everybody = read_workspace(root, log=NOT_READ, **asked).inputs
    assert home.id in [visit.household for visit in everybody.visits]
