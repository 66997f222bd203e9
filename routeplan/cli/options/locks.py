"""Which stops of a plan are meant, as ``lock`` and ``unlock`` ask for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from routeplan.cli.options.common import Date, plan_file_option, workspace_argument


def lock_options[F: Callable[..., Any]](function: F) -> F:
    """Folder, ``--plan``, and ``--officer``, ``--day``, ``--visit``: all given hold together."""
    for option in (
        click.option("--visit", "visits", multiple=True, metavar="ID", help="Only this visit."),
        click.option(
            "--day", "days", multiple=True, type=Date(), metavar="DATE", help="Only this day."
        ),
        click.option(
            "--officer", "officers", multiple=True, metavar="ID", help="Only this officer."
        ),
        plan_file_option,
        workspace_argument,
    ):
        function = option(function)
    return function
