"""A small page of what a scan left unsure: what was read, beside a picture of the boxes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

STYLE = (
    "body{font:16px/1.4 sans-serif;margin:1.5em;max-width:60em}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.5em;border-top:1px solid #999;vertical-align:middle}"
    "img{max-height:7em;max-width:100%;border:1px solid #ccc}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Shown(NamedTuple):
    """One question: its number, whose it is, the field, what was read, and the boxes (PNG)."""

    number: str
    who: str
    what: str
    read: str
    picture: bytes


def questions_page(title: str, heads: Sequence[str], language: str, shown: Sequence[Shown]) -> str:
    """The page; it runs nothing and fetches nothing.

    Parameters
    ----------
    heads
        Heads of its five columns.
    language
        Its code, for what reads the page aloud.
    """
    head = "".join(f"<th scope=col>{escape(heading)}</th>" for heading in heads)
    rows = "".join(_row(question) for question in shown)
    return (
        f'<!doctype html><html lang="{escape(language)}"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{escape(title)}</title><style>{STYLE}</style><h1>{escape(title)}</h1>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></html>\n"
    )


def _row(shown: Shown) -> str:
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in shown[:4])
    picture = b64encode(shown.picture).decode()
    name = escape(f"{shown.who}: {shown.what}")
    return f'<tr>{cells}<td><img alt="{name}" src="data:image/png;base64,{picture}"></td></tr>'
