"""Hours composed of days, times and words whose meaning is known: none is read as another.

Tests ``hours/people_hours.py`` and what it reads with, against a table of words of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.hours.people_hours import people_hours
from routeplan.hours.people_times import Day
from routeplan.hours.syntax import A_MONDAY, spans

EXAMPLES = 150
DAY = Day(7 * 60, 21 * 60)
Windows = frozenset[tuple[int, int]]
"""Begin and end, in minutes after 00:00."""
Truth = tuple[Windows, ...]
"""The windows of each day from Monday on."""


@dataclass(frozen=True)
class Language:
    """How people of a language write days and times."""

    days: str
    to: tuple[str, ...]
    also: tuple[str, ...]
    clocks: tuple[str, ...]
    range: tuple[str, ...]
    besides: tuple[str, ...]
    after: str
    before: str
    noon: str
    parts: tuple[tuple[str, int, int], ...]
    signs: str = ""
    """Short signs of days, as they stand in lists only; none where one may be two days."""


LANGUAGES = {
    "en": Language(
        ("Monday Mon Mo|Tuesday Tue Tu|Wednesday Wed We|Thursday Thu Th|Friday Fri Fr"
         "|Saturday Sat Sa|Sunday Sun Su"),
        ("-", " - ", " to ", " through "), (", ", "/", " and ", " & "),
        ("{h}:{m:02d}", "{h:02d}:{m:02d}", "{h}.{m:02d}"),
        ("{a}-{b}", "{a} to {b}", "from {a} to {b}", "between {a} and {b}", "from {a} until {b}"),
        ("except {d}", "but not {d}", "closed {d}"), "after {a}", "before {a}", "noon",
        (("mornings", 480, 720), ("in the afternoon", 840, 1080), ("evenings", 1080, 1200)),
        "M||W|Th|F|Sa|Su",
    ),
    "zh": Language(
        "周一 星期一|周二 星期二|周三 星期三|周四 星期四|周五 星期五|周六 星期六|周日 星期日",
        ("-", "至", "到", "—"), ("、", "，", "和"),
        ("{h}:{m:02d}", "{h:02d}:{m:02d}", "{h}点{m:02d}分"),
        ("{a}-{b}", "{a}到{b}", "{a}至{b}", "从{a}到{b}"),
        ("除{d}外", "{d}除外", "{d}休息"), "{a}以后", "{a}以前", "中午",
        (("上午", 480, 720), ("下午", 840, 1080), ("晚上", 1080, 1200)),
        "一|二|三|四|五|六|日",
    ),
    "pt": Language(
        ("segunda-feira seg 2.ª|terça ter 3ª|quarta-feira qua 4.ª|quinta qui 5ª|sexta-feira sex 6.ª"
         "|sábado sáb|domingo dom"),
        ("-", " a ", " - "), (", ", " e ", "/"),
        ("{h}h{m:02d}", "{h}:{m:02d}", "{h:02d}h{m:02d}"),
        ("{a}-{b}", "das {a} às {b}", "entre as {a} e as {b}", "de {a} a {b}"),
        ("exceto {d}", "menos {d}", "fechado {d}"), "depois das {a}", "até às {a}", "meio-dia",
        (("de manhã", 480, 720), ("à tarde", 840, 1080), ("à noite", 1080, 1200)),
    ),
    "es": Language(
        ("lunes lun|martes mar|miércoles mié|jueves jue|viernes vie|sábado sáb"
         "|domingo dom"),
        ("-", " a ", " - "), (", ", " y ", "/"),
        ("{h}:{m:02d}", "{h:02d}:{m:02d}", "{h}.{m:02d}"),
        ("{a}-{b}", "de {a} a {b}", "entre las {a} y las {b}", "desde las {a} hasta las {b}"),
        ("excepto {d}", "salvo {d}", "cerrado {d}"), "después de las {a}", "hasta las {a}",
        "mediodía",
        (("por la mañana", 480, 720), ("por la tarde", 840, 1080), ("noches", 1080, 1200)),
        "L||X|J|V|S|D",
    ),
    "fr": Language(
        "lundi lun|mardi mar|mercredi mer|jeudi jeu|vendredi ven|samedi sam|dimanche dim",
        ("-", " au ", " à "), (", ", " et ", "/"),
        ("{h}h{m:02d}", "{h}:{m:02d}", "{h:02d}h{m:02d}"),
        ("{a}-{b}", "de {a} à {b}", "entre {a} et {b}"),
        ("sauf {d}", "excepté {d}", "fermé {d}"), "après {a}", "avant {a}", "midi",
        (("le matin", 480, 720), ("l'après-midi", 840, 1080), ("le soir", 1080, 1200)),
    ),
    "de": Language(
        ("Montag Mo montags|Dienstag Di|Mittwoch Mi mittwochs|Donnerstag Do|Freitag Fr"
         "|Samstag Sa|Sonntag So sonntags"),
        ("-", " bis ", " - "), (", ", " und ", "/"),
        ("{h}:{m:02d} Uhr", "{h:02d}:{m:02d}", "{h}.{m:02d}"),
        ("{a}-{b}", "von {a} bis {b}", "zwischen {a} und {b}"),
        ("außer {d}", "ausgenommen {d}", "nicht {d}"), "nach {a}", "bis {a}", "Mittag",
        (("vormittags", 480, 720), ("nachmittags", 840, 1080), ("abends", 1080, 1200)),
    ),
    "fi": Language(
        ("maanantaisin ma|tiistaisin ti|keskiviikkoisin ke|torstaisin to|perjantaisin pe"
         "|lauantaisin la|sunnuntaisin su"),
        ("-", " - "), (", ", " ja ", "/"),
        ("{h}.{m:02d}", "{h}:{m:02d}", "klo {h}.{m:02d}"),
        ("{a}-{b}", "{a} - {b}"),
        ("paitsi {d}", "ei {d}", "suljettu {d}"), "{a} jälkeen", "ennen {a}", "keskipäivä",
        (("aamupäivisin", 480, 720), ("iltapäivisin", 840, 1080), ("iltaisin", 1080, 1200)),
    ),
    "ja": Language(
        "月曜日 月曜 月|火曜日 火曜 火|水曜日 水曜 水|木曜日 木|金曜日 金|土曜日 土|日曜日 日",
        ("-", "〜", "から"), ("、", "・", "と"),
        ("{h}:{m:02d}", "{h}時{m:02d}分", "{h:02d}:{m:02d}"),
        ("{a}-{b}", "{a}から{b}", "{a}から{b}まで", "{a}〜{b}"),
        ("{d}以外", "{d}を除く", "{d}休み"), "{a}以降", "{a}まで", "正午",
        (("午前", 480, 720), ("午後", 840, 1080), ("夕方", 1080, 1200)),
    ),
    "ru": Language(
        ("понедельник пн|вторник вт|среда ср|четверг чт|пятница пт|суббота сб"
         "|воскресенье вс"),
        ("-", " - ", " по "), (", ", " и ", "/"),
        ("{h}:{m:02d}", "{h:02d}:{m:02d}", "{h}.{m:02d}"),
        ("{a}-{b}", "с {a} до {b}", "между {a} и {b}"),
        ("кроме {d}", "исключая {d}", "закрыто {d}"), "после {a}", "до {a}", "полдень",
        (("утром", 480, 720), ("после обеда", 840, 1080), ("вечером", 1080, 1200)),
    ),
}  # fmt: skip


@st.composite
def day_words(draw: st.DrawFn, language: Language, first: int = 0) -> tuple[str, frozenset[int]]:
    """One day, a list, or a range, of those from ``first`` on."""
    kind = draw(st.sampled_from(("one", "list", "range", "signs")))
    left = st.integers(first, 6)
    width = draw(st.sampled_from((0, 1)))

    def word(day: int) -> str:
        names = language.days.split("|")[day].split()
        return names[min(width, len(names) - 1)]

    if kind == "one" or first > 4:
        day = draw(left)
        return word(day), frozenset((day,))
    signs = {day: sign for day, sign in enumerate(language.signs.split("|")) if sign}
    if kind == "signs" and sum(day >= first for day in signs) > 1:
        return draw(sign_words(signs, first))
    if kind in ("list", "signs"):
        days = sorted(draw(st.sets(left, min_size=2, max_size=3)))
        return draw(st.sampled_from(language.also)).join(map(word, days)), frozenset(days)
    begin, end = sorted(draw(st.sets(left, min_size=2, max_size=2)))
    joint = draw(st.sampled_from(language.to))
    return f"{word(begin)}{joint}{word(end)}", frozenset(range(begin, end + 1))


@st.composite
def sign_words(draw: st.DrawFn, signs: dict[int, str], first: int) -> tuple[str, frozenset[int]]:
    """A list or a range of days by their signs."""
    left = st.sampled_from([day for day in signs if day >= first])
    is_chinese = "一" in signs.values()
    before = "周" if is_chinese else ""
    if draw(st.booleans()):
        begin, end = sorted(draw(st.sets(left, min_size=2, max_size=2)))
        joint = draw(st.sampled_from(("至", "-") if is_chinese else ("-", " - ")))
        return f"{before}{signs[begin]}{joint}{signs[end]}", frozenset(range(begin, end + 1))
    days = sorted(draw(st.sets(left, min_size=2, max_size=4)))
    joint = draw(st.sampled_from(("", "、", ",") if is_chinese else (",", ", ", "/", " ")))
    return before + joint.join(signs[day] for day in days), frozenset(days)


def in_halves(minutes: int) -> str:
    """``2:30 pm``."""
    hour = minutes // 60
    return f"{(hour - 1) % 12 + 1}:{minutes % 60:02d} {'am' if hour < 12 else 'pm'}"


@st.composite
def hour_words(draw: st.DrawFn, language: Language) -> tuple[str, Windows]:
    """Hours of one kind: a window or two, a bound, up to noon, or a part of the day."""
    clock = draw(st.sampled_from(language.clocks))
    has_halves = language.noon == "noon" and draw(st.booleans())

    def written(minutes: int) -> str:
        if has_halves:
            return in_halves(minutes)
        return clock.format(h=minutes // 60, m=minutes % 60)

    steps = st.integers(8 * 12, 20 * 12 - 1)
    begin, end, third, fourth = (
        5 * at for at in sorted(draw(st.sets(steps, min_size=4, max_size=4)))
    )
    form = draw(st.sampled_from(language.range))
    window = form.format(a=written(begin), b=written(end))
    match draw(st.sampled_from(("window", "two", "bare", "after", "before", "noon", "part"))):
        case "window":
            return window, frozenset(((begin, end),))
        case "two":
            second = form.format(a=written(third), b=written(fourth))
            return f"{window}, {second}", frozenset(((begin, end), (third, fourth)))
        case "bare":
            first, last = sorted(draw(st.sets(st.integers(8, 20), min_size=2, max_size=2)))
            first = min(first, 11)
            return f"{first}-{last}", frozenset(((60 * first, 60 * last),))
        case "after":
            return language.after.format(a=written(begin)), frozenset(((begin, DAY.end),))
        case "before":
            return language.before.format(a=written(end)), frozenset(((DAY.begin, end),))
        case "noon":
            start = draw(st.integers(8, 11))
            text = f"{written(60 * start)} - {language.noon}"
            return text, frozenset(((60 * start, 720),))
    name, begin, end = draw(st.sampled_from(language.parts))
    return name, frozenset(((begin, end),))


@st.composite
def composed(draw: st.DrawFn) -> tuple[str, str, Truth]:
    """A language, a text of it, and what it means."""
    name = draw(st.sampled_from(sorted(LANGUAGES)))
    language = LANGUAGES[name]
    day_text, days = draw(day_words(language))
    hour_text, windows = draw(hour_words(language))
    truth: dict[int, Windows] = dict.fromkeys(days, windows)
    gap = draw(st.sampled_from((" ", ": ", " (") if name not in ("zh", "ja") else (" ", "：", "")))
    closing = ")" if gap == " (" else ""
    match draw(st.sampled_from(("days first", "hours first", "hours", "rules", "without"))):
        case "days first":
            text = f"{day_text}{gap}{hour_text}{closing}"
        case "hours first":
            text = f"{hour_text} {day_text}"
        case "hours":
            text, truth = hour_text, dict.fromkeys(range(7), windows)
        case "rules":
            text = f"{day_text}{gap}{hour_text}{closing}"
            if max(days) < 6:
                more, other_days = draw(day_words(language, max(days) + 1))
                more_hours, more_windows = draw(hour_words(language))
                text += f"{draw(st.sampled_from(('; ', ', ', chr(10))))}{more} {more_hours}"
                truth |= dict.fromkeys(other_days, more_windows)
        case _:
            form = draw(st.sampled_from(language.besides))
            text = f"{hour_text}, {form.format(d=day_text)}"
            truth = {day: windows for day in range(7) if day not in days}
    return name, text, tuple(truth.get(day, frozenset()) for day in range(7))


def meaning(text: str) -> Truth:
    """The windows of hours as the station writes them, as the plan reads them."""
    days: list[set[tuple[int, int]]] = [set() for _ in range(7)]
    for begin, end in spans(text, A_MONDAY, 7):
        midnight = begin.replace(hour=0, minute=0)
        first, last = (round((at - midnight).total_seconds() / 60) for at in (begin, end))
        days[begin.weekday()].add((first, last))
    return tuple(map(frozenset, days))


def _touching(windows: Windows) -> Windows:
    """Windows of which the second begins when the first ends are one."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(windows):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return frozenset(joined)


