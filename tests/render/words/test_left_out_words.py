"""Why visits are left out, worded in each language from codes and numbers alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import routeplan
from routeplan.model.inputs import OffStreet
from routeplan.model.plan import LeftOut
from routeplan.render.words.catalogue import shipped, words_of
from routeplan.render.words.left_out_words import (
    hours_in_words,
    left_out_text,
    off_street_text,
    reason_text,
)

PACKAGE = Path(routeplan.__file__).parent
FACTS = {
    "minutes": 30,
    "hours": "Mo-Fr 08:00-10:00",
    "officer": "O2",
    "skills": ["law", "signs"],
    "cost": 50,
    "worth": 40,
    "percent": 10,
    "limit": "7:30",
    "modes": ["foot", "bike"],
    "causes": [{"code": "not-joined", "within": 100}],
}
SENTENCES = sorted(key.removeprefix("left_out_") for key in words_of("en") if "left_out_" in key)


@pytest.mark.parametrize("language", shipped())
@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_is_whole_in_every_language(key: str, language: str) -> None:
    code, _, detail = key.partition("_")
    text = reason_text(code, detail, FACTS, language)
    assert text != words_of(language).get(f"reason_{code}")
    assert "{" not in text
    if language == "zh":
        assert not re.search(r"[a-z]{3,}", text.replace("law", "").replace("signs", ""))


def test_every_reason_that_planning_gives_has_its_sentence() -> None:
    """``Reason("skill", "far" if there else "")``: every text of its first two arguments."""
    trees = [
        ast.parse((PACKAGE / "planning" / name).read_text(encoding="utf-8"))
        for name in ("left_out_reasons.py", "replan/changed_problem.py")
    ]
    calls = [
        node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reason"
    ]
    assert len(calls) > 15
    for call in calls:
        code = ast.literal_eval(call.args[0]) if isinstance(call.args[0], ast.Constant) else None
        given = call.args[1] if len(call.args) > 1 else ast.Constant("")
        branches = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
        details = [node.value for node in branches if isinstance(node, ast.Constant)]
        for detail in details if code else []:
            assert f"left_out_{code}_{detail}".rstrip("_") in words_of("en"), (code, detail)


def test_hours_take_the_names_of_days_and_dates() -> None:
    short = "Mo-We, Fr 08:00-10:00, 15:00-18:00; 2026-12-08 10:00-11:00; +2"
    assert hours_in_words(short, "en") == (
        "Mon-Wed, Fri 08:00-10:00, 15:00-18:00; Tue 8 Dec 10:00-11:00 and 2 more"
    )
    assert hours_in_words(short, "zh") == (
        "周一-周三, 周五 08:00-10:00, 15:00-18:00; 12月8日 周二 10:00-11:00等另 2 段"
    )


def test_modes_with_the_same_cause_name_it_once() -> None:
    causes = [{"code": "no-way-near", "within": 100, "metres": metres} for metres in (140, 140)]
    entry = LeftOut("v1", "h1", "unreachable", facts={"modes": ["foot", "bike"], "causes": causes})
    assert left_out_text(entry, "en") == (
        "no street within 100 m, the nearest is 140 m away (on foot, by bike)"
    )
    assert left_out_text(entry, "zh") == "100 米 内无街道，最近的在 140 米 外（步行、骑车）"


@pytest.mark.parametrize(
    ("cause", "text"),
    [
        (OffStreet(), "there is no way there"),
        (OffStreet("of another program"), "there is no way there"),
        (OffStreet("no-way-near", 100), "no street within 100 m"),
        (
            OffStreet("no-way-near", 100, 44_000),
            "no street within 100 m, the nearest is 44 km away",
        ),
        (
            OffStreet("no-way-open-near", 100, 12, "footway"),
            "no way within 100 m is open; a footway is 12 m away",
        ),
        (
            OffStreet("no-way-open-near", 100, 12, "service", "Yard"),
            "no way within 100 m is open; 'Yard' (service) is 12 m away",
        ),
    ],
)
def test_a_cause_names_what_is_known_of_it(cause: OffStreet, text: str) -> None:
    assert off_street_text(cause, "en") == text


@pytest.mark.parametrize(
    ("code", "detail", "facts", "text"),
    [
        pytest.param("no-room", "", {}, "No room", id="no facts, as by hand"),
        pytest.param("no-room", "nonsense", FACTS, "No room", id="an unknown detail"),
        pytest.param("new-code", "", FACTS, "new-code", id="an unknown code"),
        pytest.param("unreachable", "", {"modes": 3, "causes": ""}, "Unreachable", id="odd facts"),
        pytest.param(
            "unreachable",
            "",
            {"modes": ["foot"], "causes": [{"x": 1}]},
            "Unreachable",
            id="a cause",
        ),
    ],
)
def test_what_cannot_be_worded_has_its_short_name(
    code: str, detail: str, facts: dict[str, object], text: str
) -> None:
    assert reason_text(code, detail, facts, "en") == text


def test_facts_never_become_patterns() -> None:
    assert reason_text("skill", "", {"skills": ["{officer}", "%s"]}, "en") == (
        "needs '{officer}', '%s': nobody on shift then has it"
    )
