"""One additive load out of VROOM's amounts, where its problem allows it.

Deliveries leave with the vehicle and pickups come back with it, so as long as a problem has only
one of the two, what a vehicle carries at most is the sum over its jobs.
"""

from __future__ import annotations

from collections.abc import Sequence

from routeplan.formats.foreign.report import Report
from routeplan.formats.foreign.vroom.records import Job, Vehicle
from routeplan.problem import NO_CAP


def loads(
    jobs: Sequence[Job], vehicles: Sequence[Vehicle], report: Report
) -> tuple[list[int], list[int]]:
    """What each job adds, and what each vehicle holds at most."""
    sizes = {len(amount) for job in jobs for amount in (job.delivery, job.pickup) if amount}
    sizes |= {len(each.capacity) for each in vehicles if each.capacity is not None}
    if len(sizes) > 1:
        report.malformed("vehicles.capacity", sorted(sizes), "amounts have different lengths")
        return [0] * len(jobs), [NO_CAP] * len(vehicles)
    if any(any(each.delivery) for each in jobs) and any(any(each.pickup) for each in jobs):
        report.not_done("jobs.pickup", None, "deliveries and pickups in one problem")
    used = [k for k in range(max(sizes, default=0)) if any(_amount(each, k) for each in jobs)]
    capped = any(each.max_tasks is not None for each in vehicles)
    if len(used) + capped > 1:
        what = "more than one kind of load" + " (max_tasks is one)" * capped
        report.not_done("vehicles.capacity", None, what)
    if capped:
        return [1] * len(jobs), [
            NO_CAP if each.max_tasks is None else min(each.max_tasks, NO_CAP) for each in vehicles
        ]
    if not used:
        return [0] * len(jobs), [NO_CAP] * len(vehicles)
    for each in vehicles:
        if each.capacity is None:
            message, where = "jobs have amounts, so it needs a capacity", f"{each.where}.capacity"
            report.tell("problem-incomplete", message, "add it", where=where)
    return [_amount(each, used[0]) for each in jobs], [
        each.capacity[used[0]] if each.capacity else NO_CAP for each in vehicles
    ]


def _amount(job: Job, k: int) -> int:
    return sum(amount[k] for amount in (job.delivery, job.pickup) if k < len(amount))
