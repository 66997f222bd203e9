"""A variable is named for what it is: no one can search for ``told`` or ``found``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import routeplan

PACKAGE = Path(routeplan.__file__).parent
NAMELESS = frozenset({"told", "found", "asked", "own"})


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
        "        yield [told for told in found]\n"
    )
    assert {name for _, name in _nameless(ast.parse(code))} == NAMELESS


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
