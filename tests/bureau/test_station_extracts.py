"""One extract of a city cut per station: its homes' streets and addresses, and only once.

Tests ``travel/cut_extract.py``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import osmium
import pytest

from routeplan.bureau.station_extracts import cut_streets
from routeplan.errors import StreetNetworkError
from routeplan.travel.cut_extract import Box, cut_extract
from tests.bureau.clusters import write_bureau

CITY = Path(__file__).parents[2] / "data" / "area.osm.pbf"


def contents(area: Path) -> tuple[dict[int, tuple[float, float]], dict[int, list[int]]]:
    """Places of the nodes, and the nodes of the ways."""
    nodes, ways = {}, {}
    for item in osmium.FileProcessor(str(area)):
        if isinstance(item, osmium.osm.Node):
            nodes[item.id] = (item.lat, item.lon)
        elif isinstance(item, osmium.osm.Way):
            ways[item.id] = [node.ref for node in item.nodes]
    return nodes, ways


@pytest.mark.slow
def test_a_cut_has_every_way_that_enters_its_box_whole_and_no_other(tmp_path: Path) -> None:
    nodes, ways = contents(CITY)
    middle = [sorted(node)[len(nodes) // 2] for node in zip(*nodes.values(), strict=True)]
    east = Box(middle[0] - 0.002, middle[1], middle[0] + 0.002, middle[1] + 0.004)
    west = Box(middle[0] - 0.002, middle[1] - 0.004, middle[0] + 0.002, middle[1])
    cut_extract(CITY, {tmp_path / "e.osm.pbf": east, tmp_path / "w.osm.pbf": west})
    for name, box in (("e", east), ("w", west)):
        there, kept = contents(tmp_path / f"{name}.osm.pbf")
        entering = {
            way
            for way, refs in ways.items()
            if any(box.holds(*nodes[ref]) for ref in refs if ref in nodes)
        }
        assert len(entering) > 50
        assert entering <= set(kept)
        # more only where a building or square of several ways is taken whole
        members = {
            member.ref
            for relation in osmium.FileProcessor(str(CITY), osmium.osm.RELATION)
            for member in relation.members
            if member.type == "w"
        }
        assert set(kept) - entering <= members
        assert all(ref in there for refs in kept.values() for ref in refs if ref in nodes)
        assert len(kept) < len(ways) / 2


@pytest.mark.slow
def test_each_station_gets_its_own_once(tmp_path: Path) -> None:
    first, second = write_bureau(tmp_path, 2)
    city = tmp_path / "city.osm.pbf"
    shutil.copy(CITY, city)
    (second / "data" / "area.osm.pbf").write_bytes(b"an extract of its own")

    done = cut_streets(tmp_path, city, margin_metres=300, again=False)
    assert (done.cut, done.left_alone) == (("district0/s000",), ("district1/s001",))
    area = first / "data" / "area.osm.pbf"
    assert 1000 < area.stat().st_size < city.stat().st_size
    assert (second / "data" / "area.osm.pbf").read_bytes() == b"an extract of its own"

    made = area.stat().st_mtime_ns
    done = cut_streets(tmp_path, city, margin_metres=300, again=False)
    assert done.unchanged == ("district0/s000",)
    assert area.stat().st_mtime_ns == made

    # a home elsewhere, and the box is another
    table = first / "data" / "households.csv"
    table.write_text(table.read_text().replace("24.942", "24.952", 1))
    assert cut_streets(tmp_path, city, margin_metres=301, again=False).cut == ("district0/s000",)
    assert cut_streets(tmp_path, city, margin_metres=301, again=True).cut == ("district1/s001",)
    assert not list((tmp_path / ".routeplan").glob("streets-*"))


def test_a_large_extract_that_is_none_touches_no_station(tmp_path: Path) -> None:
    (folder,) = write_bureau(tmp_path, 1)
    city = tmp_path / "city.osm.pbf"
    city.write_bytes(b"no extract")
    with pytest.raises(StreetNetworkError, match=r"city\.osm\.pbf cannot be cut"):
        cut_streets(tmp_path, city, margin_metres=300, again=False)
    assert not (folder / "data" / "area.osm.pbf").exists()


def test_a_home_that_was_typed_into_another_country_makes_no_huge_extract(tmp_path: Path) -> None:
    (folder,) = write_bureau(tmp_path, 1)
    table = folder / "data" / "households.csv"
    table.write_text(table.read_text().replace("60.1715", "16.1715", 1))
    shutil.copy(CITY, tmp_path / "city.osm.pbf")
    cut_streets(tmp_path, tmp_path / "city.osm.pbf", margin_metres=300, again=False)
    size = (folder / "data" / "area.osm.pbf").stat().st_size
    assert size < CITY.stat().st_size
