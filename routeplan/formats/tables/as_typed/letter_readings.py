"""How the letters of a file may be read where it has too few of them to tell its code page.

``Kučera`` and ``Kuèera`` are the same bytes. A longer list soon has letters that only one of the
languages writes; of a few names a person has to say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from routeplan.formats.tables.code_pages import foreign
from routeplan.formats.tables.encodings import encoding_of
from routeplan.formats.tables.plausible_letters import (
    BALTIC,
    CENTRAL,
    TURKISH,
    WESTERN,
    explained,
    soundness,
)

LOOKED_AT = 20_000
"""Bytes of lines with foreign letters; in more the right code page shows."""
LONGEST_EXAMPLE = 40
_RARE_SIGNS = re.compile(r"[£¥³¹²¾¼½¤¦§¬¶][^\W\d_]|[^\W\d_][£¥³¹²¾¼½¿¡¤¦¬¶]")
"""Signs that touch no letter in any language, but are letters in another code page."""
_MIXED = re.compile(r"[A-Za-z][\u2e80-\ud7ff]|[\u2e80-\ud7ff][A-Za-z]")
_HEBREW = "א-תװ-״־₪"
_FINAL_WITHIN = re.compile("[ךםןףץ][א-ת]")
"""Letters that only end words."""
_THAI = "ก-ฺเ-๛"
_SIGN_ALONE = re.compile("(?<![ก-๎])[ะ-ฺๅ-๎]|[เ-ไ](?![ก-ฮ])")
"""Vowels without the consonant that they go with."""
_HAN = "\u2e80-\u9fff"
_KANA = "\u3040-\u30ff"


class PossibleReading(NamedTuple):
    """A code page, the name people know it by, and a word as it reads there."""

    codec: str
    name: str
    example: str


class _CodePage(NamedTuple):
    name: str
    makes_sense: Callable[[str], bool]
    languages: frozenset[str]


def _is_written(languages: Mapping[str, str], text: str) -> bool:
    return not _RARE_SIGNS.search(text) and explained(text, languages) == 1.0


def _is_script(letters: str, text: str) -> bool:
    foreign_signs = [sign for sign in text if not sign.isascii()]
    is_one = all(re.match(f"[{letters}]", sign) for sign in foreign_signs)
    return is_one and soundness(text) == 1.0 and not _MIXED.search(text)


def _is_without(letters: str, never: re.Pattern[str], text: str) -> bool:
    """Whether all signs are of a script, and nothing stands there that it never writes."""
    return _is_script(letters, text) and not never.search(text)


def _is_everyday(letters: str, codec: str, leads: range, text: str) -> bool:
    """Whether all signs are of a script, and all those of two bytes usual ones."""
    foreign_signs = (sign for sign in text if not sign.isascii())
    return _is_script(letters, text) and all(
        sign.encode(codec)[0] in leads for sign in foreign_signs
    )


def _latin(name: str, languages: Mapping[str, str]) -> _CodePage:
    return _CodePage(name, partial(_is_written, languages), frozenset(languages))


def _script(name: str, letters: str, *languages: str) -> _CodePage:
    return _CodePage(name, partial(_is_script, letters), frozenset(languages))


def _strict(name: str, letters: str, never: re.Pattern[str], language: str) -> _CodePage:
    return _CodePage(name, partial(_is_without, letters, never), frozenset((language,)))


def _east_asian(name: str, letters: str, codec: str, leads: range, language: str) -> _CodePage:
    makes_sense = partial(_is_everyday, letters, codec, leads)
    return _CodePage(name, makes_sense, frozenset((language,)))


_CYRILLIC = "а-яёА-ЯЁіїєґІЇЄҐ№«»—–"
_PAGES: Mapping[str, _CodePage] = {
    "cp1252": _latin("Windows-1252", WESTERN),
    "cp1250": _latin("Windows-1250", CENTRAL),
    "cp1254": _latin("Windows-1254", TURKISH),
    "cp1257": _latin("Windows-1257", BALTIC),
    "iso8859_2": _latin("ISO 8859-2", CENTRAL),
    "cp1251": _script("Windows-1251", _CYRILLIC, "ru", "uk", "bg", "be", "sr", "mk", "kk"),
    "koi8_r": _script("KOI8-R", _CYRILLIC, "ru"),
    "cp1253": _script("Windows-1253", "α-ωΑ-Ωά-ώΆΈΉΊΌΎΏς", "el"),
    "cp1255": _strict("Windows-1255", _HEBREW, _FINAL_WITHIN, "he"),
    "cp1256": _script("Windows-1256", "ء-يپچژگکھیےں٠-٩،؛؟", "ar", "fa", "ur"),
    "cp874": _strict("Windows-874", _THAI, _SIGN_ALONE, "th"),
    "gb18030": _script("GB18030", f"{_HAN}，。（）：；、", "zh"),
    "cp949": _east_asian("EUC-KR", "가-힣", "cp949", range(0xB0, 0xC9), "ko"),
    "big5": _east_asian("Big5", f"{_HAN}，。（）：；、", "big5", range(0xA1, 0xC7), "zh"),
    "cp932": _east_asian("Shift JIS", f"{_HAN}{_KANA}", "cp932", range(0x81, 0x98), "ja"),
    "mac_roman": _latin("Mac Roman", WESTERN),
    "cp850": _latin("DOS 850", WESTERN),
    "cp852": _latin("DOS 852", CENTRAL),
    "cp862": _strict("DOS 862", _HEBREW, _FINAL_WITHIN, "he"),
}
_DOUBTFUL = frozenset(("mac_roman", "cp850", "cp852", "cp862", "koi8_r", "iso8859_2"))
"""Code pages of old programs, which are only meant where the usual one makes no sense."""


def possible_readings(data: bytes, languages: Sequence[str] = ()) -> tuple[PossibleReading, ...]:
    """Every reading of a file's letters that makes sense, the likeliest first.

    None where there is no doubt: nothing foreign in it, Unicode, or one reading only.

    Parameters
    ----------
    languages
        Those of the station's country. A usual reading in one of them is not doubted.
    """
    usual = encoding_of(data)
    if usual not in ("cp1252", "gb18030", None):
        return ()
    lines = _telling_lines(data)
    if len(lines) > LOOKED_AT or not lines:
        return ()
    named = foreign(data, usual)
    sensible = dict(_sensible(lines))
    if usual != "gb18030":
        sensible.pop("gb18030", None)
    if usual in sensible:
        sensible = {codec: text for codec, text in sensible.items() if codec not in _DOUBTFUL}
    if (
        usual in sensible
        and named is None
        and (len(sensible) == 1 or _is_of(usual, sensible[usual], languages))
    ):
        return ()

    def rank(codec: str) -> tuple[bool, bool, bool]:
        page = _PAGES[codec]
        is_named = named is not None and page.name == named.name
        return not _is_of(codec, sensible[codec], languages), not is_named, codec != usual

    ranked = sorted(sensible, key=rank)
    return tuple(
        PossibleReading(codec, _PAGES[codec].name, _example(sensible[codec])) for codec in ranked
    )


def _is_of(codec: str, text: str, languages: Sequence[str]) -> bool:
    """Whether a reading is in one of the languages, as far as its letters show."""
    known = {**WESTERN, **CENTRAL, **BALTIC, **TURKISH}
    for language in languages:
        if language in _PAGES[codec].languages:
            letters = known.get(language)
            if letters is None or _is_written({language: letters}, text):
                return True
    return False


def _sensible(lines: bytes) -> Iterator[tuple[str, str]]:
    """The code pages in which the letters make words, each different reading once."""
    texts: set[str] = set()
    for codec, page in _PAGES.items():
        try:
            text = lines.decode(codec)
        except UnicodeDecodeError:
            continue
        if text not in texts and page.makes_sense(text):
            texts.add(text)
            yield codec, text


def _telling_lines(data: bytes) -> bytes:
    return b"".join(line for line in data.splitlines(keepends=True) if not line.isascii())


def _example(text: str) -> str:
    words = re.findall(r"[^\W\d_]+", text)
    return next((word for word in words if not word.isascii()), "")[:LONGEST_EXAMPLE]
