"""``routeplan report``: the period, whose it is, numbers traced, files.

Tests ``cli/commands/report.py``, ``cli/tables/audit.py``, ``cli/tables/report.py``,
``station/use_cases/make_report.py``, ``station/use_cases/visit_log/audit_sheets.py`` and
``station/use_cases/write_report.py``.
"""

from __future__ import annotations

import gc
import json
import stat
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from routeplan.visitlog.log_records import Round, RoundStop
from routeplan.visitlog.store import writing
from routeplan.visitlog.writing import add_round
from tests.cli.test_record import record, round_of
from tests.cli.workspaces import MONDAY, change, run
from tests.visitlog.logs import call
from tests.visitlog.logs import record as log_calls

SUNDAY = "2026-12-06"
COUNTED_AS_ONE = "Lines with the same number under 'counted' were counted as one."


@pytest.fixture
def told(station: Path) -> Path:
    """The small station; of O2's Monday round the first two stops are recorded, one corrected."""
    _, code = round_of(station)
    record(station, MONDAY, code, "1m+2 2e!", "--add", "1 opinions <i>{{x}}: y")
    record(station, MONDAY, code, "2o", "--correct")
    return station


def report(station: Path, *words: str, today: str = SUNDAY, columns: str = "200") -> Result:
    return run("report", station, *words, ROUTEPLAN_TODAY=today, COLUMNS=columns)


def numbers_of(done: Result) -> dict[str, dict]:
    assert done.exit_code == 0, done.output
    return {number["name"]: number for number in json.loads(done.stdout)["numbers"]}


def test_numbers_of_the_station_its_officers_and_beats_come_as_json(told: Path) -> None:
    done = report(told, "--from", MONDAY, "--json")
    numbers = numbers_of(done)
    whole = {"name": "met", "value": 1, "unit": "count", "of": "called", "percent": 50}
    assert numbers["met"] == whole | {"entries": 1}
    assert (numbers["called"]["value"], numbers["called/O2"]["value"]) == (2, 2)
    assert (numbers["called/O1"]["value"], numbers["persons"]["value"]) == (0, 2)
    assert numbers["planned"]["value"] == 10  # H11 is left out, H12 is not called on
    content = json.loads(done.stdout)
    assert (content["from"], content["to"], content["over"]) == (MONDAY, SUNDAY, "2026-12-05")
    assert (content["missing_weeks"], content["written"]) == ([], [])


def test_the_whole_report_is_told_in_the_terminal(told: Path) -> None:
    done = report(told, "--from", "2026-11-23")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "Street Station, whole station: 2026-11-23 to 2026-12-06" in lines
    assert any("O2 Dahl Emma 2 1 (50 %)" in line for line in lines)
    assert "There is no plan for the weeks from Mon 23 Nov: planned visits" in done.stdout
    assert "Plans and promises are counted up to 2026-12-05." in done.stdout


@pytest.mark.parametrize("columns", ["80", "200"])
def test_tables_fit_the_terminal(told: Path, columns: str) -> None:
    done = report(told, "--from", MONDAY, columns=columns)
    assert max(map(len, done.stdout.splitlines())) <= int(columns)


def test_one_officers_report_has_his_numbers_only(told: Path) -> None:
    own = numbers_of(report(told, "--from", MONDAY, "--officer", "O2", "--json"))
    assert own["called/O2"]["value"] == 2
    assert not [name for name in own if "/O1" in name or name == "called"]
    beat = numbers_of(report(told, "--from", MONDAY, "--beat", "O2", "--json"))
    assert set(beat) >= {"called/beat/O2", "planned/beat/O2"}  # of H7 alone


def test_a_number_is_traced_to_its_entries_and_their_history(told: Path) -> None:
    done = report(told, "--from", MONDAY, "--trace", "out/O2", "--json")
    (row,) = json.loads(done.stdout)
    assert (row["entry"], row["day"], row["stop"], row["what"]) == (3, MONDAY, "2", "out")
    assert [
        (earlier_entry["entry"], earlier_entry["result"]) for earlier_entry in row["before"]
    ] == [(2, "entered")]
    shown = report(told, "--from", MONDAY, "--trace", "out/O2").stdout
    line = next(" ".join(line.split()) for line in shown.splitlines() if "/O2/" in line)
    assert line.startswith(f"1 3 {MONDAY} {row['sheet']} 2 ")
    assert "2 entered 20" in line
    assert "planned" in report(told, "--from", MONDAY, "--trace", "planned").stdout


