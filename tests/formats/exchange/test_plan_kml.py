"""KML, read back by GDAL and by an XML parser; household text is never HTML.

Tests ``formats/exchange/exported.py``.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import Element, fromstring

import pyogrio
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis.strategies import lists

from routeplan.formats.exchange.exported import ExportedHome, ExportedPlan
from routeplan.formats.exchange.plan_kml import NAMESPACE, kml_bytes
from tests.formats.exchange.exports import HOSTILE, NASTY, exported, street, with_texts

K = {"k": NAMESPACE}


class Reading(HTMLParser):
    """What a viewer makes of a description: its text, and its tags."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", set[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        self.text += "\n" * (tag == "br")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def marks_of(plan: ExportedPlan) -> list[Element]:
    return fromstring(kml_bytes(plan)).findall(".//k:Placemark", K)


def shown(mark: Element, tag: str) -> str:
    return mark.findtext(f"k:{tag}", namespaces=K) or ""


def data(mark: Element) -> dict[str, str]:
    found = mark.findall("k:ExtendedData/k:Data", K)
    return {field.attrib["name"]: field.findtext("k:value", namespaces=K) or "" for field in found}


@given(lists(HOSTILE, min_size=1, max_size=12))
@pytest.mark.slow
def test_every_value_comes_back_whatever_the_texts(texts: list[str]) -> None:
    check(exported(with_texts(street(), texts)))


def test_every_value_comes_back_of_the_worst_texts() -> None:
    check(exported(with_texts(street(), NASTY)))


def check(plan: ExportedPlan) -> None:
    marks = {data(mark)["visit"]: mark for mark in marks_of(plan) if data(mark).get("visit")}
    stops = [stop for exported in plan.rounds for stop in (*exported.stops, *exported.reserve)]
    # h6 is in reserve and left out too: its last placemark is that of what is left out.
    for stop in (stop for shown in plan.rounds for stop in shown.stops):
        mark = marks[stop.visit]
        assert shown(mark, "name") == stop.title
        check_home(mark, stop.home)
        lines = (stop.home.address, stop.window, *stop.lines)
        check_description(mark, "\n".join(filter(None, lines)))
        begin, end = (mark.findtext(f"k:TimeSpan/k:{k}", namespaces=K) for k in ("begin", "end"))
        assert (begin, end) == (stop.span.begin.isoformat(), stop.span.end.isoformat())
    for entry in plan.left_out:
        mark = marks[entry.visit]
        assert shown(mark, "name") == entry.home.name
        assert data(mark)["reason"] == entry.reason
        check_home(mark, entry.home)
        lines = (entry.home.address, entry.reason, *entry.home.details)
        check_description(mark, "\n".join(filter(None, lines)))
    root = fromstring(kml_bytes(plan))
    assert root.findtext("k:Document/k:name", namespaces=K) == plan.title
    folders = [folder.findtext("k:name", namespaces=K) for folder in root.findall(".//k:Folder", K)]
    assert folders == [*(exported.title for exported in plan.rounds), "left out", "beats"]
    areas = [mark for mark in marks_of(plan) if data(mark).get("officer")]
    assert [(data(m)["officer"], shown(m, "name")) for m in areas] == [
        (beat.officer, beat.name) for beat in plan.beats
    ]
    assert len(marks_of(plan)) == len(stops) + len(plan.rounds) + len(plan.left_out) + len(
        plan.beats
    )


def check_home(mark: Element, home: ExportedHome) -> None:
    values = data(mark)
    assert (values["household"], values["resident"]) == (home.id, home.name)
    assert (values["address"], values["details"]) == (home.address, "\n".join(home.details))
    point = mark.findtext("k:Point/k:coordinates", namespaces=K)
    assert point == f"{home.longitude},{home.latitude}"


def check_description(mark: Element, text: str) -> None:
    """As HTML it is the text and line breaks, with nothing for a viewer to fill in."""
    html = shown(mark, "description")
    read = Reading(html)
    assert read.text == text
    assert read.tags <= {"br"}
    assert "$[" not in html


def test_balloons_show_the_description_only() -> None:
    root = fromstring(kml_bytes(exported()))
    texts = {element.text for element in root.findall(".//k:BalloonStyle/k:text", K)}
    assert texts == {"$[description]"}
    styles = {f"#{style.attrib['id']}" for style in root.findall(".//k:Style", K)}
    used = {shown(mark, "styleUrl") for mark in root.findall(".//k:Placemark", K)}
    assert used <= styles
    assert len(root.findall(".//k:Style/k:BalloonStyle", K)) == len(styles)


@settings(max_examples=25)
@given(texts=lists(HOSTILE, min_size=1, max_size=12))
@example(texts=list(NASTY))
def test_gdal_reads_the_same(texts: list[str]) -> None:
    plan = exported(with_texts(street(), texts))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.kml"
        path.write_bytes(kml_bytes(plan))
        names = [name for name, _ in pyogrio.list_layers(path)]
        for shown_round, layer in zip(plan.rounds, names, strict=False):
            frame = pyogrio.read_dataframe(path, layer=layer)
            line, *points = frame.geometry
            assert list(shapely.force_2d(line).coords) == list(shown_round.line)
            stops = [*shown_round.stops, *shown_round.reserve]
            assert [(p.y, p.x) for p in points] == [
                (stop.home.latitude, stop.home.longitude) for stop in stops
            ]
            assert list(frame["Name"][1:]) == [stop.title for stop in stops]
            assert list(frame["resident"][1:]) == [stop.home.name for stop in stops]
            assert list(frame["begin"][1:]) == [stop.span.begin for stop in stops]
        beats = pyogrio.read_dataframe(path, layer="beats")
    for shape, beat in zip(beats.geometry, plan.beats, strict=True):
        assert shapely.force_2d(shape).equals(beat.shape)
