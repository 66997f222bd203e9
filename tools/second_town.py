"""A station in another town, for the pictures: real streets and doors, invented residents.

The doors are those of an OpenStreetMap extract (c OpenStreetMap contributors, ODbL 1.0); nothing of
it is kept but the pictures, which say whose data the map is.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from shutil import copyfile

from routeplan.addresses.book import AddressBook
from routeplan.model.inputs import Coordinate

MONDAY = "2026-11-30"
SEED = 7
STREETS, DOORS_A_STREET = 60, 8
"""So many streets have homes, each at most at so many doors."""
OFFICERS = (
    ("O1", "韩梅", "Mo-Fr 08:00-14:00"),
    ("O2", "Huber Josef", "Mo-Fr 09:00-15:00"),
    ("O3", "李强", "Mo-Fr 12:00-18:00"),
    ("O4", "Wagner Eva", "Mo-Fr 08:00-13:00"),
    ("O5", "孙悦", "Mo-Th 13:00-19:00"),
    ("O6", "Yılmaz Deniz", "Mo-Fr 08:30-14:30"),
)
DAY_OFF = {"date": "2026-12-25", "day": "off", "officer": "", "hours": ""}
FAMILY = ("Bauer", "Huber", "Schmid", "Gruber", "Öztürk", "Nguyễn", "Novák", "Rossi", "Köhler")
GIVEN = ("Anna", "Josef", "Marie", "Lukas", "Zoë", "Elif", "Paul", "Klara")
CHINESE = ("王秀英", "张伟", "刘洋", "陈静", "赵磊", "周敏", "吴刚", "徐丽")
HOURS = ("", "", "Mo-Fr 08:00-11:00", "Mo-Fr 11:00-14:00", "Tu-Th 15:00-18:00")
TASKS = ("核对住户信息", "反诈骗宣传", "看望独居老人", "回访邻里纠纷", "")
NOTES = ("三楼左侧", "门铃坏了，请敲门", "家中有狗", "", "")
SETTINGS = """\
timezone = "Europe/Berlin"
[station]
name = "慕尼黑老城社区派出所（虚构）"
latitude = {latitude}
longitude = {longitude}
[files]
households = "data/households.csv"
officers = "data/officers.csv"
calendar = "data/calendar.csv"
area = "data/area.osm.pbf"
[sheets]
language = "zh"
demo = true
"""


def write_town(folder: Path, area: Path) -> None:
    """Fill an empty folder with a station's settings, tables and streets."""
    random, data = Random(SEED), folder / "data"
    data.mkdir(parents=True)
    copyfile(area, data / "area.osm.pbf")
    doors = list(_doors(AddressBook.read(area), random))
    _write(data / "households.csv", list(_households(doors, random)))
    _write(data / "officers.csv", [_officer(*officer) for officer in OFFICERS])
    _write(data / "calendar.csv", [DAY_OFF])
    middle = sorted(at.latitude for _, at in doors), sorted(at.longitude for _, at in doors)
    latitude, longitude = (values[len(values) // 2] for values in middle)
    settings = SETTINGS.format(latitude=latitude, longitude=longitude)
    (folder / "routeplan.toml").write_text(settings, encoding="utf-8")


def _doors(book: AddressBook, random: Random) -> Iterator[tuple[str, Coordinate]]:
    """Some doors of some streets."""
    streets: dict[str, list[tuple[str, Coordinate]]] = defaultdict(list)
    for door in book.doors:
        streets[door.street].append((door.label, door.coordinate))
    long = [name for name in sorted(streets) if len(streets[name]) >= DOORS_A_STREET]
    for name in random.sample(long, STREETS):
        some = sorted(streets[name], key=lambda door: door[0])
        yield from random.sample(some, random.randint(2, DOORS_A_STREET))


def _households(
    doors: Sequence[tuple[str, Coordinate]], random: Random
) -> Iterator[dict[str, str | float]]:
    for k, (address, at) in enumerate(doors, start=1):
        invented = f"{random.choice(FAMILY)} {random.choice(GIVEN)}"
        yield {
            "id": f"H{k:03}",
            "name": random.choice(CHINESE) if random.random() < 0.4 else invented,
            "address": address,
            "latitude": round(at.latitude, 6),
            "longitude": round(at.longitude, 6),
            "availability": random.choice(HOURS),
            "visit_minutes": random.choice((15, 20, 30)),
            "priority": random.choice(("normal", "normal", "low", "high")),
            "task": random.choice(TASKS),
            "note": random.choice(NOTES),
        }


def _officer(who: str, name: str, hours: str) -> dict[str, str | float]:
    return {"id": who, "name": name, "mode": "foot", "hours": hours}


def _write(path: Path, rows: Sequence[Mapping[str, str | float]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