def test_a_trace_tells_the_sheet_in_full_on_a_narrow_terminal(told: Path) -> None:
    done = report(told, "--from", MONDAY, "--trace", "out/O2", "--json")
    (row,) = json.loads(done.stdout)
    shown = report(told, "--from", MONDAY, "--trace", "out/O2", columns="80").stdout
    lines = shown.splitlines()
    head = next(k for k, line in enumerate(lines) if line.startswith("counted"))
    begin, end = lines[head].index("sheet"), lines[head].index("stop")
    rows = lines[head + 2 : lines.index(COUNTED_AS_ONE)]
    assert "".join(line[begin:end].strip() for line in rows) == row["sheet"]


def test_names_and_categories_cannot_play_with_the_terminal(station: Path) -> None:
    change(station, "officers", {"O2": {"name": "[/] [red]Dahl"}})
    for home in ("H1", "H2", "H3"):
        said = "opinions [/x]\u202elamps: y"
        record(station, MONDAY, "m", "--household", home, "--officer", "O2", "--add", said)
    done = report(station, "--from", MONDAY, "--officer", "O2")
    assert (done.exit_code, "O2 [/] [red]Dahl: " in done.stdout) == (0, True)
    assert "[/x]\\u202elamps" in done.stdout
    traced = report(station, "--from", MONDAY, "--trace", "opinions:[/x]\u202elamps")
    assert traced.exit_code == 0, traced.output
    assert "This is part of opinions: --trace opinions" in traced.stdout


def test_a_trace_names_no_household(told: Path) -> None:
    route, _ = round_of(told)
    shown = report(told, "--from", MONDAY, "--trace", "called").stdout
    assert route.stops[0].household not in shown.replace(SUNDAY, "").split()


