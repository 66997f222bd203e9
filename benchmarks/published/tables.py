"""Tables in Markdown: by group, and each instance."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from benchmarks.published.cases import Outcome

PARTS = {"home-care": 3, "toptw": 1, "vrptw": 10}
"""Costs of home care are a third of what is added up, ways are counted in tenths."""


def group_table(outcomes: Sequence[Outcome]) -> str:
    """How many are as good as the best published, by group and in all."""
    rows = [
        "| set | instances | as good as published | of them better | mean gap | largest |",
        "|---|---|---|---|---|---|",
    ]
    groups = dict.fromkeys((outcome.case.set, outcome.case.group) for outcome in outcomes)
    for kind, group in groups:
        some = [
            outcome
            for outcome in outcomes
            if (outcome.case.set, outcome.case.group) == (kind, group)
        ]
        rows.append(_row(f"{kind}, {group}", some))
    if len(groups) > 1:
        rows.append(_row("all", outcomes))
    return "\n".join(rows) + "\n"


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    as_good = sum(outcome.is_as_good for outcome in outcomes)
    better = sum(outcome.is_new_best for outcome in outcomes)
    gaps = [outcome.gap for outcome in outcomes]
    share = 100 * as_good / len(outcomes)
    return (
        f"| {name} | {len(outcomes)} | {as_good} ({share:.0f} %) | {better} "
        f"| {mean(gaps):+.2f} % | {max(gaps):+.2f} % |"
    )


def instance_table(outcomes: Sequence[Outcome]) -> str:
    """Each instance, in the units that are published: ``PARTS`` of the checkers' own."""
    rows = ["| instance | published | ours | gap |", "|---|---|---|---|"]
    for outcome in outcomes:
        parts = PARTS[outcome.case.set]
        published, ours = (float(value) / parts for value in (outcome.published, outcome.ours))
        mark = " **new best**" if outcome.is_new_best else ""
        name = outcome.case.name
        rows.append(f"| {name} | {published:.3f} | {ours:.3f} | {outcome.gap:+.2f} %{mark} |")
    return "\n".join(rows) + "\n"
