"""The kernels for soft windows are compiled anew when their sources change."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from routeplan.engines.ruin_recreate import kernel_cache
from routeplan.engines.soft_windows import compiled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache as a finished compilation leaves it, for sources that a test may change."""
    for module, name in ((kernel_cache, "shared"), (compiled, "own")):
        copied = tmp_path / name
        shutil.copytree(module.KERNELS, copied, ignore=shutil.ignore_patterns("__pycache__"))
        monkeypatch.setattr(module, "KERNELS", copied)
    cache = tmp_path / "cache"
    monkeypatch.setattr(compiled, "cache_folder", lambda: cache)
    monkeypatch.setattr(compiled, "_compile", lambda: (cache / "search.anneal-1.nbi").touch())
    assert is_told(), "nothing is compiled at first"
    return cache


def is_told() -> bool:
    told: list[bool] = []
    compiled.ensure_compiled(lambda: told.append(True))
    return bool(told)


def test_what_is_compiled_already_is_loaded(folder: Path) -> None:
    assert not is_told()
    assert (folder / "search.anneal-1.nbi").exists()


@pytest.mark.parametrize("changed", ["own/times.py", "shared/xorshift.py"])
def test_a_change_in_any_kernel_compiles_all(folder: Path, changed: str) -> None:
    (folder / "stale.nbc").touch()
    source = folder.parent / changed
    source.write_text(source.read_text() + "\n# changed\n")
    assert is_told()
    assert not (folder / "stale.nbc").exists()
    assert not is_told()


def test_the_cache_lies_where_numba_keeps_it() -> None:
    compiled.ensure_compiled(lambda: None)
    assert any(compiled.cache_folder().glob(compiled.INDEX))


@pytest.mark.parametrize(
    "kernels",
    [
        pytest.param(kernel_cache.KERNELS, id="ruin_recreate"),
        pytest.param(compiled.KERNELS, id="soft_windows"),
    ],
)
def test_every_number_that_is_compiled_in_stands_where_a_change_is_seen(kernels: Path) -> None:
    # numba puts the value of a name in capitals into the kernel; TAKES_PART and SUFFICES are part
    # of what sources_digest looks at
    elsewhere = {
        name.name
        for path in kernels.glob("*.py")
        for line in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(line, ast.ImportFrom) and "kernels" not in (line.module or "")
        for name in line.names
        if name.name.isupper()
    }
    assert elsewhere <= {"TAKES_PART", "SUFFICES"}
