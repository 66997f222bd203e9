"""Two rows of one household are named; neighbours, namesakes and flats are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.station.reading.same_households import same_households
from tests.cli.workspaces import run
from tests.formats.folders import SETTINGS, read_folder, write_folder

PLACE = {"latitude": "60.17", "longitude": "24.94"}


def row(k: int, name: str, address: str, **cells: str) -> dict[str, str]:
    return {"id": f"H{k}", "name": name, "address": address} | PLACE | cells


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        (("Korhonen Aino", "Katu 5 A 12"), ("Aino KORHONEN", "Katu 5, A 12"), True),
        (("Korhonen Aino", ""), ("Korhonen Aino", ""), True),
        (("Korhonen Aino", "Katu 5 A 12"), ("Korhonen Aino", "Katu 5 A 13"), False),
        (("Korhonen Aino", "Katu 5 A 12"), ("Korhonen Aino", "Katu 5 B 12"), False),
        (("Korhonen Aino", "Katu 5"), ("Korhonen Eero", "Katu 5"), False),
        (("", "Katu 5"), ("", "Katu 5"), False),
    ],
)
def test_one_name_at_one_door_is_one_household(
    tmp_path: Path, first: tuple[str, str], second: tuple[str, str], is_same: bool
) -> None:
    households = [row(1, *first), row(2, "Virtanen", "Katu 5"), row(3, *second)]
    workspace = read_folder(write_folder(tmp_path, households=households, settings=SETTINGS))
    found = list(same_households(workspace))
    assert [finding.row for finding in found] == ([2, 4] if is_same else [])
    assert {finding.code for finding in found} <= {"household-twice"}


def test_a_namesake_next_door_is_somebody_else(tmp_path: Path) -> None:
    households = [row(1, "Virtanen", "Katu 5"), row(2, "Virtanen", "Katu 5", latitude="60.171")]
    workspace = read_folder(write_folder(tmp_path, households=households, settings=SETTINGS))
    assert not list(same_households(workspace))


def test_check_names_both_rows_in_one_warning(tmp_path: Path) -> None:
    settings = SETTINGS + '[travel]\nsource = "straight-line"\n'
    households = [row(1, "Virtanen", "Katu 5"), row(2, "virtanen", "Katu 5")]
    write_folder(tmp_path, households=households, settings=settings)
    done = run("check", tmp_path)
    assert "households.csv:2-3 · id · 'H1', 'H2' · the same name at the same address" in done.stderr