@pytest.mark.parametrize(
    ("words", "told_first", "told_last"),
    [
        ([], "2026-12-01", SUNDAY),
        (["--month", "2026-11"], "2026-11-01", "2026-11-30"),
        (["--month", "2026-12"], "2026-12-01", SUNDAY),
        (["--to", "2026-11-30"], "2026-11-01", "2026-11-30"),
        (["--from", "2026-11-29"], "2026-11-29", SUNDAY),
    ],
)
def test_the_period_ends_today_at_the_latest(
    told: Path, words: list[str], told_first: str, told_last: str
) -> None:
    content = json.loads(report(told, *words, "--json").stdout)
    assert (content["from"], content["to"]) == (told_first, told_last)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--month", "2026-11", "--from", MONDAY],
            "--month cannot be combined with --from or --to",
        ),
        (["--month", "November"], "write it like 2026-11"),
        (["--month", "2026-13"], "'2026-13' is not a month"),
        (["--officer", "O1", "--beat", "O1"], "--officer cannot be combined with --beat"),
        (["--from", "2026-12-07"], "nothing to report from 2026-12-07 to 2026-12-06"),
        (["--officer", "O9"], "there is no officer 'O9'; there are O1 (Chen Wei"),
        (["--beat", "O1"], "there is no beat O1; use one of: O2"),
        (["--trace", "mett"], "no number mett; did you mean met"),
        (["--output", "x"], "--output needs --write or --form"),
    ],
)
def test_what_cannot_be_reported_is_wrong_usage(told: Path, words: list[str], message: str) -> None:
    done = report(told, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_without_a_log_it_says_what_to_do_first(station: Path) -> None:
    done = report(station)
    assert done.exit_code == 2
    assert "record a round first" in done.stderr


def test_what_the_chief_gave_is_compared_with_what_happened(station: Path) -> None:
    """H1 is given to O2, who then finds nobody at home."""
    done = run(
        *("replan", station, "--give", "H1", "O2", "--reason", "they know each other"),
        *("--seconds", "0.5", "--write", "--quiet"),
    )
    assert done.exit_code == 0, done.output
    record(station, MONDAY, "o", "--household", "H1", "--officer", "O2")
    numbers = numbers_of(report(station, "--from", MONDAY, "--json"))
    told = {name: numbers[name]["value"] for name in ("given", "given-called", "given-met/O2")}
    assert told == {"given": 1, "given-called": 1, "given-met/O2": 0}
    assert numbers["overrides-price"]["value"] is not None


def test_files_are_their_owners_only(told: Path, tmp_path: Path) -> None:
    done = report(told, "--from", MONDAY, "--write", "--json")
    written = [Path(path) for path in json.loads(done.stdout)["written"]]
    assert {path.parent for path in written} == {told / "maps" / "reports" / f"{MONDAY}_{SUNDAY}"}
    assert [path.name for path in written] == ["report.pdf", "report.html", "report.csv"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    assert written[0].read_bytes().startswith(b"%PDF")
    assert "&lt;i&gt;" not in written[1].read_text(encoding="utf-8")  # one call: it is "other"


def test_the_form_of_an_officer_goes_where_it_is_wanted(told: Path, tmp_path: Path) -> None:
    done = report(told, "--from", MONDAY, "--officer", "O2", "--form", "--output", str(tmp_path))
    (form,) = tmp_path.glob("form_officer-O2_*.pdf")
    assert f"Written: {form}" in done.stdout
    assert form.read_bytes().startswith(b"%PDF")


def test_a_report_leaves_the_garbage_collector_as_it_was(told: Path) -> None:
    gc.disable()
    try:
        report(told, "--from", MONDAY)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_who_wrote_a_report_is_noted_and_that_it_names_no_household(told: Path) -> None:
    report(told, "--from", MONDAY, "--officer", "O2", "--write", "--form")
    (noted,) = json.loads(run("prints", told, "--json").stdout)
    assert (noted["command"], noted["what"], len(noted["files"])) == ("report", "report", 4)
    assert (noted["first_day"], noted["last_day"]) == (MONDAY, SUNDAY)
    assert (noted["officers"], noted["households"]) == (["O2"], [])


def everybody_met(station: Path) -> None:
    """A sheet of O2's with eight doors of one in four, all of which are said to have opened."""
    homes = [f"H{k}" for k in range(1, 9)]
    stops = tuple(
        RoundStop(str(k), home, home, 900, 32_400 + 1200 * k, 0.25)
        for k, home in enumerate(homes, start=1)
    )
    day = date.fromisoformat(MONDAY)
    sheet = Round("S1", "K3", day, day, "O2/0", ("O2",), 0, 7200, 2.0, stops)
    path = station / "data" / "visits.db"
    with writing(path) as log:
        add_round(log, sheet)
    calls = [
        call(
            "met",
            **{"household": stop.household, "visit": stop.visit, "officers": ("O2",), "day": day},
            **{"round": "S1", "stop": stop.stop, "called_at": stop.begin},
        )
        for stop in stops
    ]
    log_calls(path, *calls)


def test_a_sheet_that_cannot_be_is_named_with_homes_to_call_on(station: Path) -> None:
    everybody_met(station)
    done = report(station, "--from", MONDAY, "--audit")
    assert (done.exit_code, done.stderr) == (0, "")
    text = " ".join(done.stdout.split())
    assert "K3 2026-11-30 Dahl Emma 8 8 2.0 more people met than the chances allow" in text
    assert "1 of 1 sheet with enough calls. A doubt is no proof" in text
    found = json.loads(report(station, "--from", MONDAY, "--audit", "--json").stdout)
    (sheet,) = found["sheets"]
    assert found["of"] == 1
    assert (sheet["doubts"], sheet["met"], len(sheet["homes"])) == (["met"], 8, 5)
    assert all(home in text for home in sheet["homes"])


def test_of_one_officer_only_his_sheets_are_named(station: Path) -> None:
    everybody_met(station)
    nobody = report(station, "--from", MONDAY, "--audit", "--officer", "O1")
    assert nobody.stdout == "No sheet has the 6 calls that it takes to judge it.\n"
    assert "K3" in report(station, "--from", MONDAY, "--audit", "--officer", "Dahl").stdout


@pytest.mark.parametrize("words", [("--write",), ("--form",), ("--trace", "met"), ("--beat", "O1")])
def test_an_audit_counts_no_numbers(station: Path, words: tuple[str, ...]) -> None:
    done = report(station, "--audit", *words)
    assert done.exit_code == 2
    assert "--audit goes with none of --trace, --write, --form, --beat" in done.stderr
