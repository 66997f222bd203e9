"""``record --scan`` as it is typed: all files that follow it are its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import override

import click

from routeplan.cli.terminal.help import Command

SCAN = "--scan"


class ScanCommand(Command):
    """A command whose ``--scan`` takes all files that follow it, as the shell lists them."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Have ``--scan`` before each of them."""
        return super().parse_args(ctx, _one_each(args))


def _one_each(args: Sequence[str]) -> list[str]:
    spread: list[str] = []
    scanning = False
    for arg in args:
        if arg == SCAN:
            scanning = True
        elif arg.startswith("-"):
            scanning = False
            spread.append(arg)
        else:
            spread += [SCAN, arg] if scanning else [arg]
    if scanning and SCAN not in spread:
        spread.append(SCAN)
    return spread
