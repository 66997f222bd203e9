"""XML made element by element: text stays text, and comes back as it was."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

from routeplan.formats.exchange.xml_text import add, xml_bytes


def test_text_and_attributes_are_never_markup() -> None:
    root = Element("gpx")
    add(root, "name", "<b>&amp;]]>", lang='"><x/>', number=7)
    read = fromstring(xml_bytes(root))
    assert [(child.tag, child.text, child.attrib) for child in read] == [
        ("name", "<b>&amp;]]>", {"lang": '"><x/>', "number": "7"})
    ]


def test_an_element_is_returned_and_stays_empty_without_text() -> None:
    root = Element("kml")
    inner = add(add(root, "Folder"), "open", 0)
    assert inner.text == "0"
    assert xml_bytes(root).decode().splitlines() == [
        "<?xml version='1.0' encoding='utf-8'?>",
        "<kml>",
        " <Folder>",
        "  <open>0</open>",
        " </Folder>",
        "</kml>",
    ]
