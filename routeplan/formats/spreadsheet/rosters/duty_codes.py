"""What the codes of a duty roster likely mean: by what the roster says, else by custom."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from routeplan.formats.spreadsheet.words.value_words import OFF, OFF_DAYS, word_key
from routeplan.hours.people_hours import day_times, people_hours, times_text
from routeplan.hours.people_times import Day

EARLY, LATE, NIGHT, DAY = "06:00-14:00", "14:00-22:00", "22:00-06:00", "08:00-16:00"
_HOURS = re.compile(
    r"\d{1,2}(?:[:.h]?\d\d)?\s*(?:h|hrs?|horas|uhr|시)?\s*(?:-|–|—|~|〜|bis|to|till|until|a|as|à|às|até"
    r"|al?|hasta|au?|jusqu'à|至|到|から|부터|до|по|do)\s*(?:las\s*)?\d{1,2}(?:[:.h]?\d\d)?",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:uhr|hrs?|h|horas|시|点)?\s*(?:[/,;+&|、，]|u\.?|und|sowie|and|e|y|et|ja|i|и|和)?\s*",
    re.IGNORECASE,
)
"""What stands between the two stretches of a split shift."""
MOST_STRETCHES = 2
_CUSTOMS: Mapping[str, Mapping[str, str]] = {
    "de": {"f": EARLY, "s": LATE, "n": NIGHT, "t": DAY, "u": OFF, "k": OFF, "x": OFF, "d": DAY},
    "en": {"e": EARLY, "l": LATE, "n": NIGHT, "d": DAY, "o": OFF, "al": OFF, "rd": OFF, "sl": OFF},
    "pt": {"m": EARLY, "t": LATE, "n": NIGHT, "f": OFF, "fe": OFF, "d": OFF},
    "es": {"m": EARLY, "t": LATE, "n": NIGHT, "l": OFF, "d": OFF, "v": OFF},
    "fr": {"m": EARLY, "s": LATE, "a": LATE, "n": NIGHT, "j": DAY, "r": OFF, "rh": OFF, "ca": OFF},
    "fi": {"a": EARLY, "i": LATE, "y": NIGHT, "p": DAY, "v": OFF, "vl": OFF, "s": OFF, "l": OFF},
    "pl": {"r": EARLY, "p": LATE, "n": NIGHT, "d": DAY, "w": OFF, "u": OFF, "l4": OFF, "ch": OFF},
    "ru": {"у": EARLY, "д": DAY, "н": NIGHT, "в": OFF, "о": OFF, "от": OFF, "б": OFF},
    "zh": {"早": EARLY, "中": LATE, "晚": LATE, "夜": NIGHT, "白": DAY, "休": OFF, "假": OFF,
           "病": OFF},
    "ja": {"早": EARLY, "日": DAY, "遅": LATE, "夜": NIGHT, "休": OFF, "公": OFF, "有": OFF,
           "明": OFF},
    "ko": {"주": DAY, "야": NIGHT, "휴": OFF, "비": OFF, "연": OFF},
}  # fmt: skip
"""By language: letters and characters of shifts, and of days without one."""
_WORDS = {
    EARLY: "early|early shift|frühdienst|früh|frühschicht|manhã|mañana|matin|aamu|aamuvuoro|早班"
    "|早番|早出|утро|утренняя",
    LATE: "late|late shift|spätdienst|spät|spätschicht|tarde|après-midi|soir|ilta|iltavuoro|中班"
    "|晚班|遅番|準夜|вечер|вечерняя",
    NIGHT: "night|night shift|nachtdienst|nacht|nachtschicht|noite|noche|nuit|yö|yövuoro|夜班|夜勤"
    "|深夜|ночь|ночная|야간",
    DAY: "day|day shift|days|tagdienst|tag|tagschicht|dia|día|jour|päivä|päivävuoro|白班|日勤|день"
    "|дневная|주간|duty|dienst|serviço|servicio|service|值班|当番|дежурство",
    OFF: "rest|rest day|ruhe|dienstfrei|descanso semanal|férias|휴무|연차|비번|병가|wolne|urlop"
    "|明け|非番|公休|有休|年休|调休|轮休|krank|urlaub",
}
_CUSTOMARY = {word_key(word): hours for hours, words in _WORDS.items() for word in words.split("|")}


def likely_duties(codes: Collection[str], legend: Mapping[str, str]) -> dict[str, str]:
    """By code: the hours of its shift, or ``off``; codes of which nothing is known are left out.

    Parameters
    ----------
    legend
        What the roster itself says of codes. Where nobody understands it, custom is no guide.
    """
    custom = _custom_of(codes)
    likely = {}
    for code in codes:
        said = legend.get(code, "")
        meaning = _meant(said) or _meant(code) or (custom.get(word_key(code)) if not said else None)
        if meaning:
            likely[code] = meaning
    return likely


def _meant(text: str) -> str | None:
    """Hours in a text, or what a word in it says; None where it says neither."""
    if not text:
        return None
    for hours in _hours_in(text):
        read = people_hours(_with_points(hours), Day(past_midnight=True))
        if read and (spans := day_times(read.text)):
            return times_text(spans[:MOST_STRETCHES])
    read = people_hours(text, Day(past_midnight=True)) if any(map(str.isdigit, text)) else None
    if read and read.complete and (spans := day_times(read.text)):
        return times_text(spans[:MOST_STRETCHES])
    key = word_key(text)
    if key in OFF_DAYS and len(key) > 1:
        return OFF
    if key in _CUSTOMARY:
        return _CUSTOMARY[key]
    named = {_CUSTOMARY.get(word) or (OFF if word in OFF_DAYS else None) for word in key.split()}
    named.discard(None)
    if OFF in named:  # off duty, dia de folga
        return OFF
    return named.pop() if len(named) == 1 else None


def _hours_in(text: str) -> Iterator[str]:
    """The first hours in a text: both stretches of a split shift, else the one.

    Of ``06-14 (Sa 07-13)`` the second are those of another day.
    """
    first, *more = [*_HOURS.finditer(text), None, None][:2]
    if first is None:
        return
    (second,) = more
    if second and _AND.fullmatch(text, first.end(), second.start()):
        yield f"{first[0]}, {second[0]}"
    yield first[0]


def _with_points(hours: str) -> str:
    """``08:00-16:00`` of ``0800-1600``."""
    return re.sub(r"(?<!\d)(\d\d)(\d\d)(?!\d)", r"\1:\2", hours)


def _custom_of(codes: Collection[str]) -> Mapping[str, str]:
    """The letters of the language that explains most of the codes."""
    keys = {word_key(code) for code in codes}
    return max(_CUSTOMS.values(), key=lambda letters: len(keys & letters.keys()))
