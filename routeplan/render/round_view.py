"""What pages and sheets are given: the texts, rows, markers and lines of a round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from routeplan.render.projection import Point
from routeplan.render.words.catalogue import Language
from routeplan.render.words.page_words import page_words

MarkerKind = Literal["morning", "afternoon", "reserve", "station"]


@dataclass(frozen=True, slots=True)
class Look:
    """How pages and sheets are wanted. ``printable`` names household fields and own columns."""

    language: Language = "en"
    printable: tuple[str, ...] = ("name", "address", "task", "note")
    demo: bool = False
    redacted: bool = False

    @property
    def words(self) -> dict[str, str]:
        """The words of its language, by key."""
        return dict(page_words(self.language))


@dataclass(frozen=True, slots=True)
class Resident:
    """What may be shown of a household."""

    name: str
    address: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownStop:
    """A stop in the list. ``wait`` tells of a wait at its door, ``via`` the streets of its way.

    ``free`` tells of a long wait in the place of ``wait``: from when until when, and where.
    ``begin`` and ``end`` are the visit's; where its time depends on doors they are the span within
    which it begins, and ``booked`` tells by when it is to.
    """

    number: int
    afternoon: bool
    begin: str
    end: str
    window: str
    way: str
    via: str
    wait: str
    resident: Resident
    marks: tuple[str, ...]
    free: str = ""
    booked: str = ""


@dataclass(frozen=True, slots=True)
class PauseRow:
    """The break, after so many stops."""

    after: int
    text: str


@dataclass(frozen=True, slots=True)
class ReserveRow:
    """A household to try when doors stay shut."""

    letter: str
    resident: Resident
    window: str
    after: str
    detour: str
    planned: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A place on the map with the numbers of its stops, such as ``4-11``.

    ``stops`` names the rows that stand there, one by one.
    """

    text: str
    kind: MarkerKind
    at: Point
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownRound:
    """One officer's (or crew's) day as shown. ``ways`` are lines of (latitude, longitude).

    Results are typed under the short ``code``; ``sheet`` is the whole id.
    """

    shift: str
    code: str
    sheet: str
    day: int
    officers: tuple[str, ...]
    names: tuple[str, ...]
    date: str
    short_date: str
    facts: tuple[str, ...]
    rows: tuple[ShownStop, ...]
    pause: PauseRow | None
    way_back: str
    reserve: tuple[ReserveRow, ...]
    markers: tuple[Marker, ...]
    ways: tuple[tuple[Point, ...], ...]
    banners: tuple[str, ...]
    busy: int
    expected_busy: int
    visits: int

    @property
    def points(self) -> list[Point]:
        """Everything the map has to show."""
        return [*(marker.at for marker in self.markers), *(p for way in self.ways for p in way)]

    def addresses_by_marker(self) -> dict[Marker, tuple[str, ...]]:
        """The addresses at each marker of stops; they may be empty."""
        addresses = {str(row.number): row.resident.address for row in self.rows}
        addresses |= {row.letter: row.resident.address for row in self.reserve}
        return {
            marker: tuple(addresses.get(stop, "") for stop in marker.stops)
            for marker in self.markers
            if marker.stops
        }
