"""Numbers are written as the reader's language writes them: on pages, on paper, in the terminal."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.numbers import format_decimal

import routeplan
from routeplan.cli.terminal.language import figure, say, speak
from routeplan.phrases import Several, phrase
from routeplan.render.pages.page_shell import _html_tag, asset
from routeplan.render.paper.missing_glyphs import has_all
from routeplan.render.words.catalogue import shipped
from routeplan.render.words.page_words import decimal, digits_of, whole
from routeplan.render.words.terminal_phrases import phrases_of, terminal_languages
from tests.cli.workspaces import run, write_station
from tests.render.pages.browser import needs_chromium, open_page

PACKAGE = Path(routeplan.__file__).parent
MILLIONS = {
    **dict.fromkeys(("en", "zh", "ja"), "1,234,567.8"),
    **dict.fromkeys(("pt", "es"), "1.234.567,8"),
    "fr": "1\u202f234\u202f567,8",
    "fi": "1\u00a0234\u00a0567,8",
}


def test_every_shipped_language_is_here() -> None:
    assert set(MILLIONS) == set(shipped()) == set(terminal_languages())


@pytest.mark.parametrize("code", shipped())
def test_pages_and_paper_group_as_the_language_does(code: str) -> None:
    assert digits_of(code).written(1_234_567.8, ",.1f") == MILLIONS[code]
    assert whole(1_234_567, code) == format_decimal(1_234_567, locale=code)
    assert decimal(1234.25, code) == format_decimal(1234.25, "#,##0.0", code)
    assert has_all(whole(1_234_567, code))


@pytest.mark.parametrize("code", terminal_languages())
def test_the_terminal_groups_as_the_language_does(code: str) -> None:
    with click.Context(click.Command("plan")) as context:
        speak(context, code, None)
        assert figure(1_234_567.8, ",.1f") == MILLIONS[code]
        assert figure(-1234, "+,") == f"-{MILLIONS[code][0]}{digits_of(code).group}234"
        assert MILLIONS[code][:-2] in say("{count:,} visits", count=1_234_567)
    point = digits_of(code).point
    assert f"1{point}5" in phrase("{kilometres:.1f} km", kilometres=1.5).said_in(phrases_of(code))
    some = phrase("{count:,} visits", count=Several([1, 1_234_567])).said_in(phrases_of(code))
    assert MILLIONS[code][:-2] in some


@pytest.mark.parametrize("code", terminal_languages())
def test_what_is_typed_as_it_is_read_stays_as_it_is_typed(code: str) -> None:
    """Degrees and limits of settings have a point in every language."""
    here = phrase("{latitude:.5f}, {longitude:.5f}", latitude=60.5, longitude=-1)
    assert "60.50000" in here.said_in(phrases_of(code))
    assert "0.5" in phrase("must be at least {limit:g}", limit=0.5).said_in(phrases_of(code))
    assert "True 12345" in phrase("{yes} {number}", yes=True, number=12345).said_in(
        phrases_of(code)
    )


def test_a_station_s_own_language_groups_as_it_does(tmp_path: Path) -> None:
    assert whole(12_345, f"sv@{tmp_path}") == "12\u00a0345"
    assert whole(12_345, "xx") == "12,345"  # nobody knows it: as English does


@pytest.mark.parametrize("code", terminal_languages())
def test_a_command_says_its_thousands_so(code: str, tmp_path: Path) -> None:
    """All that ``words export`` has are some thousand sentences."""
    station = write_station(tmp_path)
    said = run("--lang", code, "words", "export", "sv", "--dir", station).stdout
    assert re.search(rf"[1-9]{re.escape(digits_of(code).group)}\d{{3}}", said), said


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("code", shipped())
def test_scripts_write_numbers_with_the_signs_that_the_page_names(
    code: str, tmp_path: Path
) -> None:
    numbers = ("-1234567.8125, 1", "0.2", "-0.01, 1", "1000", "999")
    shown = [
        *(f"numberText({number})" for number in numbers),
        "sentence('s', { a: 1000, b: '1000' })",
    ]
    page = tmp_path / "page.html"
    page.write_text(
        f"""<!doctype html>{_html_tag(code)}<meta charset="utf-8"><title></title>
        <script id="data" type="application/json">{{"words": {{"s": "{{a}} {{b}} {{c}}"}}}}</script>
        <script>{asset("dom.js")} document.title = [{", ".join(shown)}].join("|")</script>""",
        encoding="utf-8",
    )
    opened = open_page(page, tmp_path / "profile")
    assert opened.console == []
    thousand, point = whole(1000, code), digits_of(code).point
    assert opened.texts("title")[0].split("|") == [
        *(f"−{MILLIONS[code]}", f"0{point}2", f"0{point}0", thousand, "999"),
        f"{thousand} 1000 {{c}}",
    ]


def _grouped_in_english(path: Path) -> Iterator[int]:
    """Lines of f-strings that group by themselves."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            spec = ast.unparse(node.format_spec)
            if "," in spec or (".1f" in spec and "cli" in path.parts):
                yield node.lineno


def test_only_one_place_groups() -> None:
    code = [
        path for room in ("cli", "render", "station") for path in PACKAGE.glob(f"{room}/**/*.py")
    ]
    found = [f"{path.name}:{line}" for path in code for line in _grouped_in_english(path)]
    assert [place for place in found if not place.startswith("signs.py")] == []  # a map's scale
    scripts = [path for path in PACKAGE.glob("render/assets/*.js") if path.name != "leaflet.js"]
    assert len(scripts) > 10
    own = re.compile(r"toLocaleString|Intl\.")
    assert [path.name for path in scripts if own.search(path.read_text(encoding="utf-8"))] == []
