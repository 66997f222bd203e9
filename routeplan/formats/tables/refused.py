"""A table that cannot be read, or should not be."""

from __future__ import annotations

from dataclasses import dataclass

from routeplan.phrases import phrase


@dataclass
class RefusedTableError(Exception):
    """The file cannot be read, or should not be; ``row`` where that is known.

    All of it is given by position, so that it comes whole out of another process.
    """

    code: str
    message: str
    fix: str = phrase("save it again as XLSX")
    row: int | None = None
