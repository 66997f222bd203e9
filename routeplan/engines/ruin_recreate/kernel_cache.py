"""Whether the compiled kernels on disk are those of these sources, told without loading numba."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from routeplan.problem.arrays import SUFFICES, TAKES_PART

KERNELS = Path(__file__).with_name("kernels")
IN_TREE = KERNELS / "__pycache__"
"""Where numba keeps them, unless that cannot be written or NUMBA_CACHE_DIR names another place."""
STAMP, LOCK = "kernels.sha256", "kernels.lock"
INDEX = "search.run-*.nbi"
"""The index of the largest kernel, which is compiled next to last."""
_BEGUN: list[subprocess.Popen[bytes]] = []
"""The process that this one began, if any."""


def is_current(folder: Path, kernels: Path | None = None, index: str = INDEX) -> bool:
    """Whether a folder holds kernels that were compiled from these sources.

    numba looks at a function's own file only, so a change in a kernel it calls would go unseen.
    ``kernels`` are the sources, this engine's or another one's, ``index`` names their largest.
    """
    stamp = folder / STAMP
    if not (stamp.exists() and stamp.read_text() == sources_digest(kernels)):
        return False
    return any(folder.glob(index))


def clear(folder: Path, kernels: Path | None = None) -> None:
    """Remove what other sources left, and say whose kernels the folder will hold."""
    stamp = folder / STAMP
    digest = sources_digest(kernels)
    if not (stamp.exists() and stamp.read_text() == digest):
        for old in [*folder.glob("*.nbi"), *folder.glob("*.nbc")]:
            old.unlink(missing_ok=True)
        stamp.write_text(digest)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process compiles into a folder, and keep others out.

    Where the file system knows no locks, two may compile the same: slower, and harmless.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        with contextlib.suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def sources_digest(kernels: Path | None = None) -> str:
    """Of everything compiled into the kernels: their files, and the roles they import.

    Those of another engine may import from this one's, so that both count.
    """
    files = [
        path
        for folder in sorted({KERNELS, kernels or KERNELS})
        for path in sorted(folder.glob("*.py"))
    ]
    sources = [path.read_bytes() for path in files]
    return hashlib.sha256(b"".join([*sources, bytes([TAKES_PART, SUFFICES])])).hexdigest()


def compile_in_background() -> None:
    """Begin to compile in a process that outlives this one, unless there is nothing to compile.

    Called by commands that come before the first plan, so that it need not wait. Where the cache
    is not in its usual place, the other process finds out whether there is anything to do.
    """
    if "NUMBA_CACHE_DIR" not in os.environ and is_current(IN_TREE):
        return
    if not any(process.poll() is None for process in _BEGUN):
        # not the folder of the user, whose files Python would take for modules
        package_root = Path(__file__).parents[3]
        _BEGUN[:] = [
            subprocess.Popen(
                [sys.executable, "-m", "routeplan.engines.ruin_recreate.compiled"],
                cwd=package_root,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        ]
