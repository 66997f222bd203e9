"""The demonstration station: what it must hold, and that the kept script makes it again."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import osmium
import pytest

from routeplan.model.inputs import Mode
from routeplan.station.reading.open_station import Workspace, read_workspace

TOP = Path(__file__).resolve().parents[1]
DATA = TOP / "data"
TABLES = ("households.csv", "officers.csv", "calendar.csv")
MONDAY = date(2026, 11, 30)
HAN = re.compile(r"[\u4e00-\u9fff]")
CLOCKS = r"\d\d:\d\d-\d\d:\d\d"

Row = dict[str, str]
Box = tuple[float, float, float, float]
"""South, west, north, east."""


def rows_of(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def households() -> list[Row]:
    return rows_of("households.csv")


@pytest.fixture(scope="module")
def officers() -> list[Row]:
    return rows_of("officers.csv")


@pytest.fixture(scope="module")
def calendar() -> list[Row]:
    return rows_of("calendar.csv")


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """The demonstration as the program reads it, for its own week."""
    return read_workspace(TOP, today=MONDAY, first_day=MONDAY, environment={})


def make(output: Path, *options: str) -> None:
    """Run the script that made the tables, from an unrelated folder."""
    command = [sys.executable, TOP / "tools" / "make_demo.py", "--output", output, *options]
    subprocess.run(command, check=True, cwd=output)


def test_the_script_makes_the_same_files_byte_for_byte(tmp_path: Path) -> None:
    make(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(TABLES)
    for name in TABLES:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


def test_another_seed_makes_another_station(tmp_path: Path) -> None:
    make(tmp_path, "--seed", "1")
    assert (tmp_path / "households.csv").read_bytes() != (DATA / "households.csv").read_bytes()


def test_it_is_read_without_an_error_for_the_week_it_is_made_for(workspace: Workspace) -> None:
    assert [f.code for f in workspace.warnings if f.severity == "error"] == []
    assert "appointment-elsewhere" not in {finding.code for finding in workspace.warnings}
    assert len(workspace.inputs.households) == 480


def test_480_households_have_ids_of_their_own(households: list[Row]) -> None:
    assert len({row["id"] for row in households}) == len(households) == 480


def test_some_buildings_hold_5_to_30_households(workspace: Workspace) -> None:
    homes = Counter(household.place for household in workspace.inputs.households)
    large = sorted(count for count in homes.values() if count >= 5)
    assert (large[0], large[-1]) == (5, 30)
    assert len(large) >= 10
    assert homes.most_common()[-1][1] == 1


def addresses_of_the_extract() -> dict[tuple[str, str], list[Box]]:
    """Where each street and number of the extract lies, read from its tags alone."""
    found: dict[tuple[str, str], list[Box]] = defaultdict(list)
    keys = osmium.filter.KeyFilter("addr:housenumber")
    for item in osmium.FileProcessor(str(DATA / "area.osm.pbf")).with_areas().with_filter(keys):
        if isinstance(item, osmium.osm.Node):
            points = [item.location]
        elif isinstance(item, osmium.osm.Area):
            points = [node.location for ring in item.outer_rings() for node in ring]
        else:
            continue
        latitudes, longitudes = [p.lat for p in points], [p.lon for p in points]
        box = min(latitudes), min(longitudes), max(latitudes), max(longitudes)
        for number in re.split("[;,]", item.tags["addr:housenumber"]):
            key = item.tags.get("addr:street", "").casefold(), _closed_up(number)
            found[key].append(box)
    return found


def _closed_up(number: str) -> str:
    """``6 B`` and ``6b`` are one number."""
    return "".join(number.casefold().split())


def test_every_household_stands_at_a_real_address_of_the_extract(workspace: Workspace) -> None:
    known = addresses_of_the_extract()
    hair = 1e-6  # coordinates are written with six decimals
    for household in workspace.inputs.households:
        building = household.address.split(" as. ")[0]
        street, number = re.fullmatch(r"(.+?) (\d.*)", building).groups()  # type: ignore[union-attr]
        where = household.coordinate
        assert any(
            south - hair <= where.latitude <= north + hair
            and west - hair <= where.longitude <= east + hair
            for south, west, north, east in known[street.casefold(), _closed_up(number)]
        ), household.address


def test_a_few_households_have_an_address_and_no_coordinates(households: list[Row]) -> None:
    without = [row for row in households if not row["latitude"] and not row["longitude"]]
    assert 5 <= len(without) <= 20
    assert all(row["address"] for row in without)


def test_names_are_latin_accented_and_chinese(households: list[Row]) -> None:
    names = [row["name"] for row in households]
    chinese = [name for name in names if HAN.search(name)]
    accented = [name for name in names if any(map(unicodedata.combining, _decomposed(name)))]
    plain = [name for name in names if name.isascii()]
    assert min(len(chinese), len(accented), len(plain)) >= 50
    assert any("'" in name for name in names)
    assert any("-" in name for name in names)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_notes_and_tasks_are_said_of_many_and_some_in_chinese(households: list[Row]) -> None:
    assert all(row["task"] for row in households)
    assert 100 <= sum(bool(row["note"]) for row in households) < 480
    for column in ("task", "note"):
        assert any(HAN.search(row[column]) for row in households)


@pytest.mark.parametrize(
    ("shape", "at_least"),
    [
        pytest.param(rf"{CLOCKS},{CLOCKS}", 50, id="several windows a day"),
        pytest.param(";", 50, id="different ones by weekday"),
        pytest.param(
            r"Mo-Fr 07:30-09:30,11:30-13:30", 20, id="earlier in the morning, more at noon"
        ),
        pytest.param(r"^Mo-Fr 16:00-19:30$", 20, id="after work only"),
        pytest.param(r"^$", 100, id="none given"),
    ],
)
def test_availability_is_as_varied_as_in_life(
    households: list[Row], shape: str, at_least: int
) -> None:
    assert sum(bool(re.search(shape, row["availability"])) for row in households) >= at_least


def test_visits_take_5_to_40_minutes(households: list[Row]) -> None:
    minutes = {int(row["visit_minutes"]) for row in households}
    assert (min(minutes), max(minutes)) == (5, 40)
    assert len(minutes) >= 6


def test_there_are_households_of_every_priority(households: list[Row]) -> None:
    counts = Counter(row["priority"] for row in households)
    assert set(counts) == {"must", "high", "normal", "low"}
    assert min(counts.values()) >= 10


def test_15_appointments_lie_within_the_week_and_within_somebody_s_hours(
    workspace: Workspace,
) -> None:
    promised = [visit for visit in workspace.inputs.visits if visit.appointment]
    assert len(promised) == 15
    for visit in promised:
        assert visit.appointment is not None
        at = workspace.inputs.calendar.elapsed(visit.appointment.on, visit.appointment.at_seconds)
        present = [s for s in workspace.inputs.shifts if s.begin <= at <= s.end - visit.seconds]
        assert present, visit.id


def test_24_visits_need_two_officers(households: list[Row]) -> None:
    assert Counter(row["officers_needed"] for row in households) == {"": 456, "2": 24}


@pytest.mark.parametrize(
    ("column", "at_least"),
    [
        pytest.param("skills", 20, id="needed skills"),
        pytest.param("officer", 30, id="a preferred officer"),
        pytest.param("due", 100, id="a due date"),
        pytest.param("latest", 5, id="a latest date"),
        pytest.param("visits", 5, id="two visits in the plan"),
        pytest.param("tolerance_minutes", 3, id="a tolerance of its own"),
        pytest.param("do_not_call", 3, id="not to be called on"),
    ],
)
def test_what_only_some_rows_have_is_there(
    households: list[Row], column: str, at_least: int
) -> None:
    assert at_least <= sum(bool(row[column]) for row in households) < 480


def test_some_are_long_due_and_some_not_yet(households: list[Row]) -> None:
    due = [date.fromisoformat(row["due"]) for row in households if row["due"]]
    assert min(due) < MONDAY - timedelta(days=60)
    assert max(due) > MONDAY + timedelta(days=7)


def test_whoever_is_not_to_be_called_on_is_not_among_the_visits(workspace: Workspace) -> None:
    assert len(workspace.inputs.refused_visits) == 4
    refused = {visit.household for visit in workspace.inputs.refused_visits}
    assert refused.isdisjoint(visit.household for visit in workspace.inputs.visits)


def test_every_skill_needed_is_somebody_s(households: list[Row], officers: list[Row]) -> None:
    known = {skill for row in officers for skill in row["skills"].split()}
    assert known == {"swedish", "mandarin", "sign-language"}
    assert {row["skills"] for row in households} - {""} <= known


def test_8_officers_two_of_them_by_bike_with_hours_and_breaks_of_their_own(
    officers: list[Row],
) -> None:
    assert Counter(row["mode"] for row in officers) == {Mode.FOOT: 6, Mode.BIKE: 2}
    assert len({row["hours"] for row in officers}) >= 6
    breaks = Counter((row["break_minutes"], row["break_window"]) for row in officers)
    assert len(breaks) >= 4
    assert breaks["", ""] >= 1
    assert any(row["max_visits"] for row in officers)


def test_a_crew_of_two_works_on_one_day(workspace: Workspace) -> None:
    crews = [shift for shift in workspace.inputs.shifts if len(shift.officers) == 2]
    assert [(shift.day, shift.officers) for shift in crews] == [(1, ("O7", "O8"))]


def test_one_day_of_the_week_is_off_for_all(workspace: Workspace, calendar: list[Row]) -> None:
    off = [row["date"] for row in calendar if row["day"] == "off" and not row["officer"]]
    assert "2026-12-03" in off
    assert workspace.inputs.calendar.days == 5
    assert {shift.day for shift in workspace.inputs.shifts} == {0, 1, 2, 4}


def test_there_are_more_households_than_hours(workspace: Workspace) -> None:
    shifts = workspace.inputs.shifts
    hours = sum(s.end - s.begin - (s.pause.seconds if s.pause else 0) for s in shifts)
    asked = sum(visit.seconds * visit.officers_needed for visit in workspace.inputs.visits)
    assert asked > 1.1 * hours


def test_tables_are_plain_utf_8_with_plain_line_ends() -> None:
    for name in TABLES:
        content = (DATA / name).read_bytes()
        assert content.endswith(b"\n")
        assert b"\r" not in content
        assert not content.startswith(b"\xef\xbb\xbf")


def test_ids_follow_one_another(households: list[Row]) -> None:
    numbers = [int(row["id"].removeprefix("H")) for row in households]
    assert all(after == before + 1 for before, after in pairwise(numbers))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("© OpenStreetMap contributors", id="whose it is"),
        pytest.param("Open Database License", id="the licence's name"),
        pytest.param("https://opendatacommons.org/licenses/odbl/1-0/", id="where its text is"),
        pytest.param("http://opendatacommons.org/licenses/dbcl/1.0/", id="its contents' licence"),
        pytest.param("area.osm.pbf", id="the extract"),
        pytest.param("households.csv", id="addresses and coordinates"),
        pytest.param("routeplan.toml", id="the station's coordinate"),
        pytest.param("nobody named here lives there", id="residents are invented"),
        pytest.param("maps, sheets and GeoJSON", id="what is made from it"),
        pytest.param("MIT licence", id="what is under another one"),
    ],
)
def test_the_data_s_licence_says(words: str) -> None:
    told = " ".join((DATA / "LICENSE").read_text(encoding="utf-8").split())
    assert words in told


def test_nothing_in_the_folder_goes_without_a_word_of_its_origin() -> None:
    # make demo leaves a visit log there, which never goes along
    assert "/data/visits.db*" in (DATA.parent / ".gitignore").read_text(encoding="utf-8").split()
    goes = [path.name for path in DATA.iterdir() if not path.name.startswith("visits.db")]
    assert sorted(goes) == sorted([*TABLES, "LICENSE", "area.osm.pbf"])
