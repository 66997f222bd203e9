"""CONTRIBUTING.md says what the contracts hold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_table_of_layers_is_the_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    held = [sorted(layer.split(" | ")) for layer in contract["layers"]]
    rows = re.findall(r"^\| (`.*?`) \|", _text(), re.MULTILINE)
    told = [sorted(re.findall(r"`(\w+)(?:/|\.py)`", row)) for row in rows]
    assert told == held


def test_every_path_it_names_is_there() -> None:
    places = [ROOT, ROOT / "routeplan"]
    architecture = _text().partition("## Where things live")[2].partition("## Tests")[0]
    for name in re.findall(r"`([\w/]+(?:/|\.py|\.md|\.toml))`", architecture):
        assert any((place / name).exists() for place in places), name


def _text() -> str:
    return (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
