"""``routeplan maps``: pages made again from a plan.

Tests ``cli/commands/maps.py`` and ``station/reading/open_plan.py``.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from routeplan.cli import group
from routeplan.formats.decisions.balance_json import write_options
from routeplan.formats.plans.plan_json import read_plan
from tests.cli.workspaces import OF_THE_PLAN
from tests.formats.folders import SETTINGS, read_folder, write_folder
from tests.formats.plans.plans import put_plan
from tests.render.planned import data_of, plan_of, route_of

HOMES = [
    {"id": f"H{k}", "longitude": f"{24.94 + 0.002 * k:.3f}", "name": f"Resident {k}"}
    | {"address": f"Kuusitie {k}", "task": f"Task {k}", "visit_minutes": "10"}
    for k in range(1, 5)
]
OFFICERS = [{"id": "O1", "name": "Aalto Riikka"}, {"id": "O2", "name": "Ek Bo"}]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A station and its plan: O1 calls on H1 and H2 on Monday and on H3 on Tuesday; H4 is out."""
    monkeypatch.setenv("ROUTEPLAN_TODAY", "2026-11-29")
    write_folder(tmp_path, households=HOMES, officers=OFFICERS)
    inputs = read_folder(tmp_path, days=2).inputs
    calls = [["H1", "H2"], [], ["H3"], []]
    routes = [route_of(inputs, *pair) for pair in zip(inputs.shifts, calls, strict=True)]
    put_plan(tmp_path / "maps" / "2026-11-30" / "plan.json", plan_of(inputs, routes))
    return tmp_path


def test_the_overview_has_the_balance_and_the_forecast_and_options_once_kept(folder):
    assert run(folder).exit_code == 0
    page = folder / "maps" / "2026-11-30" / "index.html"
    desk = data_of(page)["desk"]
    assert [officer["officer"] for officer in desk["weeks"]["officers"]] == ["O1", "O2"]
    assert desk["forecast"]["households"] == 4
    assert (desk["options"], desk["beats"]["page"]) == (None, None)
    (folder / "maps" / "beats").mkdir()
    (folder / "maps" / "beats" / "index.html").write_text("<p>beats</p>")
    plan = read_plan(page.parent / "plan.json")
    write_options(page.parent, [{"option": 0}], plan)
    run(folder)
    desk = data_of(page)["desk"]
    assert (desk["options"], desk["beats"]["page"]) == ([{"option": 0}], "../beats/index.html")
    run(folder, "--redact")
    redacted = data_of(page.parent / "redacted" / "index.html")["desk"]
    assert redacted["beats"]["page"] is None


def test_the_overview_counts_who_was_met_as_due_does_on_the_day_it_is_drawn(folder, monkeypatch):
    monkeypatch.setenv("ROUTEPLAN_TODAY", "2026-11-30")
    for home, result in (("H1", "m"), ("H2", "e+2"), ("H3", "o")):
        call = ("--household", home, "--officer", "O1", "--dir", folder)
        done = CliRunner().invoke(group, ["record", "2026-11-30", result, *map(str, call)])
        assert done.exit_code == 0, done.output
    assert run(folder).exit_code == 0
    desk = data_of(folder / "maps" / "2026-11-30" / "index.html")["desk"]
    assert dict(desk["coverage"]) == {"met": 2, "due": 0, "overdue": 0, "never": 2}
    assert desk["covered_on"] == "Mon 30 Nov"
    told = CliRunner().invoke(group, ["due", str(folder)]).output
    assert "met: 2 (50 %)" in told
    assert "never met: 2 (50 %)" in told


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["maps", *(str(argument) for argument in arguments)])


def pages(folder: Path) -> list[str]:
    """Pages beside the plan, by day and officer."""
    found = (folder / "maps" / "2026-11-30").rglob("20*.html")
    return sorted("_".join(path.name.split("_")[:2]) for path in found)


def rows(folder: Path, **cells: Any) -> None:
    """Write the tables anew, with other homes."""
    write_folder(folder, **({"households": HOMES, "officers": OFFICERS} | cells))


def test_all_pages_are_drawn_beside_the_plan(folder):
    done = run(folder)
    overview = folder / "maps" / "2026-11-30" / "index.html"
    assert (done.exit_code, done.stderr) == (0, OF_THE_PLAN)
    assert done.stdout == f"3 pages written; open {overview}\n"
    assert pages(folder) == ["2026-11-30_O1-aalto-riikka", "2026-12-01_O1-aalto-riikka"]
    assert data_of(overview)["left_out"][0]["name"] == "Resident 4"


def test_quiet_says_nothing(folder):
    done = run(folder, "--quiet")
    assert (done.exit_code, done.output) == (0, "")