@given(composed())
@settings(max_examples=EXAMPLES, deadline=None)
def test_composed_hours_are_read_as_meant_or_not_at_all(case: tuple[str, str, Truth]) -> None:
    language, text, truth = case
    for languages in ((language,), ()):
        read = people_hours(text, DAY, languages)
        if read is not None:
            assert meaning(read.text) == tuple(map(_touching, truth)), (text, read)
            assert read.complete


_NEVER = "2nd|1st|first|two|zwei|every|work|arbeitet|上班|24.12.|12/3|555-0100|Dec|Mai|隔周|单"
_TAKES_OUT = "except|not|nicht|不|ei|sauf|closed|9|4|14:30"
_NAMES_A_DAY = {"Mon": {0}, "Thurs": {3}, "sexta": {4}, "пятница": {4}, "金": {4}, "三": {2}}
_NAMES_A_DAY |= {"M": {0}, "T": {1, 3}}
_JOINS = "until|after|-|noon"
_INTRUDERS = [*f"{_NEVER}|{_TAKES_OUT}|{_JOINS}".split("|"), *_NAMES_A_DAY]


def _says_so_too(text: str, days: set[int], language: str) -> bool:
    """Whether a text begins with another name of the same day: ``Mon Montag`` says it twice."""
    first = next(iter(text.split()), "").strip(",;.:")
    read = people_hours(f"{first} 9-12", DAY, (language,))
    return read is not None and {k for k, hours in enumerate(meaning(read.text)) if hours} <= days


