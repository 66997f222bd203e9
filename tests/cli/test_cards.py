"""``routeplan cards``: for a plan's rounds, for doors that stayed shut, and of officers.

Tests ``cli/commands/cards.py`` and ``station/use_cases/plan_in_use/print_cards.py``.
"""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.sheet_codes import sheet_codes
from routeplan.visitlog.handouts import handouts
from routeplan.visitlog.reading import entries, rounds
from routeplan.visitlog.store import reading
from tests.cli.workspaces import HOMES, MONDAY, OF_THE_PLAN, TUESDAY, change, give_telephone, run
from tests.render.paper.paper import needs_poppler, squeezed

FOLDER = Path("maps") / MONDAY
EVENING = {"ROUTEPLAN_TODAY": MONDAY}


@pytest.fixture
def called(station: Path) -> Path:
    """The small station, with a telephone."""
    give_telephone(station)
    return station


def made(folder: Path, *options: str, **environment: str) -> tuple[Path, int]:
    done = run("cards", folder, "--json", *options, **environment)
    assert done.exit_code == 0, done.output
    content = json.loads(done.stdout)
    return Path(content["file"]), content["cards"]


def code_of(folder: Path, officer: str) -> str:
    plan = read_plan(folder / FOLDER / "plan.json")
    route = next(r for r in plan.routes if r.day == 0 and officer in r.officers)
    return sheet_codes(plan)[route.shift]


def record(folder: Path, officer: str, codes: str, *more: str) -> None:
    done = run("record", MONDAY, code_of(folder, officer), codes, *more, "--dir", folder, **EVENING)
    assert done.exit_code == 0, done.output


def test_every_stop_of_the_plan_has_a_card_in_one_private_file_beside_it(called: Path) -> None:
    plan = read_plan(called / FOLDER / "plan.json")
    stops = sum(len(route.stops) + len(route.reserve) for route in plan.routes)
    done = run("cards", called)
    path = called / FOLDER / "cards.pdf"
    assert (done.exit_code, done.stderr) == (0, OF_THE_PLAN)
    assert done.stdout == f"{stops} cards in {path}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@needs_poppler
def test_no_card_names_a_resident_or_what_is_to_be_done(called: Path, tmp_path: Path) -> None:
    path, count = made(called)
    text = squeezed(path.read_bytes(), tmp_path)
    assert text.count("Wecalledonyou") == count
    told = [
        cells[key] for cells in HOMES.values() for key in ("name", "task", "note") if key in cells
    ]
    assert len(told) > 12
    for secret in (*told, "Vilhonkatu", *(f"{name}N" for name in HOMES)):
        assert secret.replace(" ", "") not in text


@pytest.mark.parametrize(
    ("options", "name"),
    [
        pytest.param(["--officer", "O1"], "cards_O1_", id="an officer"),
        pytest.param(["--date", TUESDAY], f"cards_{TUESDAY}_", id="a day"),
        pytest.param(["--day", TUESDAY], f"cards_{TUESDAY}_", id="a day, as sheets call it"),
        pytest.param(["--language", "zh"], "cards_zh_", id="a language"),
    ],
)
def test_a_part_of_the_plan_is_a_file_of_its_own(called, options, name) -> None:
    path, _ = made(called, *options)
    assert path.parent == called / FOLDER
    assert path.name.startswith(name)


@needs_poppler
def test_the_language_is_the_sheets_unless_another_is_asked_for(called, tmp_path) -> None:
    assert "Wecalledonyou" in squeezed(made(called)[0].read_bytes(), tmp_path)
    chinese = squeezed(made(called, "--language", "zh")[0].read_bytes(), tmp_path)
    assert "我们来访过" in chinese
    settings = called / "routeplan.toml"
    settings.write_text(settings.read_text() + '[sheets]\nlanguage = "zh"\n')
    assert squeezed(made(called)[0].read_bytes(), tmp_path) == chinese


@needs_poppler
def test_after_a_round_only_those_not_met_have_a_card_and_the_officer_a_list(
    called: Path, tmp_path: Path
) -> None:
    record(called, "O2", "1m 2o 3o", "--add", "3 promise 2026-12-02 10:00")
    path, count = made(called, "--not-met", **EVENING)
    assert (path.parent, count) == (called / FOLDER, 2)
    assert path.name.startswith(f"cards_not-met_{MONDAY}_")
    plan = read_plan(called / FOLDER / "plan.json")
    route = next(r for r in plan.routes if r.day == 0 and "O2" in r.officers)
    text = squeezed(path.read_bytes(), tmp_path)
    name, *others = (HOMES[route.stops[k].household]["name"].replace(" ", "") for k in (1, 0))
    assert text.count(name) == 1  # on the list, not on the card
    assert not [other for other in others if other in text]
    with reading(called / "data" / "visits.db") as log:
        noted = handouts(log)[-1]
    assert (noted.command, noted.what) == ("cards", "cards for those not met")
    assert set(noted.households) == {route.stops[k].household for k in (1, 2)}
    assert f"card{MONDAY}{code_of(called, 'O2')}2" in text
    assert text.count("Wed2Dec,10:00") == 1


