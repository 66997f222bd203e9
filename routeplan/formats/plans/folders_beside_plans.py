"""Folders that are of no plan: commands write there, and a purge must find what they wrote."""

from __future__ import annotations

MAPS = "maps"
"""Of the station's folder."""
BEATS, EXPORTS, HOMES, REPORTS, UNDO = "beats", "exports", "homes", "reports", "undo"
FORMS = "forms"
"""Of ``maps/``."""
CHANGES_OF_BEATS = "changes.csv"
COUNTS_OF_BEATS = "before-after.csv"
"""It tells of officers only."""
