"""Where a row's home is: its coordinates in WGS-84, or its address looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from routeplan.errors import Finding
from routeplan.formats.station.shifted_coordinates import to_wgs84
from routeplan.formats.tables.as_typed.angles import EAST_WEST, angle, letter_of_o
from routeplan.formats.tables.cells import Cells
from routeplan.formats.tables.rows import Row
from routeplan.model.inputs import Coordinate
from routeplan.model.places import great_circle_metres_between
from routeplan.phrases import joined, phrase

if TYPE_CHECKING:  # tables are read without it as long as all homes have coordinates
    from routeplan.addresses.book import AddressBook
    from routeplan.addresses.typed.candidates import FoundAddress

FAR_METRES = 100_000
"""A home farther from the station than this is a slip in its coordinates."""
NEAR_DEGREES = 0.5
SPREAD_METRES = 50
"""A home whose address is at places farther apart may be at another door."""
MANY = 3
"""So many homes that lie wrong, and more than half of all, show that the station does."""
_NO_NUMBER = re.compile(r"[^\d.,+-]", re.ASCII)
_METRES = re.compile(r"[+-]?\d{4,8}(?:[.,]\d+)?", re.ASCII)
"""More than any degrees."""


def blamed_on_station(findings: Sequence[Finding], homes: int, *, file: str) -> list[Finding]:
    """The same findings; where most homes lie wrong, one of the station stands for them.

    Parameters
    ----------
    homes
        How many rows have coordinates.
    file
        That of the settings.
    """
    for code, blame in (("coordinate-swapped", _swapped), ("coordinate-far", _far)):
        wrong = sum(finding.code == code for finding in findings)
        if wrong >= MANY and 2 * wrong > homes:
            others = (finding for finding in findings if finding.code != code)
            return [
                blame(phrase("{wrong} of {homes} homes", wrong=wrong, homes=homes), file),
                *others,
            ]
    return list(findings)


def _swapped(homes: str, file: str) -> Finding:
    message = phrase("{homes} are near it only if latitude and longitude are swapped", homes=homes)
    fix = phrase("swap latitude and longitude in [station], or in the table")
    return Finding("station-swapped", message, fix, file=file, column="station")


def _far(homes: str, file: str) -> Finding:
    message = phrase(
        "{homes} are more than {kilometres} km away from it",
        homes=homes,
        kilometres=FAR_METRES // 1000,
    )
    fix = phrase(
        "correct latitude and longitude in [station], or the coordinate system in the settings"
    )
    return Finding("station-far", message, fix, file=file, column="station")


@dataclass(frozen=True)
class Whereabouts:
    """What the rows' places are read by.

    Parameters
    ----------
    station
        In WGS-84.
    system
        Coordinate system of the table: ``wgs84``, ``gcj02`` or ``bd09``.
    address_book
        Called once a row has an address and no coordinates; where there is none, it says what the
        reader of the extract said, or nothing when there is no extract.
    unsought
        The rows whose addresses there is no book to look up in.
    looked_up
        The numbers of the rows whose places are those of their addresses.
    """

    cells: Cells
    station: Coordinate
    system: str
    address_book: Callable[[], AddressBook | str]
    unsought: list[Row] = field(default_factory=list)
    looked_up: set[int] = field(default_factory=set)

    def of(self, row: Row) -> Coordinate | None:
        """Where the home is; None, and a finding, when that cannot be told."""
        north, east = row["latitude"], row["longitude"]
        if not north and not east:
            return self._addressed(row)
        if self._is_projected(row, north, east):
            return None
        latitude = self._degrees(row, "latitude", north)
        longitude = self._degrees(row, "longitude", east)
        if not (north and east):
            column = "longitude" if north else "latitude"
            message = phrase("only one of the two coordinates is given")
            self.cells.find(row, column, "coordinate-half", message, phrase("give both"))
        if latitude is None or longitude is None or self._is_wrong(row, latitude, longitude):
            return None
        return to_wgs84(Coordinate(latitude, longitude), self.system)

    def _degrees(self, row: Row, column: str, text: str) -> float | None:
        """A coordinate: a number, or degrees and minutes as a map shows them."""
        if _NO_NUMBER.search(text) and (read := angle(text, letter_of_o(self.station.longitude))):
            if column == "latitude" and read.axis == EAST_WEST:
                message = phrase("this is the longitude")
                fix = phrase("swap latitude and longitude")
                self.cells.find(row, column, "coordinate-swapped", message, fix)
                return None
            return float(read.degrees)
        return self.cells.number(row, column, low=-180, high=180)

    def _is_projected(self, row: Row, north: str, east: str) -> bool:
        """Tell coordinates that are metres of a map grid, and no degrees."""
        if "." in north[:4]:  # degrees, as in nearly all rows
            return False
        if not (_METRES.fullmatch(north) and _METRES.fullmatch(east)):
            return False
        message = phrase("these are not degrees but metres of a map grid such as UTM")
        fix = phrase(
            "take the file over with 'routeplan import', which finds the grid and writes degrees"
        )
        self.cells.find(row, "latitude", "coordinate-projected", message, fix)
        return True

    def _is_wrong(self, row: Row, latitude: float, longitude: float) -> bool:
        """Tell coordinates that cannot be this home's."""
        if latitude == 0 and longitude == 0:
            message, fix = phrase("0, 0 is in the sea"), phrase("give the home's coordinates")
            self.cells.find(row, "latitude", "coordinate-zero", message, fix)
            return True
        if self._is_near(latitude, longitude):
            return False
        far = self._metres(latitude, longitude)
        if abs(latitude) <= 90 and far <= FAR_METRES:
            return self._is_beyond_date_line(row, longitude)
        if self._metres(longitude, latitude) <= FAR_METRES:
            message, fix = phrase("this is the longitude"), phrase("swap latitude and longitude")
            self.cells.find(row, "latitude", "coordinate-swapped", message, fix)
        elif abs(latitude) > 90:
            message, fix = phrase("a latitude is at most 90 degrees"), phrase("correct it")
            self.cells.find(row, "latitude", "number-out-of-range", message, fix)
        else:
            message = phrase(
                "the home is {kilometres:.0f} km from the station", kilometres=far / 1000
            )
            fix = phrase("correct it, or the coordinate system in the settings")
            if self._metres(latitude, -longitude) <= FAR_METRES:
                fix = phrase(
                    "the longitude is rather {number:g}: west of Greenwich is negative",
                    number=-longitude,
                )
            elif self._metres(-latitude, longitude) <= FAR_METRES:
                fix = phrase(
                    "the latitude is rather {number:g}: south of the equator is negative",
                    number=-latitude,
                )
            self.cells.find(row, "latitude", "coordinate-far", message, fix)
        return True

    def _is_near(self, latitude: float, longitude: float) -> bool:
        """Whether no formula is needed to see it: half a degree each way is at most 79 km."""
        return (
            abs(latitude - self.station.latitude) <= NEAR_DEGREES
            and abs(longitude - self.station.longitude) <= NEAR_DEGREES
            and abs(latitude) <= 90
        )

    def _is_beyond_date_line(self, row: Row, longitude: float) -> bool:
        """Tell a home east of 180 degrees whose station is west of it, or the other way round."""
        if abs(longitude - self.station.longitude) <= 180:
            return False
        message = phrase(
            "the date line lies between the home and the station, and maps cannot cross it"
        )
        fix = phrase("plan the homes on each side in a folder of their own")
        self.cells.find(row, "longitude", "coordinate-date-line", message, fix)
        return True

    def _metres(self, latitude: float, longitude: float) -> float:
        """Metres from the station; infinite where no such place exists."""
        if abs(latitude) > 90:
            return float("inf")
        return great_circle_metres_between(self.station, Coordinate(latitude, longitude))

    def _addressed(self, row: Row) -> Coordinate | None:
        if not row["address"]:
            message = phrase("neither coordinates nor an address given")
            fix = phrase("give one of them")
            if not {"address", "latitude", "longitude"} & {*self.cells.table.columns}:
                message = phrase("no column has addresses or coordinates")
                fix = phrase("add a column address, or latitude and longitude")
            self.cells.find(row, "address", "place-missing", message, fix)
            return None
        book = self.address_book()
        if isinstance(book, str):
            self.unsought.append(row)
            return None
        answer = book.find(row["address"])
        if answer.coordinate is None:
            from routeplan.addresses.typed.candidates import CANDIDATES

            named = joined("; ", answer.candidates[:CANDIDATES])
            fix = phrase("give coordinates")
            if answer.candidates:
                fix = phrase("use one of: {addresses}; or give coordinates", addresses=named)
            message = phrase("this address cannot be found with certainty: {why}", why=answer.why)
            self.cells.find(row, "address", "address-unsure", message, fix)
        else:
            self.looked_up.add(row.number)
            self._tell_doubts(row, answer)
        return answer.coordinate

    def _tell_doubts(self, row: Row, answer: FoundAddress) -> None:
        """Tell what a found address was taken for, and where the map itself is vague."""
        if answer.read_as:
            message = phrase("read as {address}", address=answer.read_as)
            fix = phrase("correct it if you mean another home")
            self.cells.find(row, "address", "address-read-as", message, fix, warning=True)
        if answer.is_estimate:
            message = phrase("the map has only the house numbers before and after it")
            fix = phrase("give coordinates if the estimated place is not good enough")
            self.cells.find(row, "address", "address-estimated", message, fix, warning=True)
        elif answer.spread_metres > SPREAD_METRES:
            message = phrase(
                "the map has this address at places up to {metres:.0f} m apart, and the middle one "
                "was taken",
                metres=answer.spread_metres,
            )
            fix = phrase("give coordinates if the door is another one")
            self.cells.find(row, "address", "address-spread", message, fix, warning=True)

    def tell_unsought(self) -> None:
        """Tell all the addresses that there is nothing to look up in, by the one cause."""
        why = self.address_book() if self.unsought else ""
        for row in self.unsought:
            if why:
                message = phrase(
                    "the street extract needed to look up the address cannot be read ({why})",
                    why=why,
                )
                fix = phrase("replace the extract, or give coordinates")
                self.cells.find(row, "address", "extract-unreadable", message, fix)
            else:
                message = phrase("there is no street extract to look up the address")
                fix = phrase("give coordinates, or the extract ([files] area)")
                self.cells.find(row, "address", "address-no-extract", message, fix)