def test_json_names_the_files(folder):
    files = json.loads(run(folder, "--json").stdout)["files"]
    assert [Path(file).name[:10] for file in files] == ["index.html", "2026-11-30", "2026-12-01"]
    assert all(Path(file).is_file() for file in files)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(["--day", "2026-12-01"], ["2026-12-01_O1-aalto-riikka"], id="one day"),
        pytest.param(
            ["--officer", "O1"],
            ["2026-11-30_O1-aalto-riikka", "2026-12-01_O1-aalto-riikka"],
            id="one officer",
        ),
        pytest.param(
            ["--officer", "O1", "--day", "2026-11-30"],
            ["2026-11-30_O1-aalto-riikka"],
            id="one officer's day",
        ),
    ],
)
def test_a_part_of_the_plan_can_be_drawn(folder, options, expected):
    assert run(folder, *options).exit_code == 0
    assert pages(folder) == expected


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--officer", "O2"], id="an officer without visits"),
        pytest.param(["--day", "2026-12-24"], id="no such day"),
    ],
)
def test_what_is_not_in_the_plan_is_a_usage_error_that_names_what_is(folder, options):
    done = run(folder, *options)
    assert done.exit_code == 2
    assert "O1" in done.stderr
    assert "2026-11-30" in done.stderr
    assert pages(folder) == []


def test_an_officer_who_is_not_there_is_answered_with_those_who_are(folder):
    done = run(folder, "--officer", "O9")
    assert done.exit_code == 2
    assert "there is no officer 'O9'; there are O1 (" in done.stderr
    assert pages(folder) == []


def test_redacted_pages_name_nobody(folder):
    done = run(folder, "--redact")
    assert done.exit_code == 0
    written = list((folder / "maps").rglob("*.html"))
    assert len(written) == 3
    for path in written:
        assert path.parent.name == "redacted"
        text = path.read_text() + json.dumps(data_of(path))
        assert not [home for home in HOMES for field in ("name", "task") if home[field] in text]
        assert "Kuusitie" not in text


def test_a_page_for_a_phone_is_one_redacted_file(folder):
    done = run(folder, "--phone", "--officer", "O1", "--day", "2026-11-30")
    (page,) = (folder / "maps").rglob("*.html")
    assert done.stdout == f"1 page written; open {page}\n"
    assert "_phone_" in page.name
    data = data_of(page)
    assert data["overview"] is None
    assert [row["resident"]["name"] for row in data["round"]["rows"]] == ["H1", "H2"]


@pytest.mark.parametrize("options", [[], ["--officer", "O1"], ["--day", "2026-11-30"]])
def test_a_page_for_a_phone_needs_an_officer_and_a_day(folder, options):
    done = run(folder, "--phone", *options)
    assert done.exit_code == 2
    assert "--officer and --day" in done.stderr


def test_settings_say_how_pages_look(folder):
    sheets = '[sheets]\nlanguage = "zh"\ndemo = true\nprintable = ["name"]\n'
    rows(folder, settings=SETTINGS + sheets)
    run(folder)
    overview = data_of(folder / "maps" / "2026-11-30" / "index.html")
    assert overview["banners"] == [["demo", "演示数据：住户均为虚构"]]
    assert overview["left_out"][0]["address"] == ""


def test_another_plan_can_be_named(folder):
    plan = folder / "maps" / "2026-11-30" / "plan.json"
    other = folder / "else" / "monday.json"
    put_plan(other, replace(read_plan(plan), station="Other"))
    run(folder, "--plan", other, "--day", "2026-11-30")
    assert (folder / "else" / "index.html").is_file()
    assert pages(folder) == []


def test_no_plan_is_a_usage_error(tmp_path):
    write_folder(tmp_path)
    done = run(tmp_path)
    assert done.exit_code == 2
    assert "routeplan plan" in done.stderr


def test_a_plan_that_names_what_the_tables_lack_is_an_input_error(folder):
    rows(folder, households=HOMES[1:])
    done = run(folder)
    assert done.exit_code == 2
    assert "H1" in done.stderr
    assert pages(folder) == []


def test_a_home_that_has_refused_since_stops_the_pages(folder):
    rows(folder, households=[HOMES[0] | {"do_not_call": "yes"}, *HOMES[1:]])
    done = run(folder)
    assert done.exit_code == 2
    assert "do_not_call" in done.stderr
    assert pages(folder) == []


def test_a_plan_older_than_the_tables_is_drawn_and_told(folder):
    rows(folder, households=[*HOMES, {"id": "H5", "longitude": "24.95"}])
    done = run(folder)
    assert done.exit_code == 0
    assert "the plan lacks 1 visit (H5)" in done.stderr


def test_an_extract_that_cannot_be_read_is_told_with_its_own_status(folder):
    (folder / "data" / "area.osm.pbf").write_bytes(b"no extract")
    done = run(folder)
    assert done.exit_code == 3
    assert "area.osm.pbf" in done.stderr


def test_the_text_of_the_help_ends_with_an_example():
    text, _, options = run("--help").output.partition("Options:")
    assert text.rstrip().endswith("routeplan maps station --officer O4 --day 2026-11-30 --phone")
    assert "--phone" in options
