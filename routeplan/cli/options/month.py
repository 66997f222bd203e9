"""A month, as it is typed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import click

from routeplan.phrases import phrase
from routeplan.station.clock import plan_date


class Month(click.ParamType[date]):
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
