"""Officers dealt out to regions: as many as the work there asks for, of every kind some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from routeplan.model.inputs import Inputs, Shift
from routeplan.planning.regions.cut import Floats, Ints

Shifts = tuple[int, ...]
Kind = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class OfficerGroup:
    """Officers who cannot be parted, by index the shifts that they are on, and what these are like.

    ``kind`` is the same for officers with the same skills, modes and days.
    """

    officers: frozenset[str]
    shifts: Shifts
    seconds: int
    kind: Kind


def units_of(inputs: Inputs, parts: int) -> list[OfficerGroup]:
    """Whoever is in one crew on some day stays together, and so do those promised to one household.

    Where that would tie too many officers together, each crew's shift goes with its first officer.
    """
    ties = [frozenset(shift.officers) for shift in inputs.shifts]
    promised: dict[str, set[str]] = defaultdict(set)
    for visit in inputs.visits:
        if visit.only_officer is not None:
            promised[visit.household].add(visit.only_officer)
    names = {name for tie in ties for name in tie}
    groups = _tied(names, [*ties, *(frozenset(officers & names) for officers in promised.values())])
    most = max(len(names) // parts, 2)
    by_group: dict[str, list[int]] = defaultdict(list)
    for s, shift in enumerate(inputs.shifts):
        group = groups[shift.officers[0]]
        by_group[group[0] if len(group) <= most else shift.officers[0]].append(s)
    return [_unit(inputs.shifts, tuple(shifts)) for shifts in by_group.values()]


def _tied(names: set[str], ties: Sequence[frozenset[str]]) -> dict[str, list[str]]:
    """By name: everybody who is tied to it, directly or by others, in order."""
    groups = {name: [name] for name in sorted(names)}
    for tie in ties:
        several = list({id(groups[name]): groups[name] for name in sorted(tie)}.values())
        if len(several) > 1:
            whole = sorted(name for group in several for name in group)
            groups |= dict.fromkeys(whole, whole)
    return groups


def _unit(shifts: Sequence[Shift], numbers: Shifts) -> OfficerGroup:
    its_shifts = [shifts[s] for s in numbers]
    skills = frozenset[str]().union(*(shift.skills for shift in its_shifts))
    return OfficerGroup(
        frozenset(officer for shift in its_shifts for officer in shift.officers),
        numbers,
        sum(hours_of(shift) for shift in its_shifts),
        (
            tuple(sorted(skills)),
            tuple(sorted({shift.mode.value for shift in its_shifts})),
            tuple(sorted({(shift.day, len(shift.officers)) for shift in its_shifts})),
        ),
    )


def hours_of(shift: Shift) -> int:
    """Seconds of a shift without its break."""
    return shift.end - shift.begin - (shift.pause.seconds if shift.pause else 0)


def dealt(units: Sequence[OfficerGroup], need: Floats, pull: Sequence[Mapping[int, float]]) -> Ints:
    """``(u,)`` the region of each unit.

    Parameters
    ----------
    need
        ``(parts,)`` what each region needs, in any measure.
    pull
        By unit and region: what the visits there weigh that ask for these officers. Such a unit
        goes where most of them are while that region needs anybody.
    """
    seconds = np.array([unit.seconds for unit in units], np.float64)
    share = need / max(need.sum(), 1e-9)
    left = share * seconds.sum()
    kinds: dict[Kind, Floats] = {}
    for unit in units:
        kinds[unit.kind] = kinds.get(unit.kind, np.zeros(len(need))) + share * unit.seconds
    region = np.full(len(units), -1, np.int64)
    for u in _most_wanted_first(units, pull, kinds):
        at = _pulled(pull[u], left)
        if at is None:
            of_kind = kinds[units[u].kind]
            at = int(np.argmax(np.where(left > 0, of_kind, of_kind - seconds.sum())))
        region[u] = at
        left[at] -= seconds[u]
        kinds[units[u].kind][at] -= seconds[u]
    return region


def _most_wanted_first(
    units: Sequence[OfficerGroup], pull: Sequence[Mapping[int, float]], kinds: Mapping[Kind, Floats]
) -> list[int]:
    """Those asked for most come first, then those of rare kinds, larger units before smaller."""
    rare = {kind: float(share.sum()) for kind, share in kinds.items()}
    keys = [
        (-max(pull[u].values(), default=0.0), rare[unit.kind], -unit.seconds, u)
        for u, unit in enumerate(units)
    ]
    return [key[-1] for key in sorted(keys)]


def _pulled(pull: Mapping[int, float], left: Floats) -> int | None:
    """The region that asks most for a unit, of those that need anybody; None where none asks."""
    for at in sorted(pull, key=lambda at: (-pull[at], at)):
        if left[at] > 0:
            return at
    return None
