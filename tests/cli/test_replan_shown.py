"""What ``replan`` shows is what it writes, and the plan before can be taken back by name.

Tests ``station/reading/shown_replan.py``.
"""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from routeplan.formats.decisions.decisions import read_decisions
from routeplan.formats.plans.plan_json import plan_text, read_plan
from routeplan.station.reading.shown_replan import MOST, read_proposal
from tests.cli.test_replan import content, plan_file, replanned
from tests.cli.workspaces import MONDAY, change, run

BY_THE_CLOCK = ("--seconds", "0.2", "--quiet")


def proposals(folder: Path) -> list[Path]:
    return sorted(plan_file(folder).parent.glob("proposal.*.json"))


def take_back(folder: Path, name: str) -> None:
    done = run("check", folder, "--plan", plan_file(folder).with_name(name), "--write", "--quiet")
    assert done.exit_code in (0, 6), done.output


def test_equal_looks_show_the_same_though_they_search_by_the_clock(station: Path) -> None:
    ask = ("replan", station, "--ill", "O2", "--day", MONDAY, *BY_THE_CLOCK)
    looks = {run(*ask).stdout for _ in range(6)}
    assert len(looks) == 1
    assert len(proposals(station)) == 1
    assert stat.S_IMODE(proposals(station)[0].stat().st_mode) == 0o600


def test_what_was_shown_is_written_byte_for_byte(station: Path) -> None:
    ask = ("replan", station, "--ill", "O2", "--day", MONDAY, *BY_THE_CLOCK)
    seen = run(*ask).stdout
    kept = read_proposal(proposals(station)[0])
    assert kept is not None
    said = json.loads(run(*ask, "--write", "--json").stdout)
    assert said["as_shown_before"] is True
    assert plan_file(station).read_text() == plan_text(kept.plan)
    (made,) = read_decisions(plan_file(station)).replans
    assert made == kept.record
    assert proposals(station) == []
    assert "To write exactly this plan:" in seen


def test_a_proposal_is_written_though_a_search_would_find_another(station: Path) -> None:
    ask = ("--cancel", "H5", "--day", MONDAY)
    assert replanned(station, *ask).exit_code == 0
    file = proposals(station)[0]
    stored = json.loads(file.read_text())
    stored["plan"]["search"]["iterations"] = 12_345  # no search of 300 iterations says so
    file.write_text(json.dumps(stored))
    content(replanned(station, *ask, "--write", "--json"))
    assert read_plan(plan_file(station)).search.iterations == 12_345


@pytest.mark.parametrize("what", ["the tables", "what was decided about it", "the settings"])
def test_it_is_searched_for_anew_when_something_has_changed(station: Path, what: str) -> None:
    ask = ("--cancel", "H5", "--day", MONDAY)
    assert replanned(station, *ask).exit_code == 0
    if what == "the tables":
        change(station, "households", {"H1": {"note": "Ring twice"}})
    elif what == "the settings":
        file = station / "routeplan.toml"
        file.write_text(file.read_text() + "[replan]\nmoved = 7\n")
    else:
        assert run("lock", station, "--visit", "H3", "--write").exit_code == 0
    written = replanned(station, *ask, "--write")
    assert f"changed since the last look: {what}." in written.stdout
    assert written.exit_code == 0


def test_a_result_recorded_since_is_a_change_too(station: Path) -> None:
    ask = ("--cancel", "H5", "--day", MONDAY)
    assert replanned(station, *ask).exit_code == 0
    late = {"ROUTEPLAN_TODAY": MONDAY}
    assert run("record", MONDAY, "m", "--household", "H1", "--dir", station, **late).exit_code == 0
    assert "changed since the last look: the visit log." in replanned(station, *ask).stdout


def test_with_other_options_it_says_that_this_was_not_shown(station: Path) -> None:
    assert replanned(station, "--cancel", "H5").exit_code == 0
    written = replanned(station, "--cancel", "H5", "--keep", "strict", "--write")
    assert "no proposal with these options had been shown" in written.stdout


def test_the_command_to_write_it_is_told_as_it_was_typed(station: Path) -> None:
    told = replanned(station, "--new-time", "H1", "2026-12-01 10:30", "--keep", "strict")
    again = told.stdout.splitlines()[-1]
    assert again == (
        f"  routeplan replan {station} --new-time H1 '2026-12-01 10:30' --keep strict "
        f"--iterations 300 --plan {plan_file(station)} --day {MONDAY} --write"
    )


