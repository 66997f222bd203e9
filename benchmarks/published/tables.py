"""Tables in Markdown: by group, and each instance."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from benchmarks.published.cases import Outcome


def group_table(outcomes: Sequence[Outcome]) -> str:
    """How many are as good as the best published, by group and in all."""
    rows = [
        "| set | instances | as good as published | of them better | mean gap | largest |",
        "|---|---|---|---|---|---|",
    ]
    groups = dict.fromkeys((each.case.set, each.case.group) for each in outcomes)
    for kind, group in groups:
        some = [each for each in outcomes if (each.case.set, each.case.group) == (kind, group)]
        rows.append(_row(f"{kind}, {group}", some))
    if len(groups) > 1:
        rows.append(_row("all", outcomes))
    return "\n".join(rows) + "\n"


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    as_good = sum(each.is_as_good for each in outcomes)
    better = sum(each.is_new_best for each in outcomes)
    gaps = [each.gap for each in outcomes]
    share = 100 * as_good / len(outcomes)
    return (
        f"| {name} | {len(outcomes)} | {as_good} ({share:.0f} %) | {better} "
        f"| {mean(gaps):+.2f} % | {max(gaps):+.2f} % |"
    )


def instance_table(outcomes: Sequence[Outcome]) -> str:
    """Each instance; costs of home care are a third of what the checker adds up, as published."""
    rows = ["| instance | published | ours | gap |", "|---|---|---|---|"]
    for each in outcomes:
        parts = 1 if each.case.routes else 3
        published, ours = (float(value) / parts for value in (each.published, each.ours))
        mark = " **new best**" if each.is_new_best else ""
        name = each.case.name
        rows.append(f"| {name} | {published:.3f} | {ours:.3f} | {each.gap:+.2f} %{mark} |")
    return "\n".join(rows) + "\n"
