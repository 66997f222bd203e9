"""Names say what a thing is: no variable is ``told`` or ``found``, no two classes have one name."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import routeplan

PACKAGE = Path(routeplan.__file__).parent
NAMELESS = frozenset({"told", "found", "asked", "own", "each"})
FOREIGN = "formats/foreign"
IN_THE_WORDS_OF_THE_FILE = frozenset({"Instance", "Kind", "Leg", "Spot", "Vehicle"})
"""Names that the rooms of foreign files share, with each other or with one class elsewhere."""

PARALLEL = ("cli/commands", "cli/options", "cli/tables", "engines", FOREIGN)
"""Rooms of files that are named for a command, as is what does its work; or alike in each."""
SHARED_FILE_NAMES = frozenset({"sheets", "source"})
"""An import's source and sheets read from a spreadsheet stand in rooms into which those of the
other ones do not look."""


def test_a_variable_is_named_for_what_it_is() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line}: {name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, name in _nameless(ast.parse(path.read_text("utf-8")))
    ]
    assert wrong == []


def test_parameters_functions_and_names_in_loops_count_too() -> None:
    code = (
        "def f(own):\n    def asked(): ...\n    for found in own:\n"
        "        yield [told for told in found]\n    each = 1\n"
    )
    assert {name for _, name in _nameless(ast.parse(code))} == NAMELESS


def test_a_class_name_means_one_thing_in_the_whole_package() -> None:
    names: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for path in sorted(PACKAGE.rglob("*.py")):
        is_foreign = path.is_relative_to(PACKAGE / FOREIGN)
        names[is_foreign].update(_classes(ast.parse(path.read_text("utf-8"))))
    assert [name for name, count in names[False].items() if count > 1] == []
    shared = {name for name, count in (names[True] + names[False]).items() if count > 1}
    assert shared == IN_THE_WORDS_OF_THE_FILE


def test_classes_within_functions_and_private_ones_count_too() -> None:
    code = "class A: ...\ndef f():\n    class _B:\n        class C: ...\n"
    assert sorted(_classes(ast.parse(code))) == ["A", "C", "_B"]


def test_a_file_name_means_one_thing_outside_parallel_rooms() -> None:
    paths = [path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py")]
    names = Counter(path.stem for path in paths if not path.as_posix().startswith(PARALLEL))
    shared = {name for name, count in names.items() if count > 1}
    assert shared - {"__init__", "__main__"} == SHARED_FILE_NAMES


def _classes(tree: ast.Module) -> list[str]:
    return [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def _nameless(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.Lambda):
            for node in ast.walk(function):
                name = node.arg if isinstance(node, ast.arg) else None
                if isinstance(node, ast.FunctionDef):
                    name = node.name
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    name = node.id
                if name in NAMELESS:
                    yield node.lineno, name  # type: ignore[attr-defined]
