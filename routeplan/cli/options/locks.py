"""Which stops of a plan are meant, as ``lock`` and ``unlock`` ask for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from routeplan.cli.options.common import Date, plan_file_option, workspace_argument


def lock_options[F: Callable[..., Any]](function: F) -> F:
    """Folder, ``--plan``, and ``--officer``, ``--day``, ``--visit``: all given hold together."""
    for option in (
        click.option(
            "--visit",
            "visits",
            multiple=True,
            metavar="WHO",
            help="Only this visit, by its id or the household's name.",
        ),
        click.option(
            "--day",
            "days",
            multiple=True,
            type=Date(of_plan=True),
            metavar="DATE",
            help="Only this day, such as tomorrow, mon or 30/11.",
        ),
        click.option(
            "--officer",
            "officers",
            multiple=True,
            metavar="WHO",
            help="Only this officer, by id or name.",
        ),
        plan_file_option,
        workspace_argument,
    ):
        function = option(function)
    return function
