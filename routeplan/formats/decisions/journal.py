"""``maps/undo/W1.zip``, ``W2.zip``, ...: what each write has changed, so that it can be taken back.

A file holds ``write.json`` and the contents that the write replaced; once it is taken back also
those that were taken away, so that it can be put back.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from routeplan.formats.plans.record_format import RecordFormat
from routeplan.phrases import Phrase, plain, recalled
from routeplan.private_files import write_private

NAME = re.compile(r"W([1-9]\d*)\.zip")
CONTENT = "write.json"
PURGED = "purged.json"
"""Says when everything before was removed."""
MOST = 100
"""So many writes are kept, and none older than ``KEPT_DAYS``."""
KEPT_DAYS = 60
MOST_BYTES = 300_000_000
"""Of all together; the last one stays however large it is."""

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that was written or removed.

    Parameters
    ----------
    path
        Seen from the station's folder, or the whole path of a file elsewhere.
    before, after
        Marks of its content before and after the write; None where there was no such file.
    """

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Write:
    """What one command has written.

    Parameters
    ----------
    name
        ``W1``, ``W2``, ...
    at, by
        When, and the name that the computer knows the user by.
    command
        ``replan``, or ``python``.
    pattern, values
        The phrase that says what it was; a value may be a pattern with its values again.
    entries
        Numbers of the entries that it added to the visit log.
    undone_at, undone_by
        When and by whom it was taken back; empty while it holds.
    undone_entries
        Numbers of the entries that took back the others.
    notes, undone_notes
        The same for rows of the visit log beside its entries, by names such as ``answers/5``.
    """

    name: str
    at: str
    by: str
    command: str
    pattern: str
    values: dict[str, Any]
    files: tuple[FileChange, ...] = ()
    entries: tuple[int, ...] = ()
    undone_at: str = ""
    undone_by: str = ""
    undone_entries: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    undone_notes: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """Rises from write to write."""
        return int(self.name[1:])

    @property
    def what(self) -> Phrase:
        """What it was, as a sentence says it."""
        return Phrase(self.pattern, {name: recalled(value) for name, value in self.values.items()})

    def named(self, what: Phrase) -> Write:
        """The same under another phrase."""
        return replace(self, **plain(what))


_FORMAT = RecordFormat(Write, "routeplan-write", 1)


@dataclass(frozen=True, slots=True)
class PurgeNote:
    """When, and by whom, everything that could be taken back was removed."""

    at: str
    by: str


def note_purge(folder: Path, purge: PurgeNote) -> Path:
    """Note that nothing from before can be taken back."""
    return write_private(folder / PURGED, json.dumps(asdict(purge), ensure_ascii=False) + "\n")


def last_purge(folder: Path) -> PurgeNote | None:
    """The last purge; None where there was none."""
    try:
        return PurgeNote(**json.loads((folder / PURGED).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def mark_of(content: bytes | None) -> str | None:
    """By which a content is known again."""
    return None if content is None else sha256(content).hexdigest()


def next_name(folder: Path) -> str:
    """The name of the next write."""
    return f"W{max(_numbers(folder), default=0) + 1}"


def file_of(folder: Path, write: Write) -> Path:
    """Where a write is kept."""
    return folder / f"{write.name}.zip"


def keep_write(
    folder: Path, write: Write, contents: Mapping[tuple[Side, str], bytes], *, today: date
) -> Path:
    """Keep a write with its contents for its owner only; of too many, or too old, the oldest go.

    Parameters
    ----------
    contents
        By side and path of the file.
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(CONTENT, _FORMAT.text(write))
        for number, change in enumerate(write.files):
            for side in ("before", "after"):
                if (content := contents.get((side, change.path))) is not None:
                    archive.writestr(f"{side}/{number}", content)
    path = write_private(file_of(folder, write), packed.getvalue())
    _forget_old(folder, path, today)
    return path


def read_writes(folder: Path) -> list[Write]:
    """Every write that is kept and can be read, the first first."""
    read = (_read(folder / f"W{number}.zip") for number in sorted(_numbers(folder)))
    return [write for write in read if write is not None]


def content_of(folder: Path, write: Write, side: Side) -> dict[str, bytes]:
    """By path: the contents on one side of a write, of the files that were there.

    Raises
    ------
    ValueError
        When the kept file is damaged, or not what it says.
    """
    contents: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(file_of(folder, write)) as archive:
            for number, change in enumerate(write.files):
                mark = getattr(change, side)
                if mark is None:
                    continue
                contents[change.path] = archive.read(f"{side}/{number}")
                if mark_of(contents[change.path]) != mark:
                    raise ValueError(change.path)
    except (OSError, KeyError, zipfile.BadZipFile, EOFError, RuntimeError) as error:
        raise ValueError(str(error)) from error
    return contents


def _read(path: Path) -> Write | None:
    try:
        with zipfile.ZipFile(path) as archive:
            write = _FORMAT.parsed(archive.read(CONTENT))
        if write is None:
            return None
        _ = write.what  # a pattern with its values
    except (OSError, ValueError, KeyError, IndexError, AttributeError, RecursionError):
        return None
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError):
        return None
    return write if path.name == f"{write.name}.zip" else None


def _numbers(folder: Path) -> list[int]:
    inside = folder.iterdir() if folder.is_dir() else ()
    matches = (NAME.fullmatch(path.name) for path in inside)
    return [int(match[1]) for match in matches if match]


def _forget_old(folder: Path, newest: Path, today: date) -> None:
    """Remove the oldest until the others are few, young and small enough."""
    since = (today - timedelta(days=KEPT_DAYS)).isoformat()
    size, kept = 0, 0
    for number in sorted(_numbers(folder), reverse=True):
        path = folder / f"W{number}.zip"
        size, kept = size + path.stat().st_size, kept + 1
        write = _read(path)
        old = write is not None and write.at[:10] < since
        if path != newest and (kept > MOST or size > MOST_BYTES or old):
            path.unlink(missing_ok=True)
