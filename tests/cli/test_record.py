"""``routeplan record``: by a line, by the form, from a file; twice, corrected, wrong.

Tests ``cli/commands/matters.py``, ``cli/commands/record.py``, ``cli/commands/record_form.py``,
``cli/tables/followup/due.py``, ``cli/tables/followup/matters.py``, ``cli/tables/record.py``,
``station/use_cases/record_round.py`` and ``station/use_cases/visit_log/follow_matters.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.plan import Route
from routeplan.model.sheet_codes import sheet_codes, sheet_id
from routeplan.visitlog.handouts import handouts
from routeplan.visitlog.reading import entries, matters, rounds
from routeplan.visitlog.store import reading, writing
from tests.cli.workspaces import MONDAY, OF_THE_PLAN, TUESDAY, change, run

EVENING = {"ROUTEPLAN_TODAY": TUESDAY}


def round_of(station: Path, officer: str = "O2") -> tuple[Route, str]:
    """The Monday's round of an officer, and its code."""
    plan = read_plan(station / "maps" / MONDAY / "plan.json")
    route = next(r for r in plan.routes if r.day == 0 and officer in r.officers)
    return route, sheet_codes(plan)[route.shift]


def record(station: Path, *words: str, text: str = "", **environment: str) -> Result:
    return run("record", *words, "--dir", station, text=text, **(EVENING | environment))


def logged(station: Path) -> list:
    with reading(station / "data" / "visits.db") as log:
        return [call.entry for call in entries(log)]


def test_a_line_records_its_stops_and_tells_which_are_missing(station):
    route, code = round_of(station)
    done = record(station, MONDAY, code.lower(), "1m+2 2o")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("2 results recorded.\n")
    rest = ", ".join(str(number) for number in range(3, len(route.stops) + 1))
    assert f"Not entered yet from sheet {code} (O2): {rest}." in done.stdout
    first, second = logged(station)
    assert (first.household, first.persons) == (route.stops[0].household, 2)
    assert (second.household, second.result) == (route.stops[1].household, "out")
    assert first.round == second.round == sheet_id(route, read_plan_day(station))


def read_plan_day(station: Path):
    return read_plan(station / "maps" / MONDAY / "plan.json").first_day


def test_what_was_recorded_is_told_back_with_names_as_harmless_text(station):
    plan = read_plan(station / "maps" / MONDAY / "plan.json")
    route = next(r for r in plan.routes if any(stop.household == "H8" for stop in r.stops))
    _, code = round_of(station, route.officers[0])
    number = [stop.household for stop in route.stops].index("H8") + 1
    done = record(station, MONDAY, code, f"{number}e!", "--add", f"{number} hours Mo 09:00-10:00")
    assert '<b>Eve</b> #import "x"' in done.stdout
    assert "entered, follow up, hours" in done.stdout


def test_the_same_line_again_changes_nothing(station):
    _, code = round_of(station)
    first = json.loads(record(station, MONDAY, code, "1m 2o", "--json").stdout)
    again = json.loads(record(station, MONDAY, code, "1m 2o", "--json").stdout)
    assert (len(first["new"]), first["same"]) == (2, [])
    assert (again["new"], again["same"]) == ([], first["new"])
    assert next(iter(first["not_typed"].values()))[0] == "3"
    assert again["not_typed"] == first["not_typed"]
    assert len(logged(station)) == 2
    later = json.loads(record(station, MONDAY, code, "3m", "--json").stdout)
    assert next(iter(later["not_typed"].values()))[0] == "4"  # 1 and 2 are in the log
    assert record(station, MONDAY, code, "1m").stdout.endswith(
        "0 results recorded; already recorded: 1.\n"
    )


def test_another_result_needs_correct(station):
    _, code = round_of(station)
    record(station, MONDAY, code, "1m")
    refused = record(station, MONDAY, code, "1o 2m")
    assert refused.exit_code == 2
    assert "stop 1 was recorded as met" in refused.stderr
    assert refused.stderr.endswith("1 error; nothing was written.\n")
    assert len(logged(station)) == 1
    assert record(station, MONDAY, code, "1o 2m", "--correct").exit_code == 0
    assert {entry.stop: entry.result.value for entry in logged(station)} == {"1": "out", "2": "met"}


def test_all_wrong_codes_are_told_and_nothing_is_written(station):
    _, code = round_of(station)
    done = record(station, MONDAY, code, "1m 99e 2q 3o+4", "--add", "7 remarks x")
    assert (done.exit_code, done.stdout) == (2, "")
    for told in ("'99'", "'q'", "'4'", "'7 remarks x'"):
        assert told in done.stderr
    assert done.stderr.endswith("4 errors; nothing was written.\n")
    assert not (station / "data" / "visits.db").exists()


