"""Sentences for people: an English pattern and its values, so that another language can say them.

Whoever finds something out writes what it is in English, with names for the values; only the
command line and the pages know which language the reader has, and look the pattern up in the
catalogue. Everything else treats a phrase as the English string that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Self, override


class Digits(NamedTuple):
    """How a language writes numbers: what stands between thousands, and before tenths."""

    group: str = ","
    point: str = "."

    def written(self, value: float, spec: str = ",") -> str:
        """A number by a format's spec, such as ``1 234,5`` for ``,.1f``."""
        signs = str.maketrans({",": self.group, ".": self.point})
        return format(value, spec).translate(signs)


class Catalogue(dict[str, str]):
    """What a language says for each English pattern, and how it writes numbers."""

    def __init__(self, patterns: Mapping[str, str], digits: Digits) -> None:
        super().__init__(patterns)
        self.digits = digits


def digits_in(catalogue: Mapping[str, str]) -> Digits:
    """How numbers are written with these patterns; as in English where they do not say."""
    return catalogue.digits if isinstance(catalogue, Catalogue) else Digits()


class _Figure:
    """A number that is grouped, or has tenths, as a language does; any other spec is English.

    What is typed somewhere as it is read (degrees, a setting's limit) is no such figure.
    """

    __slots__ = ("_digits", "_value")

    def __init__(self, value: float, digits: Digits) -> None:
        self._value, self._digits = value, digits

    @override
    def __format__(self, spec: str) -> str:
        if "," in spec or spec.endswith(".1f"):
            return self._digits.written(self._value, spec)
        return format(self._value, spec)

    @override
    def __str__(self) -> str:
        return str(self._value)

    @override
    def __repr__(self) -> str:
        return repr(self._value)


def _said(value: object, catalogue: Mapping[str, str]) -> object:
    """A value as a language writes it."""
    if isinstance(value, Phrase | Several):
        return value.said_in(catalogue)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _Figure(value, digits_in(catalogue))
    return value


class Phrase(str):
    """English text that keeps the pattern and the values it was made from."""

    __slots__ = ("pattern", "values")

    pattern: str
    """The English with names in braces, the key of the catalogue."""
    values: Mapping[str, object]

    def __new__(cls, pattern: str, values: Mapping[str, object]) -> Self:
        """The pattern filled in."""
        made = super().__new__(cls, _filled(pattern, values))
        made.pattern, made.values = pattern, values
        return made

    @override
    def __getnewargs__(self) -> tuple[str, Mapping[str, object]]:  # type: ignore[override]
        """What a copy, or another process, makes it anew from."""
        return self.pattern, self.values

    def said_in(self, catalogue: Mapping[str, str]) -> str:
        """The same sentence by a catalogue's patterns, in English where it lacks one."""
        values = {name: _said(value, catalogue) for name, value in self.values.items()}
        return _filled(catalogue.get(self.pattern, self.pattern), values)


class Several(tuple[object, ...]):
    """Values in the place of one, each written as the pattern has it: ``in row 2, 5``."""

    __slots__ = ()

    MOST = 5
    """Shown of them; after these come three dots."""
    separator = ", "

    def said_in(self, catalogue: Mapping[str, str]) -> Several:
        """With the sentences among them said by the catalogue."""
        return Several(_said(value, catalogue) for value in self)

    @override
    def __format__(self, spec: str) -> str:
        return self._listed(format(value, spec) for value in self)

    @override
    def __repr__(self) -> str:
        return self._listed(map(repr, self))

    @override
    def __str__(self) -> str:
        return self._listed(map(str, self))

    def _listed(self, texts: Iterable[str]) -> str:
        shown = list(dict.fromkeys(texts))
        return self.separator.join(shown[: self.MOST]) + ", ..." * (len(shown) > self.MOST)


class _Quoted(Several):
    """Values each of which stands in quotation marks of its own."""

    separator = "', '"


class _QuotedInChinese(Several):
    """As :class:`_Quoted`, between other marks."""

    separator = "”、“"


_MARKS: Mapping[tuple[str, str], type[Several]] = {
    ("'", "'"): _Quoted,
    ("“", "”"): _QuotedInChinese,
}


def _filled(pattern: str, values: Mapping[str, object]) -> str:
    """The pattern with its values; several in the place of one are quoted as that one would be."""
    texts = dict(values)
    for name, value in values.items():
        if isinstance(value, Several):
            around = re.search(rf"(.)\{{{name}[^}}]*\}}(.)", pattern)
            marks = (around[1], around[2]) if around else ("", "")
            texts[name] = _MARKS.get(marks, Several)(value)
    return in_words(pattern, texts)


