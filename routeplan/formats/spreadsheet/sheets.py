"""A file's sheets as rows of text, whatever kind of file it is; one refusal where it is none.

Libraries that unpack what strangers made may crash with the whole interpreter, so they run in a
process of their own.
"""

from __future__ import annotations

import gc
import os
import resource
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from routeplan.errors import Finding, InputError
from routeplan.formats.spreadsheet.delimited import csv_lines
from routeplan.formats.spreadsheet.sheet import (
    COMPOUND,
    PARQUET,
    SHAPEFILE,
    SQLITE,
    ZIPPED,
    Sheet,
)
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.phrases import phrase
from routeplan.worker import Worker, WorkerEndedError

MAX_FILE_BYTES = 200_000_000
MAX_MEMORY_BYTES = 6_000_000_000
_NO_TABLES = {
    b"%pdf": phrase("this is a PDF"),
    b"\x89png": phrase("this is a picture"),
    b"\xff\xd8\xff": phrase("this is a picture"),
    b"gif8": phrase("this is a picture"),
    b"<!do": phrase("this is a web page"),
    b"<htm": phrase("this is a web page"),
    b"{\\rt": phrase("this is a text document"),
    b"\x7felf": phrase("this is a program"),
}


def read_sheets(path: Path, *, crs: str = "") -> tuple[Sheet, ...]:
    """Every sheet of the file.

    Parameters
    ----------
    crs
        The coordinate system of places where the file names none, such as ``EPSG:3763``.

    Raises
    ------
    InputError
        With the one reason why it cannot be read.
    """
    try:
        return _sheets(path, crs)
    except RefusedTableError as refused:
        finding = Finding(
            refused.code, refused.message, refused.fix, file=path.name, row=refused.row
        )
        raise InputError([finding]) from refused


def _sheets(path: Path, crs: str) -> tuple[Sheet, ...]:
    data = file_content(path)
    head = data[:16].lower()
    for signature, what in _NO_TABLES.items():
        if head.startswith(signature):
            fix = phrase("save the table as XLSX, ODS or CSV")
            raise RefusedTableError("file-type", what, fix)
    if data.startswith((ZIPPED, COMPOUND)):
        from routeplan.formats.spreadsheet.workbook import workbook_sheets

        return _elsewhere(workbook_sheets, data)
    if data.startswith((SHAPEFILE, SQLITE, PARQUET)) or _is_geojson(data):
        from routeplan.formats.spreadsheet.gis_layers import gis_layers

        return _elsewhere(gis_layers, path.resolve(), crs)
    return (Sheet("", csv_lines(data)),)


def file_content(path: Path) -> bytes:
    """The bytes of a file: never of a pipe, which might not end, and never too many.

    Raises
    ------
    RefusedTableError
        When there is no such file, or it is none that can be read.
    """
    try:
        # Opened without waiting: nobody may write into a pipe.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                fix = phrase("name a file")
                raise RefusedTableError("file-unreadable", phrase("this is not a file"), fix)
            if status.st_size > MAX_FILE_BYTES:
                message, fix = phrase("the file is larger than 200 MB"), phrase("split it")
                raise RefusedTableError("file-too-large", message, fix)
            data = file.read(MAX_FILE_BYTES + 1)
    except (FileNotFoundError, ValueError) as error:  # a zero byte in the path is a ValueError
        fix = phrase("correct the file's name")
        raise RefusedTableError("file-missing", phrase("file not found"), fix) from error
    except OSError as error:
        message = phrase("the file cannot be opened: {why}", why=error.strerror)
        raise RefusedTableError("file-unreadable", message, phrase("name a file")) from error
    if not data.strip():
        fix = phrase("give it a header and rows")
        raise RefusedTableError("file-empty", phrase("the file is empty"), fix)
    return data


def _is_geojson(data: bytes) -> bool:
    return data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"type"' in data[:4096]


def _elsewhere[**P](
    read: Callable[P, tuple[Sheet, ...]], *args: P.args, **kwargs: P.kwargs
) -> tuple[Sheet, ...]:
    """What a reader makes of the file in a process of its own.

    Raises
    ------
    RefusedTableError
        When it refuses the file, or crashes over it.
    """
    worker = Worker()
    try:
        return worker.ask(_quietly, read, *args, **kwargs)
    except WorkerEndedError as error:
        message = phrase("the file is damaged: the program that reads it stops in the middle")
        fix = phrase("open it in the program that made it and save it again")
        raise RefusedTableError("file-damaged", message, fix) from error
    finally:
        worker.end()


def _quietly[**P](
    read: Callable[P, tuple[Sheet, ...]], /, *args: P.args, **kwargs: P.kwargs
) -> tuple[Sheet, ...]:
    """Read within bounds, without what a crashing library says of itself; for the other process.

    The library makes room for every cell up to the last: let that fail there, not everywhere.
    Nothing that is made there is ever given up before the process ends, so nothing is collected.
    """
    with suppress(OSError, ValueError):
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, most))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    gc.disable()
    return read(*args, **kwargs)
