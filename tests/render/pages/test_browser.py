"""Pages as a browser shows them: offline, quiet, and deaf to what residents wrote."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.render.pages.page_files import write_pages, write_phone_page
from routeplan.render.rounds import Look
from routeplan.render.words.bidi_signs import without_direction_signs
from tests.render.pages.browser import needs_chromium, open_page, print_page
from tests.render.planned import BASE, plan_of, route_of, street_inputs, street_plan
from tests.stations import household, inputs_of, officer, shift, visit

BLNS = Path(__file__).parents[4] / "shared" / "data" / "corpora" / "blns" / "blns.json"
CANARIES = (
    "</script><script>document.title='RAN'</script>",
    "<img src=x onerror=\"document.title='RAN'\">",
    "<svg onload=\"document.title='RAN'\">",
    "${document.title='RAN'}",
    "`+(document.title='RAN')+`",
    "{{ 7*7 }}{% for x in y %}",
    "javascript:document.title='RAN'",
    '"><iframe srcdoc="<script>top.document.title=`RAN`</script>">',
)

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The street's pages; the overview first."""
    inputs = street_inputs()
    folder = tmp_path_factory.mktemp("pages")
    return write_pages(folder, street_plan(inputs), inputs, BASE, Look(demo=True))


def test_an_officer_s_page_opens_without_a_word_or_a_request(pages, tmp_path):
    page = open_page(pages[1], tmp_path)
    assert page.console == []
    assert page.requests == []
    assert page.texts("title") == ["Officer A · Monday 30 November 2026"]
    assert page.texts("strong.name") == ["Resident 1", "Resident 2"]
    assert page.texts("p.banner") == ["DEMONSTRATION: all residents are invented"]
    # Two stops and the station stand on the map; one name is shown for the street.
    assert len(page.of("div.sign-icon")) == 3
    assert "Mill Lane & Sons" in page.texts("text")


def test_a_long_wait_is_free_time_on_the_officer_s_page(tmp_path):
    """The second stop is reached 40 minutes early; its wait stands in a line of its own."""
    inputs = street_inputs()
    plan = street_plan(inputs)
    first, *others = plan.routes
    early = replace(first.stops[1], arrive=first.stops[1].begin - 2400)
    route = replace(first, stops=(first.stops[0], early, *first.stops[2:]))
    free = replace(plan, routes=(route, *others))
    page = open_page(write_pages(tmp_path, free, inputs, BASE, Look())[1], tmp_path)
    (told,) = [text for text in page.texts("strong") if "free" in text]
    assert told.startswith("40 min free near 2, ")
    assert page.console == []


def test_a_request_or_a_refused_script_would_be_seen(pages, tmp_path):
    html = pages[1].read_text()
    loud = tmp_path / "loud.html"
    loud.write_text(html.replace("</body>", "<script>document.title = 'RAN'</script></body>"))
    page = open_page(loud, tmp_path)
    assert "RAN" not in page.texts("title")
    assert any("Content Security Policy" in line for line in page.console)
    asks = "document.body.append(Object.assign(new Image(), {src: 'http://invalid.invalid/x'}))"
    assert open_page(pages[1], tmp_path, script=asks).requests == ["http://invalid.invalid/x"]


def test_a_chosen_stop_opens_on_the_map(pages, tmp_path):
    click = "addEventListener('load', () => document.querySelector('#stop-2').click())"
    page = open_page(pages[1], tmp_path, script=click)
    (popup,) = page.of("div.popup")
    assert "Resident 2" in popup.text
    assert "Resident 1" not in popup.text
    assert [row.attributes["id"] for row in page.of("li.chosen")] == ["stop-2"]


def test_the_overview_opens_on_the_first_day_with_everybody(pages, tmp_path):
    page = open_page(pages[0], tmp_path)
    assert (page.console, page.requests) == ([], [])
    pressed = [e.text for e in page.of("button") if e.attributes.get("aria-pressed") == "true"]
    assert pressed == ["Mon 30 Nov3 visits", "All officers2 shifts · 3 visits"]
    assert page.texts("button.where") == ["Resident 8", "Resident 7", "Resident 6"]


