"""What chiefs decided against a plan, compared with what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from routeplan.check.wording import exact_hours
from routeplan.model.changes import GivenVisit
from routeplan.model.plan import Plan
from routeplan.phrases import joined, phrase
from routeplan.report.calls import Called, Calls
from routeplan.report.report_numbers import Mark, Number, ScopeKind, ValueUnit
from routeplan.report.scopes import Scopes


@dataclass(frozen=True, slots=True)
class Override:
    """One decision on a plan.

    Parameters
    ----------
    id
        Of the replan, such as ``R1``.
    given
        Visits that the chief gave to officers of his choice.
    by_hand
        Whether he put in orders of his own.
    price
        Seconds of the objective that it cost; None where it was not worked out.
    """

    plan: Plan
    id: str
    given: tuple[GivenVisit, ...]
    by_hand: bool
    price: int | None


class _GivenVisit(NamedTuple):
    """A visit given, its household (empty where nobody knows it), and the call that was made."""

    mark: Mark
    household: str
    officers: tuple[str, ...]
    call: Called | None


def override_numbers(
    overrides: Collection[Override],
    calls: Calls,
    households: Mapping[str, str],
    scopes: Scopes,
) -> Iterator[Number]:
    """Visits given, called on within the plan's days, and met then; orders by hand; their price.

    Parameters
    ----------
    households
        By visit.
    """
    given = list(_given(overrides, calls, households))
    for scope, theirs in scopes.parted(given).items():
        called = [override.call for override in theirs if override.call]
        met = [call for call in called if call.result.is_met]
        yield Number(scope.name("given"), len(theirs), marks=tuple(g.mark for g in theirs))
        for name, of, kept in (("given-called", "given", called), ("given-met", "given", met)):
            entries = tuple(call.entries for call in kept)
            yield Number(scope.name(name), len(kept), of=scope.name(of), entries=entries)
    if scopes.main.kind is ScopeKind.STATION:
        yield from _station_numbers(overrides)


def _station_numbers(overrides: Collection[Override]) -> Iterator[Number]:
    by_hand = [override for override in overrides if override.by_hand]
    marks = tuple(_mark(override, phrase("orders by hand")) for override in by_hand)
    yield Number("orders-by-hand", len(by_hand), marks=marks)
    priced = [override for override in overrides if override.price is not None]
    yield Number(
        "overrides-price",
        sum(override.price or 0 for override in priced),
        ValueUnit.SECONDS,
        marks=tuple(
            _mark(override, phrase("price {time}", time=exact_hours(override.price or 0)))
            for override in priced
        ),
    )


def _given(
    overrides: Collection[Override], calls: Calls, households: Mapping[str, str]
) -> Iterator[_GivenVisit]:
    homes = {households.get(given.visit, "") for override in overrides for given in override.given}
    theirs = [call for call in calls.all if call.household in homes]
    for override in overrides:
        first, last = _days(override.plan)
        for given in override.given:
            home = households.get(given.visit, "")
            came = [c for c in theirs if c.household == home and first <= c.day <= last]
            mark = _mark(
                override,
                phrase("{visit} given to {officer}", visit=given.visit, officer=given.officer),
            )
            yield _GivenVisit(mark, home, (given.officer,), came[-1] if came else None)


def _days(plan: Plan) -> tuple[date, date]:
    return plan.first_day, plan.first_day + timedelta(days=plan.days - 1)


def _mark(override: Override, what: str) -> Mark:
    return Mark(override.plan.first_day, "", "", None, joined(": ", [override.id, what]))
