"""Towns, districts and postcodes: which a door lies in, and which words of an address name one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely

from routeplan.addresses.street_map.address_extract import QUARTERS, SETTLEMENTS, NamedPlace
from routeplan.addresses.street_map.doors import METRES_PER_DEGREE, AddressPoint, Door
from routeplan.addresses.words.address_text import Token, plain, words_of
from routeplan.addresses.words.names import NameIndex
from routeplan.model.inputs import Coordinate

_LARGE_LEVEL = 6
"""Boundaries up to this ``admin_level`` hold more than one town."""
_NEIGHBOURS = 8
_NEIGHBOUR_METRES = 3_000.0
_TOWN_METRES, _QUARTER_METRES = 6_000.0, 1_500.0
_QUARTERS = 3
"""So many of the nearest quarters drawn as a point may be meant: nobody knows their edges."""
TIERS = (*"市区县區縣省镇鎮乡都道府県郡町村시구군도동", "街道")
"""Endings of Chinese, Japanese and Korean names that tell how large a place they are of."""
_LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "fi", "sv", "da", "nb", "pl", "cs", "uk", "ru"),
    *("zh", "zh_Hant", "ja", "ko", "tr", "el", "ca"),
)
_METROPOLITAN = ("특별자치시", "특별시", "광역시", "特別市", "特别行政区")


class Near(NamedTuple):
    """Places (as keys) and postcodes that are right for a door."""

    places: frozenset[str]
    postcodes: frozenset[str]


def postcode_key(text: str) -> str:
    """A postcode as it is compared: letters and digits, without a country in front."""
    return re.sub(r"^[a-z]{1,2}(?=\d{4,})|[^a-z0-9]", "", plain(text))


def _key(name: str) -> str:
    return " ".join(words_of(name))


class PlaceBook:
    """All places of an extract, and which of them each door lies in."""

    def __init__(self, places: Sequence[NamedPlace], doors: Sequence[Door]) -> None:
        self._groups: dict[str, set[str]] = {}
        self._index: NameIndex[str] = NameIndex()
        self._areas = [(self._add(p.names), p.area) for p in places if p.area is not None]
        self._tree = shapely.STRtree([area for _, area in self._areas])
        self._towns = self._points(p for p in places if p.at and p.kind in SETTLEMENTS)
        self._quarters = self._points(p for p in places if p.at and p.kind in QUARTERS)
        unknown = [p for p in places if p.at is None and p.area is None]
        large = {k for p in unknown if p.level <= _LARGE_LEVEL for k in self._add(p.names)}
        for place in unknown:
            self._add(place.names)
        self._tagged(doors)
        self._regions = large - self._settlements(places, doors)
        self.postcodes = frozenset(postcode_key(code) for door in doors for code in door.postcodes)
        self._near: dict[Door, Near] = {}

    def _settlements(self, places: Sequence[NamedPlace], doors: Sequence[Door]) -> set[str]:
        names = {name for door in doors for name in door.cities}
        names |= {name for place in places if place.kind in SETTLEMENTS for name in place.names}
        return {_key(name) for name in names}

    def _tagged(self, doors: Sequence[Door]) -> None:
        """Learn from the doors' own tags."""
        for name in {name for door in doors for name in door.places}:
            self._add([name])
        self._by_city = _Spots((door, door.coordinate) for door in doors if door.cities)
        self._by_code = _Spots((door, door.coordinate) for door in doors if door.postcodes)

    def _add(self, names: Iterable[str]) -> frozenset[str]:
        """Let each of the names mean the same place."""
        keys: set[str] = set()
        for name in names:
            for form in _shorter(name):
                if key := _key(form):
                    keys.add(key)
                    self._index.add(form, key)
        group = set(keys).union(*(self._groups.get(key, ()) for key in keys))
        for key in group:
            self._groups[key] = group
        return frozenset(keys)

    def _points(self, places: Iterable[NamedPlace]) -> _Spots[frozenset[str]]:
        return _Spots((self._add(place.names), place.at) for place in places if place.at)

    @property
    def is_empty(self) -> bool:
        """Whether the extract names no place at all."""
        return not self._groups

    def named(self, cut: Sequence[Token], begin: int) -> tuple[int, frozenset[str]]:
        """The longest name that begins at a token: where it ends, and what it may mean."""
        meanings: dict[int, set[str]] = {}
        for end, key in self._index.matches(cut, begin):
            meanings.setdefault(end, set()).add(key)
        if not meanings:
            return begin, frozenset()
        longest = max(meanings)
        return longest, frozenset(meanings[longest])

    def has_tier(self, ending: str) -> bool:
        """Whether any known name is of this tier (``区``, ``구``)."""
        return any(key.endswith(ending) for key in self._groups)

    def near(self, door: Door) -> Near:
        """What is right for a door: its tags, the areas around it, else what its neighbours have.

        A region that the extract has only a piece of is right for every door.
        """
        if door not in self._near:
            places = {_key(form) for name in door.places for form in _shorter(name)}
            point = shapely.Point(door.coordinate.longitude, door.coordinate.latitude)
            for at in self._tree.query(point, predicate="intersects"):
                places |= self._areas[at][0]
            if not door.cities:
                places |= self._guessed(door)
            for keys in self._quarters.nearest(door, _QUARTERS, _QUARTER_METRES):
                places |= keys
            for key in tuple(places):
                places |= self._groups.get(key, set())
            codes = {postcode_key(code) for code in door.postcodes}
            codes = codes or {
                postcode_key(code)
                for other in self._by_code.nearest(door, _NEIGHBOURS, _NEIGHBOUR_METRES)
                for code in other.postcodes
            }
            self._near[door] = Near(frozenset(places | self._regions), frozenset(codes))
        return self._near[door]

    def is_tagged(
        self, point: AddressPoint, places: Iterable[frozenset[str]], postcodes: Iterable[str]
    ) -> bool:
        """Whether a point's own tags agree with a town and a postcode, or say nothing of them."""
        code, city = postcode_key(point.postcode), _key(point.city)
        same_code = not code or not postcodes or code in postcodes
        same_city = (
            not city or not places or any(self._groups.get(city, {city}) & keys for keys in places)
        )
        return same_code and same_city

    def _guessed(self, door: Door) -> set[str]:
        """The town of most neighbours, and that whose middle is nearest."""
        neighbours = list(self._by_city.nearest(door, _NEIGHBOURS, _NEIGHBOUR_METRES))
        towns = Counter(_key(city) for other in neighbours for city in other.cities)
        guessed = {town for town, count in towns.items() if 2 * count > len(neighbours)}
        for keys in self._towns.nearest(door, 1, _TOWN_METRES):
            guessed |= keys
        return guessed

    def has_postcode(self, door: Door, typed: str) -> bool:
        """Whether a typed postcode may be a door's; it is where nothing is known of its postcodes.

        A part counts: ``4000`` for 4000-450, ``10014-1234`` for 10014.
        """
        known = self.near(door).postcodes
        return not known or any(
            len(code) >= 3 and (typed.startswith(code) or code.startswith(typed)) for code in known
        )


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Names of countries in the languages that addresses are written in."""
    from babel import Locale

    names = {"usa", "u s a", "uk", "prc", "cccp", "рф", "fl"}
    for language in _LANGUAGES:
        territories = Locale.parse(language).territories
        names |= {_key(name) for code, name in territories.items() if len(code) == 2}
    return frozenset(names - {""})


def _shorter(name: str) -> Iterator[str]:
    """A name, and without its tier: ``上海市`` is called 上海, ``서울특별시`` 서울."""
    yield name
    for ending in (*_METROPOLITAN, *TIERS):
        short = name.removesuffix(ending)
        if short != name and len(short) >= 2:
            yield short
            return


class _Spots[T]:
    """Things and where they are, to find those nearest to a door."""

    def __init__(self, things: Iterable[tuple[T, Coordinate]]) -> None:
        known = sorted(things, key=lambda pair: pair[1].latitude)
        self._things = [thing for thing, _ in known]
        self._at = np.array([(at.latitude, at.longitude) for _, at in known], float).reshape(-1, 2)

    def nearest(self, door: Door, most: int, within: float) -> Iterator[T]:
        """The nearest, itself included where it is among them, none farther than so many metres."""
        for radius in (within / 10, within):
            near = self._within(door.coordinate, radius)
            if len(near) >= most or radius == within:
                yield from (self._things[number] for number in near[:most])
                return

    def _within(self, here: Coordinate, metres: float) -> list[int]:
        """Which are that near, the nearest first."""
        degrees = metres / METRES_PER_DEGREE
        low, high = (here.latitude - degrees, here.latitude + degrees)
        first, last = np.searchsorted(self._at[:, 0], (low, high))
        steps = (self._at[first:last] - (here.latitude, here.longitude)) * METRES_PER_DEGREE
        away = np.hypot(steps[:, 0], steps[:, 1] * np.cos(np.radians(here.latitude)))
        order = np.argsort(away, kind="stable")
        return [int(first + number) for number in order[: int((away <= metres).sum())]]
