"""Taking back what was written, the last write first, and putting it back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import Phrase, joined, phrase
from routeplan.station.clock import clerk, now, today
from routeplan.station.use_cases.undo.note_write import undo_folder

if TYPE_CHECKING:
    from routeplan.formats.decisions.journal import Side, Write

PLAN = "plan.json"
SOME = 4
"""So many files are named in a message."""


@dataclass(frozen=True)
class TakenBack:
    """A write that was taken back, or put back.

    Parameters
    ----------
    write
        What it was.
    restored, removed
        Files that have their former content again, and files that are there no longer.
    entries
        So many entries of the visit log were withdrawn, or hold again as they were before.
    drawn
        How many pages and sheets went that showed another plan.
    written
        Whether it was done; else it would be.
    """

    write: Write
    restored: tuple[Path, ...]
    removed: tuple[Path, ...]
    entries: int
    drawn: int
    written: bool


def noted_writes(root: Path) -> list[Write]:
    """Every write that is kept, the first first, also those taken back."""
    from routeplan.formats.decisions.journal import read_writes

    return read_writes(undo_folder(root))


def take_back(root: Path, name: str | None = None, *, write: bool = True) -> TakenBack:
    """Take back the last write that holds, or the last of a name; it stays noted.

    Parameters
    ----------
    name
        ``W7``, or a command such as ``replan``.
    write
        Whether to do it; else it is only shown.

    Raises
    ------
    UsageError
        When there is no such write, it cannot be taken back, or something has changed what it
        wrote since.
    StoreBusyError, StoreError
        When the visit log cannot be written; nothing was.
    """
    holding = [noted_write for noted_write in noted_writes(root) if not noted_write.undone_at]
    chosen = _chosen(holding, name) if name else (holding[-1] if holding else None)
    if chosen is None:
        raise UsageError(_none_of(name, holding) if name else _nothing(root))
    later = [other for other in holding if other.number > chosen.number]
    _require_unchanged(root, chosen, "after", later)
    return _swapped(root, chosen, "before", write=write)


def put_back(root: Path, *, write: bool = True) -> TakenBack:
    """Put back what was taken back last; the parameters and errors are those of `take_back`."""
    undone = [noted_write for noted_write in noted_writes(root) if noted_write.undone_at]
    if not undone:
        raise UsageError(phrase("nothing has been taken back"))
    chosen = max(undone, key=lambda undone_write: (undone_write.undone_at, -undone_write.number))
    _require_unchanged(root, chosen, "before", ())
    return _swapped(root, chosen, "after", write=write)


def _chosen(holding: Sequence[Write], name: str) -> Write | None:
    """The last one of that name, or of that command."""
    wanted = name.strip().casefold()
    known = [
        write for write in holding if wanted in (write.name.casefold(), write.command.casefold())
    ]
    return known[-1] if known else None


def _none_of(name: str, holding: Sequence[Write]) -> Phrase:
    known = ", ".join(f"{write.name} ({write.command})" for write in reversed(holding[-SOME:]))
    return phrase(
        "there is no write '{name}' to take back; the last ones: {known}",
        name=name,
        known=known or phrase("none"),
    )


def _nothing(root: Path) -> Phrase:
    """Why there is nothing: a purge takes with it whatever could be taken back."""
    from routeplan.formats.decisions.journal import last_purge

    if purged := last_purge(undo_folder(root)):
        return phrase(
            "the last write was a purge ({time}, by {who}), which cannot be undone",
            time=purged.at[:16].replace("T", " "),
            who=purged.by,
        )
    return phrase("there is nothing to take back")


def _visit_log(root: Path) -> Path:
    from routeplan.formats.station.settings import FILE, read_settings

    return root / read_settings(root / FILE, os.environ).files.visits


def _require_unchanged(root: Path, write: Write, side: Side, later: Sequence[Write]) -> None:
    """Raises UsageError where a file is not as the write left it."""
    from routeplan.formats.decisions.journal import mark_of

    changed = [
        file_change.path
        for file_change in write.files
        if mark_of(_read(root / file_change.path)) != getattr(file_change, side)
    ]
    if not changed:
        return
    since = [
        later_write
        for later_write in later
        if {change.path for change in later_write.files} & {*changed}
    ]
    files = ", ".join(changed[:SOME]) + (" ..." if len(changed) > SOME else "")
    if since:
        names = joined(", ", [phrase("{name} ({what})", name=e.name, what=e.what) for e in since])
        raise UsageError(
            phrase(
                "{name} ({what}) cannot be taken back before {later}, written to the same files",
                name=write.name,
                what=write.what,
                later=names,
            )
        )
    raise UsageError(
        phrase(
            "{name} ({what}) is left as it is: {files} changed since; what was changed there "
            "would be lost",
            name=write.name,
            what=write.what,
            files=files,
        )
    )


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _swapped(root: Path, chosen: Write, side: Side, *, write: bool) -> TakenBack:
    """Give every file the content of that side, and the visit log its entries."""
    from routeplan.formats.decisions.journal import content_of

    try:
        contents = content_of(undo_folder(root), chosen, side)
    except ValueError as error:
        raise UsageError(
            phrase("what {name} replaced cannot be read: {error}", name=chosen.name, error=error)
        ) from error
    restored = tuple(root / path for path in contents)
    removed = tuple(
        root / file_change.path
        for file_change in chosen.files
        if getattr(file_change, side) is None
    )
    back = side == "before"
    entries = len(chosen.entries if back else chosen.undone_entries)
    entries += len(chosen.notes if back else chosen.undone_notes)
    replanned = {path.parent for path in (*restored, *removed) if path.name == PLAN}
    drawn = sum(len(_drawn(folder)) for folder in replanned)
    if write:
        _do(root, chosen, contents, removed, back=back)
        for folder in replanned:
            _clear(folder)
    return TakenBack(chosen, restored, removed, entries, drawn, write)


def _do(
    root: Path,
    chosen: Write,
    contents: dict[str, bytes],
    removed: Sequence[Path],
    *,
    back: bool,
) -> None:
    """First note how it was, then the visit log, and the files last: each step can be repeated."""
    from routeplan.formats.decisions.journal import content_of, keep_write
    from routeplan.private_files import write_together

    folder = undo_folder(root)
    before = content_of(folder, chosen, "before")
    kept: dict[tuple[Side, str], bytes] = {("before", path): c for path, c in before.items()}
    present = {file_change.path: _read(root / file_change.path) for file_change in chosen.files}
    if back:
        kept |= {
            ("after", path): content for path, content in present.items() if content is not None
        }
    taken, notes = _take_back(
        root,
        chosen.entries if back else chosen.undone_entries,
        chosen.notes if back else chosen.undone_notes,
    )
    noted = replace(
        chosen,
        undone_at=now() if back else "",
        undone_by=clerk() if back else "",
        entries=chosen.entries if back else taken,
        undone_entries=taken if back else (),
        notes=chosen.notes if back else notes,
        undone_notes=notes if back else (),
    )
    keep_write(folder, noted, kept, today=today())
    write_together({root / path: content for path, content in contents.items()})
    for path in removed:
        path.unlink(missing_ok=True)


def _take_back(
    root: Path, numbers: Sequence[int], notes: Sequence[str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """What stands in the place of these: numbers of entries, names of what is beside them."""
    from routeplan.followup.recording import take_back_results

    if not (numbers or notes):
        return (), ()
    return take_back_results(_visit_log(root), numbers, notes, at=now(), by=clerk())


def _drawn(folder: Path) -> list[Path]:
    from routeplan.render.pages.drawn_files import drawn_beside

    return drawn_beside(folder) if folder.is_dir() else []


def _clear(folder: Path) -> None:
    """Pages and sheets that show another plan go, and folders in which nothing is left."""
    from routeplan.render.pages.drawn_files import remove

    drawn = _drawn(folder)
    remove(drawn)
    for directory in (*{path.parent for path in drawn if path.parent != folder}, folder):
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()
