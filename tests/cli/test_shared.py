"""How a run ends, and what every command shares.

Tests ``cli/terminal/ending.py``, ``cli/terminal/messages.py``, ``cli/terminal/opening.py`` and
``cli/terminal/written_files.py``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import click
import pytest

from routeplan.cli.terminal.ending import ending_well
from routeplan.cli.terminal.messages import as_dicts, print_json, tell_findings
from routeplan.cli.terminal.opening import chosen_plan
from routeplan.errors import (
    Finding,
    InputError,
    JudgeError,
    StoreBusyError,
    StreetNetworkError,
    UsageError,
    Violation,
)
from routeplan.phrases import counted, phrase
from routeplan.station.clock import today
from routeplan.station.harmless_text import visible
from tests.cli.workspaces import bare_environment, run, write_station


def ends(error: BaseException) -> int | str | None:
    """The exit status of a run that this error stops."""

    def run() -> None:
        raise error

    with pytest.raises(SystemExit) as end:
        ending_well(run)
    return end.value.code


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-11-31", "'2026-11-31' is not a date; write it like 2026-11-30"),
        (
            "9999-12-31",
            "'9999-12-31' is out of range: plans can be made for the years 1970 to 2999",
        ),
        (
            "0001-01-01",
            "'0001-01-01' is out of range: plans can be made for the years 1970 to 2999",
        ),
    ],
)
def test_a_date_that_no_plan_can_have_is_told_in_plain_words(text: str, told: str) -> None:
    done = run("check", "--first-day", text)
    assert done.exit_code == 2
    assert f"Error: Invalid value for '--first-day': {told}\n" in done.stderr
    fixed = run("check", ROUTEPLAN_TODAY=text)
    assert (fixed.exit_code, fixed.stderr) == (2, f"routeplan: ROUTEPLAN_TODAY: {told}\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("30.11.2026", "'30.11.2026' is not a date; write it like 2026-11-30"),
        ("1.2.2027", "'1.2.2027' is not a date; write it like 2027-02-01"),
        ("tomorrow", "'tomorrow' is not a date; write it like 2026-11-30"),
    ],
)
def test_a_rehearsal_s_day_is_a_date_and_nothing_else(text: str, told: str) -> None:
    fixed = run("check", ROUTEPLAN_TODAY=text)
    assert (fixed.exit_code, fixed.stderr) == (2, f"routeplan: ROUTEPLAN_TODAY: {told}\n")


def test_what_a_run_returns_comes_through() -> None:
    assert ending_well(lambda: 7) == 7


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        pytest.param(
            UsageError("there is no plan"), 2, "routeplan: there is no plan\n", id="usage"
        ),
        pytest.param(StreetNetworkError("no way"), 3, "routeplan: no way\n", id="streets"),
        pytest.param(StoreBusyError("busy"), 4, "routeplan: busy\n", id="store"),
        pytest.param(
            InputError([Finding("some-code", "it is wrong", file="a.csv", row=2)]),
            2,
            "error: a.csv:2 · it is wrong [some-code]\n1 error; nothing was written.\n",
            id="input",
        ),
        pytest.param(
            JudgeError([Violation("window", "too late", "A/0", "v1")]),
            5,
            "The plan failed the judge and was not written:\n  window: A/0 · v1: too late\n",
            id="judge",
        ),
        pytest.param(
            PermissionError(13, "Permission denied", "maps/plan.json"),
            2,
            "routeplan: Permission denied: maps/plan.json\n",
            id="a file that may not be written",
        ),
        pytest.param(
            OSError(28, "No space left on device"),
            2,
            "routeplan: No space left on device\n",
            id="full disk",
        ),
        pytest.param(KeyboardInterrupt(), 130, "routeplan: stopped by Ctrl-C\n", id="Ctrl-C"),
        pytest.param(click.Abort(), 130, "routeplan: stopped by Ctrl-C\n", id="at a question"),
    ],
)
def test_each_error_is_told_and_ends_with_its_own_status(
    error: BaseException, status: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ends(error) == status
    assert capsys.readouterr() == ("", told)


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(KeyError("h1"), id="plain"),
        pytest.param(OSError("odd"), id="an OSError that the system did not give"),
    ],
)
def test_a_bug_is_one_line_that_says_how_to_see_more(
    error: Exception, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ROUTEPLAN_DEBUG", raising=False)
    assert ends(error) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "bug in routeplan; please report it (ROUTEPLAN_DEBUG=1 shows where" in line
    assert line.endswith(f"{type(error).__name__}: {error}")


def test_routeplan_debug_shows_where(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROUTEPLAN_DEBUG", "1")
    assert ends(KeyError("h1")) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert any(Path(__file__).name in line for line in lines)
    assert "bug in routeplan" in lines[-1]


@pytest.mark.parametrize(
    "error", [click.UsageError("no such option"), click.exceptions.Exit(3)], ids=["usage", "exit"]
)
def test_what_click_tells_itself_is_left_to_it(error: Exception) -> None:
    def run() -> None:
        raise error

    with pytest.raises(type(error)) as end:
        ending_well(run)
    assert end.value is error


def test_on_a_terminal_the_line_about_ctrl_c_begins_anew(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert ends(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "\nrouteplan: stopped by Ctrl-C\n"


@pytest.mark.parametrize("command", ["check", "balance"], ids=["by click", "by rich"])
def test_a_pipe_that_nobody_reads_is_no_error_to_talk_about(command: str, station: Path) -> None:
    """As in ``routeplan check | head``: 141 is what the shell says of a process SIGPIPE ends."""
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "routeplan", command, str(station), "--quiet"],
            env=bare_environment(),
            stdout=write,
            stderr=subprocess.PIPE,
            text=True,
            timeout=600,
            check=False,
        )
    finally:
        os.close(write)
    told = [line for line in done.stderr.splitlines() if not line.startswith("warning: ")]
    assert (done.returncode, told) == (141, [])


def test_findings_are_one_line_each_errors_last(capsys: pytest.CaptureFixture[str]) -> None:
    warning = Finding("odd", "odd", severity="warning", file="a\nb.csv")
    tell_findings([warning, Finding("bad", "it is bad"), Finding("worse", "it is worse")])
    assert capsys.readouterr() == (
        "",
        "warning: a\\u000ab.csv · odd [odd]\n"
        "error: it is bad [bad]\n"
        "error: it is worse [worse]\n"
        "2 errors; nothing was written.\n",
    )


def test_warnings_alone_are_not_counted_as_errors(capsys: pytest.CaptureFixture[str]) -> None:
    tell_findings([Finding("odd", "odd", severity="warning")])
    assert capsys.readouterr().err == "warning: odd [odd]\n"


def test_one_cause_is_one_line_with_its_rows_and_errors_come_last(
    capsys: pytest.CaptureFixture[str],
) -> None:
    odd = [Finding("odd", "it is odd", row=k, severity="warning") for k in (2, 3, 4, 9)]
    tell_findings([Finding("bad", "it is bad"), *odd])
    assert capsys.readouterr().err.splitlines() == [
        "warning: :2-4, 9 · it is odd [odd]",
        "error: it is bad [bad]",
        "1 error; nothing was written.",
    ]


def test_thousands_of_one_cause_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    message = "the home is {kilometres:.0f} km from the station"
    tell_findings(
        Finding("far", phrase(message, kilometres=k), file="h.csv", row=2 * k, value=str(k))
        for k in range(1, 1202)
    )
    assert capsys.readouterr().err.splitlines() == [
        "error: h.csv:2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, ... (1201) · '1', '2', '3', "
        "'4', '5', ... · the home is 1, 2, 3, 4, 5, ... km from the station [far]",
        "1 error; nothing was written.",
    ]


def test_readings_are_counted_and_listed_when_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    read = [
        Finding("address-read-as", "read so", file="h.csv", row=k, severity="warning")
        for k in (2, 3)
    ]
    tell_findings(read)
    assert capsys.readouterr().err == (
        "2 cells read as likely meant; 'check --verbose' lists them.\n"
    )
    tell_findings(read, verbose=True)
    assert capsys.readouterr().err == "read: h.csv:2-3 · read so [address-read-as]\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Åström 陈伟 [/b]", "Åström 陈伟 [/b]", id="letters and brackets stay"),
        pytest.param("a\x1b[2Jb", "a\\u001b[2Jb", id="would clear the screen"),
        pytest.param("a\u202eb", "a\\u202eb", id="would run from right to left"),
        pytest.param("a\nerror: b", "a\\u000aerror: b", id="would forge a line"),
        pytest.param("a\u2028b\u2029", "a\\u2028b\\u2029", id="line separators"),
    ],
)
def test_signs_that_play_with_a_terminal_are_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 visits"), (1, "1 visit"), (2, "2 visits"), (1000, "1,000 visits")]
)
def test_one_is_singular(count: int, told: str) -> None:
    assert counted(count, "visit") == told


def test_json_keeps_letters_and_writes_dates(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"findings": as_dicts([Violation("r", "陈")]), "on": date(2026, 11, 30)})
    out = capsys.readouterr().out
    assert "陈" in out
    assert json.loads(out) == {
        "findings": [{"rule": "r", "message": "陈", "shift": "", "visit": ""}],
        "on": "2026-11-30",
    }


def test_today_can_be_set_for_a_rehearsal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTEPLAN_TODAY", "2026-02-28")
    assert today() == date(2026, 2, 28)


def test_today_that_is_no_date_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTEPLAN_TODAY", "tomorrow")
    with pytest.raises(UsageError, match="ROUTEPLAN_TODAY: 'tomorrow' is not a date"):
        today()


def test_today_is_the_local_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ROUTEPLAN_TODAY", raising=False)
    before = datetime.now().astimezone().date()
    found = today()
    assert before <= found <= datetime.now().astimezone().date()


def plan_of_days(folder: Path, first_day: str, days: int = 5) -> Path:
    path = folder / "maps" / first_day / "plan.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"first_day": first_day, "days": days}))
    return path


def test_a_plan_asked_for_goes_before_that_of_today(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, _ = plan_of_days(tmp_path, "2026-11-30"), plan_of_days(tmp_path, "2026-12-07")
    assert chosen_plan(tmp_path, old) == old
    assert capsys.readouterr().err == ""


def test_the_plan_that_is_chosen_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROUTEPLAN_TODAY", "2026-12-02")
    this, _ = plan_of_days(tmp_path, "2026-11-30"), plan_of_days(tmp_path, "2026-12-07")
    assert chosen_plan(tmp_path, None) == this
    assert capsys.readouterr().err == "Plan of Mon 30 Nov to Fri 4 Dec 2026\n"


def test_a_plan_that_cannot_be_read_is_named_and_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROUTEPLAN_TODAY", "2026-12-02")
    broken, after = plan_of_days(tmp_path, "2026-11-30"), plan_of_days(tmp_path, "2026-12-07")
    broken.write_text("{")
    assert chosen_plan(tmp_path, None) == after
    assert capsys.readouterr().err == (
        f"warning: {broken} cannot be read and is skipped\nPlan of Mon 7 Dec to Fri 11 Dec 2026\n"
    )
    after.unlink()
    assert chosen_plan(tmp_path, None) == broken  # reading it tells what is wrong


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param(None, "there is no plan in", id="none was made"),
        pytest.param(Path("elsewhere.json"), "there is no plan at elsewhere.json", id="named"),
    ],
)
def test_where_there_is_no_plan_it_is_said(tmp_path: Path, asked: Path | None, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        chosen_plan(tmp_path, asked)


def test_a_folder_without_settings_is_no_station(tmp_path: Path) -> None:
    done = run("check", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "create one with 'routeplan init DIR' [settings-missing]" in done.stderr


def test_the_folder_is_by_default_the_one_you_stand_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_station(tmp_path))
    assert run("check").exit_code == 0
