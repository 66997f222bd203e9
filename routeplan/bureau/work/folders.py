"""Where workers keep what is theirs: on their computer, for the user who runs them alone."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from tempfile import gettempdir

from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.private_files import private_directory


def worker_folder() -> Path:
    """Where the workers of this user keep streets, and stations while they work on them.

    Raises
    ------
    UsageError
        When somebody else has made it: household data does not go there.
    """
    folder = private_directory(Path(gettempdir()) / f"routeplan-bureau-{os.getuid()}")
    status = folder.lstat()
    if status.st_uid != os.getuid() or status.st_mode & 0o077 or folder.is_symlink():
        raise UsageError(
            phrase("{folder} belongs to somebody else: remove it, or set TMPDIR", folder=folder)
        )
    return folder


def owner_mark(process: int) -> str:
    """What a file or folder of a process is named by; others may use the same disk."""
    return f"{socket.gethostname()}~{process}~"


def streets_folder() -> Path:
    """Where street extracts and the networks built of them stay."""
    return private_directory(worker_folder() / "streets")
