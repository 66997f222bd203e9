"""``routeplan.toml`` and the environment: what is read of them, and what is refused.

Tests ``formats/station/paper_settings.py`` and ``formats/tables/pydantic_wording.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.errors import Finding, InputError
from routeplan.formats.station.settings import (
    Settings,
    longest_day_seconds,
    parse_settings,
    read_settings,
)
from routeplan.model.inputs import Policy, Priority
from routeplan.model.visit_kinds import VisitKind
from tests.formats.folders import SETTINGS


def read(tmp_path: Path, text: str, **environment: str) -> Settings:
    (tmp_path / "routeplan.toml").write_text(text, encoding="utf-8")
    return read_settings(tmp_path / "routeplan.toml", environment)


def findings(tmp_path: Path, text: str | bytes, **environment: str) -> list[Finding]:
    path = tmp_path / "routeplan.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(InputError) as error:
        read_settings(path, environment)
    assert all(f.file and f.message and f.fix for f in error.value.findings)
    return list(error.value.findings)


def test_three_settings_are_enough(tmp_path: Path) -> None:
    settings = read(tmp_path, SETTINGS)
    assert settings.station.name == "Street Station"
    assert settings.coordinates == "wgs84"
    assert settings.plan.days == 5
    assert settings.zone.key == "Europe/Helsinki"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff" + SETTINGS).timezone == "Europe/Helsinki"


def test_the_plans_policy_comes_from_the_settings(tmp_path: Path) -> None:
    text = SETTINGS + (
        "[availability]\nchance_given = 0.8\nchance_appointment = 0.9\n"
        'quiet_hours = "Mo-Su 20:00-24:00"\n'
        '[availability.visiting_hours]\n"Mo-Fr 08:00-10:00" = 0.4\n"Mo-Fr 08:00-20:00" = 0.3\n'
        "[worth]\nmust = 400\nhigh = 200\nnormal = 50\nlow = 20\ndouble_after_days = 10\n"
        "first_meeting = 2\n"
        "other_officer = 5\n"
        "[visits]\nsame_building_seconds = 45\nshut_door_minutes = 1.5\nreserve_stops = 3\n"
    )
    policy = read(tmp_path, text).policy()
    assert policy == Policy(
        worth_minutes=policy.worth_minutes,
        double_after_days=10,
        first_meeting=2,
        other_officer_minutes=5,
        chance_given=0.8,
        chance_appointment=0.9,
        visiting_hours=(("Mo-Fr 08:00-10:00", 0.4), ("Mo-Fr 08:00-20:00", 0.3)),
        quiet_hours="Mo-Su 20:00-24:00",
        same_building_seconds=45,
        shut_door_seconds=90,
        reserve_stops=3,
    )
    assert policy.worth_minutes == {
        Priority.MUST: 400,
        Priority.HIGH: 200,
        Priority.NORMAL: 50,
        Priority.LOW: 20,
    }


@pytest.mark.parametrize(
    ("text", "column", "fix"),
    [
        ("timzone = 1\n" + SETTINGS, "timzone", "did you mean 'timezone'?"),
        (SETTINGS + "[worht]\n", "worht", "did you mean 'worth'?"),
        (SETTINGS + "[plan]\nday = 5\n", "plan.day", "did you mean 'days'?"),
        (SETTINGS + "[visits]\nother_oficer = 5\n", "visits.other_oficer", "in [worth]"),
        ("secnds = 5\n" + SETTINGS, "secnds", "did you mean 'seconds' in [plan]?"),
        (
            SETTINGS + 'timezone = "UTC"\n',
            "station.timezone",
            "did you mean 'timezone' above the first [section]?",
        ),
        (SETTINGS + "xyzzy = 5\n", "station.xyzzy", "remove it"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_known_one(
    tmp_path: Path, text: str, column: str, fix: str
) -> None:
    (found,) = findings(tmp_path, text)
    assert (found.code, found.column, found.file) == (
        "settings-unknown-key",
        column,
        "routeplan.toml",
    )
    assert fix in found.fix


BAD: list[tuple[str, str, str]] = [
    # lines below [station], key, reason
    ("[plan]\ndays = 0\n", "plan.days", "no day"),
    ("[plan]\ndays = 32\n", "plan.days", "more than a month"),
    ("[plan]\ndays = 2.5\n", "plan.days", "half a day"),
    ("[plan]\nseconds = 0\n", "plan.seconds", "no time to search"),
    ("[plan]\nseconds = inf\n", "plan.seconds", "for ever"),
    ("[plan]\nseed = -1\n", "plan.seed", "negative"),
    ('[plan]\nlongest_day = "6"\n', "plan.longest_day", "no minutes"),
    ('[plan]\nlongest_day = "6:5"\n', "plan.longest_day", "one digit of minutes"),
    ('[plan]\nlongest_day = "6:60"\n', "plan.longest_day", "no such minute"),
    ('[plan]\nlongest_day = "0:00"\n', "plan.longest_day", "nothing"),
    ('[plan]\nlongest_day = "25:00"\n', "plan.longest_day", "more than a day"),
    ("plan = 5\n", "station.plan", "a section written as a key of another"),
    ("[availability]\nchance_given = 1.1\n", "availability.chance_given", "more than sure"),
    ("[availability]\nchance_given = nan\n", "availability.chance_given", "not a number"),
    ('[availability]\nquiet_hours = "late"\n', "availability.quiet_hours", "words"),
    ('[availability]\nquiet_hours = "Mo 22:00-06:00"\n', "availability.quiet_hours", "midnight"),
    (
        '[availability.visiting_hours]\n"" = 0.5\n',
        "availability.visiting_hours..[key]",
        "no hours, which would mean day and night",
    ),
    (
        '[availability.visiting_hours]\n"Mo 08:00-10:00" = 45\n',
        "availability.visiting_hours.Mo 08:00-10:00",
        "a chance in per cent",
    ),
    ("[worth]\nlow = -1\n", "worth.low", "negative"),
    ("[worth]\nfirst_meeting = 0.5\n", "worth.first_meeting", "at least 1"),
    ("[worth]\ndouble_after_days = 0\n", "worth.double_after_days", "at once"),
    ("[visits]\nminutes = 0.5\n", "visits.minutes", "half a minute"),
    ("[visits]\ntolerance_minutes = -5\n", "visits.tolerance_minutes", "negative"),
    ("[visits]\nreserve_stops = 21\n", "visits.reserve_stops", "too many for a sheet"),
    ('[travel]\nsource = "google"\n', "travel.source", "no such source"),
    ("[travel]\nsnap_warn_metres = 0\n", "travel.snap_warn_metres", "nothing is so near"),
    ('[travel.servers]\nhorse = "http://x"\n', "travel.servers.horse.[key]", "no such mode"),
    ('[sheets]\nlanguage = "../x"\n', "sheets.language", "no code of a language"),
    ('[sheets]\nprintable = "name"\n', "sheets.printable", "a word where a list belongs"),
    ('[sheets]\ndemo = "perhaps"\n', "sheets.demo", "neither true nor false"),
    ('[sheets]\nboxes = ["age"]\n', "sheets.boxes.0", "no box that reports count"),
    ('[manual.kinds.fraud]\nsteps = [""]\n', "manual.kinds.fraud.steps.0", "an empty step"),
]


@pytest.mark.parametrize(("lines", "key", "reason"), BAD, ids=[reason for _, _, reason in BAD])
def test_a_bad_value_is_told_with_its_key(
    tmp_path: Path, lines: str, key: str, reason: str
) -> None:
    (found,) = findings(tmp_path, SETTINGS + lines)
    code = "settings-unknown-key" if key == "station.plan" else "settings-invalid"
    assert (found.code, found.column) == (code, key), reason


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("latitude = 60.17", "latitude = 91", "station.latitude"),
        ("latitude = 60.17", "latitude = nan", "station.latitude"),
        ("longitude = 24.94", "longitude = 181", "station.longitude"),
        ('name = "Street Station"', 'name = ""', "station.name"),
        ("Europe/Helsinki", "Europe/Helsingki", "timezone"),
    ],
)
def test_the_needed_settings_are_checked_too(tmp_path: Path, old: str, new: str, key: str) -> None:
    (found,) = findings(tmp_path, SETTINGS.replace(old, new))
    assert (found.code, found.column) == ("settings-invalid", key)


def test_an_unknown_time_zone_comes_with_the_nearest(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, SETTINGS.replace("Helsinki", "Helsingki"))
    assert "did you mean Europe/Helsinki?" in found.message
    (found,) = findings(tmp_path, SETTINGS.replace("Europe/Helsinki", "q"))
    assert found.message == "unknown time zone"


def test_missing_settings_and_wrong_ones_come_at_once(tmp_path: Path) -> None:
    found = findings(tmp_path, "plan = 5\n[worth]\nlow = -1\n[vistis]\n")
    assert sorted((f.code, f.column, f.value) for f in found) == [
        ("settings-invalid", "plan", "5"),
        ("settings-invalid", "worth.low", "-1"),
        ("settings-missing-key", "station.latitude", ""),
        ("settings-missing-key", "station.longitude", ""),
        ("settings-missing-key", "station.name", ""),
        ("settings-missing-key", "timezone", ""),
        ("settings-unknown-key", "vistis", "{}"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("timezone = ", "half a line"),
        ("a = 1\na = 2\n", "a key twice"),
        (b"name = '\xff'", "not UTF-8"),
        ("a = " + 5_000 * "[", "brackets without end"),
    ],
)
def test_a_file_that_is_no_toml_is_told(tmp_path: Path, content: str | bytes, reason: str) -> None:
    assert [f.code for f in findings(tmp_path, content)] == ["settings-malformed"], reason


def test_a_folder_without_settings_is_told_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_settings(tmp_path / "routeplan.toml")
    (found,) = error.value.findings
    assert found.code == "settings-missing"
    assert "routeplan init" in found.fix


def test_settings_that_cannot_be_opened_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_settings(tmp_path)
    assert [f.code for f in error.value.findings] == ["settings-malformed"]


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        SETTINGS + "[plan]\ndays = 3\nseed = 7\n",
        ROUTEPLAN_PLAN_DAYS="12",
        ROUTEPLAN_TIMEZONE="Asia/Shanghai",
        ROUTEPLAN_WORTH_HIGH="99.5",
        ROUTEPLAN_SHEETS_DEMO="true",
        ROUTEPLAN_SHEETS_PRINTABLE="name, floor",
        ROUTEPLAN_TODAY="2026-11-29",  # another one's: not a setting
        OTHER="x",
    )
    assert settings.plan.days == 12
    assert settings.plan.seed == 7
    assert settings.timezone == "Asia/Shanghai"
    assert settings.worth.high == 99.5
    assert settings.sheets.demo is True
    assert settings.sheets.printable == ("name", "floor")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ROUTEPLAN_STATION_LATITUDE", "85.001"),  # Mercator's map has no poles
        ("ROUTEPLAN_STATION_LATITUDE", "-90"),
        ("ROUTEPLAN_TRAVEL_WALKING_METRES_PER_SECOND", "1e-9"),
        ("ROUTEPLAN_TRAVEL_SNAP_REFUSE_METRES", "1e9"),
        ("ROUTEPLAN_TRAVEL_SNAP_WARN_METRES", "1e9"),
    ],
)
def test_values_beyond_all_sense_are_refused(tmp_path: Path, variable: str, value: str) -> None:
    (found,) = findings(tmp_path, SETTINGS, **{variable: value})
    assert (found.code, found.file, found.value) == ("settings-invalid", variable, value)


def test_a_mistyped_variable_is_refused_like_a_mistyped_key(tmp_path: Path) -> None:
    names = {"ROUTEPLAN_PLAN_DYAS": "3", "ROUTEPLAN_TODAY": "2026-11-29", "HOME": "/"}
    (found,) = findings(tmp_path, SETTINGS, **names)
    assert (found.code, found.file, found.value) == (
        "settings-unknown-key",
        "ROUTEPLAN_PLAN_DYAS",
        "3",
    )
    assert found.fix == "did you mean 'ROUTEPLAN_PLAN_DAYS'?"


def test_the_environment_can_supply_what_the_file_lacks(tmp_path: Path) -> None:
    text = SETTINGS.replace('name = "Street Station"\n', "")
    assert read(tmp_path, text, ROUTEPLAN_STATION_NAME="North").station.name == "North"


def test_a_bad_variable_is_told_by_its_name(tmp_path: Path) -> None:
    found = findings(
        tmp_path, SETTINGS, ROUTEPLAN_PLAN_DAYS="many", ROUTEPLAN_AVAILABILITY_VISITING_HOURS="x"
    )
    assert [(f.file, f.column, f.value) for f in found] == [
        ("ROUTEPLAN_PLAN_DAYS", "plan.days", "many"),
        ("ROUTEPLAN_AVAILABILITY_VISITING_HOURS", "availability.visiting_hours", "x"),
    ]


def test_a_variable_does_not_mend_a_section_that_is_none(tmp_path: Path) -> None:
    found = findings(tmp_path, "plan = 5\n" + SETTINGS, ROUTEPLAN_PLAN_DAYS="3")
    assert [(f.file, f.column) for f in found] == [("routeplan.toml", "plan")]


@pytest.mark.parametrize(
    ("text", "seconds"), [("auto", None), ("none", 0), ("6:30", 23_400), ("24:00", 86_400)]
)
def test_the_longest_day_is_auto_none_or_hours_and_minutes(text: str, seconds: int | None) -> None:
    assert longest_day_seconds(text) == seconds


def test_the_manual_keeps_the_order_of_the_file() -> None:
    text = (
        f'{SETTINGS}[manual.kinds."well-being"]\npurpose = "Why"\nsteps = ["Look"]\n'
        '[manual.kinds.fraud]\nquestions = ["Calls?"]\n'
    )
    manual = parse_settings(text, "routeplan.toml", {}).manual
    assert manual.column == "task"
    assert manual.visit_kinds() == (
        VisitKind("well-being", "Why", ("Look",)),
        VisitKind("fraud", questions=("Calls?",)),
    )
