"""The words, times and signs of people's hours, one by one, as one language knows them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from routeplan.hours.people_days import day_letters
from routeplan.hours.people_words import (
    VAGUE,
    Joiner,
    Meaning,
    lexicon,
    plain_letters,
)

NOON = 12 * 60
_TIME = re.compile(
    r"(?<![\d.])(?:"
    r"(?P<compact>[01]\d[0-5]\d|2[0-4][0-5]\d)(?=\s*-\s*\d{4}(?!\d)|(?!\d)(?<=-\d{4}))"
    r"|(?P<ends>(?<=-)|(?<=-\s))?(?P<hour>[01]?\d|2[0-4])(?:"
    r"\s*(?P<sign>[:.]|h(?:rs?)?\.?|点钟?|點|时|時|ч\.?|uhr)\s?(?P<minute>[0-5]\d)(?!\d)"
    r"(?!(?<=[^:.]\s\d\d)\s*(?:h|[点點时時]|ч|uhr))"  # 12h 14h: that is the next hour
    r"(?(ends)(?!(?<=[^:.]\s\d\d)\s*-))"  # and of 8-12h 14-18h, too
    r"(?:m(?![^\W\d_])|\s*(?:分|min(?![^\W\d_])|h(?![^\W\d_])|uhr))?"
    r"|\s*(?P<half>[点點时時])半"
    r"|\s*(?P<unit>h(?:rs?|oras?)?\.?(?![^\W\d_])|点钟?|點|时|時|ч(?:ас(?:ов|а)?)?\.?(?![^\W\d_])"
    r"|uhr|heures?)?"
    r")(?:\s*(?:(?P<meridiem>[ap])\.?\s?m\b\.?"
    r"|(?<=\d)(?P<short>[ap])(?=\s*(?:-|to\b|[,;)]|$))))?"
    r")(?!\d)"
)
_FRACTION = r"0?[.,]\d{1,16}"
_FRACTIONS = re.compile(
    rf"(?<![\d.,])(?:({_FRACTION})\s*-\s*({_FRACTION})|(?:after|until)\s+({_FRACTION}))(?![\d.,])"
)
"""Parts of a day, which is how a spreadsheet stores times."""
_STEP = 5
"""Minutes of which a part of a day is a multiple, if it is a time."""
_BREAKS = frozenset(";\n；|")
_SINGLE = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL)
_ORDINAL_DAY = re.compile(
    r"([2-6])\s?\.?\s?as?(?:[ -]?feiras?|(?![^\W_])(?!\s+\d{1,2}(?!\s?\.?a|\s?[-:h]|\s+as?\b)))"
)
"""``2.ª``, ``6ª feira``; there is no telling ``2a`` from hours in a bare ``2a 6``."""
_HAN_NUMBERS = {"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}
_HAN_NUMBERS |= {"八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12}
_HAN_HOUR = re.compile(r"(?<!第)(十[一二]?|[一二两兩三四五六七八九])(?=[点點时時])")
_BETWEEN_LETTERS = r"(?:\s*[-,/&+]\s*|\s+(?:to|thru|through|and|a|y|e|al|au|et)\s+|\s+)"
_BETWEEN_SIGNS = r"\s*[、,/&和及与或至到-]?\s*(?:周|星期|礼拜|週|禮拜)?"
_RANGING = frozenset(("-", "to", "thru", "through", "a", "al", "au", "至", "到"))
_TOGETHER = {
    "en": re.compile(r"(?:m?t?w?(?:th)?f|m?tu?w?th|m?tu?w|mw|wf|mwth)(?:sa)?(?:su)?"),
    "es": re.compile(r"l?m?x?j?v?s?d?"),
}
"""Letters of days run together, in the order of the week."""
_WORKING_DAYS = list("mtwtf")
_TWO_MEANINGS = frozenset(("mf", "mth", "mtu", "mt"))
"""Such as Monday and Friday, or all between them."""


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time in minutes after 00:00.

    Parameters
    ----------
    settled
        Whether the half of the day is: by am or pm, or a clock of 24 hours.
    named
        Whether it is by am, pm or a part of the day.
    explicit
        Whether the text says that it is a time, as ``9h`` does and ``9`` does not.
    """

    minutes: int
    settled: bool = False
    named: bool = False
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class RuleEnd:
    """Where one rule ends."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """What no word of the language is."""

    text: str


Token = Meaning | ClockTime | RuleEnd | Unknown


def with_plain_numbers(plain: str) -> str:
    """Chinese numbers of hours as digits, and parts of a day as times."""
    counted = _HAN_HOUR.sub(lambda match: str(_HAN_NUMBERS[match[1]]), plain)
    return _FRACTIONS.sub(_as_times, counted)


def _as_times(match: re.Match[str]) -> str:
    text = match.group()
    for written in filter(None, match.groups()):
        minutes = 1440 * float("0." + re.split("[.,]", written)[1])
        whole = round(minutes / _STEP) * _STEP
        if abs(minutes - whole) > 0.1:
            return match.group()
        text = text.replace(written, f"{whole // 60:02d}:{whole % 60:02d}", 1)
    return text


def tokens(plain: str, language: str) -> list[Token]:
    """Times, days, parts of the day and joints, in the order of the text."""
    patterns, meanings = _patterns(language)
    read: list[Token] = []
    at = 0
    while at < len(plain):
        sign = plain[at]
        if sign.isspace():
            at += 1
        elif sign in _BREAKS:
            read.append(RuleEnd())
            at += 1
        elif listed := _listed_days(plain, at, language):
            days, at = listed
            read += days
        elif sign in patterns and (word := patterns[sign].match(plain, at)):
            read += _of_word(word.group(), meanings)
            at = word.end()
        elif sign.isdigit() and (time := _TIME.match(plain, at)):
            read.append(_time(time))
            at = time.end()
        else:
            rest = _SINGLE.match(plain, at)
            assert rest is not None
            read.append(Unknown(rest.group()))
            at = rest.end()
    return read


def _of_word(word: str, meanings: dict[str, Meaning]) -> list[Token]:
    meaning = meanings[word]
    if meaning is Joiner.FILLER:
        return []
    return [Joiner.ROUGHLY, meaning] if word.strip(".") in VAGUE else [meaning]


def _time(match: re.Match[str]) -> ClockTime:
    if compact := match["compact"]:
        return ClockTime(60 * int(compact[:2]) + int(compact[2:]), settled=True, explicit=True)
    hour, half = int(match["hour"]), match["meridiem"] or match["short"]
    minutes = 60 * hour + int(match["minute"] or 0) + 30 * bool(match["half"])
    is_explicit = bool(match["sign"] or match["half"] or match["unit"] or half)
    if half and hour <= 12:
        minutes = 60 * (hour % 12 + 12 * (half == "p")) + minutes % 60
        return ClockTime(minutes, settled=True, named=True, explicit=True)
    is_settled = hour > 12 or hour == 0 or (match["hour"][0] == "0" and len(match["hour"]) == 2)
    return ClockTime(minutes, settled=is_settled, explicit=is_explicit)


def _listed_days(plain: str, at: int, language: str) -> tuple[list[Token], int] | None:
    """Days by their signs from here on, such as ``M, W, F`` or ``周一三五``, and where they end."""
    if at and plain[at - 1].isalpha() and plain[at - 1].isascii():
        return None
    if language == "pt":
        match = _ORDINAL_DAY.match(plain, at)
        return ([frozenset((int(match[1]) - 2,))], match.end()) if match else None
    if language == "zh":
        match = _han_list().match(plain, at)
        if match is None:
            return None
        signs = re.findall(r"[一二三四五六日天至到、,/&和及与或-]", match.group())
        return [_of_list(sign, day_letters("zh")) for sign in signs], match.end()
    if language in ("en", "es", "fr"):
        return _letters(plain, at, language)
    return None


def _letters(plain: str, at: int, language: str) -> tuple[list[Token], int] | None:
    letters = day_letters(language)
    together = _TOGETHER.get(language)
    word = re.compile(r"[a-z]+(?![^\W_])").match(plain, at)
    run = word.group() if word else ""
    if language == "en" and run == "".join(_WORKING_DAYS):
        return [frozenset(range(5))], at + len(run)
    if together and len(run) > 1 and together.fullmatch(run) and run not in _TWO_MEANINGS:
        signs = re.findall("|".join(sorted(letters, key=len, reverse=True)), run)
        if language == "en" or len(signs) > 2:
            days = [letters[sign] for sign in signs]
            if len(days) > 1 and days == sorted(set(days)):
                return [Joiner.ROUGHLY, *(frozenset((day,)) for day in days)], at + len(run)
    match = _letter_list(language).match(plain, at)
    if match is None:
        return None
    names = _day_names(language) | letters
    parts = re.findall(r"[^\W\d_]+|[-,/&+]", match.group())
    signs = [part for part in parts if part in names]
    if signs == _WORKING_DAYS:
        return [frozenset(range(5))], match.end()
    single = [sign for sign in signs if sign in letters]
    if not any(len(sign) == 1 for sign in single) or not _are_told(signs, language):
        return None
    return [_of_list(part, names) for part in parts], match.end()


def _of_list(part: str, names: dict[str, int]) -> Token:
    if part in names:
        return frozenset((names[part],))
    return Joiner.TO if part in _RANGING else Joiner.AND


def _are_told(signs: Sequence[str], language: str) -> bool:
    """Whether each letter of a list can only be one day there.

    ``t`` is Tuesday beside ``th`` or between ``m`` and ``w``; a Spanish ``m`` is martes where
    miércoles is ``x``.
    """
    if len(signs) < 2 or len(set(signs)) < len(signs):
        return False
    if language == "en" and "t" in signs:
        at = signs.index("t")
        return any(sign.startswith("th") for sign in signs) or (
            signs[max(at - 1, 0)] == "m" and signs[at + 1 : at + 2] == ["w"]
        )
    return not (language == "es" and "m" in signs and "x" not in signs)


@cache
def _day_names(language: str) -> dict[str, int]:
    return {
        plain_letters(word): min(meaning)
        for word, meaning in lexicon(language).words.items()
        if isinstance(meaning, frozenset) and len(meaning) == 1
    }


@cache
def _letter_list(language: str) -> re.Pattern[str]:
    names = sorted({*_day_names(language), *day_letters(language)}, key=len, reverse=True)
    one = rf"(?:{'|'.join(map(re.escape, names))})(?![^\W_]|')\.?"
    return re.compile(rf"(?<![^\W_]){one}(?:{_BETWEEN_LETTERS}{one})+")


@cache
def _han_list() -> re.Pattern[str]:
    day = r"[一二三四五六日天](?![点點时時个個次月号號分十百])"
    return re.compile(rf"(?:周|星期|礼拜|週|禮拜){day}(?:{_BETWEEN_SIGNS}{day})+")


@cache
def _patterns(language: str) -> tuple[dict[str, re.Pattern[str]], dict[str, Meaning]]:
    """The words of a language by their first sign, each on its own where letters have borders."""
    meanings = {plain_letters(word): what for word, what in lexicon(language).words.items()}
    parts: dict[str, list[str]] = {}
    for word in sorted(meanings, key=len, reverse=True):
        is_bordered = word[-1].isalpha() and not is_east_asian(word[-1])
        ending = r"(?![^\W\d_])\.?" if is_bordered else r"(?!\d)" if word[-1].isdigit() else ""
        beginning = r"(?<![^\W\d_])" if is_bordered else r"(?<!\d)" if word[0].isdigit() else ""
        parts.setdefault(word[0], []).append(f"{beginning}{re.escape(word)}{ending}")
    patterns = {sign: re.compile("|".join(listed)) for sign, listed in parts.items()}
    return patterns, _with_points(meanings)


def _with_points(meanings: dict[str, Meaning]) -> dict[str, Meaning]:
    """Also the words with the point of an abbreviation."""
    return {f"{word}.": what for word, what in meanings.items()} | meanings


def is_east_asian(sign: str) -> bool:
    """Whether words of such letters have no space between them."""
    return unicodedata.east_asian_width(sign) in "WF"
