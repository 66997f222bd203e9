"""The command that a person typed, to be typed again with a word more."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from routeplan.cli.terminal.typed_command import typed_again


@click.command("beats")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--price", type=int, default=3)
@click.option("--swap", nargs=2, multiple=True)
@click.option("--officer", multiple=True)
@click.option("--all", "every", is_flag=True)
@click.option("--write", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.option("--quiet", is_flag=True)
def beats(price: int, **_: object) -> None:
    click.echo(typed_again("--write", without=("price",) if price == 0 else ()))


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        ([], "routeplan beats --write"),
        (["station"], "routeplan beats station --write"),
        (["--price", "10", "station"], "routeplan beats station --price 10 --write"),
        # what a shell would take apart stays one word
        (
            ["north station", "--officer", "Sousa R."],
            "routeplan beats 'north station' --officer 'Sousa R.' --write",
        ),
        (["--officer", "A", "--officer", "B"], "routeplan beats --officer A --officer B --write"),
        (
            ["--swap", "A", "B", "--swap", "C", "D"],
            "routeplan beats --swap A B --swap C D --write",
        ),
        # what is asked for anew, or only shows things, is not typed again
        (["--write", "--json", "--quiet"], "routeplan beats --write"),
        (["--price", "0"], "routeplan beats --write"),
        (["--all"], "routeplan beats --all --write"),
    ],
)
def test_what_was_typed_is_typed_again_and_no_default(typed: list[str], again: str) -> None:
    done = CliRunner().invoke(beats, typed)
    assert done.exception is None, done.output
    assert done.output.strip() == again
