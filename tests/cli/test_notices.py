"""``routeplan notices``: one for each house, and no more said than a whole house may read.

Tests ``cli/commands/notices.py`` and ``station/use_cases/plan_in_use/print_notices.py``.
"""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from routeplan.visitlog.handouts import handouts
from routeplan.visitlog.store import reading
from tests.cli.workspaces import HOMES, MONDAY, OF_THE_PLAN, change, give_telephone, run
from tests.render.paper.paper import needs_poppler, squeezed

FOLDER = Path("maps") / MONDAY


@pytest.fixture
def called(station: Path) -> Path:
    """The small station, with a telephone: each home is a house of its own."""
    give_telephone(station)
    return station


def test_houses_of_a_single_household_are_told_and_get_no_notice(called: Path) -> None:
    done = run("notices", called)
    assert (done.exit_code, done.stderr) == (0, OF_THE_PLAN)
    assert done.stdout.startswith("No house to hang up a notice in.\nWithout a notice, as one")
    assert "10 houses" in done.stdout
    assert not list(called.rglob("*.pdf"))


@needs_poppler
def test_a_notice_for_each_house_in_one_private_file_that_is_noted(
    called: Path, tmp_path: Path
) -> None:
    change(called, "officers", {"O2": {"telephone": "040 999"}, "O1": {"telephone": ""}})
    done = run("notices", called, "--all", "--json")
    assert done.exit_code == 0, done.output
    content = json.loads(done.stdout)
    path = Path(content["file"])
    assert (path, content["alone"]) == (called / FOLDER / "notices.pdf", 0)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = squeezed(path.read_bytes(), tmp_path)
    assert text.count("Wearecallingatthishouse") == content["notices"] == 10
    for number, home in enumerate(HOMES.values(), start=1):
        assert home["name"].replace(" ", "") not in text
        assert f"Vilhonkatu{number}Bas" not in text
    assert "Vilhonkatu1B" in text
    assert "040999" in text
    with reading(called / "data" / "visits.db") as log:
        noted = handouts(log)[-1]
    assert (noted.command, noted.what, noted.files) == (
        "notices",
        "notices",
        (str(FOLDER / "notices.pdf"),),
    )
    assert len(noted.households) == 10


def test_a_part_a_size_and_a_language_are_a_file_of_their_own(called: Path) -> None:
    options = ("--officer", "O2", "--day", MONDAY, "--size", "A4", "--language", "zh")
    done = run("notices", called, "--all", *options)
    assert done.exit_code == 0, done.output
    (path,) = (called / FOLDER).glob("notices*.pdf")
    assert path.name.startswith(f"notices_O2_{MONDAY}_a4-zh_")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--officer", "O9"], "O1"),
        (["--size", "a3"], "a5"),
        (["--language", "sv"], "no words for this language"),
    ],
)
def test_what_cannot_be_is_a_usage_error(called: Path, options: list[str], message: str) -> None:
    done = run("notices", called, "--all", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_without_a_telephone_there_is_no_notice(station: Path) -> None:
    done = run("notices", station, "--all")
    assert (done.exit_code, "set telephone in [station]" in done.stderr) == (2, True)