def test_a_wrong_sheet_is_answered_with_those_of_the_day(station):
    _, code = round_of(station)
    done = record(station, MONDAY, "??", "1m")
    assert done.exit_code == 2
    assert f"{code} (O2)" in done.stderr


def test_a_call_on_no_sheet_is_recorded_for_its_household(station):
    done = record(
        station,
        *(MONDAY, "m+2", "--household", "H5", "--officer", "O2"),
        *("--add", "channel telephone", "--add", "promise 2026-12-04 10:00"),
    )
    assert done.exit_code == 0, done.output
    (entry,) = logged(station)
    assert (entry.household, entry.officers, entry.channel) == ("H5", ("O2",), "telephone")
    assert entry.promise.at_seconds == 36_000


def test_the_form_asks_for_each_stop_and_then_for_more(station):
    route, code = round_of(station)
    answers = ["m+2", "q", "o!", *[""] * (len(route.stops) + len(route.reserve) - 2)]
    more = ["1 remarks", "1 remarks Rings", ""]
    done = record(station, MONDAY, code, text="\n".join([*answers, *more]) + "\n")
    assert done.exit_code == 0, done.output
    assert "Error: not a result" in done.output
    assert "Error: not a field with a value" in done.output
    first, second = logged(station)
    assert (first.persons, first.remarks) == (2, "Rings")
    assert (second.result, second.matter is not None) == ("out", True)


def test_a_form_that_the_log_contradicts_is_told_as_a_line_that_can_be_typed(station):
    _, code = round_of(station)
    record(station, MONDAY, code, "2m")
    answers = ["m", "e+2", *[""] * (len(round_stops(station)) - 2), "1 remarks Rings", ""]
    done = record(station, MONDAY, code, text="\n".join(answers) + "\n")
    assert (done.exit_code, len(logged(station))) == (2, 1)
    line = f"As one line: {MONDAY} {code} '1m 2e+2' --add '1 remarks Rings'\n"
    assert line in done.stdout
    again = record(station, MONDAY, code, "1m 2e+2", "--add", "1 remarks Rings", "--correct")
    assert again.exit_code == 0


def round_stops(station: Path) -> list:
    route, _ = round_of(station)
    return [*route.stops, *route.reserve]


def test_where_the_forms_input_ends_what_was_answered_is_recorded(station):
    _, code = round_of(station)
    assert record(station, MONDAY, code, text="m\n").exit_code == 0
    assert [entry.result for entry in logged(station)] == ["met"]


def test_a_form_without_an_answer_records_nothing(station):
    _, code = round_of(station)
    done = record(station, MONDAY, code, text="")
    assert (done.exit_code, "no result was entered" in done.stderr) == (2, True)
    assert record(station, MONDAY, "??", text="").exit_code == 2


def test_a_table_is_read_by_the_stations_own_column_names(station, tmp_path):
    settings = station / "routeplan.toml"
    named = '\n[record.columns]\nresult = "Outcome"\n[record.results]\n"nobody" = "o"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + named, encoding="utf-8")
    _, code = round_of(station)
    table = tmp_path / "evening.csv"
    text = f"date,sheet,stop,Outcome\n{MONDAY},{code},1,nobody\n{MONDAY},{code},2,e\n"
    table.write_text(text, encoding="utf-8")
    done = record(station, "--from", str(table))
    assert done.exit_code == 0, done.output
    assert [entry.result.value for entry in logged(station)] == ["out", "entered"]
    table.write_text(text.replace(",2,e", ",99,e"), encoding="utf-8")
    done = record(station, "--from", str(table))
    assert (done.exit_code, "evening.csv:3" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "words",
    [[], [MONDAY], [MONDAY, "K3", "1m", "--from", "x.csv"], ["yesterday", "K3", "1m"]],
)
def test_without_a_date_a_sheet_or_a_file_it_is_wrong_usage(station, words):
    assert record(station, *words).exit_code == 2


def test_a_result_reaches_the_next_plan_and_leaves_the_old_one_as_it_was(station):
    """The first stop is met and rests; the second one's promise becomes an appointment.

    H9's appointment of the table is on another day: with the one who rests, two come later.
    """
    route, code = round_of(station)
    met, promised = (stop.household for stop in route.stops[:2])
    record(station, MONDAY, code, "1m 2o", "--add", "2 promise 2026-12-02 10:00")
    due = json.loads(run("due", station, "--json", "--first-day", "2026-12-02").stdout)
    told = {standing["household"]: standing for standing in due}
    assert (told[met]["state"], told[met]["visits"]) == ("met", [])
    assert (told[promised]["state"], told[promised]["visits"]) == ("promised", [promised])
    check = run("check", station, "--first-day", "2026-12-02")
    assert "Not in this plan, but later or never: 1 visit ('routeplan due' says why)." in (
        check.stdout
    )
    sheets = run("sheets", station)
    assert (sheets.exit_code, sheets.stderr) == (0, OF_THE_PLAN)


