"""What a visit is worth, how late a promised one is, and what a later day costs."""

from __future__ import annotations

from routeplan.model.inputs import PlanCalendar, Policy, Visit

MAX_DOUBLINGS = 6
"""A visit overdue for years is worth at most 2**6 times its base: beyond that, say ``must``."""
MAX_WAITING_SECONDS = 59
"""A second of worth for each week unmet, always less than a minute: it only decides ties."""
OVERDUE_MINUTES = 120.0
"""A day later costs at least so many minutes where the latest date is over already."""


def worth_seconds(visit: Visit, policy: Policy, first_day_ordinal: int) -> int:
    """Worth of meeting the household now, in seconds, at the plan's first day.

    The base of its priority, more where nobody was ever met, doubled for every
    ``double_after_days`` past its due date, smoothly, and a few seconds for the weeks since
    somebody was met there.
    """
    minutes = policy.worth_minutes[visit.priority]
    if visit.first_meeting:
        minutes *= policy.first_meeting
    if visit.due is not None:
        overdue = max(0, first_day_ordinal - visit.due.toordinal())
        minutes *= 2 ** min(overdue / policy.double_after_days, MAX_DOUBLINGS)
    return round(60 * minutes) + _waiting_seconds(visit, first_day_ordinal)


def _waiting_seconds(visit: Visit, first_day_ordinal: int) -> int:
    if visit.unmet_since is None:
        return 0
    weeks = max(0, first_day_ordinal - visit.unmet_since.toordinal()) // 7
    return min(weeks, MAX_WAITING_SECONDS)


def days_late(visit: Visit, end: int, calendar: PlanCalendar) -> int:
    """Days by which a visit that is over at ``end`` misses the latest date promised for it.

    A date before the plan was missed in an earlier one: making the visit at last misses nothing.
    """
    if visit.latest is None or visit.appointment or visit.latest < calendar.first_day:
        return 0
    return max((calendar.local(end - 1).date() - visit.latest).days, 0)


def later_day_seconds(visit: Visit, policy: Policy, first_day_ordinal: int) -> int:
    """What each day costs by which a visit is made later; nothing where its time is promised.

    A visit whose latest date was before the plan is as urgent as can be.
    """
    if visit.appointment:
        return 0
    minutes = policy.later_day_minutes[visit.priority]
    if visit.latest is not None and visit.latest.toordinal() < first_day_ordinal:
        minutes = max(minutes, OVERDUE_MINUTES)
    return round(60 * minutes)
