"""What becomes of one of the station's tables by an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class UpdatedTable:
    """The new table, and what has become of the old one; rows are named by their ids.

    Parameters
    ----------
    table
        As it is written; None where nothing in it changes, not even where a row comes from.
    changed
        Its columns that are different, by id.
    missing
        Ids that an import had brought and the source has no more.
    removes_missing
        Whether these are in the new table no longer.
    kept
        Columns that the station has changed since the last import and the source has not, by id.
    """

    table: bytes | None
    new: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    unchanged: int
    missing: tuple[str, ...]
    removes_missing: bool
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
