"""Every word on the cards for residents, in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from routeplan.hours.card_boxes import day_runs
from routeplan.render.words.page_words import Language, by_language

_WORDS: dict[str, tuple[str, str]] = {
    "called": ("We called on you", "我们来访过"),
    "nobody": ("Nobody opened, so we leave this card.", "因无人应门，特留此卡。"),
    "officer": ("Officer", "民警"),
    "telephone": ("Telephone", "电话"),
    "next": ("Next visit", "下次来访"),
    "agreed": ("{date}, {time}", "{date} {time}"),
    "agreed_note": ("As agreed with you.", "此前已与您约定。"),
    "planned": ("{date}, about {time}", "{date} {time} 左右"),
    "planned_note": ("If that does not suit you, please call us.", "如不方便，请来电告知。"),
    "again": ("We will come again.", "我们会再次来访。"),
    "which": ("Which hours suit you?", "您哪些时间方便？"),
    "how": (
        "Tick them and bring this card to the station, or call us with the letters and the "
        "card's number.",
        "请勾选后将此卡交回派出所，或来电告知字母与卡号。",
    ),
    "morning": ("morning", "上午"),
    "noon": ("noon", "中午"),
    "afternoon": ("afternoon", "下午"),
    "evening": ("evening", "晚上"),
    "other_hours": ("Other hours", "其他时间"),
    "data": ("What happens with your answer", "您的答复如何使用"),
    "data_use": (
        "You need not answer. The hours you tick go into the station's visit log and are used to "
        "choose when we call on you. You may ask us what we hold on you.",
        "自愿填写。所勾选的时间记入本所走访记录，用于安排来访时间。您可向本所查询所存的本人信息。",
    ),
    "card": ("card", "卡号"),
    "contact": ("Your police officer", "您的社区民警"),
    "notes": ("Agreed", "约定"),
    "list": ("Cards for doors that stayed shut", "未遇住户留言卡清单"),
    "list_note": (
        "The cards name nobody; this list tells which goes where.",
        "卡片上无住户信息，本清单说明各卡送往何处。",
    ),
    "list_foot": (
        "CONFIDENTIAL: household data; shred when the cards are delivered",
        "机密：含住户信息，卡片送完后销毁",
    ),
}

CARD_WORDS = by_language(_WORDS)
_DAYS = {"en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "zh": tuple("一二三四五六日")}


def days_text(days: Sequence[int], language: Language) -> str:
    """``Mon–Wed, Fri``, ``周一至周三、周五`` for [0, 1, 2, 4]; Monday is 0."""
    prefix, to, comma = ("周", "至", "、") if language == "zh" else ("", "–", ", ")
    runs = (dict.fromkeys(run) for run in day_runs(days))
    return comma.join(to.join(prefix + _DAYS[language][day] for day in run) for run in runs)
