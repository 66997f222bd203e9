"""Names of streets or towns, found wherever they stand in an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any

from routeplan.addresses.words.abbreviations import MOVING, PARTICLES, forms, is_short
from routeplan.addresses.words.address_text import DIGITS, SIGN, Token, plain, tokens

_HERE = ""
"""The key of a node's names; no word is empty."""
_INSIDE = frozenset("-.'/\"()&°·")
"""Signs within a name that say nothing."""
_MOST_SPELLINGS = 64

Node = dict[str, Any]


class NameIndex[T]:
    """A tree of the words of names; each name leads to what bears it.

    Abbreviations are written out on both sides, in every way they may be meant, so that a name may
    lead to several bearers.
    """

    def __init__(self) -> None:
        self._root: Node = {}

    def add(self, name: str, bearer: T) -> None:
        """Let a name lead to a bearer."""
        for words in _spellings(name):
            node = self._root
            for word in words:
                node = node.setdefault(word, {})
            bearers = node.setdefault(_HERE, [])
            if bearer not in bearers:
                bearers.append(bearer)

    def matches(self, cut: Sequence[Token], begin: int) -> Iterator[tuple[int, T]]:
        """Names that begin at a token: the token each ends before, and who bears it."""
        reached: dict[tuple[int, int], tuple[int, T]] = {}
        stack: list[tuple[int, Node]] = [(begin, self._root)]
        while stack:
            at, node = stack.pop()
            if at == len(cut):
                continue
            token = cut[at]
            if token.kind == SIGN:
                if at > begin and token.text in _INSIDE:
                    stack.append((at + 1, node))
                elif token.text in node:
                    stack.append((at + 1, node[token.text]))
                continue
            if token.text in PARTICLES:
                stack.append((at + 1, node))
            for last, words in _readings(cut, at):
                for after in _steps(node, words):
                    for bearer in after.get(_HERE, ()):
                        reached[last, id(bearer)] = (last, bearer)
                    stack.append((last, after))
        yield from reached.values()


def comparable(name: str) -> str:
    """A name in one line, abbreviations written out where they can mean one thing only."""
    cut = tokens(plain(name))
    words: list[str] = []
    for at, token in enumerate(cut):
        if token.kind == SIGN or token.text in PARTICLES:
            continue
        known = _forms(token, dotted=_is_dotted(cut, at))
        words += known[1] if len(known) == 2 else known[0]
    return " ".join(words)


def spelled(name: str) -> tuple[str, ...]:
    """The words of a name as they stand in it."""
    return next(_spellings(name), ())


def longer_spellings(name: str) -> tuple[tuple[str, ...], ...]:
    """What a name with abbreviations may stand for."""
    return tuple(_spellings(name))[1:]


def _forms(token: Token, *, dotted: bool) -> tuple[tuple[str, ...], ...]:
    return ((token.text,),) if token.kind == DIGITS else forms(token.text, dotted=dotted)


def _is_dotted(cut: Sequence[Token], at: int) -> bool:
    return at + 1 < len(cut) and cut[at + 1].text == "."


def _readings(cut: Sequence[Token], at: int) -> Iterator[tuple[int, tuple[tuple[str, ...], ...]]]:
    """What the word at a token may stand for, and the token behind it; also ``б-р``, ``V.le``."""
    yield at + 1, _forms(cut[at], dotted=_is_dotted(cut, at))
    if at + 2 < len(cut) and cut[at + 1].text in "-." and cut[at + 2].kind != SIGN:
        joined = cut[at].text + cut[at + 2].text
        if is_short(joined):
            yield at + 3, forms(joined, dotted=False)


def _steps(node: Node, readings: Sequence[Sequence[str]]) -> Iterator[Node]:
    """Where a word of an address leads from a node."""
    for words in readings:
        after = node
        for word in words:
            if word not in after:
                break
            after = after[word]
        else:
            yield after


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """All the words that a name on the map is found by; commas in it count."""
    cut = tokens(plain(name))
    kept = [
        (at, token)
        for at, token in enumerate(cut)
        if token.kind != SIGN or (token.text == "," and 0 < at < len(cut) - 1)
    ]
    main = [(at, token) for at, token in kept if token.text not in PARTICLES] or kept
    choices = [
        ((token.text,),) if token.kind == SIGN else _forms(token, dotted=_is_dotted(cut, at))
        for at, token in main
    ]
    for chosen in islice(product(*choices), _MOST_SPELLINGS):
        words = tuple(word for form in chosen for word in form)
        if words:
            yield words
        if len(words) > 1 and words[-1] in MOVING:
            yield (words[-1], *words[:-1])
        if len(words) > 1 and words[0] in MOVING:
            yield (*words[1:], words[0])
