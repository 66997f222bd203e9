"""Means over the runs of a set: gaps to the best known by group, and the judge's terms."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from benchmarks.peers.checker import Score
from benchmarks.peers.runner import Pair, Run


def gaps_table(pairs: Sequence[Pair]) -> str:
    """Mean gaps to the best known by group, of the pairs in which both leave out nobody due."""
    known = [pair for pair in pairs if pair.instance.best_known and _whole(pair)]
    rows = [
        "| group | peer | instances | pairs | ours, mean gap | theirs, mean gap |",
        "|---|---|---|---|---|---|",
    ]
    for peer in dict.fromkeys(pair.theirs.solver for pair in known):
        own = [pair for pair in known if pair.theirs.solver == peer]
        for group in dict.fromkeys(pair.instance.group for pair in own):
            rows.append(_gap_row(group, [pair for pair in own if pair.instance.group == group]))
        rows.append(_gap_row("all", own))
    return "\n".join(rows) + "\n" if known else ""


def _whole(pair: Pair) -> bool:
    scores = (pair.ours.score, pair.theirs.score)
    return all(score is not None and score.missed == 0 for score in scores)


def _gap_row(group: str, pairs: Sequence[Pair]) -> str:
    instances = len({pair.instance.name for pair in pairs})
    ours = mean(_gap(pair, pair.ours) for pair in pairs)
    theirs = mean(_gap(pair, pair.theirs) for pair in pairs)
    peer = pairs[0].theirs.solver
    return f"| {group} | {peer} | {instances} | {len(pairs)} | {ours:+.2f} % | {theirs:+.2f} % |"


def _gap(pair: Pair, run: Run) -> float:
    assert run.score is not None
    assert pair.instance.best_known is not None
    return 100 * (run.score.objective / pair.instance.best_known - 1)


def terms_table(pairs: Sequence[Pair]) -> str:
    """The judge's terms by instance and solver, in minutes, each the mean over that one's runs."""
    rows = [
        "| instance | solver | runs | visits | travel | left out | lost chance | objective |",
        "|---|---|---|---|---|---|---|---|",
    ]
    found: dict[tuple[str, str], list[Score]] = {}
    for pair in pairs:
        for run in (pair.ours, pair.theirs):
            if run.score is not None and run.score.judged is not None:
                found.setdefault((pair.instance.name, run.solver), []).append(run.score)
    for (name, solver), scores in found.items():
        totals = [score.judged for score in scores if score.judged is not None]
        terms = [
            mean(total.travel for total in totals),
            mean(total.worth_left_out for total in totals),
            mean(total.lost_chance for total in totals),
            mean(total.objective for total in totals),
        ]
        told = " | ".join(f"{term / 60:,.0f}" for term in terms)
        served = mean(score.served for score in scores)
        rows.append(f"| {name} | {solver} | {len(scores)} | {served:.1f} | {told} |")
    return "\n".join(rows) + "\n" if found else ""
