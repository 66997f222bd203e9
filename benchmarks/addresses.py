"""Every address of street extracts, typed in many shapes: the right door, or an error that has it.

``python -m benchmarks.addresses [FILE ...]`` reads the addresses of each extract by its tags alone
(by default those of Munich, Moscow, New York, Liechtenstein and Heidelberg beside the checkout, and
the demonstration's; nothing was tuned on Heidelberg), types each in every shape below and looks it
up. An answer is right within a metre
of an object with that street and number (inside the outline of a building), and with the town or
postcode that was typed; anything else that is found is a wrong door. An error is right when one of
the addresses it offers, the first or any, leads there.

Then a tenth of the addresses is taken out of the map, and these are typed: whatever is found then
is a wrong door, unless the map has it at the same spot under another tag. Writes
``benchmarks/results/addresses.md``.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import NamedTuple

import osmium

from benchmarks.peers.report import head
from routeplan.addresses.book import AddressBook
from routeplan.addresses.street_map.address_extract import read_addresses
from routeplan.model.inputs import Coordinate

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data" / "osm"
EXTRACTS = (
    SHARED / "munchen.osm.pbf",
    SHARED / "moscow.osm.pbf",
    SHARED / "nyc.osm.pbf",
    SHARED / "liechtenstein-latest.osm.pbf",
    ROOT / "data" / "area.osm.pbf",
    SHARED / "heidelberg.osm.pbf",
)
RESULT = Path(__file__).parent / "results" / "addresses.md"
HAIR_DEGREES = 0.00001
"""About a metre."""
LOOKUPS = 10_000
HELD_BACK = 10
"""One address of so many is taken out of the map."""
SHORT = (
    (r"(?i)(?<=\w)str(?:aß|ass)e\b", "str."),
    (r"(?i)\bstr(?:aß|ass)e\b", "Str."),
    (r"\b[Pp]latz\b", "Pl."),
    (r"\bSankt\b", "St."),
    (r"\bStreet\b", "St"),
    (r"\bAvenue\b", "Ave"),
    (r"\bSquare\b", "Sq."),
    (r"\bPlace\b", "Pl"),
    (r"\bLane\b", "Ln"),
    (r"\bRoad\b", "Rd."),
    (r"\bWest\b", "W"),
    (r"\bулица\b", "ул."),
    (r"\bпереулок\b", "пер."),
    (r"\bбульвар\b", "б-р"),
    (r"\bплощадь\b", "пл."),
    (r"\bпроезд\b", "пр-д"),
    (r"\bБольшой\b", "Б."),
    (r"\bБольшая\b", "Б."),
    (r"\bМалый\b", "М."),
    (r"\bМалая\b", "М."),
    (r"(?<=\w{3})katu\b", "k."),
    (r"(?<=\w{3})tie\b", "t."),
    (r"\bRua\b", "R."),
    (r"\bAvenida\b", "Av."),
    (r"\bPraça\b", "Pç."),
    (r"\bLargo\b", "Lg."),
    (r"\bTravessa\b", "Tv."),
    (r"\bCalle\b", "C/"),
    (r"\bPlaza\b", "Pza."),
    (r"\bRue\b", "r."),
    (r"\bBoulevard\b", "Bd"),
)
"""How streets are shortened where these extracts are, and in a few more countries."""


class Box(NamedTuple):
    """The outline of an object with an address, and what its tags say."""

    south: float
    west: float
    north: float
    east: float
    city: str
    postcode: str

    def holds(self, place: Coordinate) -> bool:
        return (
            self.south - HAIR_DEGREES <= place.latitude <= self.north + HAIR_DEGREES
            and self.west - HAIR_DEGREES <= place.longitude <= self.east + HAIR_DEGREES
        )


@dataclass(frozen=True)
class Address:
    """An address as the map has it, with every object that bears it."""

    street: str
    number: str
    city: str
    postcode: str
    boxes: tuple[Box, ...]

    def is_at(self, place: Coordinate, *, with_city: bool, with_code: bool) -> bool:
        """Whether a place is right for this address as it was typed."""
        return any(
            box.holds(place)
            and not (with_city and box.city and box.city != self.city)
            and not (with_code and box.postcode and box.postcode != self.postcode)
            for box in self.boxes
        )


class Shape(NamedTuple):
    """A way to type an address; None where an address lacks what it takes."""

    name: str
    typed: Callable[[Address], str | None]
    city: bool = False
    postcode: bool = False


def shortened(street: str) -> str:
    for pattern, short in SHORT:
        street = re.sub(pattern, short, street)
    return street


def _with_town(a: Address, text: str) -> str | None:
    return f"{text}, {a.postcode} {a.city}" if a.city and a.postcode else None


SHAPES = (
    Shape("number last", lambda a: f"{a.street} {a.number}"),
    Shape("number first", lambda a: f"{a.number} {a.street}"),
    Shape("last, comma", lambda a: f"{a.street}, {a.number}"),
    Shape("first, comma", lambda a: f"{a.number}, {a.street}"),
    Shape("LETTERS", lambda a: f"{a.street} {a.number}".upper()),
    Shape("last, town", lambda a: f"{a.street} {a.number}, {a.city}" if a.city else None, True),
    Shape("town no comma", lambda a: f"{a.street} {a.number} {a.city}" if a.city else None, True),
    Shape("first, town", lambda a: f"{a.number} {a.street}, {a.city}" if a.city else None, True),
    Shape("town first", lambda a: f"{a.city}, {a.street} {a.number}" if a.city else None, True),
    Shape(
        "last, postcode",
        lambda a: f"{a.street} {a.number}, {a.postcode}" if a.postcode else None,
        postcode=True,
    ),
    Shape("last, both", lambda a: _with_town(a, f"{a.street} {a.number}"), True, True),
    Shape("first, both", lambda a: _with_town(a, f"{a.number} {a.street}"), True, True),
    Shape("flat: Apt 4", lambda a: f"{a.number} {a.street}, Apt 4"),
    Shape("flat: 2.º Esq.", lambda a: f"{a.street}, {a.number}, 2.º Esq."),
    Shape("flat: кв. 12", lambda a: f"{a.street}, {a.number}, кв. 12"),
    Shape("short", lambda a: f"{shortened(a.street)} {a.number}"),
    Shape("short, first", lambda a: f"{a.number} {shortened(a.street)}"),
    Shape(
        "short, all",
        lambda a: _with_town(a, f"{shortened(a.street)} {a.number}, Apt 4"),
        True,
        True,
    ),
)


def addresses_of(area: Path) -> list[Address]:
    """Every address of an extract, by its tags alone."""
    boxes: dict[tuple[str, str], list[Box]] = defaultdict(list)
    written: dict[tuple[str, str], tuple[str, str]] = {}
    keys = osmium.filter.KeyFilter("addr:housenumber")
    for item in osmium.FileProcessor(str(area)).with_areas().with_filter(keys):
        if isinstance(item, osmium.osm.Node):
            points = [item.location]
        elif isinstance(item, osmium.osm.Area):
            points = [node.location for ring in item.outer_rings() for node in ring]
        else:
            continue
        tags = item.tags
        street = tags.get("addr:street") or tags.get("addr:place")
        if not street or not tags["addr:housenumber"].strip():
            continue
        latitudes, longitudes = [p.lat for p in points], [p.lon for p in points]
        box = Box(
            min(latitudes),
            min(longitudes),
            max(latitudes),
            max(longitudes),
            tags.get("addr:city", "").strip(),
            tags.get("addr:postcode", "").strip(),
        )
        one = street.strip(), tags["addr:housenumber"].strip()
        key = one[0].casefold(), "".join(one[1].casefold().split())
        boxes[key].append(box)
        written.setdefault(key, one)
    return [
        Address(*written[key], city, postcode, tuple(its_boxes))
        for key, its_boxes in boxes.items()
        for city, postcode in sorted({(box.city, box.postcode) for box in its_boxes})
    ]


@dataclass
class Tally:
    """What came of the addresses typed in one shape."""

    typed: int = 0
    right: int = 0
    wrong: int = 0
    first: int = 0
    offered: int = 0
    other: int = 0
    examples: tuple[str, ...] = ()

    def note(self, kind: str, example: str) -> None:
        self.typed += 1
        setattr(self, kind, getattr(self, kind) + 1)
        if kind in ("wrong", "other"):
            self.examples = (*self.examples, example)


def measure(book: AddressBook, addresses: Sequence[Address], shape: Shape) -> Tally:
    """Type every address in a shape, and look it up."""
    tally = Tally()
    for address in addresses:
        if (typed := shape.typed(address)) is not None:
            tally.note(_kind(book, address, typed, shape), typed)
    return tally


def _kind(book: AddressBook, address: Address, typed: str, shape: Shape) -> str:
    def is_right(place: Coordinate | None) -> bool:
        return place is not None and address.is_at(
            place, with_city=shape.city, with_code=shape.postcode
        )

    found = book.find(typed)
    if found.coordinate is not None:
        return "right" if is_right(found.coordinate) else "wrong"
    offered = [is_right(_place_of(book, text)) for text in found.candidates]
    return "first" if offered[:1] == [True] else "offered" if any(offered) else "other"


def _place_of(book: AddressBook, candidate: str) -> Coordinate | None:
    """Where a candidate is: it says so, or it is looked up."""
    if match := re.search(r" at (-?\d+\.\d{5}), (-?\d+\.\d{5})$", candidate):
        return Coordinate(float(match[1]), float(match[2]))
    return book.find(candidate).coordinate


def held_back(area: Path, addresses: Sequence[Address]) -> Tally:
    """Take a tenth of the addresses out of the map, and look these up."""
    random = Random(1)
    gone = {
        _building(address.street, address.number)
        for address in random.sample(addresses, max(1, len(addresses) // HELD_BACK))
    }
    read = read_addresses(area)
    read.points = [p for p in read.points if _building(p.street, p.number) not in gone]
    book = AddressBook.of(read)
    tally = Tally()
    for address in addresses:
        if _building(address.street, address.number) not in gone:
            continue
        for typed in (f"{address.street} {address.number}", f"{address.number} {address.street}"):
            found = book.find(typed).coordinate
            kind = "other" if found is None else "wrong"
            if found is not None and address.is_at(found, with_city=False, with_code=False):
                kind = "right"
            tally.note(kind, typed)
    return replace(tally, examples=tally.examples if tally.wrong else ())


def _building(street: str, number: str) -> tuple[str, str]:
    """Street and number without a floor behind a comma."""
    return street.casefold(), "".join(number.partition(",")[0].casefold().split())


def seconds_for_lookups(book: AddressBook, addresses: Sequence[Address]) -> float:
    """How long so many look-ups take, of all shapes by turns."""
    random = Random(1)
    texts = [
        text
        for address in random.choices(addresses, k=LOOKUPS)
        if (text := random.choice(SHAPES).typed(address)) is not None
    ]
    texts += texts[: LOOKUPS - len(texts)]
    begin = time.perf_counter()
    for text in texts:
        book.find(text)
    return (time.perf_counter() - begin) * LOOKUPS / len(texts)


@dataclass
class Whole:
    """What all extracts come to, and what went wrong where."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, name: str, tally: Tally) -> None:
        self.counts.update(typed=tally.typed, right=tally.right, wrong=tally.wrong)
        self.examples += [f"{name}: {typed}" for typed in tally.examples]


