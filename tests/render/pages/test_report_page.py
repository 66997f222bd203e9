"""The report's page: every text as text, no script, nothing fetched."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from routeplan.render.pages.report_page import POLICY, grey, report_page
from routeplan.report.report_numbers import Report
from tests.render.reported import HOSTILE, counted, hostile, view


class Read(HTMLParser):
    """The tags of a page, and its texts but its style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] != "style":
            self.texts.append(data)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return counted(tmp_path_factory.mktemp("report"))


def test_the_page_holds_every_figure_and_its_name(report: Report) -> None:
    page = Read(report_page(view(report)))
    for part in view(report).parts:
        for line in part.lines:
            assert line.label in page.texts
            assert line.name in page.texts
    assert "B Officer B" in page.texts
    assert "1/1" in page.texts


def test_it_has_no_script_and_asks_for_nothing(report: Report) -> None:
    source = report_page(view(hostile(report)), demo=True)
    page = Read(source)
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in page.tags}
    assert {"http-equiv": "Content-Security-Policy", "content": POLICY} in [
        attributes for _, attributes in page.tags
    ]
    assert all("src" not in attributes and "href" not in attributes for _, attributes in page.tags)
    for word in ("http://", "https://", "url(", "@import"):
        assert word not in source


def test_what_somebody_typed_stays_text(report: Report) -> None:
    assert f"{HOSTILE}0" in Read(report_page(view(hostile(report)))).texts


def test_the_demonstration_says_so(report: Report) -> None:
    told = "DEMONSTRATION: all residents are invented"
    assert told in Read(report_page(view(report), demo=True)).texts
    assert told not in Read(report_page(view(report))).texts


def test_more_met_is_darker_and_black_letters_still_read_on_it() -> None:
    levels = [grey(percent) for percent in range(101)]
    assert levels == sorted(levels, reverse=True)
    assert (levels[0], levels[-1]) == (250, 150)
