"""Files that hold household data: readable by their owner only, never half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def private_directory(path: Path) -> Path:
    """Make a directory (and missing parents) that only its owner can enter."""
    for each in (*reversed(path.parents), path):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)
    return path


def write_private(path: Path, content: str | bytes) -> Path:
    """Write a file of mode 0600, replacing an old one in one step.

    Text is written as UTF-8. A reader sees the old file or the new one, never a part.
    """
    data = content.encode() if isinstance(content, str) else content
    private_directory(path.parent)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path