def test_an_address_opens_a_day_and_an_officer(pages, tmp_path):
    page = open_page(pages[0], tmp_path, address="day=2026-12-01&officer=A")
    pressed = [e for e in page.of("button") if e.attributes.get("aria-pressed") == "true"]
    assert [e.text.split("visits")[0] for e in pressed] == ["Tue 1 Dec2 ", "AOfficer A2 "]
    # His two stops are numbered; the station has its sign.
    assert len(page.of("div.sign-icon")) == 3


def test_an_address_that_names_nothing_opens_the_first_day(pages, tmp_path):
    page = open_page(pages[0], tmp_path, address="day=<b>&officer=%22%3E")
    pressed = [e.text for e in page.of("button") if e.attributes.get("aria-pressed") == "true"]
    assert pressed[0].startswith("Mon 30 Nov")
    assert page.console == []


def test_what_is_left_out_can_be_searched(pages, tmp_path):
    search = """addEventListener('load', () => {
        const box = document.querySelector('.search');
        box.value = 'STREET 7';
        box.dispatchEvent(new Event('input'));
    })"""
    page = open_page(pages[0], tmp_path, script=search)
    assert page.texts("button.where") == ["Resident 7"]
    assert page.texts("span.count") == ["1 of 3"]


def test_broken_promises_are_told_first(tmp_path):
    inputs = street_inputs()
    plan = street_plan(inputs)
    broken = replace(plan.left_out[0], broken_promise=True)
    plan = replace(plan, left_out=(broken, *plan.left_out[1:]))
    page = open_page(write_pages(tmp_path, plan, inputs, BASE, Look())[0], tmp_path / "profile")
    (told,) = page.of("section.promises-broken")
    assert "Resident 6" in told.text
    assert "no shift has room" in told.text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_a_printed_page_has_the_list_and_no_buttons(pages, tmp_path):
    pdf = print_page(pages[1], tmp_path)
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()
    assert "Resident 2" in text
    assert "CONFIDENTIAL" in text
    assert "Overview" not in text
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, check=True).stdout.decode()
    # A4 in points.
    assert re.search(r"Page size:\s+59[45].* x 84[12]", info)
    assert re.search(r"Pages:\s+1\n", info)


def hostile_station(texts: list[str]) -> tuple[Inputs, Plan]:
    """Home k has text k in every field; four officers share the homes, and the texts as names.

    Each has two homes in reserve, which are left out as the last two homes are.
    """
    homes = [
        household(
            k,
            place=k % 40 + 1,
            name=text,
            address=text,
            task=text,
            note=text,
            extra=MappingProxyType({"extra": text}),
        )
        for k, text in enumerate(texts)
    ]
    officers = [officer(letter, name="\n".join(texts[k::4])) for k, letter in enumerate("ABCD")]
    inputs = inputs_of(
        homes,
        [visit(k) for k in range(len(texts))],
        [shift(letter) for letter in "ABCD"],
        officers=officers,
    )
    inputs = replace(inputs, station=replace(inputs.station, name=CANARIES[0]))
    names = [home.id for home in homes[:-2]]
    routes = [
        route_of(inputs, shift, names[k::4][:-2], reserve=names[k::4][-2:])
        for k, shift in enumerate(inputs.shifts)
    ]
    plan = plan_of(inputs, routes)
    named = {"skills": [CANARIES[1]]}
    reasons = tuple(replace(entry, code="skill", facts=named) for entry in plan.left_out)
    return inputs, replace(plan, left_out=reasons)


