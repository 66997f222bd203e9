"""One page per officer and day: self-contained, safe with any text, redacted when asked.

Tests ``render/pages/page_shell.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest

from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.screen_map import ScreenMap
from routeplan.render.pages import page_shell
from routeplan.render.pages.day_page import Link, PageLinks, officer_page
from routeplan.render.pages.page_shell import as_json, page_html
from routeplan.render.rounds import Look, make_rounds
from tests.render.planned import BASE, data_of, street_inputs, street_plan

HOSTILE = (
    "</script><script>document.title='RAN'</script>",
    "<img src=x onerror=\"document.title='RAN'\">",
    "{{ cycler.__init__.__globals__.os.getpid() }}",
    "{% bad",
    "${document.title='RAN'} `tick`",
    "<!-- <script> -->",
    "]]> &lt; &amp; \\u003c \u2028 \u2029",
)


def page(
    inputs: Inputs | None = None,
    plan: Plan | None = None,
    look: Look | None = None,
    base: BaseMap = BASE,
    **links: str | Link,
) -> str:
    """The page of the plan's first round."""
    inputs = inputs or street_inputs()
    look = look or Look()
    shown = make_rounds(plan or street_plan(inputs), inputs, look)[0]
    ground = ScreenMap.around(base, shown.points)
    return officer_page(shown, inputs, look, ground, plan_mark="abcd", links=PageLinks(**links))


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[Mapping[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def policy(html: str) -> dict[str, str]:
    """The Content Security Policy by directive."""
    metas = Tags(html).of("meta")
    content = next(m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy")
    assert content is not None
    return dict(part.strip().split(" ", 1) for part in content.split(";"))


def test_nothing_runs_but_the_stamped_scripts():
    html = page()
    nonces = {script.get("nonce") for script in Tags(html).of("script")}
    assert len(nonces) == 1
    (nonce,) = nonces
    assert nonce
    assert policy(html)["script-src"] == f"'nonce-{nonce}'"
    assert policy(html)["default-src"] == "'none'"


def test_the_policy_stands_before_anything_it_governs():
    html = page()
    assert html.index("Content-Security-Policy") < html.index("<style") < html.index("<script")


def test_nothing_is_fetched():
    html = page()
    tags = Tags(html)
    assert not {"link", "iframe", "object", "embed", "base", "img"} & {tag for tag, _ in tags.tags}
    assert not [a for _, a in tags.tags if {"src", "srcset", "onload", "onerror"} & a.keys()]
    style = html[html.index("<style") : html.index("</style")]
    assert re.findall(r"url\((?!data:)", style) == []
    assert "@import" not in style


def test_the_data_reads_back_as_it_was():
    inputs = street_inputs()
    shown = make_rounds(street_plan(inputs), inputs, Look())[0]
    data = data_of(page(inputs))["round"]
    assert [row["resident"]["name"] for row in data["rows"]] == ["Resident 1", "Resident 2"]
    assert [row["begin"] for row in data["rows"]] == ["09:02", "09:14"]
    assert data["facts"] == list(shown.facts)
    assert data["pause"]["after"] == 1


def test_a_way_is_packed_as_steps_in_microdegrees():
    # From the station to 60.17 N 24.942 E by a corner at the station's own door.
    first = data_of(page())["round"]["ways"][0]
    assert first == [60_170_000, 24_940_000, 0, 0, 0, 2000]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_data_and_comes_through_unchanged(text):
    inputs = street_inputs(name=text, address=text)
    html = page(inputs)
    first = data_of(html)["round"]["rows"][0]["resident"]
    assert (first["name"], first["address"]) == (text.strip(), text.strip())
    assert [tag for tag, _ in Tags(html).tags] == [tag for tag, _ in Tags(page()).tags]


def test_json_in_a_page_holds_no_sign_of_html():
    content = as_json({"text": "<&>  é " + "".join(HOSTILE)})
    assert content.isascii()
    assert not set("<>&") & set(content)
    assert json.loads(content)["text"].startswith("<&>  é ")


def test_no_text_can_name_the_page_s_nonce():
    # The nonce is a hash of all that is in the page: putting it in makes another one.
    html = page()
    nonce = policy(html)["script-src"][len("'nonce-") : -1]
    again = page(street_inputs(name=f'<script nonce="{nonce}">'))
    assert policy(again)["script-src"] != f"'nonce-{nonce}'"


def test_the_same_round_gives_the_same_page():
    assert page() == page()


def test_a_redacted_page_shows_ids_and_house_numbers_only():
    data = json.dumps(data_of(page(look=Look(redacted=True))))
    for secret in ("Resident", "Street 1", "Task", "Note 1"):
        assert secret not in data
    first = data_of(page(look=Look(redacted=True)))["round"]["rows"][0]["resident"]
    assert first == {"name": "h1", "address": "no. 1", "details": []}


def test_chances_are_on_no_page():
    assert "chance" not in json.dumps(data_of(page())["round"])


@pytest.mark.parametrize(
    ("look", "straight_line", "kinds"),
    [
        pytest.param(Look(), False, [], id="nothing to say"),
        pytest.param(Look(demo=True), False, ["demo"], id="invented residents"),
        pytest.param(Look(), True, ["straight_line"], id="straight lines"),
        pytest.param(
            Look("zh", demo=True, redacted=True),
            True,
            ["demo", "straight_line", "redacted"],
            id="all of it, in Chinese",
        ),
    ],
)
def test_a_page_says_what_it_must(look, straight_line, kinds):
    inputs = street_inputs()
    html = page(inputs, street_plan(inputs, straight_line=straight_line), look)
    said = data_of(html)["banners"]
    assert [kind for kind, _ in said] == kinds
    assert [text for _, text in said] == [look.words[kind] for kind in kinds]


def test_a_page_is_in_the_language_asked_for():
    html = page(look=Look("zh"))
    assert Tags(html).of("html") == [{"lang": "zh", "data-group": ",", "data-point": "."}]
    assert data_of(html)["words"]["overview"] == "总览"


def test_a_page_that_stands_alone_links_nowhere():
    data = data_of(page())
    assert (data["overview"], data["previous"], data["next"]) == (None, None, None)


def test_a_page_links_to_its_neighbours():
    data = data_of(page(overview="index.html", previous=Link("a.html", "A"), following=None))
    assert data["overview"] == "index.html"
    assert data["previous"] == {"page": "a.html", "text": "A"}
    assert data["next"] is None


def test_without_an_extract_there_is_no_base_map_and_no_attribution():
    assert data_of(page(base=BaseMap()))["ground"] is None
    assert data_of(page())["ground"] is not None


def test_a_page_is_small():
    # Leaflet and our scripts and styles; a base map and 23 stops come on top.
    assert len(page().encode()) < 250_000


def test_a_change_in_folium_s_page_is_noticed(monkeypatch):
    monkeypatch.setattr(page_shell, "_empty_page", lambda: "<html><script></script><script>")
    with pytest.raises(RuntimeError, match="other scripts"):
        page_html(language="en", plan_mark="", styles=(), scripts=(), ground="", data={})
