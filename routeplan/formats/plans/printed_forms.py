"""``maps/forms/``: where the boxes of printed sheets are, a file for each sheet.

A plan made anew does not touch them: a sheet printed before it can still be read from a scan. A
sheet printed twice may differ, in its boxes or in how much is said of its stops; then both are
kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from routeplan.formats.plans.folders_beside_plans import FORMS
from routeplan.model.printed_form import FormBand, FormField, FormPage, PrintedForm
from routeplan.private_files import write_together

FORMAT = "routeplan-forms"
MOST_KEPT = 8
"""So many different prints of a sheet are kept, the last ones."""


def keep_forms(maps: Path, forms: Iterable[PrintedForm]) -> None:
    """Keep the forms of sheets that were printed."""
    contents: dict[Path, str | bytes] = {}
    for form in forms:
        kept = forms_of(maps, form.sheet)
        if form not in kept:
            listed = [asdict(printed_form) for printed_form in (*kept, form)[-MOST_KEPT:]]
            content = {"format": FORMAT, "sheet": form.sheet, "forms": listed}
            contents[_file(maps, form.sheet)] = json.dumps(content, ensure_ascii=False) + "\n"
    if contents:
        write_together(contents)


def forms_of(maps: Path, sheet: str) -> list[PrintedForm]:
    """How a sheet was printed, the first print first; nothing where that is not known."""
    try:
        content = json.loads(_file(maps, sheet).read_text(encoding="utf-8"))
        if content["format"] != FORMAT or content["sheet"] != sheet:
            return []
        return [_form(form) for form in content["forms"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def _file(maps: Path, sheet: str) -> Path:
    """``2026-12-04_1a2b3c4d5e6f.json``: a sheet's id begins with its day."""
    name = sha256(sheet.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    day = "".join(sign for sign in sheet[:10] if sign.isascii() and (sign.isdigit() or sign == "-"))
    return maps / FORMS / f"{day}_{name}.json"


def _form(kept: dict[str, Any]) -> PrintedForm:
    pages = (
        FormPage(
            int(page["number"]),
            _numbers(page["code"]),
            tuple(FormBand(str(stop), float(x), float(y)) for stop, x, y in page["bands"]),
        )
        for page in kept["pages"]
    )
    return PrintedForm(
        sheet=str(kept["sheet"]),
        box=float(kept["box"]),
        mark=float(kept["mark"]),
        marks=tuple((float(x), float(y)) for x, y in kept["marks"]),
        remarks=_numbers(kept["remarks"]),
        fields=tuple(
            FormField(str(key), float(x), float(y), float(step), tuple(map(str, signs)))
            for key, x, y, step, signs in kept["fields"]
        ),
        pages=tuple(pages),
    )


def _numbers(values: Iterable[float]) -> Any:
    return tuple(map(float, values))
