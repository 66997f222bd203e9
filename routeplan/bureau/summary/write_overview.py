"""Writing the bureau's overview from what the ledger knows of the last plans."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from urllib.parse import quote

from routeplan.bureau.findings import in_words
from routeplan.bureau.ledger import STATES, LedgerLine, RunLine
from routeplan.bureau.stations import StationFolder, stations_below
from routeplan.private_files import write_private
from routeplan.render.pages.bureau_page import StationView, bureau_page
from routeplan.render.pages.file_names import OVERVIEW
from routeplan.render.words.catalogue import Language
from routeplan.render.words.terminal_phrases import phrases_of

PAGE = "overview.html"
FINDINGS_SHOWN = 3


def write_overview(
    root: Path, run: RunLine, lines: Sequence[LedgerLine], language: Language
) -> Path:
    """Draw the overview of a run of ``plan`` in the bureau's folder.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    first_day = run.request.planned_from or run.request.today
    folders = {folder.name: folder for folder in stations_below(root)}
    phrases = phrases_of(language)
    views = [_view(line, folders.get(line.station), root, first_day, phrases) for line in lines]
    page = bureau_page(
        views,
        first_day=first_day,
        made=(run.ended or run.began)[:16].replace("T", " "),
        language=language,
    )
    return write_private(root / PAGE, page)


def _view(
    line: LedgerLine,
    folder: StationFolder | None,
    root: Path,
    first_day: date,
    phrases: Mapping[str, str],
) -> StationView:
    figures = line.figures
    if "at" not in figures:
        why = in_words(line.findings, phrases) or [STATES[line.state].said_in(phrases)]
        failed = "; ".join(why[:FINDINGS_SHOWN])
        return StationView(line.station, figures.get("name", ""), failed=failed)
    known = {field.name for field in fields(StationView)} - {"folder", "page", "failed", "at"}
    latitude, longitude = figures["at"]
    return StationView(
        folder=line.station,
        at=(latitude, longitude),
        page=_link(folder, root, first_day),
        **{name: figures[name] for name in known},
    )


def _link(folder: StationFolder | None, root: Path, first_day: date) -> str | None:
    """To the station's own overview, as a page in the bureau's folder can follow it."""
    if folder is None:
        return None
    page = folder.path / "maps" / str(first_day) / OVERVIEW
    if not page.is_file():
        return None
    return "./" + quote(os.fsencode(page.relative_to(root)))
