"""Names of page files: readable, the same each time, harmless on every disk."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from routeplan.render.pages.file_names import (
    EXPORT_NAME,
    PAGE_NAME,
    PRINTS_NAME,
    cards_name,
    notices_name,
    page_name,
    plan_export_name,
    report_name,
    slug,
)
from routeplan.render.round_view import Look, ShownRound
from routeplan.render.rounds import make_rounds
from routeplan.report.report_numbers import Scope, ScopeKind
from tests.render.planned import street_inputs, street_plan
from tests.stations import MONDAY

HOSTILE = (
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "/absolute",
    "C:\\CON",
    "nul\0byte",
    "new\nline",
    "a" * 5000,
    "陈伟",
    "‮drawkcab",
    "",
    ".",
    "-rf *",
    "'; rm -rf ~; '",
    "%2e%2e%2f",
    "\ud800",
)


def shown(
    officers: tuple[str, ...] = ("O4",), names: tuple[str, ...] = ("Dahl Emma",)
) -> ShownRound:
    inputs = street_inputs()
    some = make_rounds(street_plan(inputs), inputs, Look())[0]
    return replace(some, officers=officers, names=names, shift=f"{MONDAY} {'+'.join(officers)}")


def test_a_name_says_the_day_the_officer_and_a_hash():
    # The hash is of "2026-11-30 O4".
    assert page_name(shown(), MONDAY) == "2026-11-30_O4-dahl-emma_7ea1b2bc.html"


def test_a_crew_is_named_by_both():
    name = page_name(shown(("O7", "O8"), ("Åberg Jo", "Ek Bo")), MONDAY)
    assert name.startswith("2026-11-30_O7-aberg-jo_O8-ek-bo_")


def test_a_phone_page_is_named_so():
    assert page_name(shown(), MONDAY, phone=True) == "2026-11-30_O4-dahl-emma_phone_7ea1b2bc.html"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("Bergström", "Bergstrom", id="accents are dropped"),
        pytest.param("Ｏ４", "O4", id="full-width letters are the usual ones"),
        pytest.param("O'Brien & Söhne", "O-Brien-Sohne", id="other signs are one hyphen"),
        pytest.param("--x--", "x", id="none at the ends"),
        pytest.param("陈伟", "", id="letters of other scripts are left out"),
    ],
)
def test_a_slug_has_plain_letters_only(text, plain):
    assert slug(text) == plain


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_leaves_its_folder_or_breaks_a_disk(text):
    for name in (page_name(shown((text,)), MONDAY), page_name(shown(names=(text,)), MONDAY)):
        assert PAGE_NAME.fullmatch(name)
        assert len(name) < 100


def test_shifts_that_sound_alike_have_different_names():
    alike = ("陈伟", "王芳", "", "...", "Ö", "O", "o", "O ", "O-")
    names = [page_name(shown((officer,), ("",)), MONDAY).casefold() for officer in alike]
    assert len(set(names)) == len(alike)


def test_a_name_stays_while_the_officer_does():
    first = page_name(shown(), date(2026, 11, 30))
    assert first == page_name(replace(shown(), rows=(), visits=9), date(2026, 11, 30))


def test_other_files_do_not_look_like_pages():
    for name in ("index.html", "2026-11-30.html", "notes_1a2b3c4d.html", "2026-11-30_O4_1a2b.html"):
        assert not PAGE_NAME.fullmatch(name)


def test_cards_are_named_after_what_is_on_them():
    assert cards_name(None, None, None) == "cards.pdf"
    # The hash is of "O4", and of nothing.
    assert cards_name("O4", MONDAY, None) == "cards_O4_2026-11-30_cdf53138.pdf"
    assert cards_name(None, MONDAY, "zh", not_met=True) == (
        "cards_not-met_2026-11-30_zh_e3b0c442.pdf"
    )
    assert cards_name(None, None, None, contact=True) == "contact.pdf"


@pytest.mark.parametrize("officer", HOSTILE)
def test_hostile_ids_of_officers_make_names_of_cards_like_any_other(officer: str):
    for name in (cards_name(officer, MONDAY, "en"), notices_name(officer, MONDAY, ["a4", "en"])):
        assert PRINTS_NAME.fullmatch(name)
        assert name == Path(name).name


def test_notices_are_named_after_what_is_on_them():
    assert notices_name(None, None, ["", ""]) == "notices.pdf"
    assert notices_name("O4", MONDAY, ["", ""]) == "notices_O4_2026-11-30_cdf53138.pdf"
    assert notices_name(None, None, ["a4", "zh"]) == "notices_a4-zh_e3b0c442.pdf"


def test_a_reports_name_tells_whose_it_is() -> None:
    assert report_name("report", Scope(), "pdf") == "report.pdf"
    officer, beat = Scope(ScopeKind.OFFICER, "../O 4"), Scope(ScopeKind.BEAT, "../O 4")
    assert re.fullmatch(r"form_officer-O-4_[0-9a-f]{8}\.pdf", report_name("form", officer, "pdf"))
    assert report_name("form", beat, "pdf") != report_name("form", officer, "pdf")


@pytest.mark.parametrize(
    ("parts", "ending", "of", "name"),
    [
        ((), "xlsx", "", "2026-11-30_plan.xlsx"),
        (("left_out", "", ""), "csv", "", "2026-11-30_plan_left-out.csv"),
        (("O4", "2026-12-01", "redacted"), "ics", "O4", r"2026-11-30_plan_O4_2026-12-01_redacted_"),
        (("../../x",), "gpx", "../../x", "2026-11-30_plan_x_"),
        (("张伟",), "gpx", "张伟", "2026-11-30_plan_"),
    ],
)
def test_an_export_is_named_after_its_day_and_what_it_holds(
    parts: tuple[str, ...], ending: str, of: str, name: str
) -> None:
    made = plan_export_name(MONDAY, parts, ending, of=of)
    assert made.startswith(name)
    assert EXPORT_NAME.fullmatch(made)
    assert "/" not in made


def test_officers_whose_ids_read_alike_have_exports_of_their_own() -> None:
    names = {plan_export_name(MONDAY, (who,), "ics", of=who) for who in ("O 1", "O-1", "Ö-1")}
    assert len(names) == 3


@pytest.mark.parametrize("name", ["plan.xlsx", "2026-11-30_plan.txt", "2026-11-30_mine.csv"])
def test_other_files_are_not_taken_for_exports(name: str) -> None:
    assert not EXPORT_NAME.fullmatch(name)