@given(composed(), st.sampled_from(_INTRUDERS), st.integers(0, 40))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_word_that_may_change_hours_is_used_or_nothing_is_offered(
    case: tuple[str, str, Truth], intruder: str, at: int
) -> None:
    language, text, truth = case
    places = [0, *(match.start() for match in re.finditer(r"(?<=\s)\S", text)), len(text)]
    place = places[at % len(places)]
    whole = f"{text[:place]} {intruder} {text[place:]}".strip()
    read = people_hours(whole, DAY, (language,))
    if read is None:
        return
    assert read.complete, (whole, read)
    assert intruder not in _NEVER.split("|"), (whole, read)
    meant = meaning(read.text)
    if intruder in _TAKES_OUT.split("|"):
        assert meant != tuple(map(_touching, truth)), (whole, read)
    if intruder in _NAMES_A_DAY and not _says_so_too(
        text[place:], _NAMES_A_DAY[intruder], language
    ):
        is_open = any(meant[day] for day in _NAMES_A_DAY[intruder])
        assert is_open or meant != tuple(map(_touching, truth)), (whole, read)


@given(composed(), st.sampled_from(("grandson", "cão bravo", "Hund", "koira", "собака")))
@settings(max_examples=EXAMPLES // 3, deadline=None)
def test_beside_a_remark_hours_are_only_likely(case: tuple[str, str, Truth], remark: str) -> None:
    language, text, truth = case
    read = people_hours(f"{text} ({remark})", DAY, (language,))
    if read is not None:
        assert (read.certain, read.complete) == (False, False)
        assert meaning(read.text) == tuple(map(_touching, truth)), (text, read)


def test_nearly_all_composed_hours_are_read() -> None:
    """That the readings above are right must not be because there are none."""
    texts: list[tuple[str, str]] = []

    @given(composed())
    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True)
    def collect(case: tuple[str, str, Truth]) -> None:
        texts.append(case[:2])

    collect()
    read = [people_hours(text, DAY, (language,)) is not None for language, text in texts]
    assert sum(read) >= 0.9 * len(read)
