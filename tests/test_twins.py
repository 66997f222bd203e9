"""Every module has a test of its own, or one that says in its docstring that it tests it, too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path

import grimp

import routeplan
from routeplan.cli import COMMANDS

PACKAGE = Path(routeplan.__file__).parent
TESTS = Path(__file__).parent
MODULES = sorted(
    path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*.py")
    if path.name not in ("__init__.py", "__main__.py")
)
SENTENCE = re.compile(r"^Tests (``.*``)\.$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"``([\w/]+\.py)``")
"""Of a docstring the sentence that names modules, by their paths from the package."""

IMPORTED = re.compile(r"(?:from|import) (routeplan(?:\.\w+)+)")
"""In code that a test runs in another process."""


def test_every_module_has_a_twin_or_is_named_by_a_test() -> None:
    named = {module for modules in _named().values() for module in modules}
    without = [module for module in MODULES if not (TESTS / _twin(module)).exists()]
    assert [module for module in without if module not in named] == []


def test_what_a_test_names_is_there_and_has_no_twin() -> None:
    stale = [
        (test, module)
        for test, modules in _named().items()
        for module in modules
        if module not in MODULES or (TESTS / _twin(module)).exists()
    ]
    assert stale == []


def test_a_test_leads_to_what_it_names_and_to_its_twin() -> None:
    """By what it imports, or by a command that it calls, however far down."""
    claims = {test: set(modules) for test, modules in _named().items()}
    for module in MODULES:
        if (TESTS / _twin(module)).exists():
            claims.setdefault(_twin(module), set()).add(module)
    imports = _imports()
    wrong = []
    for test, modules in sorted(claims.items()):
        reached = _reached(imports, set(_begins(ast.parse(_text(test)))) & imports.keys())
        wrong += [(test, module) for module in sorted(modules) if _module(module) not in reached]
    assert wrong == []


def test_modules_are_named_in_a_sentence_of_their_own() -> None:
    docstring = "As ``run.py`` does.\n\nTests ``a/b.py``,\n``c.py`` and ``d.py``.\n"
    assert NAMED.findall(_sentence(docstring)) == ["a/b.py", "c.py", "d.py"]
    assert _sentence("Tests every ``run.py``.") == ""


def test_imports_and_calls_of_commands_are_where_a_test_begins() -> None:
    code = (
        "import routeplan.errors\nfrom routeplan.model import plan\nfrom os import path\n"
        "def test_it():\n    run('plan', folder)\n    run('export-household'); check('checked')\n"
        "    process('from routeplan.cp_sat import new_solver')\n"
    )
    assert set(_begins(ast.parse(code))) == {
        "routeplan.errors",
        "routeplan.model",
        "routeplan.model.plan",
        "routeplan.cli.commands.plan",
        "routeplan.cli.commands.export_household",
        "routeplan.cp_sat",
    }


def test_the_way_to_a_module_may_be_long_but_has_to_be_there() -> None:
    imports = {"a": {"b"}, "b": {"c"}, "c": set(), "d": {"a"}}
    assert _reached(imports, {"a"}) == {"a", "b", "c"}


def _twin(module: str) -> str:
    folder, _, name = module.rpartition("/")
    return f"{folder}/test_{name}".lstrip("/")


def _module(path: str) -> str:
    return "routeplan." + path.removesuffix(".py").replace("/", ".")


@cache
def _text(test: str) -> str:
    return (TESTS / test).read_text("utf-8")


def _named() -> Mapping[str, list[str]]:
    """By test module, those of the package that its docstring names."""
    docstrings = {
        path.relative_to(TESTS).as_posix(): ast.get_docstring(ast.parse(path.read_text("utf-8")))
        for path in TESTS.rglob("test_*.py")
        if path != Path(__file__)
    }
    named = {test: NAMED.findall(_sentence(text or "")) for test, text in docstrings.items()}
    return {test: modules for test, modules in named.items() if modules}


def _sentence(docstring: str) -> str:
    sentence = SENTENCE.search(docstring)
    return sentence[1] if sentence else ""


def _begins(tree: ast.Module) -> Iterator[str]:
    """What a test imports of the package, also through its helpers, and the commands it calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("routeplan"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("routeplan"):
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            yield from _begins_of_helper(str(node.module))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from IMPORTED.findall(node.value)
            if node.value in COMMANDS:
                yield "routeplan.cli.commands." + _file_of(node.value)


@cache
def _begins_of_helper(name: str) -> frozenset[str]:
    path = TESTS.parent / (name.replace(".", "/") + ".py")
    return frozenset(_begins(ast.parse(path.read_text("utf-8")))) if path.exists() else frozenset()


def _file_of(command: str) -> str:
    return {"import": "import_"}.get(command, command.replace("-", "_"))


def _imports() -> Mapping[str, Set[str]]:
    """By module, all that it imports as it runs; of the API that is what it names."""
    runs, named = (
        grimp.build_graph("routeplan", exclude_type_checking_imports=exclude, cache_dir=None)
        for exclude in (True, False)
    )
    imports = {module: runs.find_modules_directly_imported_by(module) for module in runs.modules}
    return imports | {"routeplan": named.find_modules_directly_imported_by("routeplan")}


def _reached(imports: Mapping[str, Set[str]], begins: Set[str]) -> set[str]:
    reached: set[str] = set()
    ahead = list(begins)
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += imports.get(name, ())
    return reached
