"""What came out, over the seeds: tables in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.peers.statistics import mean_interval, paired_difference
from benchmarks.presence_model.strategies import (
    LEARNED,
    STRATEGIES,
    VROOM,
    VROOM_BARE,
    VROOM_EQUAL,
    WINDOWS,
    Strategy,
)
from benchmarks.presence_model.weeks import Outcome

Outcomes = Mapping[str, Sequence[Outcome]]
"""By strategy: one outcome a seed, in the same order. Stated hours only is always among them."""
GOALS = ((VROOM_BARE, 1.9), (VROOM, 1.3), (VROOM_EQUAL, 1.1))
"""So many times as many households an officer-hour are to be met with learned chances."""
SHARES = (0.6, 0.8, 0.9)
MEASURES: dict[str, Callable[[Outcome], float]] = {
    "met at least once": lambda each: each.ever,
    "idle, % of hours": lambda each: 100 * each.idle,
    "longest wait for a call, weeks": lambda each: each.longest_wait,
    "printed and not reached, %": lambda each: 100 * each.not_reached / max(each.printed, 1),
    "never called on": lambda each: each.never,
    "most calls in vain on one": lambda each: each.in_vain,
    "doors rung at": lambda each: each.rings,
    "of them reserve stops": lambda each: each.reserve_rings,
    "opened, %": lambda each: 100 * each.met / each.rings,
    "travel, % of hours": lambda each: 100 * each.walked / (3600 * each.hours),
}


def main_table(found: Outcomes) -> str:
    """Households met an officer-hour, with intervals, and paired with the plan of stated hours."""
    rows = [
        "| plan | met an officer-hour [95 %] | beside stated hours only [95 %] |",
        "|---|---|---|",
    ]
    base = [each.met_an_hour for each in found[WINDOWS.name]]
    for strategy in _run(found):
        own = [each.met_an_hour for each in found[strategy.name]]
        mean, low, high = mean_interval(own)
        beside = "" if strategy is WINDOWS else _times(base, own)
        rows.append(f"| {strategy.told} | {mean:.3f} [{low:.3f}, {high:.3f}] | {beside} |")
    return "\n".join(rows) + "\n"


def _run(found: Outcomes) -> list[Strategy]:
    return [each for each in STRATEGIES if each.name in found]


def _times(base: Sequence[float], own: Sequence[float]) -> str:
    gap = paired_difference(base, own)
    return f"× {1 + gap.mean / 100:.3f} [{1 + gap.low / 100:.3f}, {1 + gap.high / 100:.3f}]"


def goals(found: Outcomes) -> Iterator[str]:
    """Each goal, and what came out."""
    learned = [each.met_an_hour for each in found.get(LEARNED.name, ())]
    for strategy, goal in GOALS if learned else ():
        if strategy.name not in found:
            continue
        other = [each.met_an_hour for each in found[strategy.name]]
        reached = 1 + paired_difference(other, learned).mean / 100 >= goal
        yield (
            f"- learned beside {strategy.told}: {_times(other, learned)}, goal × {goal:g}: "
            f"{'reached' if reached else 'not reached'}"
        )


def second_table(found: Outcomes) -> str:
    """The other measures, as means over the seeds."""
    rows = [
        f"| plan | {' | '.join(MEASURES)} |",
        "|---|" + "---|" * len(MEASURES),
    ]
    for strategy in _run(found):
        own = found[strategy.name]
        means = (mean_interval([of(each) for each in own])[0] for of in MEASURES.values())
        rows.append(f"| {strategy.told} | {' | '.join(f'{mean:.1f}' for mean in means)} |")
    return "\n".join(rows) + "\n"


def campaign_table(found: Outcomes) -> str:
    """Officer-hours until shares of the households were met, on the seeds where all plans did."""
    rows = [
        f"| officer-hours until met | {' | '.join(f'{share:.0%}' for share in SHARES)} |",
        "|---|" + "---|" * len(SHARES),
    ]
    for strategy in _run(found):
        cells = []
        for share in SHARES:
            hours = [each.hours_until(share) for each in found[strategy.name]]
            known = [each for each in hours if each is not None]
            cells.append(f"{mean_interval(known)[0]:.0f}" if len(known) == len(hours) else "–")
        rows.append(f"| {strategy.told} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def calibration_line(found: Outcomes) -> str:
    """How true learned chances were, beside those as set."""
    pairs = [
        (each.brier, each.brier_set)
        for each in found.get(LEARNED.name, ())
        if each.brier is not None and each.brier_set is not None
    ]
    if not pairs:
        return ""
    learned, as_set = (mean_interval(list(column)) for column in zip(*pairs, strict=True))
    return (
        "Chances learned before each week, beside what came in it: Brier score "
        f"{learned[0]:.3f} [{learned[1]:.3f}, {learned[2]:.3f}], as set {as_set[0]:.3f} "
        f"[{as_set[1]:.3f}, {as_set[2]:.3f}].\n"
    )


def weeks_table(found: Outcomes) -> str:
    """Households met in each week, as means over the seeds."""
    weeks = len(found[WINDOWS.name][0].by_week)
    rows = [
        f"| met in week | {' | '.join(str(week + 1) for week in range(weeks))} |",
        "|---|" + "---|" * weeks,
    ]
    for strategy in _run(found):
        means = (
            mean_interval([each.by_week[week] for each in found[strategy.name]])[0]
            for week in range(weeks)
        )
        rows.append(f"| {strategy.told} | {' | '.join(f'{mean:.1f}' for mean in means)} |")
    return "\n".join(rows) + "\n"


def seeds_table(found: Outcomes, seeds: Sequence[int]) -> str:
    """Households met, seed by seed."""
    names = _run(found)
    rows = [
        f"| met, seed | {' | '.join(each.name for each in names)} |",
        "|---|" + "---|" * len(names),
    ]
    for k, seed in enumerate(seeds):
        rows.append(f"| {seed} | {' | '.join(str(found[each.name][k].met) for each in names)} |")
    return "\n".join(rows) + "\n"
