"""Places pasted from maps: with points or commas, signs or letters, apart or together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.formats.station.typed_place import typed_place

PORTO = (41.15828, -8.6301)


@pytest.mark.parametrize(
    "text",
    [
        "41.15828, -8.63010",
        "41.15828 -8.63010",
        "41.15828,-8.63010",
        "41.15828;-8.63010",
        "41.15828 / -8.63010",
        "(41.15828, −8.63010)",
        "41,15828; -8,63010",
        "41,15828 -8,63010",
        "41,15828, -8,63010",
        "41,15828,-8,63010",
        "41,15828° N, 8,63010° W",
        "N 41.15828 W 8.63010",
        "N41.15828, W8.63010",
        "41.15828N 8.63010W",
        "41.15828 n, 8.63010 w",
        "8.63010 W, 41.15828 N",
        "41°09'29.808\"N 8°37'48.36\"W",
        "41° 09' 29.808\" N, 8° 37' 48.36\" W",
        "geo:41.15828,-8.63010",
        "https://www.openstreetmap.org/#map=17/41.15828/-8.63010",
        "https://www.example.org/maps/@41.15828,-8.63010,17z",
    ],
)
def test_both_numbers_are_read(text: str) -> None:
    read = typed_place(text)
    assert (read.first, read.second) == pytest.approx(PORTO, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "value"), [("60.17", 60.17), ("60,17", 60.17), ("-33.9", -33.9), ("33,9 S", -33.9)]
)
def test_one_number_is_one(text: str, value: float) -> None:
    read = typed_place(text)
    assert (read.first, read.second) == (value, None)


@pytest.mark.parametrize(
    "text", ["", "north", "nan", "1 2 3", "60.1.2", "41.1 N 8.6 N", "-41.1 S", "O 8.6", "1e5"]
)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a number|same axis|west in some"):
        typed_place(text)


@pytest.mark.parametrize("text", ["23°13'21\"S 45°18'35\"O", "23,2 S; 45,3 O", "45.3 O"])
def test_o_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="write W or E"):
        typed_place(text)


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_what_a_map_writes_is_read_back(latitude: float, longitude: float) -> None:
    pair = (round(latitude, 5), round(longitude, 5))
    text = f"{pair[0]:.5f}, {pair[1]:.5f}"
    read = typed_place(text)
    assert (read.first, read.second) == pytest.approx(pair, abs=1e-9)
    commas = typed_place(text.replace(", ", "; ").replace(".", ","))
    assert commas == read


@given(st.text(max_size=30))
def test_any_text_is_a_place_or_refused(text: str) -> None:
    try:
        typed_place(text)
    except ValueError:
        return
