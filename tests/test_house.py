"""The house's measures: short files and functions, few arguments, few files a folder, no circle."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

import grimp

import routeplan

PACKAGE = Path(routeplan.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LINES_A_MODULE = 400
LINES_A_FUNCTION = 60
FILES_A_FOLDER = 15
ARGUMENTS = 8
COMMANDS = "cli/commands"
KERNELS = ("engines/ruin_recreate/kernels", "forecast/week_kernel.py")
"""A file for each command; and a kernel is one loop, compiled whole."""


def test_no_module_is_long() -> None:
    lines = {_name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert [name for name, count in lines.items() if count > LINES_A_MODULE] == []


def test_no_asset_is_long() -> None:
    """Scripts, styles and templates, but for what Leaflet ships."""
    assets = {
        path
        for path in (PACKAGE / "render" / "assets").iterdir()
        if path.suffix in (".js", ".css", ".typ") and not path.name.startswith("leaflet.")
    }
    assert {"sheet.typ", "overview.js", "overview.css"} <= {path.name for path in assets}
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in assets}
    assert [name for name, count in lines.items() if count > LINES_A_MODULE] == []


def test_only_click_s_commands_have_many_arguments() -> None:
    """Ruff is told to pass over their whole files; kernels and two ways in are named there."""
    many = [
        f"{_name(path)}: {function}"
        for path in (PACKAGE / COMMANDS).glob("*.py")
        for function in _with_many_arguments(path.read_text("utf-8"))
    ]
    assert many == []


def test_a_helper_of_a_command_counts_as_a_function() -> None:
    nine = ", ".join(f"a{k}" for k in range(9))
    helper = f"def helper({nine}): ..."
    keyword = f"def keyword(a, *, {nine[4:]}): ..."
    command = f"@group.command('x')\n@click.option('--a')\ndef command({nine}): ..."
    few = f"def few({nine[4:]}): ..."
    code = "\n".join((helper, keyword, command, few))
    assert list(_with_many_arguments(code)) == ["helper", "keyword"]


def test_no_function_is_long() -> None:
    """From ``def`` to its last line, with the docstring; a command's options stand before it."""
    long = [
        f"{_name(path)}:{function}: {lines}"
        for path in MODULES
        if not _name(path).startswith(KERNELS)
        for function, lines in _functions(path.read_text("utf-8"))
        if lines > LINES_A_FUNCTION
    ]
    assert long == []


def test_docstrings_and_inner_functions_count_as_lines_of_a_function() -> None:
    code = '@first\ndef f():\n    """Two\n    lines."""\n    def g(): ...\n\n    return g\n'
    assert list(_functions(code)) == [("f", 6), ("g", 1)]


def test_no_folder_is_crowded() -> None:
    """A package's own ``__init__.py`` names the room; it is no file in it."""
    files = Counter(
        _name(path.parent) for path in MODULES if path.name not in ("__init__.py", "__main__.py")
    )
    crowded = {name: count for name, count in files.items() if count > FILES_A_FOLDER}
    assert crowded.keys() <= {COMMANDS}


def test_no_two_modules_say_the_same_of_themselves() -> None:
    said = Counter(_docstring(path).partition("\n")[0] for path in MODULES)
    assert [line for line, count in said.items() if count > 1] == []


def test_others_formats_are_all_named_where_they_begin() -> None:
    foreign = PACKAGE / "formats" / "foreign"
    kinds = {path.parent.name for path in foreign.glob("*/__init__.py")}
    head = _docstring(foreign / "__init__.py").partition("\n")[0].lower()
    assert len(kinds) >= 3
    assert [kind for kind in kinds if kind.replace("_", " ") not in head] == []


def test_no_modules_import_each_other() -> None:
    """Neither at once, nor inside a function, nor for the type checker alone."""
    graph = grimp.build_graph("routeplan", exclude_type_checking_imports=False, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    circles = [{module.removeprefix("routeplan.") for module in some} for some in _circles(imports)]
    assert circles == []


def test_a_circle_is_seen_through_a_third() -> None:
    imports = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": set()}
    assert _circles(imports) == [{"a", "b", "c"}]


def _docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _functions(code: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


def _with_many_arguments(code: str) -> Iterator[str]:
    """Functions that are no click command and have more than eight."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef):
            arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            decorators = {
                ast.unparse(decorator).partition("(")[0] for decorator in node.decorator_list
            }
            is_command = any(decorator.endswith((".command", ".group")) for decorator in decorators)
            if len(arguments) > ARGUMENTS and not is_command:
                yield node.name


def _circles(imports: Mapping[str, Set[str]]) -> list[set[str]]:
    """Modules that can reach each other, each group once."""
    reached = {module: _reached(imports, module) for module in imports}
    groups = {
        frozenset(other for other in reached[module] if module in reached[other])
        for module in imports
        if module in reached[module]
    }
    return sorted((set(group) for group in groups), key=min)


def _reached(imports: Mapping[str, Set[str]], start: str) -> set[str]:
    reached: set[str] = set()
    ahead = list(imports[start])
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += imports.get(name, ())
    return reached
