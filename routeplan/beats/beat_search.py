"""The search for beats: several starts, each improved, with centres that follow; the best stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from routeplan.beats.improve import Beats
from routeplan.beats.start import allotted, connected, first_centres, transported
from routeplan.beats.town import Score, Town, centres_of, score

SETTLING = 8
"""Times that units are shared by transport before beats are improved, centres following."""
ROUNDS = 5
"""Times that beats are improved, each from the centres of those before, at the most."""
STARTS = (3, 12, 6000)
KICKS = (0, 200, 40_000)
"""How many, at least and at most: as many as units in all of them are below the last number."""
MOST_KICKED = 6
"""Units that a kick moves, at the most."""
WANDERS = 0.4
"""How often the next kick begins from what the last one came to, though that was worse."""

Tell = Callable[[int, int], None]


def find_beats(town: Town, *, seed: int = 0, tell: Tell | None = None) -> list[int]:
    """The officer of each unit.

    Beats are connected by construction; among such, loads are as even as can be found, down to the
    tolerance, the worst first (lexicographic min-max: Matl, Hartl & Vidal 2018); among those,
    households are near their beat's centre and few of them change their officer. The same town and
    seed give the same beats.
    """
    starts, kicks = _many(STARTS, town), _many(KICKS, town)
    best = _followed(town, None)
    for number in range(1, starts):
        if tell:
            tell(number, starts)
        best = min(best, _followed(town, Random(f"{seed}/{number}")))
    best = _kicked(town, best, Random(seed), kicks)
    if tell:
        tell(starts, starts)
    return list(best.owners)


@dataclass(frozen=True, order=True)
class _Found:
    score: Score
    owners: tuple[int, ...]


def _many(limits: tuple[int, int, int], town: Town) -> int:
    least, most, units = limits
    return max(least, min(most, units // town.units))


def _followed(town: Town, random: Random | None) -> _Found:
    """Beats from first centres, then from the centres of those beats, while that is better."""
    part_of = allotted(town)
    centres = first_centres(town, part_of, random)
    for _ in range(SETTLING):
        owners = connected(town, transported(town, part_of, centres), centres)
        centres = centres_of(town, owners, centres)
    beats_found: list[_Found] = []
    while len(beats_found) < ROUNDS and (len(beats_found) < 2 or beats_found[-1] < beats_found[-2]):
        owners = connected(town, transported(town, part_of, centres), centres)
        beats = Beats(town, owners)
        beats_found.append(_improved(town, beats))
        centres = beats.centres
    return min(beats_found)


def _improved(town: Town, beats: Beats) -> _Found:
    beats.improve()
    return _Found(score(town, beats.owners), tuple(beats.owners))


def _kicked(town: Town, best: _Found, random: Random, kicks: int) -> _Found:
    """Leave a local optimum: some units moved at random, then improved; now and then from worse."""
    here = best
    for _ in range(kicks):
        beats = Beats(town, here.owners)
        beats.kick(random, random.randint(1, MOST_KICKED))
        improved = _improved(town, beats)
        best = min(best, improved)
        here = improved if improved < here or random.random() < WANDERS else best
    return best
