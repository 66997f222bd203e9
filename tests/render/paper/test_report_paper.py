"""Reports and forms on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from routeplan.errors import SheetError
from routeplan.render.paper import report_paper as made
from routeplan.render.report_view import ReportView
from routeplan.report.report_numbers import Report, Scope, ScopeKind
from tests.render.paper.paper import needs_poppler, pages_of, squeezed
from tests.render.reported import HOSTILE, counted, hostile, view

FOOT_MM = 297 - 10


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return counted(tmp_path_factory.mktemp("report"))


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


@needs_poppler
def test_the_report_holds_every_figure_with_its_name(tmp_path: Path, report: Report) -> None:
    text = squeezed(made.report_pdf(view(report)), tmp_path)
    for part in view(report).parts:
        for line in part.lines:
            assert plain(f"{line.label}{line.name}{line.value}") in text
    assert "OfficerB" in text


@needs_poppler
@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_the_form_of_an_officer_is_one_page_to_be_signed(tmp_path: Path, language: str) -> None:
    week = counted(tmp_path, Scope(ScopeKind.OFFICER, "A"))
    month = replace(week, first=date(2026, 12, 1), last=date(2026, 12, 31))
    shown = view(month, language)  # type: ignore[arg-type]
    pdf = made.form_pdf(shown, made_on="2026-12-08", demo=True)
    (page,) = pages_of(pdf, tmp_path)
    assert max(word.bottom for word in page) < FOOT_MM
    text = squeezed(pdf, tmp_path)
    wanted = ["form", "signed_officer", "signed_chief", "demo"]
    for told in ["A Officer A", "2026-12-08", *(shown.words[word] for word in wanted)]:
        assert plain(told) in text
    assert "advice" in text


@needs_poppler
def test_what_somebody_typed_stays_text_and_many_kinds_are_counted(
    tmp_path: Path, report: Report
) -> None:
    many = view(hostile(report, kinds=9))
    pdf = made.form_pdf(many, made_on="2026-12-08")
    (page,) = pages_of(pdf, tmp_path)
    assert max(word.bottom for word in page) < FOOT_MM
    text = squeezed(pdf, tmp_path)
    assert plain("Report of household visits") in text  # a week is no month
    assert plain(HOSTILE)[:20] in text
    assert plain("4 more kinds") in text  # 9 and officer ill or advice, six of them shown
    assert plain(HOSTILE) in squeezed(made.report_pdf(many), tmp_path)


@needs_poppler
def test_very_many_kinds_run_on_over_the_pages_of_the_report(
    tmp_path: Path, report: Report
) -> None:
    pdf = made.report_pdf(view(hostile(report, kinds=150)))
    pages = pages_of(pdf, tmp_path)
    assert len(pages) > 1
    footers = [max(page, key=lambda word: word.bottom).bottom for page in pages]
    assert max(footers) - min(footers) < 0.1  # nothing runs over the footer
    assert plain(f"{HOSTILE}149") in squeezed(pdf, tmp_path)


def test_a_warning_of_typst_is_an_error(
    tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.typ"
    other.write_text('#set text(font: "No Such Font")\nText', encoding="utf-8")
    monkeypatch.setattr(made, "REPORT", other)
    shown: ReportView = view(report)
    with pytest.raises(SheetError, match="unknown font"):
        made.report_pdf(shown)
