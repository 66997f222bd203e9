"""What came out, over the seeds: tables in Markdown, one set for each world and kind of station."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from benchmarks.peers.statistics import mean_interval, paired_difference
from benchmarks.presence_model.strategies import (
    KNOWN,
    LEARNED,
    STRATEGIES,
    VROOM,
    VROOM_BARE,
    VROOM_EQUAL,
    WHOLE,
    Strategy,
)
from benchmarks.presence_model.weeks import Outcome

Outcomes = Mapping[str, Sequence[Outcome]]
"""By strategy: one outcome a seed, in the same order."""
SHARES = (0.6, 0.8, 0.9)
RATIOS = (
    (WHOLE, VROOM_BARE, 1.9),
    (WHOLE, VROOM, 1.3),
    (LEARNED, VROOM_EQUAL, 1.1),
    (LEARNED, KNOWN, 0.95),
)
"""The first is to meet at least so many times as many households an officer-hour as the second."""
PEERS = (VROOM_BARE, VROOM, VROOM_EQUAL)
MOST_IDLE, MOST_UNREACHED, CAMPAIGN_SHARE, CAMPAIGN_PART = 0.05, 0.02, 0.8, 0.85
MEASURES: dict[str, Callable[[Outcome], float]] = {
    "different households": lambda outcome: outcome.ever,
    "idle, %": lambda outcome: 100 * outcome.idle,
    "longest wait for a call, weeks": lambda outcome: outcome.longest_wait,
    "promises kept, %": lambda outcome: 100 * _part(outcome.kept, outcome.promises, 1),
    "printed and not reached, %": lambda outcome: (
        100 * _part(outcome.unreached, outcome.printed, 0)
    ),
    "rounds back late, %": lambda outcome: 100 * _part(outcome.late, outcome.rounds, 0),
    "doors rung at": lambda outcome: outcome.rings,
    "opened, %": lambda outcome: 100 * _part(outcome.met, outcome.rings, 0),
    "travel, %": lambda outcome: 100 * outcome.walked / (3600 * outcome.hours),
}


def _part(some: int, of: int, where_none: float) -> float:
    return some / of if of else where_none


def main_table(found: Outcomes) -> str:
    """Households met an officer-hour, with intervals, and all other measures as means."""
    rows = [
        f"| line | met an officer-hour [95 %] | {' | '.join(MEASURES)} |",
        "|---|---|" + "---|" * len(MEASURES),
    ]
    for strategy in _run(found):
        own = found[strategy.name]
        met = _figure(mean_interval([outcome.met_an_hour for outcome in own]), len(own))
        means = (mean_interval([of(outcome) for outcome in own])[0] for of in MEASURES.values())
        cells = " | ".join(f"{value:.1f}" for value in means)
        rows.append(f"| {strategy.told} | {met} | {cells} |")
    return "\n".join(rows) + "\n"


def _figure(interval: tuple[float, float, float], seeds: int) -> str:
    """One seed has no interval."""
    mean, low, high = interval
    return f"{mean:.3f} [{low:.3f}, {high:.3f}]" if seeds > 1 else f"{mean:.3f}"


def _ratio(base: Sequence[float], own: Sequence[float]) -> tuple[float, str]:
    """The mean of own / base, also as it is told."""
    gap = paired_difference(base, own)
    ratio, low, high = (1 + percent / 100 for percent in (gap.mean, gap.low, gap.high))
    return ratio, f"× {_figure((ratio, low, high), gap.pairs)}"


def _run(found: Outcomes) -> list[Strategy]:
    return [strategy for strategy in STRATEGIES if found.get(strategy.name)]


def campaign_table(found: Outcomes) -> str:
    """Officer-hours until shares of the households were met, on the seeds where all plans did."""
    rows = [
        f"| officer-hours until met | {' | '.join(f'{share:.0%}' for share in SHARES)} |",
        "|---|" + "---|" * len(SHARES),
    ]
    for strategy in _run(found):
        cells = []
        for share in SHARES:
            hours = _hours(found[strategy.name], share)
            cells.append(f"{mean_interval(hours)[0]:.0f}" if hours else "–")
        rows.append(f"| {strategy.told} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _hours(outcomes: Sequence[Outcome], share: float) -> list[float]:
    """On every seed; none where one of them did not come so far."""
    hours = [outcome.hours_until(share) for outcome in outcomes]
    known = [duration for duration in hours if duration is not None]
    return known if len(known) == len(hours) else []


def goals_table(found: Outcomes, *, campaign: bool) -> str:
    """Each goal, what came out, and whether it was reached; empty where nothing can be said.

    Parameters
    ----------
    campaign
        Each household is to be met once.
    """
    goals = [*_ratio_goals(found), *_whole_goals(found)]
    goals += _campaign_goal(found) if campaign else ()
    if not goals:
        return ""
    rows = ["| goal | came out | reached |", "|---|---|---|"]
    rows += [f"| {what} | {value} | {'yes' if good else 'no'} |" for what, value, good in goals]
    return "\n".join(rows) + "\n"


Goal = tuple[str, str, bool]


def _ratio_goals(found: Outcomes) -> Iterator[Goal]:
    for ours, theirs, least in RATIOS:
        if not (found.get(ours.name) and found.get(theirs.name)):
            continue
        own, other = (
            [outcome.met_an_hour for outcome in found[name]] for name in (ours.name, theirs.name)
        )
        ratio, told = _ratio(other, own)
        what = f"met by “{ours.told}” beside “{theirs.told}”: at least × {least:g}"
        yield what, told, ratio >= least


def _whole_goals(found: Outcomes) -> Iterator[Goal]:
    whole = found.get(WHOLE.name)
    if not whole:
        return
    peers = [found[strategy.name] for strategy in PEERS if found.get(strategy.name)]
    if peers:
        weeks = range(len(whole[0].ever_by_week))
        fewer = [
            week + 1
            for week in weeks
            if _ever(whole, week) < max(_ever(peer, week) for peer in peers)
        ]
        told = f"fewer at the end of weeks {', '.join(map(str, fewer))}" if fewer else "in every"
        what = "different households: at least as many as by any peer at the end of every week"
        yield what, told, not fewer
    idle = mean_interval([outcome.idle for outcome in whole])[0]
    yield f"idle: at most {MOST_IDLE:.0%}", f"{idle:.1%}", idle <= MOST_IDLE
    missed = mean_interval([_part(outcome.unreached, outcome.printed, 0) for outcome in whole])[0]
    what = f"printed and not reached: at most {MOST_UNREACHED:.0%}"
    yield what, f"{missed:.1%}", missed <= MOST_UNREACHED
    broken = sum(outcome.promises - outcome.kept for outcome in whole)
    promises = sum(outcome.promises for outcome in whole)
    yield "promises broken: none", f"{broken} of {promises}", broken == 0


def _ever(outcomes: Sequence[Outcome], week: int) -> float:
    return mean_interval([outcome.ever_by_week[week] for outcome in outcomes])[0]


def _campaign_goal(found: Outcomes) -> Iterator[Goal]:
    ours, theirs = (found.get(strategy.name, ()) for strategy in (WHOLE, VROOM_EQUAL))
    if not (ours and theirs):
        return
    own, other = _hours(ours, CAMPAIGN_SHARE), _hours(theirs, CAMPAIGN_SHARE)
    what = (
        f"officer-hours until {CAMPAIGN_SHARE:.0%} are met: at most × {CAMPAIGN_PART:g} of "
        f"“{VROOM_EQUAL.told}”"
    )
    if own and other:
        ratio, told = _ratio(other, own)
        yield what, told, ratio <= CAMPAIGN_PART
    elif any(chain(own, other)):
        late = WHOLE if other else VROOM_EQUAL
        yield what, f"“{late.told}” did not come so far on every seed", late is VROOM_EQUAL


def notes(found: Outcomes) -> Iterator[str]:
    """How true learned chances were, and how many cards came back."""
    pairs = [
        (outcome.brier, outcome.brier_set)
        for outcome in found.get(LEARNED.name, ())
        if outcome.brier is not None and outcome.brier_set is not None
    ]
    if pairs:
        learned, as_set = (mean_interval(list(column)) for column in zip(*pairs, strict=True))
        yield (
            "Chances learned before each week, beside what came in it: Brier score "
            f"{_figure(learned, len(pairs))}, as set {_figure(as_set, len(pairs))}."
        )
    if whole := found.get(WHOLE.name):
        cards, answered = (
            mean_interval(list(column))[0]
            for column in zip(
                *((outcome.cards, outcome.answered) for outcome in whole), strict=True
            )
        )
        yield f"Households with a card at their door: {cards:.1f}; answers: {answered:.1f}."
