"""``routeplan`` itself: help, the nearest command, and nothing heavy loaded on the way.

Tests ``version.py``.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO

import click
import pytest

from routeplan.cli import COMMANDS, group, main
from routeplan.version import __version__
from tests.cli.workspaces import bare_environment, process, run

HEAVY = {
    *("folium", "geopandas", "numba", "numpy", "opening_hours", "ortools", "osmium", "osrm"),
    *("pandas", "pydantic", "python_calamine", "rapidfuzz", "rich", "segno", "shapely", "typst"),
}

WIDTH = max(map(len, COMMANDS))
"""Of the column of names in the list of commands."""


def context() -> click.Context:
    """As commands find it: click keeps what the first context made of a command."""
    return click.Context(group, info_name="routeplan", **group.context_settings)


def command_named(name: str) -> click.Command:
    found = group.get_command(context(), name)
    assert found is not None
    return found


BUREAU = (
    *("check", "due", "forecast", "lend", "overview", "plan"),
    *("report", "sheets", "status", "streets"),
)
"""Commands of a command: ``routeplan bureau plan``."""
TYPED = (*sorted({*COMMANDS} - {"bureau"}), *(f"bureau {name}" for name in BUREAU))


@pytest.fixture(params=TYPED)
def words(request: pytest.FixtureRequest) -> list[str]:
    """What is typed behind ``routeplan`` for each command in turn."""
    typed: list[str] = request.param.split()
    return typed


@pytest.fixture
def command(words: list[str]) -> click.Command:
    """The command itself."""
    found = command_named(words[0])
    for name in words[1:]:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    return found


def test_the_bureau_s_commands_are_all_tried_here() -> None:
    bureau = command_named("bureau")
    assert isinstance(bureau, click.Group)
    assert sorted(bureau.commands) == [*BUREAU]


def test_every_command_of_the_table_is_there_under_its_name() -> None:
    listed = group.list_commands(context())
    names = "init import check plan week maps sheets cards notices balance explain beats replan"
    more = "undo lock unlock forecast record answer due priorities matters opinions outreach"
    last = "experience learn report export prints export-household purge words bureau solve demo"
    listed_names = " ".join((names, more, last)).split()
    assert listed == listed_names
    assert [command_named(name).name for name in listed] == listed


def test_every_option_says_what_it_is_for(command: click.Command) -> None:
    params = command.get_params(click.Context(command, parent=context()))
    options = [param for param in params if isinstance(param, click.Option)]
    assert len(options) >= 2  # one of its own, and --help
    for option in options:
        assert option.help, option.name
        assert option.help[0].isupper(), option.help
        assert option.help.endswith("."), option.help


def examples(command: click.Command) -> list[str]:
    """The lines of the last paragraph of its help, continued lines joined."""
    assert command.help is not None
    title, *lines = command.help.split("\b\n")[-1].strip().splitlines()
    assert title in ("Example:", "Examples:")
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def test_the_help_of_every_command_ends_with_an_example(
    command: click.Command, words: list[str]
) -> None:
    typed = ["routeplan", *words]
    assert examples(command)
    assert all(line.split()[: len(typed)] == typed for line in examples(command))


def test_every_example_can_be_typed_as_it_stands(
    command: click.Command, words: list[str], tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("station", "stations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "city.osm.pbf").touch()
    for line in examples(command):
        arguments = shlex.split(line)[1 + len(words) :]
        with command.make_context("routeplan", arguments, context()) as made:
            assert {"folder", "file", "root"} & {*filter(made.params.get, made.params)}


def test_help_loads_nothing_heavy() -> None:
    """Names of all modules after the help of every command was shown, in a fresh process."""
    script = f"""
import json, sys
from routeplan.cli import group
for arguments in [[], *([name] for name in {list(COMMANDS)})]:
    group.main([*arguments, "--help"], prog_name="routeplan", standalone_mode=False)
print(json.dumps(sorted(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=bare_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert "routeplan" in loaded
    assert loaded & HEAVY == set()


def test_without_a_command_the_help_is_shown_as_wrong_usage() -> None:
    done = run()
    assert done.exit_code == 2
    assert f"Commands:\n  {'init':<{WIDTH}}  Create a station folder" in done.output


def test_the_list_of_commands_tells_what_each_does() -> None:
    done = run("--help")
    assert done.exit_code == 0
    listed = " ".join(done.output.split())  # a long line is wrapped
    for name, told in COMMANDS.items():
        assert f" {name} {told}" in listed


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        pytest.param("pln", "did you mean 'plan'?", id="a letter missing"),
        pytest.param("SHEET", "did you mean 'sheets'?", id="in capitals"),
        pytest.param("chekc", "did you mean 'check'?", id="letters swapped"),
        pytest.param("frobnicate", "commands are init, import, check, plan", id="like nothing"),
    ],
)
def test_an_unknown_command_is_answered_with_the_nearest(typed: str, hint: str) -> None:
    done = run(typed)
    assert done.exit_code == 2
    assert f"unknown command '{typed}'; {hint}" in done.stderr
    assert done.stdout == ""


def test_an_unknown_option_before_the_command_is_wrong_usage() -> None:
    done = run("--frobnicate")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--frobnicate" in done.stderr


def test_what_looks_like_an_option_is_no_command_either() -> None:
    done = run("--", "--quiet")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'--quiet'" in done.stderr


def test_the_program_may_run_where_stdout_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["routeplan", "--version"])
    with redirect_stdout(StringIO()) as told, pytest.raises(SystemExit) as end:
        main()
    assert (end.value.code, told.getvalue()) == (0, f"routeplan, version {__version__}\n")


def test_the_version_is_told() -> None:
    assert run("--version").output == f"routeplan, version {__version__}\n"


def test_python_m_routeplan_is_the_same_program() -> None:
    done = process("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(f", version {__version__}\n")


def test_signs_that_the_terminal_does_not_know_are_spelled_out(tmp_path) -> None:
    """A folder's name in Chinese, on a terminal that speaks Latin-1 only."""
    done = process(
        *("init", tmp_path / "陈", "--name", "N", "--latitude", "60", "--longitude", "24"),
        *("--timezone", "UTC", "--coordinates", "wgs84", "--language", "en"),
        PYTHONIOENCODING="latin-1:strict",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert r"\u9648" in done.stdout
