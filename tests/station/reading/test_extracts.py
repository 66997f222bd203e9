"""What an extract covers, and where a place beside it is rather meant to be."""

from __future__ import annotations

from pathlib import Path

import osmium
import pytest

from routeplan.station.reading.extracts import Extract, extract_for, extract_of, extracts_in
from tests.cli.workspaces import run, write_station

PORTO = Extract(Path("porto.osm.pbf"), 41.1, -8.7, 41.2, -8.5)


def extract(path: Path, *, header: bool) -> Path:
    """Two nodes in the corners of Helsinki's centre, and a street between them."""
    path.unlink(missing_ok=True)
    head = osmium.io.Header()
    if header:
        head.add_box(osmium.osm.Box(24.90, 60.15, 24.99, 60.19))
    writer = osmium.SimpleWriter(str(path), header=head)
    for number, place in enumerate([(24.90, 60.15), (24.99, 60.19)], start=1):
        writer.add_node(osmium.osm.mutable.Node(id=number, location=place))
    writer.add_way(osmium.osm.mutable.Way(id=1, nodes=[1, 2], tags={"highway": "residential"}))
    writer.close()
    return path


@pytest.mark.parametrize(
    ("typed", "likely"),
    [
        ((41.15, -8.6), None),
        ((41.15, 8.6), (41.15, -8.6)),
        ((-41.15, -8.6), (41.15, -8.6)),
        ((-8.6, 41.15), (41.15, -8.6)),
        ((8.6, 41.15), (41.15, -8.6)),
        ((50.0, 8.6), None),
    ],
)
def test_the_sign_or_the_order_is_doubted(
    typed: tuple[float, float], likely: tuple[float, float] | None
) -> None:
    meant = PORTO.likely(*typed)
    assert (meant and (meant.latitude, meant.longitude)) == likely


@pytest.mark.parametrize("header", [True, False])
def test_the_box_is_that_of_the_head_else_of_the_nodes(tmp_path: Path, header: bool) -> None:
    made = extract_of(extract(tmp_path / "a.osm.pbf", header=header))
    assert made is not None
    box = (made.south, made.west, made.north, made.east)
    assert box == pytest.approx((60.15, 24.90, 60.19, 24.99), abs=1e-6)
    quick = extract_of(tmp_path / "a.osm.pbf", by_nodes=False)
    assert (quick is not None) is header


def test_what_cannot_be_read_is_no_extract(tmp_path: Path) -> None:
    (tmp_path / "a.osm.pbf").write_bytes(b"nothing of the kind")
    (tmp_path / "b.osm.pbf").mkdir()
    assert extracts_in(tmp_path) == []
    assert extracts_in(tmp_path / "none") == []


def test_of_several_the_smallest_around_the_place_is_used() -> None:
    country = Extract(Path("portugal.osm.pbf"), 37, -10, 42, -6)
    assert extract_for([country, PORTO], 41.15, -8.6) is PORTO
    assert extract_for([country, PORTO], 38.7, -9.1) is country
    assert extract_for([country, PORTO], 60.0, 25.0) is None
    assert extract_for([PORTO], 60.0, 25.0) is PORTO


def station(root: Path, longitude: str) -> Path:
    folder = write_station(root)
    settings = folder / "routeplan.toml"
    text = settings.read_text("utf-8").replace('source = "straight-line"', 'source = "streets"')
    settings.write_text(text.replace("longitude = 24.94", f"longitude = {longitude}"), "utf-8")
    return folder


def test_a_station_outside_of_its_extract_is_told_where_it_is_rather(tmp_path: Path) -> None:
    folder = station(tmp_path, "-24.94")
    table = folder / "data" / "households.csv"
    table.write_text(table.read_text("utf-8").replace(",24.9", ",-24.9"), "utf-8")
    extract(folder / "data" / "area.osm.pbf", header=True)
    done = run("plan", folder, "--quiet")
    assert done.exit_code == 3
    assert "lies outside of area.osm.pbf; 60.17000, 24.94000 lies within" in done.stderr


def test_an_extract_of_another_name_is_named(tmp_path: Path) -> None:
    folder = station(tmp_path, "24.94")
    extract(folder / "data" / "helsinki.osm.pbf", header=True)
    done = run("plan", folder, "--quiet")
    assert done.exit_code == 3
    assert "but helsinki.osm.pbf: name it in [files] area, or rename it" in done.stderr