def test_a_look_at_a_damaged_proposal_searches_anew(station: Path) -> None:
    assert replanned(station, "--cancel", "H5").exit_code == 0
    for text in ("", "{}", '{"format": "routeplan-proposal"}', "[1]"):
        proposals(station)[0].write_text(text)
        assert replanned(station, "--cancel", "H5").exit_code == 0
        assert read_proposal(proposals(station)[0]) is not None


def test_only_so_many_proposals_are_kept_and_purge_removes_them(station: Path) -> None:
    for k in range(MOST + 2):
        assert replanned(station, "--cancel", "H5", "--at-most", str(k + 3)).exit_code == 0
    assert len(proposals(station)) == MOST
    purged = run(
        "purge", station, "--older-than", "2026-12-20", "--write", ROUTEPLAN_TODAY="2027-01-30"
    )
    assert purged.exit_code == 0, purged.output
    assert proposals(station) == []
    assert not plan_file(station).with_name("made_from.json").exists()


def test_whoever_asks_what_is_held_hears_of_proposals_too(station: Path) -> None:
    assert replanned(station, "--cancel", "H5").exit_code == 0
    held = json.loads(run("export-household", "H1", station, "--json").stdout)
    files = {plan["file"].split("/")[1].split(".")[0] for plan in held["plans"]}
    assert files == {"plan", "made_from", "proposal"}


def test_a_replan_is_taken_back_by_name_byte_for_byte(station: Path) -> None:
    old = plan_file(station).read_bytes()
    ill = ("--ill", "O2", "--day", MONDAY, "--cancel", "H5", "--write")
    written = replanned(station, *ill)
    new, name = plan_file(station).read_bytes(), plan_file(station).with_name("plan.1.json")
    assert f"routeplan check {station} --plan {name} --write" in written.stdout
    take_back(station, "plan.1.json")
    assert plan_file(station).read_bytes() == old
    assert read_decisions(plan_file(station)).replans == ()
    for command in ("sheets", "balance", "explain"):
        more = ("--all-left-out",) if command == "explain" else ()
        done = run(command, station, *more, "--quiet")
        assert done.exit_code == 0, done.output
        assert "warning" not in done.stderr
    # and the taking back is taken back: the replan, with all that it knew
    take_back(station, "plan.2.json")
    assert plan_file(station).read_bytes() == new
    assert read_decisions(plan_file(station)).changes.cancelled == ("H5",)
    assert run("sheets", station, "--quiet").exit_code == 0


def test_locks_stay_when_a_replan_is_taken_back(station: Path) -> None:
    assert replanned(station, "--cancel", "H5", "--write").exit_code == 0
    assert run("lock", station, "--visit", "H3", "--write").exit_code == 0
    take_back(station, "plan.1.json")
    assert [lock.visit for lock in read_decisions(plan_file(station)).locks] == ["H3"]


def test_a_replan_that_took_a_new_row_is_taken_back_and_taken_again(station: Path) -> None:
    old = plan_file(station).read_bytes()
    table = station / "data" / "households.csv"
    row = next(line for line in table.read_text().splitlines() if line.startswith("H5,"))
    table.write_text(table.read_text() + row.replace("H5", "H77", 1) + "\n")
    content(replanned(station, "--write", "--json"))
    take_back(station, "plan.1.json")
    assert plan_file(station).read_bytes() == old
    assert "From the tables: H77 Okafor Sirkka is new" in replanned(station).stdout


def test_balance_names_the_plan_before_and_it_is_taken_back(station: Path) -> None:
    looked = run("balance", station, "--iterations", "50", "--quiet").stdout
    which = f"--plan {plan_file(station)} --option 1 --write"
    assert f"routeplan balance {station} --iterations 50 {which}" in looked
    old = plan_file(station).read_bytes()
    option = ("--option", "1", "--iterations", "50")
    written = run("balance", station, *option, "--write", "--quiet")
    assert written.exit_code == 0, written.output
    assert "The previous plan is kept next to it as plan.1.json. To restore it:" in written.stdout
    take_back(station, "plan.1.json")
    assert plan_file(station).read_bytes() == old


def test_balance_takes_no_option_that_is_not_the_one_it_has_shown(station: Path) -> None:
    option = ("--option", "1", "--iterations", "50", "--quiet")
    assert run("balance", station, *option).exit_code == 0
    shown = plan_file(station).with_name("shown.json")
    stored = json.loads(shown.read_text())
    stored["options"]["1"] = "0" * 64  # as if the first look had been interrupted
    shown.write_text(json.dumps(stored))
    old = plan_file(station).read_bytes()
    refused = run("balance", station, *option, "--write")
    assert refused.exit_code == 2
    assert "option 1 is not what was shown" in refused.stderr
    assert plan_file(station).read_bytes() == old
