"""No sentence for people is made but by ``phrase``, so that each can be said in any language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import routeplan
from tools.collect_phrases import help_texts

PACKAGE = Path(routeplan.__file__).parent
VOCABULARIES = (
    "addresses/",
    "formats/spreadsheet/rosters/duty_codes.py",
    "formats/spreadsheet/words/household_words.py",
    "formats/spreadsheet/words/lines_to_skip.py",
    "formats/spreadsheet/words/staff_words.py",
    "formats/spreadsheet/numbers.py",
    "formats/spreadsheet/people_names.py",
    "formats/spreadsheet/rows/no_visits_wanted.py",
    "formats/spreadsheet/words/value_words.py",
    "formats/spreadsheet/words/vocabulary.py",
    "hours/people_days.py",
    "hours/people_remarks.py",
    "hours/people_words.py",
)
"""What people write, in many languages, to be understood: the program says none of it."""

SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,}|[a-z]{2,} \0|\0 [a-z]{2,}")
"""Two words in small letters, or one beside a value (``\\0``)."""
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH|BEGIN|ON|PRAGMA)\b|RAISE")
MARKUP = re.compile(r"[<>{}]|-src |\bimport |no-referrer")
FOR_DEVELOPERS = frozenset(
    {
        "ValueError",
        "TypeError",
        "KeyError",
        "RuntimeError",
        "AttributeError",
        "NotImplementedError",
        # caught beside the call of Dask that raises it, and the station is done elsewhere
        "ClusterLost",
    }
)
"""Errors of calls that should not have been made; a message never reaches a station."""
MADE_BY = frozenset({"phrase", "counted", "Phrase", "say"})
HELP = frozenset(help_texts())
"""What click says of commands and options: in every catalogue, and translated when it is shown."""
NO_SENTENCES = frozenset(
    {
        # what OSRM writes into its log
        "No space left on device",
        "no edges remaining",
        # names kept in files and looked up there
        "street server",
        "straight-line estimate",
        "redacted pages and sheets",
        "pages and sheets",
        "by hand",
        "phone page",
        "redacted pages",
        "everything held",
        "as given",
        "redacted sheets",
        "a second officer",
        "redacted export",
        "cards for those not met",
        "change sheets",
        "left out",  # a folder of a KML file
        "OpenStreetMap contributors",
        "[someone else]",
        # between the bureau's own processes, and names in its log
        "the scheduler let a station go",
        "exit status \0",
        "bureau \0",
        "set aside",
        # names and values of facts in made_from.json, said by FACT_NAMES and where they are shown
        "officers needed",
        "days between",
        "most visits",
        "most busy time",
        "\0 min",
        "\0 min, \0-\0",
        "\0 \0 ±\0 min",
        # a comment beside those of the settings' template, which are in English
        "Answers to 'routeplan import'; without a line it asks again.",
        # what is typed
        "routeplan check \0",
        "  --answer \0",
        # what people write, which an import understands
        "after \0",
        "until \0",
        # the values of an enumeration, said by the phrases of STATE_NAMES
        "moved away",
        "wrong address",
        "appointment over",
        "matter open",
        "not met yet",
        "never called on",
        # names of variables of OR-Tools' models, and of the roles of their nodes
        "break \0",
        "the \0. share",
        "another officer at \0",
        "share of \0",
        "one shift makes it alone",
        "the half that pays",
        "the other half",
        "the half that pays, at a shift and second that are settled",
        "the other half of that",
        # where a foreign file has a value, and the value
        "\0 breaks",
        "line \0",
        "time window \0",
        "service time \0",
        # rules of the arrays of a SoftProblem
        "one number a call",
        "able is calls x routes",
        "travel is places x places",
        "times are not negative",
        "a window ends after it begins",
        "a partner's partner is the call",
        "nobody is his own partner",
        "partners can keep their lags",
        "somebody can make each call",
        "two officers can make a visit of two",
        # rules of the arrays of a Problem, which end in a ValueError
        "a length is not negative",
        "a visit needs 1 or 2 officers",
        "a load is not negative",
        "worth is not negative",
        "a start window ends after it begins",
        "start windows of a visit are sorted and disjoint",
        "lost chance is not negative",
        "a later day and days late are not negative",
        "the price of waiting is not negative",
        "a shift ends after it begins",
        "a break begins within its window",
        "places exist",
        "modes exist",
        "travel is NO_WAY or not negative",
        "start windows cover the whole of start_offset",
        # lists of columns, licences, what a notebook shows of a plan
        "visit_seconds officers_needed load worth promised siblings least_days",
        "household visit round stop persons called_at seconds in_difficulty remarks hours",
        "(c) OpenStreetMap contributors, ODbL 1.0",
        "routeplan \0",
        # what a person may copy and type, and what a proposal was made with
        "  routeplan check \0",
        "  routeplan check \0 --plan \0",
        "  routeplan check \0 --plan \0 --write",
        "  routeplan maps \0",
        "  routeplan sheets \0",
        "  routeplan undo \0",
        "  routeplan undo \0\0\0",
        "  routeplan undo \0 --redo",
        " --name \0",
        "bureau plan",
        "\0 --plan \0",
        "weeks \0, iterations \0",
        # options with a default that is settled by another option, in the catalogues with it
        "Also count the plans of the N weeks before this one (default: \0).",
        "Search iterations for each option; gives byte-identical results; 0 shows only the swap "
        "(default: \0).",
        "Search time in seconds (default: \0).",
        "Random seed; different seeds give different \0s of similar quality (default: \0).",
        # in the head of a catalogue
        "without a native reviewer",
        # units of the scale of a map on paper
        "\0 km",
    }
)


def test_every_sentence_is_a_phrase() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line}: {text}"
        for path in _modules()
        for line, text in _sentences(ast.parse(path.read_text("utf-8")))
        if text not in NO_SENTENCES | HELP
    ]
    assert wrong == []


def test_every_pattern_is_written_out_where_it_stands() -> None:
    """A pattern that is put together is in no catalogue."""
    wrong = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in PACKAGE.rglob("*.py")
        if path.name not in ("phrases.py", "language.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and _name(call) in ("phrase", "say")
        if not (call.args and isinstance(call.args[0], ast.Constant))
    ]
    assert wrong == []


def test_every_value_of_a_pattern_is_given() -> None:
    """And none that the pattern does not name: a translation would lack it."""
    fields = re.compile(r"(?<!\{)\{(\w+)")
    wrong = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and _name(call) in ("phrase", "say") and call.args
        if isinstance(call.args[0], ast.Constant)
        and all(keyword.arg for keyword in call.keywords)
        and {keyword.arg for keyword in call.keywords}
        != set(fields.findall(str(call.args[0].value)))
    ]
    assert wrong == []


def test_sentences_are_seen_in_strings_and_between_values() -> None:
    code = '''
def f(x):
    """This is a docstring."""
    raise ValueError(f"a bug with {x}")
    a = "one thing"
    b = f"{x} visits"
    c = phrase("two things of {x}", x=f"{x} more")
    d = "SELECT day FROM results"
'''
    assert list(_sentences(ast.parse(code))) == [(5, "one thing"), (6, "\0 visits"), (7, "\0 more")]


def _modules() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if not str(path.relative_to(PACKAGE)).startswith(VOCABULARIES):
            yield path


def _sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of what a person could read; a value in it is ``\\0``."""
    left_out = set(_no_texts(tree))
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        text = _text(node)
        if SENTENCE.search(text) and not SQL.match(text) and not MARKUP.search(text):
            yield node.lineno, text  # type: ignore[attr-defined]


def _no_texts(tree: ast.Module) -> Iterator[int]:
    """Docstrings, patterns, what is part of an f-string, and developers' errors."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield id(statement.value)
        if isinstance(node, ast.JoinedStr):
            yield from (id(part) for part in node.values)
        elif isinstance(node, ast.Call) and _name(node) in MADE_BY:
            yield from (id(arg) for arg in node.args)
        elif isinstance(node, ast.Call) and _name(node) in FOR_DEVELOPERS:
            yield from (id(part) for arg in node.args for part in ast.walk(arg))


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        parts = node.values
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "\0" for p in parts)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
