"""Opening the source of travel that the settings ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.errors import StreetNetworkError
from routeplan.model.inputs import Mode
from routeplan.travel import KINDS, open_source
from tests.travel.streets import crossing

PLACES = [crossing("A"), crossing("B")]


@pytest.mark.parametrize(
    ("kind", "source", "estimate"),
    [
        ("streets", "streets", False),
        ("server", "street server", False),
        ("straight-line", "straight-line estimate", True),
    ],
)
def test_each_kind_is_named_on_pages_and_opening_it_asks_nothing(
    kind: str, source: str, estimate: bool
) -> None:
    opened = open_source(kind)
    assert (opened.source, opened.estimate) == (source, estimate)
    opened.close()


def test_the_kinds_offered_are_those_that_open() -> None:
    assert KINDS == ("streets", "server", "straight-line")


def test_another_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="one of streets, server, straight-line, not 'teleport'"):
        open_source("teleport")


@pytest.mark.parametrize(
    ("kind", "needs"),
    [
        pytest.param("streets", r"need an extract: see \[files\] area", id="no extract"),
        pytest.param("server", r"no street server is named for foot", id="no server"),
    ],
)
def test_what_a_kind_needs_is_said_when_it_is_missing(kind: str, needs: str) -> None:
    with pytest.raises(StreetNetworkError, match=needs):
        open_source(kind).tables(PLACES, [Mode.FOOT])


def test_a_server_for_another_mode_does_not_do() -> None:
    source = open_source("server", servers={Mode.CAR: "http://127.0.0.1:1"})
    with pytest.raises(StreetNetworkError, match=r"for foot: see \[travel\.servers\]"):
        source.tables(PLACES, [Mode.FOOT])


def test_streets_are_built_from_the_extract_into_the_cache(town: Path) -> None:
    cache = town.parent / "cache"
    source = open_source("streets", area=town, cache=cache)
    assert source.tables(PLACES, [Mode.FOOT]).seconds[0, 0, 1] == pytest.approx(144, abs=1)
    source.close()
    assert [path.name[:13] for path in cache.glob("streets-foot-*")] == ["streets-foot-"]
