"""Noting what a command writes, so that ``routeplan undo`` can take it back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import Finding
from routeplan.formats.plans.folders_beside_plans import MAPS, UNDO
from routeplan.phrases import Phrase, phrase
from routeplan.station.clock import clerk, now, today

if TYPE_CHECKING:
    from routeplan.formats.decisions.journal import FileChange, Side

BESIDE_A_PLAN = re.compile(
    r"(?:(?:plan|made_from|decisions)(?:\.\d+)?|balance|shown|proposal\.[0-9a-f]+)\.json"
    r"|plan\.geojson|changes\.\d+\.pdf"
)
"""What belongs to a plan; pages and sheets are drawn from it, and drawn again."""
NUMBERED = re.compile(r"(?:plan|made_from|decisions|changes)\.\d+\.(?:json|pdf)")
"""What is kept under a number stays as it is: only whether it is there has to be looked at."""
KEPT = b""
"""Stands for the content of a numbered file that was there before."""


@dataclass
class Noting:
    """What is being written.

    Parameters
    ----------
    what
        Says what it is, such as ``a replan of Mon 30 Nov``; may be told later.
    entries, notes
        Numbers of what the visit log takes up, and names of what stands there beside entries.
    findings
        Why it cannot be taken back, where it could not be noted.
    """

    what: Phrase
    entries: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()


def undo_folder(root: Path) -> Path:
    """Where a station's writes are kept."""
    return root / MAPS / UNDO


@contextmanager
def noted_write(
    root: Path,
    what: Phrase,
    *,
    command: str,
    plan_folder: Path | None = None,
    files: Sequence[Path] = (),
) -> Iterator[Noting]:
    """Whatever changes within the block is noted as one write, with the contents before it.

    Also where the block ends with an error after it has written something. Nothing is noted where
    nothing changes.

    Parameters
    ----------
    plan_folder
        Every file there that belongs to a plan is looked at.
    files
        Further files that may change.
    """
    noting = Noting(what)
    before = _contents(plan_folder, files)
    try:
        yield noting
    finally:
        noting.findings = _note(root, noting, command, before, _contents(plan_folder, files))


def _contents(plan_folder: Path | None, files: Sequence[Path]) -> dict[Path, bytes]:
    """What there is, by its path."""
    inside = plan_folder.iterdir() if plan_folder and plan_folder.is_dir() else ()
    beside = [path for path in inside if BESIDE_A_PLAN.fullmatch(path.name)]
    return {
        path: KEPT if NUMBERED.fullmatch(path.name) else path.read_bytes()
        for path in sorted({*beside, *files})
        if path.is_file() and not path.is_symlink()
    }


def _note(
    root: Path, noting: Noting, command: str, before: dict[Path, bytes], after: dict[Path, bytes]
) -> tuple[Finding, ...]:
    """Keep what has changed; what went wrong where that cannot be."""
    from routeplan.formats.decisions.journal import Write, keep_write, next_name

    changes = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    if not (changes or noting.entries or noting.notes):
        return ()
    folder = undo_folder(root)
    contents: dict[tuple[Side, str], bytes] = {
        ("before", place_of(path, root)): before[path] for path in changes if path in before
    }
    write = Write(
        name=next_name(folder),
        at=now(),
        by=clerk(),
        command=command,
        pattern="",
        values={},
        files=tuple(_change(path, root, before, after) for path in changes),
        entries=tuple(noting.entries),
        notes=tuple(noting.notes),
    ).named(noting.what)
    try:
        keep_write(folder, write, contents, today=today())
    except OSError as error:
        return (
            Finding(
                "write-not-noted",
                phrase("this cannot be undone later: {error}", error=error.strerror or str(error)),
                phrase("make room on the disk, or ask for write permission to the folder"),
                file=folder.name,
                severity="warning",
            ),
        )
    return ()


def _change(
    path: Path, root: Path, before: dict[Path, bytes], after: dict[Path, bytes]
) -> FileChange:
    from routeplan.formats.decisions.journal import FileChange, mark_of

    made = path.read_bytes() if path in after else None  # of a numbered one, too
    return FileChange(place_of(path, root), mark_of(before.get(path)), mark_of(made))


def place_of(path: Path, root: Path) -> str:
    """The path seen from the station's folder, or the whole one of a file elsewhere."""
    whole, folder = path.resolve(), root.resolve()
    inside = whole.is_relative_to(folder)
    return whole.relative_to(folder).as_posix() if inside else str(whole)
