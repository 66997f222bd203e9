"""A new station's folder from the templates."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO
from pathlib import Path

from routeplan.errors import UsageError
from routeplan.formats.station.settings import FILE, parse_settings
from routeplan.formats.station.xlsx_templates import workbook
from routeplan.model.inputs import Coordinate
from routeplan.phrases import phrase
from routeplan.private_files import private_directory, write_private

TABLES = ("households", "officers", "calendar")


@dataclass(frozen=True)
class ExampleHome:
    """An address near the station, for the example in the table of households.

    Parameters
    ----------
    coordinate
        None where it is not known in the tables' coordinate system; the address is enough.
    """

    address: str
    coordinate: Coordinate | None = None


def start_workspace(
    root: Path,
    values: Mapping[str, str | float],
    *,
    xlsx: bool = False,
    example: ExampleHome | None = None,
    worded: Callable[[str], str] = str,
) -> list[Path]:
    """Write ``routeplan.toml`` and the tables' headers; nothing that exists is touched.

    Parameters
    ----------
    values
        Settings to fill in: ``timezone``, ``coordinates``, ``language``, ``name``, ``latitude``,
        ``longitude``, and ``area`` where the extract has another name.
    xlsx
        Whether the tables are workbooks with lists to choose from.
    example
        In the place of the template's own; where no address is known the example is at the station.
    worded
        Says a sentence in the language of whoever fills the tables in.

    Raises
    ------
    UsageError
        When one of the files is there already.
    InputError
        When a value cannot be used.
    """
    names = {name: f"data/{name}.xlsx" for name in TABLES} if xlsx else {}
    settings = _settings({**values, **names})
    parse_settings(settings, FILE, {})
    targets: dict[Path, str | bytes] = {root / FILE: settings}
    if example is None and {"latitude", "longitude"} <= values.keys():
        here = Coordinate(float(values["latitude"]), float(values["longitude"]))
        example = ExampleHome("", here)
    for name in TABLES:
        text = _table(name, example)
        path = root / "data" / f"{name}.{'xlsx' if xlsx else 'csv'}"
        targets[path] = workbook(name, text, worded) if xlsx else text
    there = [str(path) for path in targets if path.exists()]
    if there:
        raise UsageError(
            phrase("{files} already exists; nothing was written", files=", ".join(there))
        )
    private_directory(root / "maps")
    return [write_private(path, text) for path, text in targets.items()]


def _table(name: str, example: ExampleHome | None) -> str:
    """A table's columns, and an example behind a ``#``."""
    text = _template(f"{name}.csv")
    if name != "households" or example is None:
        return text
    rows = list(csv.reader(StringIO(text)))
    home = dict(zip(rows[0], rows[1], strict=True))
    at = example.coordinate
    home |= {
        "address": example.address or home["address"],
        "latitude": f"{at.latitude:.6f}" if at else "",
        "longitude": f"{at.longitude:.6f}" if at else "",
    }
    written = StringIO()
    csv.writer(written, lineterminator="\n").writerows([rows[0], list(home.values())])
    return written.getvalue()


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
