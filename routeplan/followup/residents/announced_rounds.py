"""When rounds come to which house: what its residents are told before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from routeplan.addresses.words.house import house_of
from routeplan.model.inputs import Inputs
from routeplan.visitlog.log_records import Round

HALF_HOUR = 1800
LEAST_SECONDS = 3600
"""A plan may still move a little: less than an hour is promised to nobody."""


@dataclass(frozen=True, slots=True)
class HouseCall:
    """One call at a house: [``begin``, ``end``] in seconds after 00:00 of ``day``."""

    day: date
    begin: int
    end: int
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalledHouse:
    """A house, its address without flats (empty where none can be told), and who comes when.

    ``households`` are those of its homes that are called on.
    """

    address: str
    households: tuple[str, ...]
    calls: tuple[HouseCall, ...]


@dataclass(frozen=True, slots=True)
class CalledHouses:
    """Houses in the order in which rounds come to them.

    ``alone`` counts those left away because a single household of the tables lives there: telling
    the house would tell who is called on.
    """

    houses: tuple[CalledHouse, ...]
    alone: int = 0


def called_houses(rounds: Iterable[Round], inputs: Inputs, *, with_alone: bool) -> CalledHouses:
    """Every house at which these rounds have a stop, once; reserve stops are promised to nobody.

    Parameters
    ----------
    with_alone
        Houses with a single household of the tables too.
    """
    calls: dict[int, dict[tuple[date, int, int], list[str]]] = defaultdict(dict)
    homes: dict[int, list[str]] = defaultdict(list)
    for logged_round in rounds:
        times: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for stop in logged_round.stops:
            if not stop.is_reserve and stop.begin is not None:
                place = inputs.household(stop.household).place
                times[place].append((stop.begin, stop.begin + stop.seconds))
                homes[place].append(stop.household)
        for place, spans in times.items():
            hours = told_hours(min(b for b, _ in spans), max(e for _, e in spans))
            calls[place].setdefault((logged_round.day, *hours), []).extend(logged_round.officers)
    living = Counter(home.place for home in inputs.households)
    chosen = [place for place in calls if with_alone or living[place] > 1]
    addresses: dict[int, list[str]] = {place: [] for place in chosen}
    for home in inputs.households:
        if home.place in addresses:
            addresses[home.place].append(home.address)
    return CalledHouses(
        tuple(
            CalledHouse(
                house_of(addresses[place]),
                tuple(dict.fromkeys(homes[place])),
                tuple(
                    HouseCall(*when, tuple(dict.fromkeys(officers)))
                    for when, officers in sorted(calls[place].items())
                ),
            )
            for place in chosen
        ),
        alone=len(calls) - len(chosen),
    )


def told_hours(begin: int, end: int) -> tuple[int, int]:
    """Whole half hours around a time, at least an hour."""
    first = begin - begin % HALF_HOUR
    return first, max(end + -end % HALF_HOUR, first + LEAST_SECONDS)