def spelled(text: str) -> str:
    """With the signs spelled out that would turn its direction."""
    shown: str = json.loads(without_direction_signs(json.dumps(text)))
    return shown


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(not BLNS.is_file(), reason="needs the corpora in shared/ beside the checkout")
def test_no_text_in_any_field_runs_or_breaks_a_page_or_is_changed(tmp_path):
    texts = [*CANARIES, *json.loads(BLNS.read_text(encoding="utf-8"))]
    assert len(texts) == 515 + len(CANARIES)
    inputs, plan = hostile_station(texts)
    base = replace(BASE, ways=(replace(BASE.ways[0], name=CANARIES[2]), *BASE.ways[1:]))
    look = Look(printable=("name", "address", "task", "note", "extra"))
    overview, *pages = write_pages(tmp_path, plan, inputs, base, look)
    assert len(pages) == 4
    for route, path in zip(plan.routes, pages, strict=True):
        page = open_page(path, tmp_path / "profile")
        assert (page.console, page.requests) == ([], [])
        # Had anything run, the title would say so, and nothing else.
        name = spelled(inputs.officers_by_id[route.officers[0]].name)
        assert page.texts("title") == [f"{name} · Monday 30 November 2026"]
        homes = [inputs.household(call.household) for call in (*route.stops, *route.reserve)]
        shown = [spelled(home.note.strip()) for home in homes if home.note.strip()]
        assert page.texts("strong.name") == [
            spelled(home.name.strip()) or home.id.replace("h", "v") for home in homes
        ]
        assert page.texts("span.address") == shown
        assert page.texts("p.detail") == [text for text in shown for _ in range(3)]
    page = open_page(overview, tmp_path / "profile")
    assert (page.console, page.requests) == ([], [])
    assert page.texts("title")[0].startswith(f"Overview · {CANARIES[0]} · Plan Mon 30 Nov")
    assert page.texts("h1") == [CANARIES[0]]
    out = [inputs.household(entry.household) for entry in reversed(plan.left_out)]
    assert page.texts("button.where") == [spelled(home.name.strip()) or home.id for home in out]
    assert page.texts("td.reason") == [f"needs '{CANARIES[1]}': nobody on shift then has it"] * 10


OUTSIDE = """
addEventListener('load', () => setTimeout(() => {
  const cut = [...document.querySelectorAll('.links > *, .segment')].filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    return left < 0 || right > innerWidth;
  });
  const lines = new Map();
  for (const each of document.querySelectorAll('.facts li')) {
    const top = each.getBoundingClientRect().top;
    if (!lines.has(top)) lines.set(top, getComputedStyle(each, '::before').content);
  }
  const begun = [...lines.values()].filter((content) => content.includes('·'));
  document.body.append(Object.assign(document.createElement('p'), {
    className: 'outside', textContent: JSON.stringify([cut.map((e) => e.textContent), begun]) }));
}, 500));
"""


@pytest.mark.parametrize("width", [390, 500])
@pytest.mark.slow
def test_on_a_phone_every_button_is_on_the_screen_and_no_line_begins_with_a_dot(width, tmp_path):
    # Ten days of an officer with a long name: more buttons than one line holds.
    officers = [officer("A", name="Grönroos-Lindqvist Olli-Pekka"), officer("B")]
    shifts = [shift(letter, day) for day in range(10) for letter in "AB"]
    inputs = inputs_of([household(1)], [visit(1)], shifts, officers=officers, days=10)
    plan = plan_of(inputs, [route_of(inputs, shift, ["h1"]) for shift in inputs.shifts])
    overview, page, *_ = write_pages(tmp_path / "pages", plan, inputs, BASE, Look())
    for name, shown in (("overview", overview), ("officer", page)):
        opened = open_page(shown, tmp_path / name, size=f"{width},800", script=OUTSIDE)
        assert opened.texts("p.outside") == ["[[],[]]"]


def test_a_phone_page_opens_each_stop_s_place_in_a_map_app_and_names_nobody(tmp_path):
    inputs = street_inputs()
    plan = street_plan(inputs)
    look = Look(redacted=True)
    first = plan.routes[0]
    phone = write_phone_page(tmp_path / "p", plan, inputs, BASE, look, shift=first.shift)
    links = open_page(phone, tmp_path / "phone", size="390,800").of("a.map-app")
    signs = [*map(str, range(1, len(first.stops) + 1)), *"ABC"[: len(first.reserve)]]
    at = [inputs.household(s.household).coordinate for s in (*first.stops, *first.reserve)]
    places = [f"{c.latitude:.6f},{c.longitude:.6f}" for c in at]
    assert len(signs) >= 2
    assert [link.attributes["href"] for link in links] == [
        f"geo:{place}?q={place}({sign})" for place, sign in zip(places, signs, strict=True)
    ]
    whole = write_pages(tmp_path / "w", plan, inputs, BASE, Look())[1]
    assert not open_page(whole, tmp_path / "whole").of("a.map-app")
