"""Numbers, lengths of time and coordinates as people write them."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from routeplan.formats.tables.as_typed.angles import (
    EAST_WEST,
    NORTH_SOUTH,
    angle,
    plain_angle,
)
from routeplan.hours.people_words import with_plain_digits

MINUTES_IN_A_DAY = 1440
LONGEST_VISIT = 180
"""Minutes up to which a part of a day is a time that a spreadsheet stored; 0.5 is half an hour."""
LONGEST = 30
"""Characters of a number, at the most."""
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
_MINUTE = (
    r"(?:'|′|m|mn|min|mins|minutes?|minutos?|minuten|minuuttia|分钟|分鐘|分間|分"
    r"|мин|минуты?|минут)\.?"
)
_HOUR = (
    r"(?:h|hr|hrs|hours?|horas?|heures?|std|stunden?|tuntia?|小时|小時|時間|ч|час|часа|часов)\.?"
)
_SECOND = (
    r"(?:s|sec|secs|seconds?|seg|segs|segundos?|secondes?|sek|sekunden?|sekuntia?|秒钟?|秒間?"
    r"|сек|секунды?|секунд)\.?"
)
_SECONDS = re.compile(rf"(\d+)\s*{_SECOND}")
_LENGTHS = (
    (re.compile(rf"(?:ca\.?|c\.|~|±)?\s*(\d+(?:[.,]\d+)?)\s*{_MINUTE}"), (0, 1)),
    (re.compile(rf"(\d+(?:[.,]\d+)?)\s*{_HOUR}"), (1, 0)),
    (re.compile(rf"(\d+)\s*{_HOUR}\s*(?:e|y|et|und|and|ja|и)?\s*(\d+)\s*(?:{_MINUTE})?"), (1, 2)),
    (re.compile(rf"(\d{{1,2}}):([0-5]\d)(?::00)?\s*(?:{_HOUR})?"), (1, 2)),
)
"""Patterns, and which group holds hours and which minutes (0: none)."""
LENGTH_AMONG_WORDS = re.compile(
    rf"\d{{1,3}}\s*{_MINUTE}(?![^\W\d_])|\d(?:[.,]\d)?\s*{_HOUR}(?![\w:])", re.IGNORECASE
)
"""A length of minutes, or of few hours."""
_FRACTION = re.compile(
    rf"(?:(\d{{1,2}})\s+)?([1-9])\s*[/\u2044]\s*([2-9])\s*(?:(?:of an|de|d')\s*)?{_HOUR}"
)
"""A part of an hour, with whole hours before it or without: ``1/3 h``, ``1 ½ Std.``."""
_VULGAR = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
"""Between a digit and a sign such as ½, which folding would join into 11/2."""
_ROUGHLY = re.compile(
    r"(?:(?:ca|circa|c|about|approx|approximately|around|roughly|some|~|≈|±|约|約|大约|大約|大概|およそ"
    r"|cerca de|aprox|aproximadamente|mais ou menos|por volta de|uns|unos|alrededor de|environ|env"
    r"|etwa|ungefähr|rund|zirka|noin|n|около|примерно|прибл|приблизительно)(?![^\W\d_])\.?\s*)?"
    r"(?P<length>\d.*?)\s*(?:左右|上下|前后|程度|くらい|ぐらい|ほど|or so|approx"
    r"|approximately|about|ca|aprox|aproximadamente|mais ou menos|más o menos|environ|etwa"
    r"|ungefähr|noin|suunnilleen|примерно|около|приблизительно)?\.?"
)
"""A length that is only roughly known, and the words that say so."""
_LAT, _LON = r"(?P<lat>[+-]?\d{1,2}\.\d+)", r"(?P<lon>[+-]?\d{1,3}\.\d+)"
_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\s*(?:SRID=4326;\s*)?POINT\s*Z?\s*\({_LON}\s+{_LAT}(?:\s+[\d.]+)?\)\s*$",
        rf"^\s*geo:{_LAT},{_LON}(?=[,;?\s]|$)",
        rf"^\s*https?://\S*!3d{_LAT}!4d{_LON}",
        rf"^\s*https?://\S*[?&]mlat={_LAT}&mlon={_LON}",
        rf"^\s*https?://\S*[?&](?:q|ll|query|destination)=(?:loc:)?{_LAT}(?:,|%2C){_LON}",
        rf"^\s*https?://\S*/@{_LAT},{_LON}",
        rf"^\s*https?://\S*#map=[\d.]+/{_LAT}/{_LON}",
    )
)
"""Places of maps and of links to them; what is marked before what is only in the middle."""
_PAIR_CUTS = (
    r"\s*[;|/]\s*",
    r"\s*,\s+",
    r"(?<=[\d°'′\"″\s][nsew])[\s,;]*(?=[\d+-])",
    r"(?<=[\d°'′\"″])[\s,;]+(?=[nsew])",
    r"\s+",
    r"\s*,\s*",
)
"""Where a latitude may end and a longitude begin, the clearest first."""
_RANGE = re.compile(r"(\d.*?)\s*(?:-|—|~|〜|/|to|bis|a|à|até|hasta|jusqu'à|至|到|до)\s*(\d.*)")
_HALVES = {
    "meia hora": 30,
    "media hora": 30,
    "half an hour": 30,
    "half hour": 30,
    "demi-heure": 30,
    "une demi-heure": 30,
    "halbe stunde": 30,
    "eine halbe stunde": 30,
    "puoli tuntia": 30,
    "半小时": 30,
    "半时": 30,
    "полчаса": 30,
    "uma hora": 60,
    "one hour": 60,
    "an hour": 60,
    "une heure": 60,
    "una hora": 60,
    "eine stunde": 60,
    "tunti": 60,
    "一小时": 60,
    "quarter of an hour": 15,
    "quarto de hora": 15,
    "viertelstunde": 15,
    "quart d'heure": 15,
    "一刻钟": 15,
    "четверть часа": 15,
}


def plain_text(text: str) -> str:
    """Small letters, full-width signs and fancy minus made plain, no more space than needed."""
    folded = with_plain_digits(unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.replace("\u2212", "-").replace("\u2013", "-").split())


def number(text: str) -> str | None:
    """A number with a decimal point, however it is written; None where it is none.

    ``1.234`` may be a thousand or one and a bit, so it is none.
    """
    plain = plain_text(text)
    if len(plain) > LONGEST:
        return None
    if _NUMBER.fullmatch(plain) and not re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", plain):
        return plain.replace(",", ".")
    grouped = _THOUSANDS.fullmatch(plain)
    if grouped and len(re.findall(r"[.,' ]", plain)) > 1:
        return re.sub(r"[.,' ](?=.*[.,])|[' ]", "", plain).replace(",", ".")
    return None


def coordinate(text: str, o_is: str = "") -> str | None:
    """Degrees with a decimal point, of ``41,146081``, ``8.61 W`` or ``41°08'45.9"N``.

    Parameters
    ----------
    o_is
        ``E`` or ``W``, whichever the letter O means.
    """
    read = angle(text, o_is)
    return read.degrees if read else None


def coordinate_pair(text: str, o_is: str = "") -> tuple[str, str] | None:
    """Latitude and longitude of one cell: ``41.15828, -8.63010``, ``41,158; -8,630``.

    Parameters
    ----------
    o_is
        ``E`` or ``W``, whichever the letter O means.
    """
    if linked := _pair_of_a_link(text):
        return linked
    plain = plain_angle(text, o_is).strip("()[]")
    for cut in _PAIR_CUTS:
        parts = re.split(cut, plain, flags=re.IGNORECASE)
        if len(parts) == 2:
            first, second = (angle(part) for part in parts)
            if first is not None and second is not None:
                is_swapped = first.axis == EAST_WEST and second.axis == NORTH_SOUTH
                pair = first.degrees, second.degrees
                return pair[::-1] if is_swapped else pair
    return None


def _pair_of_a_link(text: str) -> tuple[str, str] | None:
    """Latitude and longitude of a ``POINT(8.6 41.1)``, a ``geo:`` link, or one to a map."""
    for pattern in _LINKS:
        if match := pattern.search(text):
            return match["lat"], match["lon"]
    return None


def minutes(text: str) -> tuple[str, bool] | None:
    """Minutes of ``20``, ``20m``, ``1h30``, ``00:20``, and whether nothing else can be meant.

    A part of a day, which spreadsheets store for 00:20, is only likely meant.
    """
    plain = plain_text(_VULGAR.sub(" ", text))
    if len(plain) > LONGEST:
        return None
    if plain in _HALVES:
        return str(_HALVES[plain]), True
    if match := _FRACTION.fullmatch(plain):
        length = 60 * (int(match[1] or 0) + Fraction(int(match[2]), int(match[3])))
        return (_plain_number(length), True) if length <= MINUTES_IN_A_DAY else None
    if (written := number(plain)) is not None:
        value = Fraction(written)
        whole = round(value * MINUTES_IN_A_DAY)
        if 0 < value < 1 and whole and abs(value * MINUTES_IN_A_DAY - whole) < Fraction(1, 50):
            return (str(whole), False) if whole <= LONGEST_VISIT else None
        return (_plain_number(value), True) if 0 < value <= MINUTES_IN_A_DAY else None
    if match := _SECONDS.fullmatch(plain):
        length = Fraction(int(match[1]), 60)
        return (_plain_number(length), True) if 1 <= length <= MINUTES_IN_A_DAY else None
    for pattern, (hours_at, minutes_at) in _LENGTHS:
        if match := pattern.fullmatch(plain):
            groups = (None, *match.groups())
            if minutes_at == 1 and hours_at == 0:
                total = Fraction(match[1].replace(",", "."))
            else:
                total = 60 * Fraction((groups[hours_at] or "0").replace(",", "."))
                total += int(groups[minutes_at] or 0) if minutes_at else 0
            return (_plain_number(total), True) if 0 < total <= MINUTES_IN_A_DAY else None
    return _rough_minutes(plain)


def _rough_minutes(plain: str) -> tuple[str, bool] | None:
    """Minutes of ``ca. 30``, and of ``30-40`` the longer; both are only likely meant."""
    if (match := _ROUGHLY.fullmatch(plain)) and match["length"] != plain:
        read = minutes(match["length"])
        return (read[0], False) if read else None
    if match := _RANGE.fullmatch(plain):
        first, last = (minutes(part) for part in match.groups())
        if first and last and first[1] and last[1] and float(first[0]) < float(last[0]):
            return last[0], False
    return None


def _plain_number(value: Fraction) -> str:
    return f"{float(value):g}"
