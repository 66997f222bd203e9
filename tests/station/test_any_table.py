"""Whatever a table or the settings hold, they are read or told: nothing else is ever raised."""

from __future__ import annotations

import string
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routeplan.errors import InputError
from routeplan.formats.station.households import COLUMNS
from routeplan.formats.station.officers import CALENDAR_COLUMNS, OFFICER_COLUMNS
from routeplan.formats.station.settings import parse_settings
from routeplan.formats.tables.rows import read_table
from routeplan.station.findings_by_cause import by_cause
from routeplan.station.harmless_text import visible
from tests.formats.folders import SETTINGS, csv_text, read_folder, write_folder

USUAL = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SIGNS = string.digits + string.ascii_letters + " .,:;-+/|#=\"'\n\t%éÄ王И０：–\u200b\ufffd\x07"
LIKELY = (
    *("", "H1", "O1", "O2", "12", "12,5", "60.17", "24.94", "-1", "1e309", "nan", "0.1", "#1"),
    *("2026-12-01", "2026-02-30", "1.12.2026", "2026-12-01 10:30", "2026-12-01 25:30", "10:30"),
    *("Mo-Fr 08:00-16:00", "Mo-Fr 22:00-06:00", "off", "2026 Nov 31 off", "10:00-12:00+", "24/7"),
    *("high", "must", "foot", "bike", "work", "yes", "no", "maybe", "11:00-13:00", "=A1", "#REF!"),
)
CELL = st.one_of(st.sampled_from(LIKELY), st.text(SIGNS, max_size=12))


def rows_of(columns: tuple[str, ...]) -> st.SearchStrategy[list[dict[str, str]]]:
    row = st.dictionaries(st.sampled_from(columns), CELL, max_size=8)
    return st.lists(row, min_size=1, max_size=4)


def is_read_or_told(folder: Path) -> None:
    try:
        findings = read_folder(folder).warnings
    except InputError as error:
        findings = tuple(error.findings)
        assert any(finding.severity == "error" for finding in findings)
    for cause in by_cause(findings):
        assert cause.message
        assert "\n" not in visible(str(cause))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("households", COLUMNS),
        ("officers", OFFICER_COLUMNS),
        ("calendar", CALENDAR_COLUMNS),
    ],
)
def test_whatever_is_in_its_cells_a_table_is_read_or_told(
    name: str, columns: tuple[str, ...]
) -> None:
    @USUAL
    @given(rows_of(columns))
    def check(rows: list[dict[str, str]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            write_folder(Path(folder))
            path = Path(folder) / "data" / f"{name}.csv"
            good = read_table(path, (), ()).rows[0].cells
            path.write_text(csv_text([good, *(good | row for row in rows)]), encoding="utf-8")
            is_read_or_told(Path(folder))

    check()


@USUAL
@given(st.one_of(st.binary(max_size=300), st.text(SIGNS, max_size=200).map(str.encode)))
def test_whatever_its_bytes_a_table_is_read_or_told(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder))
        (Path(folder) / "data" / "households.csv").write_bytes(data)
        is_read_or_told(Path(folder))


VALUE = st.one_of(
    st.sampled_from(
        ("true", "0", "-1", "1e99", "nan", "[]", "{}", '""', '"auto"', '"6:30"', "2026-11-30")
    ),
    st.text(SIGNS.replace("\n", ""), max_size=8).map(lambda text: f'"{text}"'),
)
KEY = st.sampled_from(
    (
        *("plan.days", "plan.seconds", "plan.longest_day", "availability.quiet_hours"),
        *("availability.visiting_hours", "worth.must", "visits.minutes", "sheets.printable"),
        *("sheets.language", "travel.source", "travel.servers", "record.columns", "plan.dayz"),
        *("coordinates", "files.households", "station.telephone", "nothing.at_all", "learning"),
    )
)


@USUAL
@given(st.dictionaries(KEY, VALUE, min_size=1, max_size=4))
def test_whatever_is_in_them_settings_are_read_or_told(values: dict[str, str]) -> None:
    """Keys stand above the sections, dotted, so that each is where it belongs."""
    text = "".join(f"{key} = {value}\n" for key, value in values.items()) + SETTINGS
    try:
        parse_settings(text, "routeplan.toml", {})
    except InputError as error:
        for cause in by_cause(error.findings):
            assert cause.message
            assert cause.code.startswith("settings-")
