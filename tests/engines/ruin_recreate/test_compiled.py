"""Kernels are compiled once, before any clock starts, and whoever waits is told.

Tests ``engines/ruin_recreate/kernel_cache.py``, ``engines/ruin_recreate/kernels/compiler.py`` and
``engines/ruin_recreate/kernels/xorshift.py``.
"""

from __future__ import annotations

import pickle
import shutil
import threading
from pathlib import Path
from random import Random

import numpy as np
import pytest

import routeplan
from routeplan.engines.ruin_recreate import compiled, kernel_cache
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.engines.ruin_recreate.kernel_cache import compile_in_background
from routeplan.engines.ruin_recreate.kernels.compiler import Inside
from routeplan.engines.ruin_recreate.kernels.insertion import best_near
from routeplan.engines.ruin_recreate.kernels.proximity import proximities
from routeplan.engines.ruin_recreate.kernels.xorshift import below, random_state, uniform
from routeplan.problem.solution import Budget, SearchState
from tests.engines.problems import small_problem

INDEX, CODE = "search.run-46.py312.nbi", "search.run-46.py312.1.nbc"
"""Names such as numba gives."""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache as a finished compilation leaves it, for sources that a test may change."""
    kernels = tmp_path / "kernels"
    shutil.copytree(kernel_cache.KERNELS, kernels, ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "cache"
    monkeypatch.setattr(kernel_cache, "KERNELS", kernels)
    monkeypatch.setattr(kernel_cache, "IN_TREE", folder)
    monkeypatch.setattr(compiled, "cache_folder", lambda: folder)
    monkeypatch.setattr(compiled, "_compile", lambda: _leave_files(folder))
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    assert told() is True, "nothing is compiled at first"
    return folder


def _leave_files(folder: Path) -> None:
    for name in (INDEX, CODE):
        (folder / name).touch()


def told() -> bool:
    """Whether somebody who waits for the kernels is told that it takes time."""
    calls: list[None] = []
    compiled.ensure_compiled(lambda: calls.append(None))
    assert len(calls) <= 1
    return bool(calls)


def test_kernels_in_the_cache_are_loaded_without_a_word(cache: Path) -> None:
    assert told() is False
    assert told() is False


@pytest.mark.parametrize("changed", ["times.py", "new.py"])
def test_a_changed_kernel_is_compiled_with_all_that_call_it(cache: Path, changed: str) -> None:
    # numba looks at a kernel's own file only, and would go on with the old callee
    with (cache.parent / "kernels" / changed).open("a") as file:
        file.write("\n")
    (cache / "routes.attach-55.py312.1.nbc").touch()
    (cache / "unrelated.txt").touch()
    assert told() is True
    assert sorted(path.name for path in cache.iterdir()) == [
        "kernels.lock",
        "kernels.sha256",
        CODE,
        INDEX,
        "unrelated.txt",
    ]
    assert told() is False


def test_a_role_that_the_kernels_import_counts_too(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel_cache, "SUFFICES", 15)
    assert told() is True


def test_a_cleared_cache_is_compiled_again(cache: Path) -> None:
    (cache / INDEX).unlink()
    assert told() is True


def test_whoever_comes_while_another_process_compiles_waits_and_loads(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cache / INDEX).unlink()
    compiling, finished = threading.Event(), threading.Event()
    compiled_by: list[str] = []

    def compile_here() -> None:
        # called once more by whoever has waited, to load what is there by then
        if not (cache / INDEX).exists():
            compiled_by.append(threading.current_thread().name)
        _leave_files(cache)

    def other() -> None:
        with kernel_cache.alone(cache):
            compiling.set()
            assert finished.wait(10)
            compile_here()

    monkeypatch.setattr(compiled, "_compile", compile_here)
    process = threading.Thread(target=other, name="other")
    process.start()
    assert compiling.wait(10)
    heard: list[None] = []

    def tell() -> None:
        heard.append(None)
        finished.set()

    compiled.ensure_compiled(tell)
    process.join()
    assert (compiled_by, len(heard)) == (["other"], 1)


class Begun:
    """Stands for the process that compiles."""

    def __init__(self, command: list[str], **how: object) -> None:
        self.command, self.how = command, how
        self.status: int | None = None

    def poll(self) -> int | None:
        return self.status


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Begun]:
    """The processes that were begun, none of which runs."""
    all_begun: list[Begun] = []

    def begin(command: list[str], **how: object) -> Begun:
        all_begun.append(Begun(command, **how))
        return all_begun[-1]

    monkeypatch.setattr(kernel_cache.subprocess, "Popen", begin)
    monkeypatch.setattr(kernel_cache, "_BEGUN", [])
    return all_begun


def test_compiling_begins_in_the_background_only_where_there_is_something_to_compile(
    cache: Path, begun: list[Begun]
) -> None:
    compile_in_background()
    assert begun == []
    (cache / INDEX).unlink()
    compile_in_background()
    assert [process.command[1:] for process in begun] == [["-m", compiled.__name__]]
    # a folder of the user may hold files that Python would take for its modules
    assert begun[0].how["cwd"] == Path(routeplan.__file__).parents[1]
    assert begun[0].how["start_new_session"] is True


def test_one_process_compiles_at_a_time(cache: Path, begun: list[Begun]) -> None:
    (cache / INDEX).unlink()
    compile_in_background()
    compile_in_background()
    assert len(begun) == 1
    begun[0].status = 1
    compile_in_background()
    assert len(begun) == 2, "the first one has died"


def test_where_the_cache_is_elsewhere_the_other_process_looks(
    cache: Path, begun: list[Begun], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(cache))
    compile_in_background()
    assert len(begun) == 1


def test_the_watch_of_a_search_hears_of_compiling(cache: Path) -> None:
    problem = small_problem(Random(0), visits=2, shifts=1)
    for cold in (True, False):
        if cold:
            (cache / INDEX).unlink()
        seen: list[SearchState] = []
        RuinRecreate(threads=1).solve(problem, Budget(None, 5), watch=seen.append)
        assert ("compile" in {state.phase for state in seen}) is cold


def test_nobody_has_to_watch(cache: Path) -> None:
    (cache / INDEX).unlink()
    problem = small_problem(Random(0), visits=2, shifts=1)
    assert RuinRecreate(threads=1).solve(problem, Budget(None, 5)).iterations == 5


def test_each_kernel_is_compiled_for_one_set_of_types() -> None:
    # else mixtures of 32 and 64 bits compile the same kernel again: 44 s instead of 30
    names = [path.name for path in compiled.cache_folder().glob("*.nbc")]
    assert any(name.endswith(".1.nbc") for name in names)
    assert [name for name in names if not name.endswith(".1.nbc")] == []


def test_a_problem_of_another_process_compiles_no_kernel_again() -> None:
    problem = small_problem(Random(0), visits=3, shifts=1)
    assert not problem.visit_seconds.flags.writeable
    sent = pickle.loads(pickle.dumps(problem))
    for variant in (problem, sent):
        RuinRecreate(threads=1).solve(variant, Budget(None, 5))
    # nor in this process: each width and mutability of an array is another signature
    assert len(proximities.signatures) == 1  # type: ignore[attr-defined]


def test_kernels_take_numbers_of_any_width() -> None:
    state = random_state(1, 0)
    numbers = {below(state, bound) for bound in (np.int32(1), np.uint8(1), np.int64(1), 1)}
    assert numbers == {0}


def test_a_kernel_without_an_entrance_refuses_python_and_does_not_end_it() -> None:
    # numba would jump to where its wrapper is not
    with pytest.raises(TypeError, match="best_near can be called by kernels only"):
        best_near(None, 0, 0)  # type: ignore[arg-type]
    assert isinstance(best_near, Inside)
    assert not isinstance(below, Inside)


def test_a_seed_s_random_numbers_are_even_and_its_streams_differ() -> None:
    first, second = random_state(3, 0), random_state(3, 1)
    numbers = [[uniform(state) for _ in range(2000)] for state in (first, second)]
    assert all(0 <= number < 1 for number in numbers[0])
    assert abs(np.mean(numbers[0]) - 0.5) < 0.03
    assert np.histogram(numbers[0], 10, (0, 1))[0].min() > 150
    assert abs(np.corrcoef(numbers)[0, 1]) < 0.1
    assert [uniform(random_state(3, 0)) for _ in range(2)] == numbers[0][:1] * 2
