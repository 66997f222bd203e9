"""What the README shows is what the program does."""

from __future__ import annotations

import csv
import itertools
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import click
import pytest

from routeplan.cli import COMMANDS, group
from tests.cli.workspaces import MONDAY, bare_environment, run, write_station

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```text\n(.*?)```", README, flags=re.DOTALL)
TYPED = [
    line.partition("#")[0].strip()
    for line in README.splitlines()
    if line.startswith("    routeplan ")
]


def block_with(text: str) -> list[str]:
    """The lines of the output shown that holds a text."""
    return next(block for block in BLOCKS if text in block).splitlines()


@pytest.mark.parametrize("line", TYPED)
def test_every_command_line_shown_can_be_typed(line: str) -> None:
    words = shlex.split(line)[1:]
    context = click.Context(group, info_name="routeplan", resilient_parsing=True)
    command = group.get_command(context, words[0])
    if isinstance(command, click.Group):
        command = command.get_command(context, words[1])
    assert command is not None
    known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known | {"--help"}


def test_every_command_is_shown() -> None:
    assert {line.split()[1] for line in TYPED} == COMMANDS.keys() - {
        "demo"
    }  # it is what `make demo` calls


@pytest.mark.slow
def test_the_example_from_python_runs_as_a_plain_script(tmp_path: Path) -> None:
    """As it stands, on a station of that name; only the search is shorter."""
    _, _, after = README.partition("## From Python\n")
    lines = itertools.takewhile(lambda line: not line or line[0] == " ", after.splitlines())
    example = textwrap.dedent("\n".join(lines))
    assert example.count("\n") >= 6
    folder = write_station(tmp_path / "station")
    for name in ("households", "officers", "calendar"):
        table = folder / "data" / f"{name}.csv"
        table.write_text(table.read_text(encoding="utf-8").replace("O1", "O4"), encoding="utf-8")
    script = tmp_path / "example.py"
    script.write_text(example.replace("seconds=30", "seconds=1"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env=bare_environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert (folder / "maps" / MONDAY / "plan.json").is_file()


def test_pictures_and_documents_it_names_are_there() -> None:
    targets = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert len(targets) > 5
    assert [target for target in targets if not (ROOT / target).is_file()] == []


def test_the_errors_shown_are_what_check_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "routeplan.toml", tmp_path)
    table = tmp_path / "data" / "households.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[7]["availability"] = "Mo-Fr 8-10"
    rows[11]["officer"] = "O9"
    rows[20]["id"] = "H003"
    swapped = rows[30]["longitude"], rows[30]["latitude"]
    rows[30]["latitude"], rows[30]["longitude"] = swapped
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    told = run("check", tmp_path).stderr.splitlines()
    assert [line for line in told if not line.startswith("warning")] == block_with("errors;")
