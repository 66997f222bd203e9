"""``routeplan demo``: check, plan, pages and sheets in one, on a copy of the demonstration.

Tests ``cli/commands/demo.py`` and ``station/use_cases/demo.py``.
"""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from routeplan.station.use_cases import demo
from tests.cli.workspaces import MONDAY, change, run, write_station
from tests.travel.streets import write_town

AREA = Path("data") / "area.osm.pbf"
DEMO_SETTINGS = "[sheets]\ndemo = true\n"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose demonstration is the small station."""
    root = write_station(tmp_path / "checkout")
    with (root / "routeplan.toml").open("a") as settings:
        settings.write(DEMO_SETTINGS)
    write_town(root / AREA)
    (root / "data" / "LICENSE").write_text("ODbL")
    monkeypatch.setattr(demo, "CHECKOUT", root)
    return root


def made(folder: Path) -> set[str]:
    """What the demonstration leaves behind, pages without the mark of their plan."""
    return {path.name.rsplit("_", 1)[0] for path in (folder / "maps" / MONDAY).iterdir()}


def test_it_ends_by_naming_the_files_to_open(checkout: Path, tmp_path: Path) -> None:
    """Today does not matter: the residents have their appointments in a certain week."""
    folder = tmp_path / "copy"
    done = run("demo", folder, "--seconds", "0.2", ROUTEPLAN_TODAY="2031-01-01")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    maps = folder / "maps" / MONDAY
    assert lines[0] == "Checked: 12 households, 11 visits, 2 officers, 3 shifts."
    assert lines[-4:] == [
        "Open in a browser:",
        f"  {maps / 'index.html'}  (the chief's overview; each officer's page is linked there)",
        "Print:",
        f"  {maps / 'sheets.pdf'}  (an A4 sheet for each officer and day)",
    ]
    assert {"plan.json", "plan.geojson", "index.html", "sheets.pdf"} < made(folder)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in maps.iterdir())
    assert done.stderr.splitlines()[-1] == "Drawing the pages and sheets ..."
    assert not (checkout / "maps").exists()


@pytest.mark.slow
def test_visits_left_out_are_summed_up_only(checkout: Path, tmp_path: Path) -> None:
    done = run("demo", tmp_path / "copy", "--seconds", "0.2", "--quiet")
    assert done.stderr == ""
    assert "Left out: 2 visits\n" in done.stdout
    assert "Do not call" in done.stdout
    assert "Haddad Urho" not in done.stdout


@pytest.mark.slow
def test_without_a_folder_it_works_on_the_checkout(checkout: Path) -> None:
    assert run("demo", "--seconds", "0.2").exit_code == 0
    assert "sheets.pdf" in made(checkout)


@pytest.mark.slow
def test_a_promise_that_cannot_be_kept_ends_with_status_6(checkout: Path, tmp_path: Path) -> None:
    change(checkout, "households", {"H9": {"appointment": "2026-11-30 21:00"}})
    done = run("demo", tmp_path / "copy", "--seconds", "0.2")
    assert done.exit_code == 6
    assert done.stdout.splitlines()[1].startswith("BROKEN PROMISE: H9 ")
    assert "sheets.pdf" in made(tmp_path / "copy")


def test_a_copy_is_used_again_with_what_was_changed_in_it(checkout: Path, tmp_path: Path) -> None:
    folder = demo.copied_demo(tmp_path / "deep" / "copy")
    assert {path.name for path in (folder / "data").iterdir()} == {
        *("households.csv", "officers.csv", "calendar.csv", "area.osm.pbf", "LICENSE"),
    }
    change(folder, "households", {"H1": {"name": "Changed"}})
    with (folder / "routeplan.toml").open("a") as settings:
        settings.write("# changed\n")
    (folder / "data" / "officers.csv").unlink()
    assert demo.copied_demo(folder) == folder
    assert "Changed" in (folder / "data" / "households.csv").read_text(encoding="utf-8")
    assert (folder / "routeplan.toml").read_text().endswith("# changed\n")
    officers = Path("data") / "officers.csv"
    assert (folder / officers).read_bytes() == (checkout / officers).read_bytes()


def test_an_empty_folder_will_do(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert (demo.copied_demo(tmp_path / "empty") / AREA).is_file()


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(None, id="no settings"),
        pytest.param("[sheets]\ndemo = false\n", id="a station's own"),
        pytest.param("[sheets]\nlanguage = 'en'\n", id="a station's own, the usual"),
        pytest.param("demo = true\n", id="no section"),
        pytest.param("sheets = 1\n", id="no settings of ours"),
        pytest.param("[sheets\n", id="no TOML"),
    ],
)
def test_a_folder_that_holds_something_else_is_left_alone(
    checkout: Path, tmp_path: Path, settings: str | None
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear all")
    if settings is not None:
        (folder / "routeplan.toml").write_text(settings)
    before = sorted(folder.rglob("*"))
    done = run("demo", folder)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"routeplan: {folder} contains other files; choose a new folder\n"
    assert sorted(folder.rglob("*")) == before


def test_a_file_is_no_folder(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("demo", tmp_path / "file")
    assert done.exit_code == 2
    assert "is a file" in done.stderr


def test_an_installed_program_works_on_a_copy_of_its_own_files(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(demo, "CHECKOUT", tmp_path / "site-packages")
    monkeypatch.setattr(demo, "INSTALLED", checkout)
    assert run("demo", "--seconds", "0.2").exit_code == 0
    assert "sheets.pdf" in made(tmp_path / "routeplan-demo")
    assert not (checkout / "maps").exists()


@pytest.mark.slow
def test_the_demonstration_keeps_every_promise_and_runs_again(tmp_path: Path) -> None:
    """On a copy of the real one: 15 appointments, with streets, from building to sheets."""
    folder = tmp_path / "copy"
    for _ in range(2):
        done = run("demo", folder, "--seconds", "5")
        assert done.exit_code == 0, done.output
        assert done.stdout.startswith("Checked: 480 households, 484 visits, 8 officers, 28 shifts.")
        assert "BROKEN PROMISE" not in done.stdout
        assert "STRAIGHT-LINE" not in done.stdout
    pages = [name for name in made(folder) if name.startswith("2026-")]
    assert len(pages) == 28
    named = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  /")]
    assert [Path(name).name for name in named] == ["index.html", "sheets.pdf"]
    assert all(Path(name).stat().st_size > 100_000 for name in named)
