"""One additive load out of VROOM's amounts and limits, where that is exact.

Deliveries leave with the vehicle and pickups come back with it, so where a kind of load has only
one of the two, what a vehicle carries at most is the sum over its jobs. A limit on the number of
jobs is a kind of load too: 1 each. The search knows a single kind; others are let pass where they
cannot bind, or where another kind that is kept binds first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.vroom.records import Job, Vehicle
from routeplan.phrases import phrase
from routeplan.problem.arrays import NO_CAP


@dataclass(frozen=True)
class Kind:
    """One kind of load: what each job adds, and what each vehicle holds at most."""

    amounts: list[int]
    limits: list[int]

    @property
    def binds(self) -> bool:
        """Whether some vehicle does not hold all jobs at once."""
        return sum(self.amounts) > min(self.limits, default=0)

    def implies(self, other: Kind) -> bool:
        """Whether whatever keeps to this kind's limits keeps to the other's too.

        Where each job takes of each vehicle's limit at least the part that it takes of the
        other's, any sum does.
        """
        return all(
            b * most <= a * other_most and (b == 0 or a > 0)
            for most, other_most in zip(self.limits, other.limits, strict=True)
            for a, b in zip(self.amounts, other.amounts, strict=True)
        )


def loads(
    jobs: Sequence[Job], vehicles: Sequence[Vehicle], report: Mistakes
) -> tuple[list[int], list[int]]:
    """What each job adds, and what each vehicle holds at most."""
    sizes = {len(amount) for job in jobs for amount in (job.delivery, job.pickup) if amount}
    sizes |= {len(vehicle.capacity) for vehicle in vehicles if vehicle.capacity is not None}
    none = [0] * len(jobs), [NO_CAP] * len(vehicles)
    if len(sizes) > 1:
        report.malformed(
            "vehicles.capacity", sorted(sizes), phrase("amounts have different lengths")
        )
        return none
    kinds = _weights(max(sizes, default=0), jobs, vehicles, report)
    kinds.append(Kind([1] * len(jobs), [_most_tasks(vehicle, len(jobs)) for vehicle in vehicles]))
    kinds = _undominated([kind for kind in kinds if kind.binds])
    if len(kinds) > 1:
        what = phrase("more than one kind of load that can be full first (max_tasks is one)")
        report.not_done("vehicles.capacity", None, what)
    return _scaled(kinds[0], report) if kinds else none


def _weights(
    size: int, jobs: Sequence[Job], vehicles: Sequence[Vehicle], report: Mistakes
) -> list[Kind]:
    """Every kind of load that some job has."""
    kinds = []
    used = [k for k in range(size) if any(_amount(job, k) for job in jobs)]
    for vehicle in vehicles:
        if used and vehicle.capacity is None:
            message, where = (
                phrase("a capacity is needed, as jobs have amounts"),
                f"{vehicle.where}.capacity",
            )
            report.tell("problem-incomplete", message, phrase("add it"), where=where)
    for k in used:
        limits = [vehicle.capacity[k] if vehicle.capacity else NO_CAP for vehicle in vehicles]
        kind = Kind([_amount(job, k) for job in jobs], limits)
        both = any(_of(job.delivery, k) for job in jobs) and any(_of(job.pickup, k) for job in jobs)
        if both and kind.binds:
            report.not_done(
                "jobs.pickup", None, phrase("deliveries and pickups of one kind of load")
            )
        kinds.append(kind)
    return kinds


def _undominated(kinds: Sequence[Kind]) -> list[Kind]:
    """Those that no kind kept so far, or to come, implies."""
    kept: list[Kind] = []
    for kind in kinds:
        if not any(other.implies(kind) for other in kept):
            kept = [other for other in kept if not kind.implies(other)] + [kind]
    return kept


def _scaled(kind: Kind, report: Mistakes) -> tuple[list[int], list[int]]:
    """In the largest unit, and small enough for the search's 32 bits."""
    unit = gcd(*kind.amounts)
    amounts = [amount // unit for amount in kind.amounts]
    if sum(amounts) > NO_CAP:
        report.malformed("jobs", sum(kind.amounts), phrase("the amounts are too large to add up"))
    return amounts, [min(most // unit, NO_CAP) for most in kind.limits]


def _most_tasks(vehicle: Vehicle, jobs: int) -> int:
    return jobs if vehicle.max_tasks is None else min(vehicle.max_tasks, jobs)


def _amount(job: Job, k: int) -> int:
    return _of(job.delivery, k) + _of(job.pickup, k)


def _of(amount: Sequence[int], k: int) -> int:
    return amount[k] if k < len(amount) else 0