def test_a_card_that_comes_back_is_one_line_of_typing(called: Path) -> None:
    """Two boxes of the card: O1 and O2 work on weekdays from 8 to 16."""
    record(called, "O2", "2o")
    record(called, "O2", "2o", "--add", "2 hours ab", "--correct")
    with reading(called / "data" / "visits.db") as log:
        (only,) = entries(log)
    assert only.entry.hours == "Mo-Fr 08:00-14:00"
    told = run("due", called, "--json", "--first-day", TUESDAY)
    assert told.exit_code == 0, told.output


def test_the_officer_and_the_day_of_a_round_recorded_may_be_named(called: Path) -> None:
    record(called, "O2", "2o")
    assert made(called, "--not-met", "--officer", "O2", "--date", MONDAY, **EVENING)[1] == 1
    done = run("cards", called, "--not-met", "--officer", "O1", **EVENING)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no round of officer O1 has been recorded" in done.stderr
    done = run("cards", called, "--not-met", "--date", TUESDAY, **EVENING)
    assert f"no round on {TUESDAY} has been recorded" in done.stderr


def test_where_everybody_was_met_nothing_is_printed(called: Path) -> None:
    record(called, "O2", "1m")
    done = run("cards", called, "--not-met", **EVENING)
    assert (done.exit_code, done.stdout) == (0, "Nobody was missed: no cards to print.\n")
    told = json.loads(run("cards", called, "--not-met", "--json", **EVENING).stdout)
    assert told == {"file": None, "cards": 0}
    assert not list((called / FOLDER).glob("*.pdf"))


def test_before_anything_was_recorded_nobody_is_known_as_not_met(called: Path) -> None:
    done = run("cards", called, "--not-met")
    assert (done.exit_code, "record a round first" in done.stderr) == (2, True)


def test_contact_cards_need_no_plan(called: Path) -> None:
    (called / FOLDER / "plan.json").unlink()
    path, count = made(called, "--contact")
    assert (path, count) == (called / "maps" / "contact.pdf", 20)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path, count = made(called, "--contact", "--officer", "O2", "--language", "zh")
    assert (path.name.startswith("contact_O2_zh_"), count) == (True, 10)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        pytest.param(["--officer", "O9"], "O1", id="no such officer in the plan"),
        pytest.param(["--contact", "--officer", "O9"], "there are O1 (Chen", id="nor in the table"),
        pytest.param(
            ["--contact", "--not-met"], "--contact can only be combined with", id="two kinds"
        ),
        pytest.param(
            ["--contact", "--date", MONDAY],
            "--contact can only be combined with",
            id="a day of none",
        ),
        pytest.param(["--language", "sv"], "no words for this language", id="no such language"),
    ],
)
def test_what_cannot_be_is_a_usage_error(called, options, told) -> None:
    done = run("cards", called, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert not list(called.rglob("*.pdf"))


def test_an_officer_s_own_telephone_is_enough_for_his_contact_cards(station: Path) -> None:
    change(station, "officers", {"O2": {"telephone": "040 999"}, "O1": {"telephone": ""}})
    assert made(station, "--contact", "--officer", "O2")[1] == 10
    done = run("cards", station, "--contact")
    assert (done.exit_code, "set telephone in [station]" in done.stderr) == (2, True)


@pytest.mark.parametrize("options", [[], ["--contact"]])
def test_without_a_telephone_no_card_is_printed(station: Path, options: list[str]) -> None:
    done = run("cards", station, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "set telephone in [station]" in done.stderr
    assert not list(station.rglob("*.pdf"))


def test_rounds_whose_cards_were_printed_are_kept_for_their_results(called: Path) -> None:
    made(called, "--officer", "O2", "--date", MONDAY)
    with reading(called / "data" / "visits.db") as log:
        assert [logged_round.code for logged_round in rounds(log)] == [code_of(called, "O2")]
        assert [handout.what for handout in handouts(log)] == ["cards"]


def test_signs_that_no_font_has_are_told(called: Path) -> None:
    change(called, "officers", {"O1": {"name": "Aalto 龘"}})
    done = run("cards", called, "--contact")
    assert done.exit_code == 0
    assert "U+9F98" in done.stderr