def report(areas: Iterable[Path], whole: Whole) -> Iterator[str]:
    """The lines of the tables."""
    for area in areas:
        yield from report_of(area, whole)
    counts = whole.counts
    yield (
        f"\nIn all {counts['typed']:,} typed: {counts['right'] / max(1, counts['typed']):.2%} "
        f"right, {counts['wrong']} wrong doors; of addresses not on the map "
        f"{counts['absent wrong']} wrong."
    )


def report_of(area: Path, whole: Whole) -> Iterator[str]:
    """The table of one extract."""
    addresses = addresses_of(area)
    begin = time.perf_counter()
    book = AddressBook.read(area)
    reading = time.perf_counter() - begin
    yield f"\n## {area.name}: {len(addresses):,} addresses\n"
    yield (
        "| typed | times | right door | wrong door | refused, right door first "
        "| refused, offered | refused |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for shape in SHAPES:
        tally = measure(book, addresses, shape)
        whole.add(shape.name, tally)
        if tally.typed:
            share = f"{tally.right / tally.typed:.2%}"
            refused = f"{tally.first} | {tally.offered} | {tally.other}"
            yield f"| {shape.name} | {tally.typed:,} | {share} | {tally.wrong} | {refused} |"
    gone = held_back(area, addresses)
    whole.counts["absent wrong"] += gone.wrong
    whole.examples += [f"not on the map: {typed}" for typed in gone.examples]
    yield (
        f"\nNot on the map: {gone.typed:,} typed, {gone.wrong} found at another door, "
        f"{gone.other} refused, {gone.right} found at the same spot by another tag. "
        f"Reading the extract {reading:.1f} s; {LOOKUPS:,} look-ups "
        f"{seconds_for_lookups(book, addresses):.1f} s."
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, default=EXTRACTS)
    parser.add_argument("--examples", type=int, default=0, help="print so many failures")
    parser.add_argument("--out", type=Path, default=RESULT)
    options = parser.parse_args()
    whole = Whole()
    files = [path for path in options.files if path.is_file()]
    text = "\n".join([head("Addresses looked up"), *report(files, whole), ""])
    print(text)
    for example in whole.examples[: options.examples]:
        print(example)
    options.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
