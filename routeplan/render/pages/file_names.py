"""Names of page files: readable, the same each time, harmless on every disk."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from routeplan.render.round_view import ShownRound
from routeplan.report.report_numbers import Scope, ScopeKind

OVERVIEW = "index.html"
PAGE_NAME = re.compile(r"\d{4}-\d\d-\d\d_(?:[A-Za-z0-9_-]+_)?[0-9a-f]{8}\.html")
"""What :func:`page_name` makes, and so what may be removed when pages are made again."""
PRINTS_NAME = re.compile(r"(?:sheets|cards|notices)(?:_[A-Za-z0-9_-]*[0-9a-f]{8})?\.pdf")
"""What :func:`sheets_name`, :func:`cards_name` and :func:`notices_name` make beside a plan."""
EXPORT_NAME = re.compile(
    r"\d{4}-\d\d-\d\d_plan(?:_[A-Za-z0-9-]+)*"
    r"\.(?:ics|gpx|kml|gpkg|geojson|csv|xlsx|parquet)"
)
"""What :func:`plan_export_name` makes in a folder beside a plan."""
LONGEST_SLUG = 60


def page_name(shown: ShownRound, on: date, *, phone: bool = False) -> str:
    """``2026-11-30_O4-dahl-emma_1a2b3c4d.html``; the hash tells shifts apart that sound alike."""
    said = "_".join(
        f"{slug(officer)}-{slug(name).lower()}".strip("-")
        for officer, name in zip(shown.officers, shown.names, strict=True)
    )
    parts = [str(on), said[:LONGEST_SLUG].strip("-_"), *(["phone"] if phone else [])]
    return f"{'_'.join(filter(None, parts))}_{_hash(shown.shift)}.html"


def slug(text: str) -> str:
    """Letters a-z and digits of a text, the rest as single hyphens; accents are dropped."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def sheets_name(officer: str | None, day: date | None, *, redacted: bool = False) -> str:
    """``sheets.pdf``, or for a part of the plan ``sheets_O4_2026-12-04_1a2b3c4d.pdf``."""
    return _print_name("sheets", officer, day, "redacted" * redacted)


def cards_name(
    officer: str | None,
    day: date | None,
    language: str | None,
    *,
    not_met: bool = False,
    contact: bool = False,
) -> str:
    """``cards.pdf``, ``cards_not-met_2026-11-30_zh_1a2b3c4d.pdf``, ``contact_O4_1a2b3c4d.pdf``."""
    kind = "contact" if contact else "cards_not-met" if not_met else "cards"
    return _print_name(kind, officer, day, language or "")


def notices_name(officer: str | None, day: date | None, parts: Sequence[str]) -> str:
    """``notices.pdf``, ``notices_O4_2026-12-04_a4-zh_1a2b3c4d.pdf``."""
    return _print_name("notices", officer, day, "-".join(filter(None, parts)))


def _print_name(kind: str, officer: str | None, day: date | None, more: str) -> str:
    """Files for the printer; the hash tells officers apart whose ids look alike."""
    parts = [slug(officer or ""), str(day or ""), more]
    whole = officer is None and not any(parts)
    return (
        f"{kind}.pdf"
        if whole
        else f"{'_'.join(filter(None, (kind, *parts, _hash(officer or ''))))}.pdf"
    )


def export_name(household: str, on: date, ending: str) -> str:
    """``2026-11-30_H012_1a2b3c4d.txt``: the day first, by which a purge knows its age."""
    parts = [str(on), slug(household)[:LONGEST_SLUG], _hash(household)]
    return f"{'_'.join(filter(None, parts))}.{ending}"


def report_name(what: str, scope: Scope, ending: str) -> str:
    """``report.pdf``, or of an officer or a beat ``report_officer-O4_1a2b3c4d.pdf``."""
    if scope.kind is ScopeKind.STATION:
        return f"{what}.{ending}"
    whose = f"{scope.kind}-{slug(scope.id)}"[:LONGEST_SLUG].strip("-")
    return f"{what}_{whose}_{_hash(scope.id)}.{ending}"


def plan_export_name(on: date, parts: Sequence[str], ending: str, *, of: str = "") -> str:
    """``2026-11-30_plan_stops.csv``, or of an officer ``2026-11-30_plan_O4_1a2b3c4d.ics``.

    Parameters
    ----------
    on
        The plan's first day, or a round's.
    parts
        What it holds; empty ones are left away.
    of
        Tells apart what reads alike in letters and digits, such as an officer's id.
    """
    said = [slug(part)[:LONGEST_SLUG] for part in parts]
    return f"{'_'.join(filter(None, [str(on), 'plan', *said, _hash(of) if of else '']))}.{ending}"
