"""``init``: template files that can be read, and nothing of anybody's overwritten."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from routeplan.errors import InputError, UsageError
from routeplan.formats.station.new_station import start_workspace
from routeplan.formats.station.settings import Settings, read_settings
from tests.formats.folders import findings_of, read_folder

VALUES: dict[str, str | float] = {
    "name": "North station",
    "latitude": 60.2,
    "longitude": 24.9,
    "timezone": "Europe/Helsinki",
    "coordinates": "wgs84",
    "language": "zh",
}


def test_the_values_given_are_filled_in_and_the_rest_is_the_default(tmp_path: Path) -> None:
    start_workspace(tmp_path / "north", VALUES)
    settings = read_settings(tmp_path / "north" / "routeplan.toml")
    assert (settings.station.name, settings.station.latitude) == ("North station", 60.2)
    assert settings.sheets.language == "zh"
    untouched = Settings.model_validate(
        {"timezone": "Europe/Helsinki", "station": settings.station.model_dump()}
    )
    for section in ("files", "plan", "worth", "visits", "travel"):
        assert getattr(settings, section) == getattr(untouched, section)
    assert settings.sheets.model_copy(update={"language": "en"}) == untouched.sheets


def test_the_template_keeps_its_comments(tmp_path: Path) -> None:
    start_workspace(tmp_path, VALUES)
    text = (tmp_path / "routeplan.toml").read_text(encoding="utf-8")
    assert 'language = "zh"' in text
    assert "# one of those that 'routeplan words list' names" in text
    assert "latitude = 60.2\n" in text


@pytest.mark.parametrize(
    "name",
    [
        'Station "North" \\1',
        "派出所 🚓",
        "a\nname = 1",
        "\x7f\x01",
        "{0} %s",
        "# no comment",
    ],
)
def test_a_hostile_name_of_a_station_is_only_a_name(tmp_path: Path, name: str) -> None:
    start_workspace(tmp_path, VALUES | {"name": name})
    assert read_settings(tmp_path / "routeplan.toml").station.name == name


def test_the_templates_are_empty_of_rows_until_the_examples_are_uncommented(
    tmp_path: Path,
) -> None:
    start_workspace(tmp_path, VALUES)
    found = findings_of(tmp_path)
    assert sorted((f.file, f.code) for f in found) == [
        ("households.csv", "file-empty"),
        ("officers.csv", "file-empty"),
    ]


def test_the_example_rows_read_without_an_error(tmp_path: Path) -> None:
    start_workspace(tmp_path, VALUES)
    for path in (tmp_path / "data").glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace("# ", "", 2), encoding="utf-8")
    workspace = read_folder(tmp_path, days=7)
    assert workspace.warnings == ()
    assert len(workspace.inputs.households) == 1
    assert "2026-12-01 O1+O2" in workspace.inputs.shifts_by_id
    assert not any(shift.day == 6 for shift in workspace.inputs.shifts)  # 2026-12-06 is off


def test_only_the_owner_can_enter_and_read(tmp_path: Path) -> None:
    root = tmp_path / "north"
    written = start_workspace(root, VALUES)
    assert [path.name for path in written] == [
        "routeplan.toml",
        "households.csv",
        "officers.csv",
        "calendar.csv",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    folders = [root, root / "data", root / "maps"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


@pytest.mark.parametrize("there", ["routeplan.toml", "data/officers.csv"])
def test_nothing_that_exists_is_touched(tmp_path: Path, there: str) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    with pytest.raises(UsageError, match="nothing was written"):
        start_workspace(tmp_path, VALUES)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path]
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"timezone": "Helsinki"}, "timezone"),
        ({"latitude": 600.0}, "station.latitude"),
        ({"name": ""}, "station.name"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_and_nothing_is_written(
    tmp_path: Path, change: dict[str, str | float], column: str
) -> None:
    with pytest.raises(InputError) as error:
        start_workspace(tmp_path / "north", VALUES | change)
    assert [finding.column for finding in error.value.findings] == [column]
    assert not (tmp_path / "north").exists()


def test_a_value_that_is_no_toml_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="settings-malformed"):
        start_workspace(tmp_path, VALUES | {"latitude": float("nan")})


def test_what_is_commented_out_in_the_template_is_the_default(tmp_path: Path) -> None:
    """As its head says; the servers, of which none is the default, aside."""
    start_workspace(tmp_path, VALUES)
    text = (tmp_path / "routeplan.toml").read_text(encoding="utf-8")
    shown = re.sub(r"(?m)^# ([a-z_]+ = )", r"\1", text)
    (tmp_path / "shown.toml").write_text(shown, encoding="utf-8")
    left_alone = read_settings(tmp_path / "routeplan.toml")
    written_out = read_settings(tmp_path / "shown.toml")
    servers = left_alone.travel.servers
    travel = written_out.travel.model_copy(update={"servers": servers})
    assert written_out.model_copy(update={"travel": travel}) == left_alone
