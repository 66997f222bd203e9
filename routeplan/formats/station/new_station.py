"""A new station's folder from the templates."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from routeplan.errors import UsageError
from routeplan.formats.station.settings import FILE, parse_settings
from routeplan.phrases import phrase
from routeplan.private_files import private_directory, write_private

TABLES = ("households.csv", "officers.csv", "calendar.csv")


def start_workspace(root: Path, values: Mapping[str, str | float]) -> list[Path]:
    """Write ``routeplan.toml`` and the tables' headers; nothing that exists is touched.

    Parameters
    ----------
    values
        Settings to fill in: ``timezone``, ``coordinates``, ``language``, ``name``, ``latitude``,
        ``longitude``.

    Raises
    ------
    UsageError
        When one of the files is there already.
    InputError
        When a value cannot be used.
    """
    settings = _settings(values)
    parse_settings(settings, FILE, {})
    targets = {root / FILE: settings}
    targets |= {root / "data" / name: _template(name) for name in TABLES}
    there = [str(path) for path in targets if path.exists()]
    if there:
        raise UsageError(
            phrase("{files} already exists; nothing was written", files=", ".join(there))
        )
    private_directory(root / "maps")
    return [write_private(path, text) for path, text in targets.items()]


def _template(name: str) -> str:
    return (files("routeplan.formats") / "templates" / name).read_text(encoding="utf-8")


def _settings(values: Mapping[str, str | float]) -> str:
    """The template with the values in the place of its examples, comments kept."""
    text = _template(FILE)
    for key, value in values.items():
        literal = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        text = re.sub(
            rf"(?m)^{key} = (\"[^\"]*\"|\S+)",
            f"{key} = {literal}".replace("\\", r"\\"),
            text,
            count=1,
        )
    return text