def test_results_typed_late_do_not_make_the_plan_unreadable(station):
    """A call before the plan's first day, recorded after the plan was made: its stop stays."""
    route, _ = round_of(station)
    home = route.stops[0].household
    record(station, "2026-11-27", "v", "--household", home)
    assert run("sheets", station).exit_code == 0
    due = json.loads(run("due", station, "--json", "--first-day", MONDAY).stdout)
    assert {standing["household"]: standing["state"] for standing in due}[home] == "moved away"


def test_sheets_and_pages_keep_their_rounds_and_who_made_them(station):
    run("sheets", station, "--officer", "O2", "--day", MONDAY)
    run("maps", station, "--redact")
    run("maps", station, "--phone", "--officer", "O2", "--day", MONDAY)
    with reading(station / "data" / "visits.db") as log:
        assert [handout.what for handout in handouts(log)] == [
            "sheets",
            "redacted pages",
            "phone page",
        ]
        assert handouts(log)[0].detail == f"{MONDAY}: 1 round"
        assert len(rounds(log)) == 3


def test_an_old_print_can_be_recorded_after_the_plan_was_made_again(station):
    route, code = round_of(station)
    run("sheets", station)
    change(station, "households", {route.stops[0].household: {"do_not_call": "yes"}})
    again = run("plan", station, "--first-day", MONDAY, "--iterations", "50", "--quiet")
    assert again.exit_code in (0, 6)
    assert round_of(station)[1] != code
    assert record(station, MONDAY, code, "1r").exit_code == 0
    assert logged(station)[0].household == route.stops[0].household


def test_another_file_in_the_logs_place_is_told(station):
    (station / "data" / "visits.db").write_bytes(b"not a log at all, but something else" * 40)
    done = run("sheets", station)
    assert done.exit_code == 2
    assert "not a visit log" in done.stderr


def test_a_busy_log_ends_with_its_own_status(station, monkeypatch):
    monkeypatch.setattr(writing.__wrapped__, "__kwdefaults__", {"busy_seconds": 0.05})
    _, code = round_of(station)
    record(station, MONDAY, code, "1m")
    with writing(station / "data" / "visits.db"):
        done = record(station, MONDAY, code, "2m")
        printed = run("sheets", station)
    assert done.exit_code == 4
    assert "somebody else is writing" in done.stderr
    assert printed.exit_code == 0
    assert "not noted in the visit log" in printed.stderr


def test_matters_are_listed_by_age_followed_and_closed(station):
    _, code = round_of(station)
    record(station, MONDAY, code, "1m! 2m!", "--add", "1 matter Lamp", "--add", "2 matter Bench")
    listed = run("matters", station, **EVENING)
    assert listed.stdout.index("Lamp") < listed.stdout.index("Bench")
    assert "0 promises kept, 0 broken up to yesterday." in listed.stdout
    done = run(
        *("matters", station, "--matter", "m1", "--next-step", "Ask", "--due", "2026-12-03"),
        *("--no-visit", "--json"),
        **EVENING,
    )
    first = json.loads(done.stdout)["open"][0]
    assert (first["next_step"], first["due"], first["by_visit"]) == ("Ask", "2026-12-03", False)
    assert first["age_days"] == 1
    for name in ("M1", "M2"):
        done = run("matters", station, "--matter", name, "--close", "done", **EVENING)
    assert done.stdout.startswith("There are no open matters.")
    with reading(station / "data" / "visits.db") as log:
        assert [matter.outcome for matter in matters(log)] == ["done", "done"]


def test_promises_broken_are_counted_with_their_reasons(station):
    _, code = round_of(station)
    for stop in ("1", "2"):
        record(station, MONDAY, code, f"{stop}m", "--add", f"{stop} promise {TUESDAY} 1{stop}:00")
    route, _ = round_of(station)
    home = route.stops[0].household
    options = ["--household", home, "--broken", TUESDAY, "--reason", "officer ill"]
    later = {"ROUTEPLAN_TODAY": "2026-12-03"}
    done = run("matters", station, *options, **later)
    assert "   1 x  officer ill\n" in done.stdout
    assert "   1 x  no reason given\n" in done.stdout