_ENDS_SENTENCE = re.compile(r"(?<!\{)(\{[^{}]+\})\.(?!\.)")
"""A value that a full stop follows."""


def in_words(pattern: str, values: Mapping[str, object]) -> str:
    """A pattern with its values; one full stop where a value brings its own, as ``30.11.`` does."""

    def ended(match: re.Match[str]) -> str:
        value = match[1].format_map(values)
        return match[1] if value.endswith(".") and value != "." else match[0]

    return _ENDS_SENTENCE.sub(ended, pattern).format_map(values)


def merged(sentences: Sequence[str]) -> str:
    """Sentences of one pattern as one, with the values in which they differ listed.

    Sentences that are no phrases are taken to be all the same.
    """
    first = sentences[0]
    phrases = [sentence for sentence in sentences if isinstance(sentence, Phrase)]
    if not isinstance(first, Phrase) or len(set(phrases)) == 1:
        return first
    values: dict[str, object] = {}
    for name, value in first.values.items():
        several = dict.fromkeys(phrase.values[name] for phrase in phrases)
        values[name] = value if len(several) == 1 else Several(several)
    return Phrase(first.pattern, values)


def phrase(pattern: str, /, **values: object) -> Phrase:
    """A sentence with its values: ``phrase("no shift on {day}", day=day)``.

    The pattern is written out where it stands, never put together, or the catalogue cannot have it.
    """
    return Phrase(pattern, values)


def counted(count: int, what: str) -> Phrase:
    """``1 visit``, ``2 visits``, ``1,000 visits``."""
    return Phrase("{count:,} " + what + "s" * (count != 1), {"count": count})


def joined(separator: str, parts: Iterable[str]) -> Phrase:
    """Sentences or names one after the other, each said in the reader's language."""
    values: dict[str, object] = {f"part{number}": part for number, part in enumerate(parts)}
    separator = separator.replace("{", "{{").replace("}", "}}")
    return Phrase(separator.join("{" + name + "}" for name in values), values)


def plain(text: object) -> Any:
    """A sentence as JSON can keep it, with the sentences in it; :func:`recalled` makes it again.

    A value that JSON does not know is kept as it is written.
    """
    if isinstance(text, Phrase):
        values = {name: plain(value) for name, value in text.values.items()}
        return {"pattern": text.pattern, "values": values}
    if isinstance(text, Several):
        return [plain(value) for value in text]
    return text if isinstance(text, bool | int | float) else str(text)


def recalled(content: Any) -> Any:
    """What :func:`plain` has kept.

    Raises
    ------
    KeyError, ValueError, AttributeError, IndexError
        When the pattern does not fit its values.
    """
    if isinstance(content, dict):
        values = {name: recalled(value) for name, value in content["values"].items()}
        return Phrase(content["pattern"], values)
    if isinstance(content, list):
        return Several(recalled(value) for value in content)
    return content


def sentence_of(error: Exception) -> str:
    """What an error says: still the phrase that it was raised with, or the system's own words."""
    if isinstance(error, OSError) and error.strerror:
        what = Phrase(error.strerror, {})
        return joined(": ", [what, str(error.filename)]) if error.filename else what
    first = error.args[0] if error.args else None
    return first if isinstance(first, Phrase) else str(error)


def listed(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    *most, last = names or (phrase("nobody"),)
    if not most:
        return last
    return phrase("{others} and {last}", others=joined(", ", most), last=last)


WEEKDAYS = (
    phrase("Mon"),
    phrase("Tue"),
    phrase("Wed"),
    phrase("Thu"),
    phrase("Fri"),
    phrase("Sat"),
    phrase("Sun"),
)
MONTHS = (
    phrase("Jan"),
    phrase("Feb"),
    phrase("Mar"),
    phrase("Apr"),
    phrase("May"),
    phrase("Jun"),
    phrase("Jul"),
    phrase("Aug"),
    phrase("Sep"),
    phrase("Oct"),
    phrase("Nov"),
    phrase("Dec"),
)


def short_date(on: date) -> Phrase:
    """``Mon 30 Nov``."""
    return phrase(
        "{weekday} {day} {month}",
        weekday=WEEKDAYS[on.weekday()],
        day=on.day,
        month=MONTHS[on.month - 1],
    )
