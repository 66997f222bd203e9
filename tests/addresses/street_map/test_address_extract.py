"""What is read of an extract: every way in which maps write addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.addresses.street_map.address_extract import read_addresses
from routeplan.model.inputs import Coordinate
from tests.addresses.maps import OsmFile


def test_an_address_may_name_a_place_instead_of_a_street(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node((50.0, 14.0), addr_place="Lhota", addr_housenumber="12")
    osm.node((50.1, 14.0), addr_hamlet="Berg", addr_housenumber="3")
    book = osm.book(tmp_path)
    assert book.find("Lhota 12").coordinate == Coordinate(50.0, 14.0)
    assert book.find("3 Berg").coordinate == Coordinate(50.1, 14.0)


def test_houses_of_a_street_relation_have_its_name(tmp_path: Path) -> None:
    osm = OsmFile()
    house = osm.node((50.0, 14.0), addr_housenumber="7")
    osm.relation([("node", house, "house")], type="associatedStreet", name="Rue Neuve")
    assert osm.book(tmp_path).find("7 rue Neuve").coordinate == Coordinate(50.0, 14.0)


def test_a_corner_house_is_found_by_both_its_streets(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node(
        (55.0, 37.0),
        addr_street="улица Покровка",
        addr_housenumber="2/1 с1",
        addr_street2="Девяткин переулок",
        addr_housenumber2="1/2",
    )
    book = osm.book(tmp_path)
    assert book.find("ул. Покровка, 2/1с1").coordinate == Coordinate(55.0, 37.0)
    assert book.find("Девяткин пер., 1/2").coordinate == Coordinate(55.0, 37.0)


def test_numbers_between_two_of_the_map_are_estimated(tmp_path: Path) -> None:
    osm = OsmFile()
    ends = [
        osm.node((50.0, 14.0), addr_street="Long Road", addr_housenumber="2"),
        osm.node((50.0, 14.008), addr_street="Long Road", addr_housenumber="10"),
    ]
    osm.way(ends, addr_interpolation="even")
    osm.node((50.0005, 14.0041), addr_street="Long Road", addr_housenumber="6")
    book = osm.book(tmp_path)
    # 4, 6 and 8 lie a quarter, half and three quarters of the way; 6 is on the map itself.
    estimated = book.find("Long Road 4")
    assert (estimated.coordinate, estimated.is_estimate) == (Coordinate(50.0, 14.002), True)
    drawn = book.find("Long Road 6")
    assert (drawn.coordinate, drawn.is_estimate) == (Coordinate(50.0005, 14.0041), False)
    assert not book.find("Long Road 2").is_estimate
    assert book.find("Long Road 5").coordinate is None
    assert book.find("Long Road 12").coordinate is None


def test_a_japanese_address_is_put_together_from_its_tags(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node(
        (35.68, 139.76),
        addr_city="千代田区",
        addr_quarter="丸の内",
        addr_neighbourhood="一丁目",
        addr_block_number="9",
        addr_housenumber="1",
    )
    book = osm.book(tmp_path)
    for typed in ("千代田区丸の内1-9-1", "丸の内一丁目9番1号", "丸の内1丁目9-1"):
        assert book.find(typed).coordinate == Coordinate(35.68, 139.76), typed


def test_a_czech_house_is_found_by_each_of_its_two_numbers(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node(
        (50.0, 14.0),
        addr_street="Národní",
        addr_housenumber="1355/4",
        addr_conscriptionnumber="1355",
        addr_streetnumber="4",
    )
    osm.node(
        (50.0, 14.01),
        addr_street="Národní",
        addr_housenumber="4/20",
        addr_conscriptionnumber="4",
        addr_streetnumber="20",
    )
    book = osm.book(tmp_path)
    assert book.find("Národní 1355/4").coordinate == Coordinate(50.0, 14.0)
    assert book.find("Národní 20").coordinate == Coordinate(50.0, 14.01)
    assert book.find("Národní 4").coordinate is None  # of one house the one, of another the other


def street(osm: OsmFile, at: tuple[float, float], **tags: str) -> None:
    nodes = [osm.node((at[0], at[1] + k / 1000)) for k in range(3)]
    osm.way(nodes, highway="residential", **tags)


@pytest.mark.parametrize(
    "typed", ["Mannerheimvägen 5", "Mansku 5", "Manskun raitti 5", "Mannerheimintie 5"]
)
def test_a_street_is_found_by_its_other_names(tmp_path: Path, typed: str) -> None:
    osm = OsmFile()
    osm.node((60.0, 25.0), addr_street="Mannerheimintie", addr_housenumber="5")
    street(
        osm,
        (60.0, 25.0),
        name="Mannerheimintie",
        name__sv="Mannerheimvägen",
        alt_name="Mansku;Manskun raitti",
    )
    found = osm.book(tmp_path).find(typed)
    assert found.coordinate == Coordinate(60.0, 25.0)
    assert found.read_as == ("" if typed == "Mannerheimintie 5" else "Mannerheimintie 5")


def test_another_name_counts_only_where_the_way_has_it(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node((60.0, 25.0), addr_street="High Street", addr_housenumber="5")
    osm.node((61.0, 25.0), addr_street="High Street", addr_housenumber="7")
    street(osm, (60.0, 25.0), name="High Street", alt_name="Market Street")
    book = osm.book(tmp_path)
    assert book.find("Market Street 5").coordinate == Coordinate(60.0, 25.0)
    assert book.find("Market Street 7").coordinate is None


def test_an_earlier_name_is_offered_and_never_taken(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node((60.0, 25.0), addr_street="Yliopistonkatu", addr_housenumber="5")
    street(osm, (60.0, 25.0), name="Yliopistonkatu", old_name="Hallituskatu")
    found = osm.book(tmp_path).find("Hallituskatu 5")
    assert found.coordinate is None
    assert found.candidates == ("Yliopistonkatu 5",)
    assert found.why == "Hallituskatu is an earlier name of Yliopistonkatu"


def test_a_street_without_house_numbers_is_not_taken_for_a_slip(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node((60.0, 25.0), addr_street="Wilhelmstraße", addr_housenumber="5")
    assert osm.book(tmp_path).find("Wilhelmsstraße 5").read_as == "Wilhelmstraße 5"
    street(osm, (60.1, 25.0), name="Wilhelmsstraße")
    found = osm.book(tmp_path).find("Wilhelmsstraße 5")
    assert found.coordinate is None
    assert found.why == "the map has no house numbers in Wilhelmsstraße"
    assert found.candidates == ("Wilhelmstraße 5",)


def boundary(osm: OsmFile, at: tuple[float, float], name: str, **tags: str) -> None:
    way = osm.square(at, 0.05)
    tags = {"type": "boundary", "boundary": "administrative", "admin_level": "8", **tags}
    osm.relation([("way", way, "outer")], name=name, **tags)


def test_an_untagged_door_is_in_the_town_whose_area_holds_it(tmp_path: Path) -> None:
    osm = OsmFile()
    boundary(osm, (47.1, 9.5), "Triesen")
    boundary(osm, (47.2, 9.5), "Schaan", name__en="Shahn")
    osm.node((47.1, 9.5), addr_street="Landstrasse", addr_housenumber="7")
    osm.node((47.2, 9.5), addr_street="Landstrasse", addr_housenumber="7")
    osm.node((47.2, 9.501), addr_street="Landstrasse", addr_housenumber="19")
    book = osm.book(tmp_path)
    assert book.find("Landstrasse 7, Triesen").coordinate == Coordinate(47.1, 9.5)
    assert book.find("Schaan, Landstrasse 7").coordinate == Coordinate(47.2, 9.5)
    assert book.find("Landstrasse 7 Shahn").coordinate == Coordinate(47.2, 9.5)
    assert book.find("Landstrasse 19, Triesen").coordinate is None
    both = book.find("Landstrasse 7")
    assert both.coordinate is None
    assert len(both.candidates) == 2


def test_an_untagged_door_is_in_the_town_of_its_neighbours(tmp_path: Path) -> None:
    osm = OsmFile()
    for k in range(3):
        at = (47.1, 9.5 + k / 1000)
        osm.node(
            at,
            addr_street="Gasse",
            addr_housenumber=str(k + 1),
            addr_city="Triesen",
            addr_postcode="9495",
        )
    osm.node((47.2, 9.5), addr_street="Weg", addr_housenumber="1", addr_city="Schaan")
    osm.node((47.1001, 9.5), addr_street="Gasse", addr_housenumber="9")
    book = osm.book(tmp_path)
    assert book.find("Gasse 9, 9495 Triesen").coordinate == Coordinate(47.1001, 9.5)
    assert book.find("Gasse 9, Schaan").coordinate is None
    assert book.find("Gasse 9, 9494").coordinate is None


def test_one_address_at_many_points_is_one_door_at_its_entrance(tmp_path: Path) -> None:
    osm = OsmFile()
    tags = {"addr_street": "Weg", "addr_housenumber": "1"}
    osm.square((47.0, 9.0), 0.0004, building="yes", **tags)
    osm.node((47.0001, 9.0001), shop="bakery", **tags)
    assert osm.book(tmp_path).find("Weg 1").coordinate == Coordinate(47.0001, 9.0001)
    osm.node((47.0002, 9.0), entrance="main", **tags)
    assert osm.book(tmp_path).find("Weg 1").coordinate == Coordinate(47.0002, 9.0)


def test_points_farther_apart_tell_how_far(tmp_path: Path) -> None:
    osm = OsmFile()
    for k in range(3):  # 55 metres from one to the next, so that the second is in the middle
        osm.node((47.0 + k / 2000, 9.0), addr_street="Weg", addr_housenumber="1")
    found = osm.book(tmp_path).find("Weg 1")
    assert found.coordinate == Coordinate(47.0005, 9.0)
    assert found.spread_metres == pytest.approx(111, abs=1)


def test_one_address_in_two_towns_is_two_doors_even_next_to_each_other(tmp_path: Path) -> None:
    osm = OsmFile()
    for latitude, city in ((47.0, "Vaduz"), (47.0006, "Schaan")):
        osm.node((latitude, 9.0), addr_street="Weg", addr_housenumber="1", addr_city=city)
    book = osm.book(tmp_path)
    assert book.find("Weg 1, Schaan").coordinate == Coordinate(47.0006, 9.0)
    assert set(book.find("Weg 1").candidates) == {"Weg 1, Vaduz", "Weg 1, Schaan"}


def test_an_extract_that_is_none_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "area.osm.pbf"
    path.write_bytes(b"no extract")
    with pytest.raises(RuntimeError):
        read_addresses(path)
