"""Units in the names of columns.

Tests ``formats/spreadsheet/words/length_units.py``.
"""

from __future__ import annotations

import pytest

from routeplan.formats.spreadsheet.words.length_units import length_unit, without_unit


@pytest.mark.parametrize(
    ("name", "unit", "rest"),
    [
        ("Dauer (h)", "h", "Dauer"),
        ("Dauer in Stunden", "h", "Dauer"),
        ("Duração [horas]", "h", "Duração"),
        ("Service time (s)", "s", "Service time"),
        ("所要時間(時間)", "h", "所要時間"),
        ("Durée (en heures)", "h", "Durée"),
        ("Duration (min)", "", "Duration (min)"),
        ("Minute(s)", "", "Minute(s)"),
        ("Hours", "", "Hours"),
        ("Visits", "", "Visits"),
    ],
)
def test_a_unit_stands_in_brackets_or_behind_in(name: str, unit: str, rest: str) -> None:
    assert (length_unit(name), without_unit(name)) == (unit, rest)
