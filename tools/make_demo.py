"""Makes the demonstration station: households, officers and calendar in ``data/``.

``python tools/make_demo.py`` makes them again; the same seed gives the same files.
Homes stand at real addresses of ``data/area.osm.pbf`` (c OpenStreetMap contributors, ODbL 1.0; so
do these files' coordinates); every resident is invented. There are more visits than hours, as in
life, and rows of every kind.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from demo_houses import houses

from routeplan.addresses.book import AddressBook
from routeplan.formats.station.households import COLUMNS
from routeplan.formats.station.officers import CALENDAR_COLUMNS, OFFICER_COLUMNS
from routeplan.model.inputs import Coordinate

COLUMNS_HERE, OFFICERS_HERE, CALENDAR_HERE = (
    tuple(name for name in columns if name != "source")
    for columns in (COLUMNS, OFFICER_COLUMNS, CALENDAR_COLUMNS)
)
"""Nothing of the demonstration comes from an import."""
DATA = Path(__file__).resolve().parent.parent / "data"
SEED = 20261130
HOUSEHOLDS = 480
MONDAY = date(2026, 11, 30)
DAY_OFF = MONDAY + timedelta(days=3)
TOWERS = (30, 24, 18, 15, 12, 10, 9, 8, 7, 6, 5, 5)
"""Households in each of the large buildings."""
APPOINTMENTS, PAIRS, MUSTS, REFUSED = 15, 24, 10, 4


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


FAMILY = words("""
    Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen Lehtonen
    Saarinen Niemi Salonen Öberg Åström Söderholm Lindqvist O'Brien Smith-Jones García Nuñez Nguyễn
    Müller Dvořák Kowalski Łukaszewski Şahin Petrov Ivanova Haddad Okafor
""")
GIVEN = words("Aino Eero Helmi Kaarlo Liisa Matti Päivi Raimo Sirkka Tapani Urho Veera Zoë José")
CHINESE = words("陈淑兰 刘洋 赵敏 王秀英 李建国 张伟 孙玥 周喆 吴镕 郑祎 黄丽华 林志强 何静 马超")

MORNING, NOON = "07:30-09:30", "11:30-13:30"
AVAILABILITY = (
    f"Mo-Fr {MORNING}",
    f"Mo-Fr {NOON}",
    f"Mo-Fr {MORNING},{NOON}",
    "Mo-Fr 11:00-14:00",
    "Mo,We,Fr 09:00-12:00; Tu,Th 13:00-17:00",
    "Tu-Th 08:00-11:00,15:00-18:00",
    "Mo-Fr 16:00-19:30",
    "Mo,Tu 08:00-10:00; We-Fr 12:00-15:00",
)
TASKS = (
    "Introduce the new beat officer",
    "Check on well-being, lives alone",
    "Hand over the fire-safety leaflet",
    "Confirm who lives here",
    "Follow up on the noise complaint",
    "Advice on telephone fraud",
    "Ask about the broken street lamp",
    "核对住户信息",
)
NOTES = (
    "Ring twice",
    "Second staircase, lift out of order",
    "Hard of hearing, knock firmly",
    "Dog in the flat",
    "Prefers Swedish",
    "Wheelchair user; allow time at the door",
    "需请提前致电",
    "",
    "",
    "",
)
WITHOUT_TELEPHONE = ("O5", "O7")
"""Officers who are called through the station."""
OFFICERS = (
    ("O1", "Aalto Riikka", "foot", "Mo-Fr 07:30-13:30", "30", "10:00-12:00", "", "", "", "0.75"),
    ("O2", "Bergström Nils", "foot", "Mo-Fr 07:30-12:00", "", "", "swedish", "", "", "0.6"),
    (
        "O3",
        "Chen Wei 陈伟",
        "foot",
        "Mo-Fr 08:00-14:00",
        "30",
        "11:00-13:00",
        "mandarin",
        "",
        "",
        "0.75",
    ),
    ("O4", "Dahl Emma", "bike", "Mo-Fr 08:00-16:00", "30", "11:00-13:00", "swedish", "", "", "1"),
    ("O5", "Eskola Jari", "bike", "Mo-Th 13:30-19:30", "30", "15:00-17:00", "", "", "", "0.6"),
    ("O6", "Forsman Ida", "foot", "Mo,We,Fr 08:00-12:00", "", "", "sign-language", "", "", "0.3"),
    ("O7", "Grönroos Olli", "foot", "Tu-Fr 09:00-14:30", "45", "11:30-13:30", "", "22", "", "0.5"),
    (
        "O8",
        "Hakala Sanna",
        "foot",
        "Mo-Fr 11:00-17:00",
        "30",
        "13:30-15:30",
        "sign-language",
        "",
        "",
        "0.75",
    ),
)
"""Hours kept free for calls and, last, what part of a full officer's calls these make."""
CALENDAR = (
    (DAY_OFF, "off", "", "", "", "Station closed for training"),
    (
        MONDAY + timedelta(days=1),
        "work",
        "O7",
        "09:00-15:00",
        "O8",
        "Crew for the two-officer calls",
    ),
    (MONDAY + timedelta(days=4), "off", "O5", "", "", "Course"),
    (MONDAY + timedelta(days=26), "off", "", "", "", "Public holiday"),
)


