"""A month, as it is typed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Any

import click

from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import plan_date


class MonthParam(click.ParamType[date]):
    """A month such as 2026-11, as its first day."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The first day of the month, or a usage error."""
        if not re.fullmatch(r"\d{4}-\d\d", str(value)):
            message = phrase("{value!r} is not a month; write it like 2026-11", value=value)
            self.fail(message, param, ctx)
        try:
            return plan_date(f"{value}-01")
        except ValueError as error:
            why = error.args[0]
            self.fail(phrase("{value!r} is not a month: {why}", value=value, why=why), param, ctx)


def period_of(month: date | None, first: date | None, last: date | None) -> tuple[date, date]:
    """The days that are meant by a month or by two days; all days where none are.

    Raises
    ------
    UsageError
        When a month and a day are given.
    """
    if month and (first or last):
        raise UsageError(phrase("--month cannot be combined with --from or --to"))
    if month:
        return month, month.replace(day=monthrange(month.year, month.month)[1])
    return first or date.min, last or date.max
