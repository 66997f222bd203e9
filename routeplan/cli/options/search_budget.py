"""How long a search goes and from which seed: the options, and the budget that they come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.options.common import days_and_travel_options, longest_day_option
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


def planning_options[F: Callable[..., Any]](function: F) -> F:
    """Which days are planned, on which ways, and how the plan is searched for."""
    for option in (
        click.option(
            "--no-learning",
            is_flag=True,
            help="Use chances and lengths as set, ignoring what was learned from the visit log "
            "('routeplan learn').",
        ),
        click.option(
            "--engine",
            type=click.Choice(["ruin-recreate", "ortools"]),
            default="ruin-recreate",
            help="Search engine; ortools is a slower second opinion (default: ruin-recreate).",
        ),
        longest_day_option(
            "H:MM|auto|none",
            "Cap on travel and visits per shift; 'auto' sets no cap and evens out the work as "
            "far as [plan] evenness pays for it (default: [plan] longest_day, auto).",
        ),
        click.option(
            "--threads",
            type=click.IntRange(1, 64),
            metavar="N",
            help="Number of search threads (default: 2); changing it changes the plan.",
        ),
        seed_option("plan", "[plan] seed, 0"),
        limit_options(),
        days_and_travel_options,
    ):
        function = option(function)
    return function


def one_limit(seconds: float | None, iterations: int | None) -> None:
    """Raises UsageError when both are given: which one ended the search nobody could tell."""
    if seconds is not None and iterations is not None:
        raise UsageError(phrase("--seconds and --iterations cannot be combined; give only one"))


def budget_of(seconds: float | None, iterations: int | None, *, usual: float) -> Budget:
    """The budget asked for, else ``usual`` seconds."""
    from routeplan.problem.solution import Budget

    return Budget(None, iterations) if iterations else Budget(seconds or usual)
