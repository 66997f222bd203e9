"""One self-contained page: folium's map, Leaflet and our scripts inside it, and data as data.

folium compiles what it is given as a template, so it never sees a household's text (nor a street's
name, nor our scripts): it makes the empty map, and the rest is put around that. The page's data is
JSON that only a fixed script reads, which writes every text with ``textContent``. A Content
Security Policy lets nothing run but the scripts stamped here, and nothing be fetched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import folium
from folium.template import Template

from routeplan.render.map.screen_map import map_colours_css
from routeplan.render.projection import Bounds, Point
from routeplan.render.words.bidi_signs import without_direction_signs
from routeplan.render.words.catalogue import Language, code_of
from routeplan.render.words.page_words import digits_of, page_words
from routeplan.version import __version__

ASSETS = Path(__file__).parents[1] / "assets"
GENERATOR = f"routeplan {__version__}"
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)
_FROM_FOLIUM = "<script>"
MICRODEGREES = 1_000_000


class EmptyMap(folium.Map):
    """A map without tiles, data or anything to download."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <div id="{{ this.get_name() }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            const {{ this.get_name() }} = L.map("{{ this.get_name() }}",
                {...{{ this.options|tojavascript }}, crs: L.CRS.{{ this.crs }}});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(
            location=(0, 0),
            tiles=None,
            zoom_control=False,
            zoom_snap=0.1,
            zoom_delta=0.75,
            wheel_px_per_zoom_level=90,
        )
        self._id = "page"


@cache
def _empty_page() -> str:
    """The page that folium makes: an empty map and its script."""
    html: str = EmptyMap().get_root().render()
    return html


@cache
def asset(name: str) -> str:
    """A file of ours, or Leaflet's."""
    return (ASSETS / name).read_text(encoding="utf-8")


def _html_tag(language: Language) -> str:
    """The page's language, and how it writes numbers: scripts need not know what browsers know."""
    digits = digits_of(language)
    return (
        f'<html lang="{code_of(language)}" data-group="{escape(digits.group)}" '
        f'data-point="{escape(digits.point)}">'
    )


def page_html(
    *,
    language: Language,
    plan_mark: str,
    styles: Sequence[str],
    scripts: Sequence[str],
    ground: str,
    data: Mapping[str, Any],
) -> str:
    """A whole page.

    Parameters
    ----------
    plan_mark
        Tells the plan this page was drawn from (see :mod:`routeplan.render.pages.drawn_files`).
    styles, scripts
        Names of our assets, in order; they may use each other's functions.
    ground
        The base map's ``<svg>``.
    data
        Everything the scripts show.
    """
    html = _empty_page()
    if html.count("<script") != 1 or html.count(_FROM_FOLIUM) != 1:
        raise RuntimeError("folium's page has other scripts than the one that makes the map")
    head, _, rest = html.partition("</head>")
    body, _, script = rest.partition("</body>")
    script, _, _ = script.partition("</html>")
    head = head.replace("<html>", _html_tag(language), 1)
    words = page_words(language)
    css = [asset("leaflet.css"), map_colours_css(), *(asset(name) for name in styles)]
    ours = "\n".join(asset(name) for name in scripts)
    content = as_json(data)
    nonce = _nonce(language, plan_mark, ground, content)
    run = f'<script nonce="{nonce}">'
    return "\n".join(
        [
            head,
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY.format(nonce=nonce)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta name="generator" content="{GENERATOR}" data-plan="{plan_mark}">',
            '<meta name="referrer" content="no-referrer">',
            "<title>routeplan</title>",
            f"<style>\n{'\n'.join(css)}\n</style>",
            "</head>",
            body,
            f"<noscript>{escape(words['no_script'])}</noscript>",
            ground,
            f'<script nonce="{nonce}" type="application/json" id="data">{content}</script>',
            f"{run}\n{asset('leaflet.js')}\nL.Icon.Default.imagePath = '';\n</script>",
            script.replace(_FROM_FOLIUM, run).strip(),
            f'{run}\n"use strict";\n(() => {{\n{ours}\n}})();\n</script>',
            "</body>",
            "</html>\n",
        ]
    )


def _nonce(*parts: str) -> str:
    """The same page gets the same one; no text in a page can name what depends on itself."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def as_json(data: Mapping[str, Any]) -> str:
    """JSON that can stand inside a page: plain ASCII, without a sign that HTML knows."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    text = without_direction_signs(text)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def corners(bounds: Bounds) -> list[list[float]]:
    """Bounds as Leaflet wants them."""
    return [[bounds.south, bounds.west], [bounds.north, bounds.east]]


def packed(line: Sequence[Point]) -> list[int]:
    """A line as whole microdegrees, each point as the step from the one before."""
    flat: list[int] = []
    last = (0, 0)
    for latitude, longitude in line:
        here = (round(latitude * MICRODEGREES), round(longitude * MICRODEGREES))
        flat += (here[0] - last[0], here[1] - last[1])
        last = here
    return flat
