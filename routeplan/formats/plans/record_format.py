"""Records as JSON under a format's name and version: written the same way, read strictly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from pydantic import TypeAdapter


@dataclass(frozen=True)
class RecordFormat[T: DataclassInstance]:
    """A kind of file that holds one record.

    Parameters
    ----------
    kind
        The record's class.
    name, version
        What every such file names itself; one of another version is another format.
    """

    kind: type[T]
    name: str
    version: int

    def text(self, record: T) -> str:
        """The file's text: the same for the same record."""
        content = {"format": self.name, "version": self.version, **asdict(record)}
        return json.dumps(content, ensure_ascii=False, indent=1, default=self._plain) + "\n"

    def record(self, fields: Mapping[str, Any]) -> T:
        """The record of a file's fields, as JSON has them, without format and version.

        Raises
        ------
        pydantic.ValidationError
            With every field that is not as it should be.
        """
        return self._adapter.validate_json(json.dumps(fields), strict=True)

    def parsed(self, text: str | bytes) -> T | None:
        """The record of a text; None where that is damaged, or of another format or version."""
        try:
            fields = json.loads(text)
            if fields.pop("format") != self.name or fields.pop("version") != self.version:
                return None
            return self.record(fields)
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
            return None

    def read(self, path: Path) -> T | None:
        """The record of a file; None also where it is not there or cannot be opened."""
        try:
            return self.parsed(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # no UTF-8 is a ValueError
            return None

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        from pydantic import TypeAdapter

        return TypeAdapter(self.kind)

    def _plain(self, value: object) -> str:
        if isinstance(value, date):
            return value.isoformat()
        raise TypeError(f"a {self.name.removeprefix('routeplan-')} holds no {type(value).__name__}")
