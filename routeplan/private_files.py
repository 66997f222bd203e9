"""Files that hold household data: readable by their owner only, never half written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def private_directory(path: Path) -> Path:
    """Make a directory (and missing parents) that only its owner can enter."""
    for parent in (*reversed(path.parents), path):
        if not parent.exists():
            parent.mkdir(mode=0o700, exist_ok=True)
    return path


def write_private(path: Path, content: str | bytes) -> Path:
    """Write a file of mode 0600, replacing an old one in one step.

    Text is written as UTF-8. A reader sees the old file or the new one, never a part.
    """
    write_together({path: content})
    return path


def write_together(contents: Mapping[Path, str | bytes]) -> None:
    """Write files that belong together as :func:`write_private` does, all of them or none.

    Every byte is on its disk before the first file is replaced, so a full disk leaves the old ones.
    """
    written: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            data = content.encode() if isinstance(content, str) else content
            private_directory(path.parent)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            written[path] = Path(temporary)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
        for path, part in written.items():
            part.replace(path)
    except BaseException:
        for part in written.values():
            part.unlink(missing_ok=True)
        raise
