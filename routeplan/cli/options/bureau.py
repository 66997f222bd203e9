"""Options of the bureau's commands: where the work is done, and how a run goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from routeplan.cli.options.common import json_option, quiet_option

ROOT = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def root_argument[F: Callable[..., Any]](function: F) -> F:
    """``ROOT``: the folder below which the stations lie."""
    return click.argument("root", metavar="ROOT", type=ROOT)(function)


def cluster_options[F: Callable[..., Any]](function: F) -> F:
    """Where the work is done, and how a run goes on."""
    for option in (
        quiet_option,
        json_option,
        click.option("--again", is_flag=True, help="Do stations again that have not changed."),
        click.option("--resume", is_flag=True, help="Go on with the run that was interrupted."),
        click.option(
            "--shared",
            is_flag=True,
            help="The workers see the same disk: only names of files travel.",
        ),
        click.option("--tls-key", type=FILE, metavar="FILE", help="Key of that certificate."),
        click.option("--tls-cert", type=FILE, metavar="FILE", help="Certificate of this computer."),
        click.option(
            "--tls-ca", type=FILE, metavar="FILE", help="Certificate authority of the cluster."
        ),
        click.option(
            "--workers",
            type=click.IntRange(1, 1024),
            metavar="N",
            help="Processes on this computer (default: one for every two cores).",
        ),
        click.option(
            "--scheduler", metavar="ADDRESS", help="An existing Dask cluster, tcp:// or tls://."
        ),
        root_argument,
    ):
        function = option(function)
    return function
