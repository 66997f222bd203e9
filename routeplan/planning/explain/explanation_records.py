"""What an explanation holds: the ways that were tried, what each costs, and what would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from routeplan.model.changes import Edit
from routeplan.model.plan import Totals

HALF_A_MINUTE = 30


@dataclass(frozen=True, slots=True)
class OptionPrice:
    """What something costs against the plan, in seconds (promises: a count).

    ``total`` is the whole difference of the objective, its named terms and any others.
    """

    promises_missed: int
    travel: int
    lost_chance: int
    minor_costs: int
    worth_left_out: int
    total: int

    @property
    def is_gain(self) -> bool:
        """Whether it would be a better plan: promises first, then at least half a minute."""
        if self.promises_missed:
            return self.promises_missed < 0
        return self.total <= -HALF_A_MINUTE


def price_of(after: Totals, before: Totals) -> OptionPrice:
    """What ``after`` costs more than ``before``."""
    return OptionPrice(
        after.promises_missed - before.promises_missed,
        after.travel - before.travel,
        after.lost_chance - before.lost_chance,
        after.minor_costs - before.minor_costs,
        after.worth_left_out - before.worth_left_out,
        after.objective - before.objective,
    )


@dataclass(frozen=True, slots=True)
class Where:
    """Who makes a visit, on which day of the plan, beginning at which second."""

    officers: tuple[str, ...]
    day: int
    begin: int


@dataclass(frozen=True, slots=True)
class Option:
    """One other way, and what it would cost against the plan.

    ``officers`` and ``day`` say what was tried; without officers the visit is left out. ``where``
    is where it would come to stand. ``price`` is None when it cannot be, and ``why_not`` says why.
    ``pushed_out`` names the visits that would have to be left out. ``searched`` tells that the
    other rounds were searched again for it, else they stand as they are.
    """

    officers: tuple[str, ...]
    day: int
    where: Where | None = None
    price: OptionPrice | None = None
    pushed_out: tuple[str, ...] = ()
    searched: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class HelpfulChange:
    """A change that brings a visit in. ``amount`` is the smallest found that does, in ``unit``.

    Of a change that is made or not, ``unit`` is empty and the amount 1. ``told`` says it in words
    that follow "if", ``edits`` in cells of the tables. ``where`` is where a plan made anew with
    them has the visit.
    """

    kind: str
    amount: int
    unit: str
    told: str
    where: Where
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one visit stands where it does, or why it is left out and what would bring it in.

    ``sentence`` says the former; of a visit left out it says what would help. It is a phrase where
    there is one to say, as are the ``told`` of changes and the ``why_not`` of options.

    ``code``, ``detail`` and ``facts`` are the reason of a visit left out, as the plan has it.
    ``tried`` names the kinds of change that were tried, also those of no help. ``longer_search`` is
    where better plans, made again with nothing changed, have the visit.
    """

    visit: str
    household: str
    worth: int
    sentence: str
    here: Where | None = None
    code: str = ""
    detail: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    changes: tuple[HelpfulChange, ...] = ()
    tried: tuple[str, ...] = ()
    longer_search: Where | None = None
