"""XML made element by element: whatever a text holds, it stays text."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring


def add(parent: Element, tag: str, text: object | None = None, **attributes: object) -> Element:
    """An element below another, which it returns."""
    made = SubElement(parent, tag, {name: str(value) for name, value in attributes.items()})
    if text is not None:
        made.text = str(text)
    return made


def xml_bytes(root: Element) -> bytes:
    """The document in UTF-8, one element a line."""
    indent(root, " ")
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
