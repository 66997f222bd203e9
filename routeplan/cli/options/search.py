"""How long a search goes and from which seed: the options, and the budget that they come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from routeplan.errors import UsageError
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from routeplan.problem.solution import Budget

USUAL = "[plan] seconds, 30"
Option = Callable[..., Any]


def seconds_option(usual: str = USUAL) -> Option:
    """``--seconds``; ``usual`` tells what holds without it."""
    return click.option(
        "--seconds",
        type=click.FloatRange(0.1, 86_400),
        metavar="N",
        help=f"Search time in seconds (default: {usual}).",
    )


def limit_options[F: Callable[..., Any]](usual: str = USUAL) -> Callable[[F], F]:
    """``--seconds``, or ``--iterations`` instead: see :func:`one_limit`."""
    iterations = click.option(
        "--iterations",
        type=click.IntRange(1),
        metavar="N",
        help="Stop after N iterations instead; gives byte-identical results.",
    )
    return lambda function: seconds_option(usual)(iterations(function))


def seed_option(what: str, usual: str) -> Option:
    """``--seed``: None without it."""
    return click.option(
        "--seed",
        type=click.IntRange(0),
        metavar="N",
        help=f"Random seed; different seeds give different {what}s of similar quality "
        f"(default: {usual}).",
    )


def one_limit(seconds: float | None, iterations: int | None) -> None:
    """Raises UsageError when both are given: which one ended the search nobody could tell."""
    if seconds is not None and iterations is not None:
        raise UsageError(phrase("--seconds and --iterations cannot be combined; give only one"))


def budget_of(seconds: float | None, iterations: int | None, *, usual: float) -> Budget:
    """The budget asked for, else ``usual`` seconds."""
    from routeplan.problem.solution import Budget

    return Budget(None, iterations) if iterations else Budget(seconds or usual)
