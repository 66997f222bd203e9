"""``routeplan init``: answers as options or typed in, and a folder that ``check`` accepts.

Tests ``cli/commands/init.py`` and ``station/reading/new_station_files.py``.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import openpyxl
import osmium
import pytest
from click.testing import Result

from routeplan.formats.station.settings import read_settings
from tests.cli.workspaces import bare_environment, run

ANSWERS = {
    "name": "North station",
    "latitude": "60.17",
    "longitude": "24.94",
    "timezone": "Europe/Helsinki",
    "coordinates": "wgs84",
    "language": "zh",
}


def options(**changed: str | None) -> list[str]:
    """All answers as options; one that is None is not given."""
    answers = ANSWERS | changed
    return [part for key, told in answers.items() if told for part in (f"--{key}", told)]


def settings_of(folder: Path) -> tuple[object, ...]:
    read = read_settings(folder / "routeplan.toml")
    station = (read.station.name, read.station.latitude, read.station.longitude)
    return (*station, read.timezone, read.coordinates, read.sheets.language)


def test_answers_may_all_be_options(tmp_path: Path) -> None:
    folder = tmp_path / "north"
    done = run("init", folder, *options())
    assert (done.exit_code, done.stderr) == (0, "")
    written = ["routeplan.toml", "data/households.csv", "data/officers.csv", "data/calendar.csv"]
    assert done.stdout.splitlines() == [
        *(f"wrote {folder / name}" for name in written),
        f"Fill in the tables, add {folder / 'data' / 'area.osm.pbf'}, then:",
        f"  routeplan check {folder}",
    ]
    assert settings_of(folder) == (
        *("North station", 60.17, 24.94),
        *("Europe/Helsinki", "wgs84", "zh"),
    )


def test_answers_may_all_be_typed_in_and_the_usual_ones_left_empty(tmp_path: Path) -> None:
    done = run("init", tmp_path, text="Süd\n-33.9\n-0.5\nAsia/Shanghai\n\n\n")
    assert done.exit_code == 0
    assert settings_of(tmp_path) == ("Süd", -33.9, -0.5, "Asia/Shanghai", "wgs84", "en")


def test_only_what_is_not_an_option_is_asked(tmp_path: Path) -> None:
    done = run("init", tmp_path, *options(timezone=None), text="Asia/Shanghai\n")
    assert done.stdout.startswith("Time zone, such as Europe/Helsinki or Asia/Shanghai:")
    assert settings_of(tmp_path)[3] == "Asia/Shanghai"


def test_a_negative_number_is_no_option(tmp_path: Path) -> None:
    assert run("init", tmp_path, *options(latitude="-33.9", longitude="-0.5")).exit_code == 0
    assert settings_of(tmp_path)[1:3] == (-33.9, -0.5)


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        pytest.param("name", "", "it is empty", id="no name"),
        pytest.param("latitude", "85.5", "must be at most 85", id="at the pole"),
        pytest.param("latitude", "nan", "not a number", id="not a number"),
        pytest.param("longitude", "-181", "must be at least -180", id="around the world"),
        pytest.param("timezone", "Helsinki", "did you mean Europe/Helsinki?", id="no such zone"),
        pytest.param("coordinates", "wgs", "'wgs84', 'gcj02', 'bd09'", id="no such datum"),
        pytest.param("language", "sv", "shipped are en", id="no such language"),
    ],
)
def test_an_answer_that_cannot_be_used_is_told_at_once(
    tmp_path: Path, key: str, typed: str, told: str
) -> None:
    folder = tmp_path / "north"
    arguments = options(**{key: None})
    done = run("init", folder, *arguments, f"--{key}", typed)
    assert (done.exit_code, done.stdout) == (2, "")
    first, last = done.stderr.splitlines()
    assert first.startswith(f"error: --{key} · ")
    assert told in first
    assert last == "1 error; nothing was written."
    assert not folder.exists()


def test_all_that_is_wrong_with_the_options_is_told_together(tmp_path: Path) -> None:
    """Before anything is asked: the name is not given."""
    wrong = options(name=None, latitude="600", longitude="east", timezone="Mars")
    done = run("init", tmp_path, *wrong)
    assert (done.exit_code, done.stdout) == (2, "")
    named = {line.split(" · ")[0] for line in done.stderr.splitlines()[:-1]}
    assert named == {"error: --latitude", "error: --longitude", "error: --timezone"}
    assert done.stderr.splitlines()[-1] == "3 errors; nothing was written."


def test_a_question_is_asked_again_until_its_answer_can_be_used(tmp_path: Path) -> None:
    done = run("init", tmp_path, *options(latitude=None), text="\n600\nnorth\n60.1\n")
    assert done.exit_code == 0
    assert "Error: must be at most 85\n" in done.output
    assert "Error: not a number; write digits with a decimal point" in done.output
    assert settings_of(tmp_path)[1] == 60.1


def test_input_that_ends_too_soon_is_wrong_usage(tmp_path: Path) -> None:
    done = run("init", tmp_path / "north", *options(longitude=None, language=None), text="24.9\n")
    assert done.exit_code == 2
    assert done.stderr == "routeplan: the input ended before --language was answered\n"
    assert not (tmp_path / "north").exists()


def test_ctrl_c_at_a_question_ends_with_130_and_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "north"
    with subprocess.Popen(
        [sys.executable, "-m", "routeplan", "init", str(folder)],
        env=bare_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as asking:
        assert asking.stdout is not None
        assert asking.stderr is not None
        question = b"Name of the station: "
        assert asking.stdout.read(len(question)) == question
        for _ in range(30):  # one that comes just before it begins to read goes unheard
            asking.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                asking.wait(2)
                break
        assert asking.returncode == 130
        assert asking.stderr.read() == b"routeplan: stopped by Ctrl-C\n"
    assert not folder.exists()


def test_a_station_that_is_there_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "routeplan.toml").write_text("mine")
    done = run("init", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "there is already a station in" in done.stderr
    assert (tmp_path / "routeplan.toml").read_text() == "mine"


def test_tables_that_are_there_are_not_overwritten(tmp_path: Path) -> None:
    table = tmp_path / "data" / "officers.csv"
    table.parent.mkdir()
    table.write_text("mine")
    done = run("init", tmp_path, *options())
    assert done.exit_code == 2
    assert f"{table} already exists; nothing was written" in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [table]
    assert table.read_text() == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("init", tmp_path / "file", *options())
    assert done.exit_code == 2
    assert "is a file" in done.stderr


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """A new station with its example rows un-commented."""
    assert run("init", tmp_path, *options()).exit_code == 0
    for path in (tmp_path / "data").glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace("# ", ""), encoding="utf-8")
    return tmp_path


def test_the_example_rows_pass_check(started: Path) -> None:
    done = run("check", started, "--travel", "straight-line")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("1 household at 1 place, 1 visit, 9 shifts from 2026-11-30 to ")
    assert done.stdout.endswith("No errors, 0 warnings.\n")


def test_without_a_street_extract_check_says_how_to_bring_one(started: Path) -> None:
    done = run("check", started)
    assert (done.exit_code, done.stdout) == (3, "")
    (line,) = done.stderr.splitlines()
    assert f"there is no street extract {started / 'data' / 'area.osm.pbf'}" in line
    assert "'On a closed network' in the README" in line
    assert "USB stick" in line
    readme = Path(__file__).parents[2] / "README.md"
    assert "\n## On a closed network\n" in readme.read_text(encoding="utf-8")


def test_a_new_station_without_rows_is_told_what_it_lacks(tmp_path: Path) -> None:
    run("init", tmp_path, *options())
    done = run("check", tmp_path)
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "error: officers.csv · there are no rows below the header · add rows [file-empty]",
        "error: households.csv · there are no rows below the header · add rows [file-empty]",
        "2 errors; nothing was written.",
    ]


NEW_YORK = (40.1, -74.3, 40.9, -73.8)
"""South, west, north and east of an extract."""


def with_extract(
    folder: Path, box: tuple[float, float, float, float] = NEW_YORK, name: str = "town.osm.pbf"
) -> Path:
    """A folder with a small map in data/: one street, and one house with an address."""
    south, west, north, east = box
    (folder / "data").mkdir(parents=True, exist_ok=True)
    writer = osmium.SimpleWriter(str(folder / "data" / name))
    corners = [(west, south), (east, north)]
    middle = ((west + east) / 2, (south + north) / 2)
    for number, (longitude, latitude) in enumerate([*corners, middle], start=1):
        tags = {"addr:street": "Elm Street", "addr:housenumber": "7"} if number == 3 else {}
        node = osmium.osm.mutable.Node(id=number, location=(longitude, latitude), tags=tags)
        writer.add_node(node)
    writer.add_way(osmium.osm.mutable.Way(id=1, nodes=[1, 2], tags={"highway": "residential"}))
    writer.close()
    return folder


def placed(folder: Path, *more: str, **changed: str | None) -> Result:
    return run("init", folder, *options(latitude=None, longitude=None, **changed), *more)


@pytest.mark.parametrize("text", ["40.5, -74.0", "40,5; -74,0", "40.5 N 74 W", "40.5 -74"])
def test_both_numbers_are_pasted_as_a_map_shows_them(tmp_path: Path, text: str) -> None:
    assert placed(tmp_path, "--at", text).exit_code == 0
    assert settings_of(tmp_path)[1:3] == (40.5, -74.0)


def test_both_numbers_answer_the_question_for_the_first(tmp_path: Path) -> None:
    done = run("init", tmp_path, *options(latitude=None, longitude=None), text="40.5, -74.0\n")
    assert done.exit_code == 0
    assert "Longitude" not in done.stdout
    assert settings_of(tmp_path)[1:3] == (40.5, -74.0)


def test_a_decimal_comma_is_one_number(tmp_path: Path) -> None:
    assert run("init", tmp_path, *options(latitude="60,17")).exit_code == 0
    assert settings_of(tmp_path)[1] == 60.17


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--at", "40.5"), "--at needs both numbers"),
        (("--at", "there"), "--at there: not a number"),
        (("--at", "40.5, -74", "--latitude", "40"), "cannot be combined"),
        (("--latitude", "40.5, -74", "--longitude", "3"), "that is both"),
    ],
)
def test_a_place_that_cannot_be_is_wrong_usage(
    tmp_path: Path, more: tuple[str, ...], told: str
) -> None:
    done = placed(tmp_path / "new", *more)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (tmp_path / "new").exists()


def test_an_extract_of_any_name_is_used_and_its_street_is_the_example(tmp_path: Path) -> None:
    folder = with_extract(tmp_path)
    done = placed(folder, "--at", "40.5, -74.0")
    assert done.exit_code == 0, done.output
    assert read_settings(folder / "routeplan.toml").files.area == "data/town.osm.pbf"
    table = (folder / "data" / "households.csv").read_text("utf-8")
    assert "# H001,Example household,Elm Street 7,40.500000,-74.050000," in table


def test_the_examples_belong_to_no_country_in_particular(tmp_path: Path) -> None:
    assert placed(with_extract(tmp_path), "--at", "40.5, -74.0").exit_code == 0
    tables = ("households", "officers", "calendar")
    text = "".join((tmp_path / "data" / f"{name}.csv").read_text("utf-8") for name in tables)
    assert "Elm Street 7" in text
    assert "public holiday: nobody works" in text
    for word in ("Independence", "Korhonen", "Mikonkatu", "Aalto", "Bergström", "swedish"):
        assert word not in text


def test_without_an_extract_the_example_is_at_the_station(tmp_path: Path) -> None:
    assert placed(tmp_path, "--at", "48.137, 11.575").exit_code == 0
    table = (tmp_path / "data" / "households.csv").read_text("utf-8")
    assert "# H001,Example household,High Street 5,48.137000,11.575000," in table


def test_in_another_coordinate_system_the_example_has_its_address_only(tmp_path: Path) -> None:
    folder = with_extract(tmp_path)
    assert placed(folder, "--at", "40.5, -74.0", coordinates="gcj02").exit_code == 0
    table = (folder / "data" / "households.csv").read_text("utf-8")
    assert "# H001,Example household,Elm Street 7,,," in table


def test_of_several_extracts_the_one_around_the_station_is_used(tmp_path: Path) -> None:
    with_extract(tmp_path, (10.0, 10.0, 11.0, 11.0), "a.osm.pbf")
    with_extract(tmp_path, NEW_YORK, "b.osm.pbf")
    assert placed(tmp_path, "--at", "40.5, -74.0").exit_code == 0
    assert read_settings(tmp_path / "routeplan.toml").files.area == "data/b.osm.pbf"


@pytest.mark.parametrize("text", ["40.5, 74.0", "-40.5, -74.0", "-74.0, 40.5", "74 N 40.5 W"])
def test_a_place_beside_its_extract_is_doubted(tmp_path: Path, text: str) -> None:
    """As options it is refused; typed in, the likely place is offered."""
    folder = with_extract(tmp_path)
    done = placed(folder, "--at", text)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "40.5, -74.0 lies within; did you mean --at '40.5, -74.0'?" in done.stderr
    assert not (folder / "routeplan.toml").exists()
    done = run("init", folder, *options(latitude=None, longitude=None), text=f"{text}\n\n")
    assert done.exit_code == 0, done.output
    assert settings_of(folder)[1:3] == (40.5, -74.0)


def test_a_place_far_from_its_extract_is_taken_with_a_warning(tmp_path: Path) -> None:
    done = placed(with_extract(tmp_path), "--at", "50.0, 4.0")
    assert done.exit_code == 0
    assert done.stderr == "warning: 50.0, 4.0 lies outside of every street extract in data/\n"


def test_tables_may_be_workbooks_with_lists_to_choose_from(tmp_path: Path) -> None:
    """What a spreadsheet program reads of them: a list in each column that has words."""
    folder = with_extract(tmp_path)
    assert placed(folder, "--at", "40.5, -74.0", "--xlsx").exit_code == 0
    files = read_settings(folder / "routeplan.toml").files
    assert files.households == "data/households.xlsx"
    lists = {}
    for table in (files.households, files.officers, files.calendar):
        sheet = openpyxl.load_workbook(folder / table).active
        header = [cell.value for cell in sheet[1]]
        for check in sheet.data_validations.dataValidation:
            (cells,) = check.sqref.ranges
            column = header[cells.min_col - 1]
            lists[column] = check.formula1 if check.type == "list" else check.type
            assert cells.min_row > sheet.max_row
    assert lists["priority"] == '"must,high,normal,low"'
    assert lists["mode"] == '"foot,bike,car"'
    assert lists["day"] == '"off,work"'
    assert (lists["do_not_call"], lists["due"]) == ('"yes,no"', "date")
    example = [cell.value for cell in openpyxl.load_workbook(folder / files.households).active[2]]
    assert example[:3] == ["# H001", "Example household", "Elm Street 7"]


def test_a_filled_in_workbook_is_read(tmp_path: Path) -> None:
    assert placed(tmp_path, "--at", "40.5, -74.0", "--xlsx").exit_code == 0
    for name, row in {
        "households": {"id": "H1", "latitude": 40.501, "longitude": -74.0, "priority": "high"},
        "officers": {"id": "O1", "name": "Ann", "mode": "foot", "hours": "Mo-Fr 09:00-17:00"},
    }.items():
        book = openpyxl.load_workbook(tmp_path / "data" / f"{name}.xlsx")
        header = [cell.value for cell in book.active[1]]
        book.active.append([row.get(column) for column in header])
        book.save(tmp_path / "data" / f"{name}.xlsx")
    done = run("check", tmp_path, "--travel", "straight-line")
    assert done.exit_code == 0, done.output
    assert "1 household at 1 place" in done.stdout


@pytest.mark.parametrize(
    ("place", "zone", "likely"),
    [
        ("41.15828, 8.63010", "Europe/Lisbon", "41.15828, -8.6301"),
        ("60.17, -24.94", "Europe/Helsinki", "60.17, 24.94"),
        ("24.94, 60.17", "Europe/Helsinki", "60.17, 24.94"),
        ("23.55, -46.63", "America/Sao_Paulo", "-23.55, -46.63"),
        ("47.6, 122.33", "America/Los_Angeles", "47.6, -122.33"),
        ("121.47, 31.23", "Asia/Shanghai", "31.23, 121.47"),
    ],
)
def test_a_place_far_from_its_time_zone_is_doubted_without_an_extract(
    tmp_path: Path, place: str, zone: str, likely: str
) -> None:
    given = options(latitude=None, longitude=None, timezone=zone)
    done = run("init", tmp_path / "a", "--at", place, *given)
    if place.startswith("121"):  # no latitude at all
        assert done.exit_code == 2
        return
    assert done.exit_code == 2
    assert f"{likely} is not; did you mean --at '{likely}'?" in done.stderr
    assert not (tmp_path / "a").exists()
    assert run("init", tmp_path / "a", "--at", likely, *given).exit_code == 0


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("41.38, 2.17", "Europe/Madrid"),
        ("51.48, -3.18", "Europe/London"),
        ("39.47, 75.99", "Asia/Shanghai"),
        ("47.6, -122.33", "America/Los_Angeles"),
        ("11.83, 13.15", "Africa/Lagos"),
        ("0.03, 36.0", "Etc/UTC"),
    ],
)
def test_a_place_in_its_time_zone_is_not_doubted(tmp_path: Path, place: str, zone: str) -> None:
    given = options(latitude=None, longitude=None, timezone=zone)
    assert run("init", tmp_path / "a", "--at", place, *given).exit_code == 0


def test_a_doubted_place_is_asked_about_where_somebody_types(tmp_path: Path) -> None:
    given = options(latitude=None, longitude=None, timezone="Europe/Lisbon")
    done = run("init", tmp_path / "a", *given, text="41.15828, 8.6301\ny\n")
    assert done.exit_code == 0, done.output
    assert "41.15828, -8.6301 is not. Use that?" in done.output
    assert settings_of(tmp_path / "a")[1:3] == (41.15828, -8.6301)
