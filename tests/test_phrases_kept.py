"""A sentence that is handed on from below stays a phrase inside the sentence that quotes it."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from routeplan.check.wording import lengths
from routeplan.errors import StoreError, UsageError
from routeplan.hours.syntax import lint, understood
from routeplan.phrases import Phrase
from routeplan.station.clock import today
from routeplan.station.privacy.held_text import TITLES, held_text
from routeplan.visitlog.store import reading

CHINESE = {
    "ROUTEPLAN_TODAY: {error}": "ROUTEPLAN_TODAY：{error}",
    "{text!r} is not a date; write it like {example}": "{text!r} 不是日期；请写成 {example} 的形式",
    "{path}: {message}": "{path}：{message}",
    "this is not a visit log": "这不是走访记录",
    "nothing was read": "未读取任何内容",
    "move that file away; see [files] visits": "请移走该文件",
    "Mon": "周一",
    "Fri": "周五",
    "and as written: {rules}": "另按原文：{rules}",
    "{hours} runs across midnight": "{hours} 跨越午夜",
    "{count:,} minutes": "{count:,} 分钟",
    "{count:,} second": "{count:,} 秒",
    "Everything held on household {household}, on {day}": "住户 {household}，{day}",
    "In the table of households": "住户表中",
    "nothing": "无",
    "in difficulty": "困难人数",
    "yes": "是",
}


def chinese(text: str) -> str:
    """As a terminal in Chinese would say it."""
    return text.said_in(CHINESE) if isinstance(text, Phrase) else text


def test_of_an_error_that_another_one_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTEPLAN_TODAY", "30.11.2026")
    with pytest.raises(UsageError) as raised:
        today()
    said = chinese(raised.value.args[0])
    assert said == "ROUTEPLAN_TODAY：'30.11.2026' 不是日期；请写成 2026-11-30 的形式"


def test_of_an_error_of_the_visit_log(tmp_path: Path) -> None:
    path = tmp_path / "visits.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE others (name TEXT)")
    other.close()
    with pytest.raises(StoreError) as raised, reading(path):
        pass
    said = chinese(raised.value.args[0])
    assert said == f"{path}：这不是走访记录; 请移走该文件"


def test_of_what_is_put_together_from_days_and_times() -> None:
    assert chinese(understood("Mo-Fr 08:00-10:00")) == "周一-周五 08:00-10:00"
    assert chinese(understood("2026 Dec 06 off")) == "另按原文：2026 Dec 06 off"
    (refused,) = lint("Mo 22:00-02:00")
    assert chinese(refused.message) == "22:00-02:00 跨越午夜"
    assert [chinese(length) for length in lengths(121, 120)] == ["2 分钟 1 秒", "2 分钟"]


def test_of_the_page_of_what_is_held_on_a_household() -> None:
    held = {section: [] for section in TITLES} | {
        "household": "H7",
        "calls": [{"in_difficulty": True}],
    }
    lines = held_text(held, date(2026, 11, 30), chinese).splitlines()
    assert lines[:5] == ["住户 H7，2026-11-30", "", "住户表中", "--------", "无"]
    assert "  困难人数: 是" in lines