House = tuple[str, Coordinate]
"""An address and where it is."""


def addresses(known: Sequence[House], random: Random) -> list[House]:
    """One entry per household: large buildings first, then one to three homes an address."""
    known = list(known)
    random.shuffle(known)
    chosen = [home for home, count in zip(known, TOWERS, strict=False) for _ in range(count)]
    for home in known[len(TOWERS) :]:
        chosen += [home] * random.choice((1, 1, 1, 1, 2, 2, 3))
    return chosen[:HOUSEHOLDS]


def name(random: Random) -> str:
    """An invented resident."""
    if random.random() < 0.18:
        return random.choice(CHINESE)
    return f"{random.choice(FAMILY)} {random.choice(GIVEN)}"


def households(
    known: Sequence[House], book: AddressBook, random: Random
) -> Iterator[dict[str, str]]:
    """The rows of ``households.csv``."""
    homes = addresses(known, random)
    order = list(range(HOUSEHOLDS))
    random.shuffle(order)
    special = iter(order)

    def some(count: int) -> set[int]:
        return {next(special) for _ in range(count)}

    promised, pairs, musts, refused = some(APPOINTMENTS), some(PAIRS), some(MUSTS), some(REFUSED)
    flats: dict[str, int] = {}
    for k, (address, where) in enumerate(homes):
        flats[address] = flats.get(address, 0) + 1
        alone = homes.count((address, where)) == 1
        row = dict.fromkeys(COLUMNS_HERE, "") | {
            "id": f"H{k + 1:03d}",
            "name": name(random),
            "address": address if alone else f"{address} as. {flats[address]}",
            "latitude": f"{where.latitude:.6f}",
            "longitude": f"{where.longitude:.6f}",
            "availability": random.choice(AVAILABILITY) if random.random() < 0.7 else "",
            "visit_minutes": str(random.choice((5, 10, 15, 20, 25, 30, 35, 40))),
            "priority": random.choices(("high", "normal", "low"), (15, 55, 30))[0],
            "task": random.choice(TASKS),
            "note": random.choice(NOTES),
        }
        if random.random() < 0.35:
            row["due"] = str(MONDAY + timedelta(days=random.randint(-75, 30)))
        if random.random() < 0.12:
            row["officer"] = random.choice(OFFICERS)[0]
        if random.random() < 0.05:
            row["skills"] = random.choice(("swedish", "mandarin", "sign-language"))
        if random.random() < 0.02:
            row |= {"visits": "2", "days_between": "2"}
        if alone and k % 20 == 0 and book.find(address).coordinate:
            row |= {"latitude": "", "longitude": ""}
        yield row | _special(random, k, promised, pairs, musts, refused)


def _special(
    random: Random, k: int, promised: set[int], pairs: set[int], musts: set[int], refused: set[int]
) -> dict[str, str]:
    """What a few households have besides; each is one kind only, so that all can be kept."""
    if k in promised:
        day = MONDAY + timedelta(days=random.choice((0, 1, 2, 4)))
        clock = f"{random.choice((8, 9, 10, 13, 14)):02d}:{random.choice((0, 15, 30, 45)):02d}"
        return {
            "appointment": f"{day} {clock}",
            "tolerance_minutes": random.choice(("", "15")),
            "availability": "",
            "visit_minutes": "20",
            "skills": "",
            "visits": "",
            "days_between": "",
        }
    if k in pairs:
        return {"officers_needed": "2", "priority": "high", "visit_minutes": "20", "skills": ""}
    if k in musts:
        return {"priority": "must", "availability": "Mo-Fr 08:00-12:00", "skills": ""}
    if k in refused:
        return {"do_not_call": "yes"}
    if random.random() < 0.02:
        return {"due": "", "latest": str(MONDAY + timedelta(days=random.choice((2, 4, 9))))}
    return {}


def write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """A CSV file with a header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def telephone(number: int, officer: str) -> str:
    """A number that nobody has; none for officers who are called through the station."""
    return "" if officer in WITHOUT_TELEPHONE else f"000 000{number} (invented)"


def main() -> None:
    """Write the three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--area", type=Path, default=DATA / "area.osm.pbf", help="the extract")
    parser.add_argument("--output", type=Path, default=DATA, help="folder the tables are put in")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    random = Random(options.seed)
    book = AddressBook.read(options.area)
    homes = list(households(houses(options.area), book, random))
    write(options.output / "households.csv", COLUMNS_HERE, homes)
    officers = [
        dict(zip(OFFICERS_HERE, row, strict=False)) | {"telephone": telephone(number, row[0])}
        for number, row in enumerate(OFFICERS, start=1)
    ]
    write(options.output / "officers.csv", OFFICERS_HERE, officers)
    calendar = [dict(zip(CALENDAR_HERE, map(str, row), strict=True)) for row in CALENDAR]
    write(options.output / "calendar.csv", CALENDAR_HERE, calendar)


if __name__ == "__main__":
    main()