@pytest.mark.parametrize(
    "options",
    [
        ["--matter", "M1"],
        ["--next-step", "Ask"],
        ["--matter", "M9", "--close", "x"],
        ["--broken", MONDAY],
        ["--broken", MONDAY, "--household", "H1"],
        ["--broken", MONDAY, "--household", "H99", "--reason", "x"],
        ["--broken", MONDAY, "--household", "H1", "--reason", ""],
        ["--broken", "2026-11-20", "--household", "H1", "--reason", "nothing was promised"],
        ["--matter", "M1", "--close", " "],
        ["--matter", "M1", "--next-step", ""],
        ["--matter", "M1", "--next-step", "Ask", "--close", "done"],
        ["--matter", "M1", "--close", "done", "--no-visit"],
        ["--due", "2026-12-11"],
        ["--matter", "M1", "--next-step", "Ask", "--due", "2026-11-30"],  # today is Tuesday
    ],
)
def test_half_a_follow_up_is_wrong_usage(station, options):
    _, code = round_of(station)
    record(station, MONDAY, code, "1m!")
    done = run("matters", station, *options, **EVENING)
    assert (done.exit_code, done.stdout) == (2, "")
    with reading(station / "data" / "visits.db") as log:
        assert [matter.closed for matter in matters(log)] == [None]


def test_matters_without_a_log_say_what_to_do_first(station):
    done = run("matters", station)
    assert done.exit_code == 2
    assert "record a round first" in done.stderr


def test_due_sums_up_and_lists_the_most_urgent(station):
    route, code = round_of(station)
    record(station, MONDAY, code, "1o 2v 3m!")
    done = run("due", station, "--first-day", "2026-12-02", COLUMNS="200")
    assert done.exit_code == 0
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "moved away 1 0" in lines
    assert "matter open 1 1" in lines
    assert "not met yet 1 1" in lines
    hour = f"Mo {route.stops[0].begin // 3600:02d}"
    assert any(f"1: {hour}" in line for line in lines)


def test_due_can_be_asked_for_one_state_and_for_everybody(station):
    rows = {f"G{k}": {} for k in range(60)}
    path = station / "data" / "households.csv"
    text = path.read_text(encoding="utf-8").splitlines()
    cells = next(line for line in text if line.startswith("H5,"))
    path.write_text(
        "\n".join([*text, *(cells.replace("H5", name, 1) for name in rows)]) + "\n",
        encoding="utf-8",
    )
    short = run("due", station, "--first-day", MONDAY)
    assert "and 32 households more; --all shows them." in short.stdout  # 12 + 60 - 40
    assert "more; --all" not in run("due", station, "--first-day", MONDAY, "--all").stdout
    none = run("due", station, "--first-day", MONDAY, "--state", "refused")
    assert "Most urgent" not in none.stdout


def test_due_refuses_a_state_that_no_household_can_have(station):
    done = run("due", station, "--first-day", MONDAY, "--state", "nobody")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "use one of: moved away, wrong address, promised," in done.stderr


def test_due_tells_dates_in_full_on_a_narrow_terminal(station):
    record(station, MONDAY, "m", "--household", "H5", "--officer", "O2")
    shown = run("due", station, "--first-day", TUESDAY, "--state", "met", COLUMNS="80").stdout
    # Met on 2026-11-30: due 180 days later, and a promise 365 days later.
    for on in (MONDAY, "2027-05-29", "2027-11-30"):
        assert on in shown


def test_a_promise_and_several_hours_are_told_in_the_list(station):
    home = "H5"
    for at in ("08:00", "09:00", "10:00", "11:00", "11:30"):
        record(station, MONDAY, "o", "--household", home, "--add", f"time {at}")
    record(
        station,
        *(MONDAY, "m", "--household", "H2", "--add", "channel telephone"),
        *("--add", "promise 2026-12-02 10:05"),
    )
    done = run("due", station, "--first-day", "2026-12-02", COLUMNS="200")
    assert "5: Mo 11 ×2, Mo 08, Mo 09, ..." in done.stdout
    assert "promised 2026-12-02 10:05" in done.stdout


def test_the_next_step_of_an_open_matter_is_typed_with_its_round(station):
    """Opened by Monday's sheet; the same again changes nothing, a correction takes its place."""
    _, code = round_of(station)
    assert record(station, MONDAY, code, "1m!").exit_code == 0
    home = logged(station)[0].household
    words = (MONDAY, "m", "--household", home, "--add", "channel telephone")
    step = ("--add", "next_step ask the landlord", "--add", "matter_due 2026-12-04")
    done = record(station, *words, *step)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "met at the door, next step" in done.stdout
    with reading(station / "data" / "visits.db") as log:
        (matter,) = matters(log)
    assert (matter.next_step, str(matter.due), matter.by_visit) == (
        "ask the landlord",
        "2026-12-04",
        True,
    )
    assert record(station, *words, *step).stdout.startswith("0 results recorded; already recorded")
    later = record(station, *words, *step[:3], "matter_due 2026-12-08", "--correct")
    assert later.exit_code == 0, later.output
    with reading(station / "data" / "visits.db") as log:
        assert str(matters(log)[0].due) == "2026-12-08"
    due = json.loads(run("due", station, "--json", "--first-day", "2026-12-02").stdout)
    (told,) = [standing for standing in due if standing["household"] == home]
    assert (told["latest"], told["earliest"], told["visits"]) == ("2026-12-08", None, [home])
