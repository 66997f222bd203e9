"""How a round is named on its sheet: a short code to type, and an id that tells old prints.

Both change with the round's stops, so that results typed from an old print never reach the homes
of a newer plan.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from routeplan.model.plan import Plan, Route

RESERVE_LETTERS = "ABCDEFGHIJKLMNOPQRST"
"""Reserve stops have letters, as many as a sheet may have of them."""
_LONGEST_ID = 16
"""Longer officers' ids are cut in a sheet's id, which stands in a small code."""
_FIRST_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No I and no O: they look like digits in handwriting."""
_SECOND_SIGNS = "0123456789"


def sheet_codes(plan: Plan) -> dict[str, str]:
    """A code such as ``K3`` for each shift with stops, unlike any other of its day."""
    codes: dict[str, str] = {}
    taken: set[tuple[int, str]] = set()
    for route in plan.routes:
        if route.stops:
            attempt = 0
            while (route.day, code := _code(route, attempt)) in taken:
                attempt += 1
            taken.add((route.day, code))
            codes[route.shift] = code
    return codes


def sheet_id(route: Route, first_day: date) -> str:
    """``2026-12-04/O4/7cb5``: day, officers and the fingerprint."""
    on = first_day + timedelta(days=route.day)
    officers = "+".join(officer[:_LONGEST_ID] for officer in route.officers)
    return f"{on}/{officers}/{fingerprint(route)}"


def fingerprint(route: Route) -> str:
    """Four hex digits that change with what is printed of the route's stops."""
    return _digest(route)[:4]


def _digest(route: Route, attempt: int = 0) -> str:
    stops = ";".join(f"{stop.visit},{stop.begin}" for stop in route.stops)
    reserve = ";".join(stop.visit for stop in route.reserve)
    text = f"{route.shift};{stops};{reserve}" + f";{attempt}" * bool(attempt)
    return hashlib.sha256(text.encode()).hexdigest()


def _code(route: Route, attempt: int) -> str:
    """A letter and a digit; another attempt gives others, until all of them were tried."""
    drawn = int(_digest(route, attempt)[4:], 16)
    signs, first = divmod(drawn, len(_FIRST_SIGNS))
    more = "" if attempt < len(_FIRST_SIGNS) * len(_SECOND_SIGNS) else str(attempt)
    return _FIRST_SIGNS[first] + _SECOND_SIGNS[signs % len(_SECOND_SIGNS)] + more
