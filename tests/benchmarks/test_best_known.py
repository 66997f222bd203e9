"""Against the best published: checkers of their own, and tables that say who is ahead."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks import best_known
from benchmarks.peers.checker import BrokenRuleError
from benchmarks.published.cases import Case, NoInstancesError, Outcome, cases, published_cost
from benchmarks.published.home_care_checker import home_care_cost, read_json
from benchmarks.published.orienteering_checker import orienteering_score
from benchmarks.published.tables import group_table
from tests.formats.foreign.test_home_care import (
    BEST,
    Json,
    all_by_one,
    file,
    moved,
    swapped,
)
from tests.formats.foreign.test_orienteering import TINY

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "hhcrsp"


def decimal(content: Json) -> Json:
    read: Json = read_json(json.dumps(content))
    return read


def test_a_home_care_answer_costs_its_travel_its_lateness_and_the_largest() -> None:
    cost = home_care_cost(decimal(file()), decimal(BEST))
    assert (cost.distance, cost.tardiness, cost.largest) == (120, 5, 5)
    assert cost.objective == pytest.approx(130 / 3)


def without_a_stop(answer: Json) -> None:
    answer["routes"][1]["locations"].pop()


def by_a_stranger(answer: Json) -> None:
    answer["routes"][0]["caregiver_id"] = "Eve"


def twice(answer: Json) -> None:
    answer["routes"].append(answer["routes"][0])


def shorter(answer: Json) -> None:
    answer["routes"][0]["locations"][0]["departure_time"] = 14


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (moved(0, 0, 9.0), "too early"),
        (moved(1, 0, 31.0), "apart, not 0 to 0"),
        (moved(1, 1, 71.0), "apart, not 15 to 20"),
        (without_a_stop, "just once"),
        (by_a_stranger, "no caregiver Eve"),
        (twice, "two routes"),
        (swapped, "cannot give"),
        (all_by_one, "cannot give"),
        (shorter, "wrong duration"),
    ],
)
def test_a_home_care_answer_that_breaks_a_rule_is_none(
    change: Callable[[Json], None], rule: str
) -> None:
    answer = copy.deepcopy(BEST)
    change(answer)
    with pytest.raises(BrokenRuleError, match=rule):
        home_care_cost(decimal(file()), decimal(answer))


def test_a_call_before_its_window_and_one_caregiver_for_both_are_refused() -> None:
    early = file()
    early["patients"][0]["time_window"] = [10.5, 20]
    with pytest.raises(BrokenRuleError, match="before the window"):
        home_care_cost(decimal(early), decimal(BEST))
    able, answer = file(), copy.deepcopy(BEST)
    able["caregivers"][0]["abilities"].append("cook")
    all_by_one(answer)
    with pytest.raises(BrokenRuleError, match="one caregiver for both"):
        home_care_cost(decimal(able), decimal(answer))


def test_what_is_off_by_no_more_than_the_tolerance_passes() -> None:
    answer = copy.deepcopy(BEST)
    moved(0, 2, 49.9995)(answer)
    with pytest.raises(BrokenRuleError):
        home_care_cost(decimal(file()), decimal(answer))
    assert home_care_cost(decimal(file()), decimal(answer), Decimal("0.001")).distance == 120


@pytest.mark.shared
@pytest.mark.skipif(not PUBLISHED.is_dir(), reason=f"{PUBLISHED} is missing: iolab-uniud/hhcrsp")
def test_published_answers_cost_what_their_authors_say() -> None:
    stated = {}
    for line in (PUBLISHED / "solutions" / "italian_best.md").read_text().splitlines()[2:]:
        name, travel, largest, late, *_ = (cell.strip() for cell in line.split("|")[1:])
        stated[name.removesuffix(".json")] = float(travel) + float(late) + float(largest)
    found = {
        case.path.stem: float(published_cost(case)[1])
        for case in cases("home-care", PUBLISHED, "instance_*")
    }
    assert found == pytest.approx(stated)
    assert len(found) == 30


@pytest.mark.parametrize(
    ("answer", "routes", "score"),
    [
        ("Route #1: 1\nRoute #2: 3\nScore: 99\n", 2, 12),
        ("Route #1: 3\n", 2, 5),
        ("Score: 0\n", 1, 0),
    ],
)
def test_a_score_is_added_up_from_the_routes(answer: str, routes: int, score: int) -> None:
    assert orienteering_score(TINY, answer, routes) == score


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("Route #1: 1\nRoute #2: 3\n", "2 routes, not 1"),
        ("Route #1: 1 1\n", "visited twice"),
        ("Route #1: 4\n", "no such point"),
        ("Route #1: 2\n", "at 2 at 10.0, not by 9"),
        ("Route #1: 1 3\n", "at 0 at 31.40, not by 30"),
    ],
)
def test_a_route_that_cannot_be_made_is_refused(answer: str, rule: str) -> None:
    with pytest.raises(BrokenRuleError, match=rule):
        orienteering_score(TINY, answer, 1)


def test_ways_are_cut_to_hundredths_where_coordinates_have_fractions() -> None:
    finer = TINY.replace("6.00   8.00", "6.25   8.00")
    with pytest.raises(BrokenRuleError, match=r"at 2 at 10\.15"):
        orienteering_score(finer, "Route #1: 2\n", 1)


def folder(tmp_path: Path) -> Path:
    """One instance of each set; the published answer to home care is 10 late, and could be 5."""
    homes = tmp_path / "hhcrsp"
    for part in ("instances", "solutions"):
        (homes / part / "kummer").mkdir(parents=True)
    (homes / "instances" / "kummer" / "tiny.json").write_text(json.dumps(file()))
    answer = copy.deepcopy(BEST)
    moved(1, 1, 70.0)(answer)
    (homes / "solutions" / "kummer" / "sol-tiny-7.json").write_text(json.dumps(answer))
    points = tmp_path / "toptw"
    points.mkdir()
    (points / "tiny.txt").write_text(TINY)
    (points / "published.csv").write_text("instance,routes,score\ntiny,1,7\ntiny,2,13\nother,1,3\n")
    return tmp_path


@pytest.mark.slow
def test_each_instance_is_solved_checked_and_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    published, results, kept = folder(tmp_path), tmp_path / "results", tmp_path / "kept"
    options = ["--published", str(published), "--results", str(results), "--keep", str(kept)]
    monkeypatch.setattr("sys.argv", ["best_known", *options, "--seconds", "0.2", "--seeds", "2"])
    best_known.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        # (120 + 10 + 10) / 3 and (120 + 5 + 5) / 3
        "| tiny | 46.667 | 43.333 | -7.14 % **new best** |",
        "| tiny, 1 | 7.000 | 7.000 | +0.00 % |",
        "| tiny, 2 | 13.000 | 12.000 | +8.33 % |",
    ]
    assert "| all | 3 | 2 (67 %) | 1 | +0.40 % | +8.33 % |" in lines
    assert [path.name for path in kept.iterdir()] == ["tiny.json"]
    assert len(list(results.glob("*-best-known.md"))) == 1


def test_a_set_without_its_folder_is_skipped_with_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["best_known", "--published", str(tmp_path)])
    best_known.main()
    told = capsys.readouterr().err.splitlines()
    skipped = ["home-care skipped", "toptw skipped", "vrptw skipped"]
    assert [line.split(":")[0] for line in told] == skipped
    assert "iolab-uniud/hhcrsp" in told[0]
    assert not (tmp_path / "results").exists()


def test_nothing_of_that_name_is_nothing_to_run(tmp_path: Path) -> None:
    with pytest.raises(NoInstancesError, match="it should hold"):
        cases("toptw", folder(tmp_path) / "toptw", "c10*")


def test_an_answer_that_breaks_a_rule_ends_with_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(case: Case, seconds: float, seed: int, threads: int) -> Outcome:
        raise BrokenRuleError(f"{case.name} is late")

    monkeypatch.setattr(best_known, "solved", broken)
    options = ["--published", str(folder(tmp_path)), "--results", str(tmp_path)]
    monkeypatch.setattr("sys.argv", ["best_known", "--sets", "toptw", *options])
    with pytest.raises(SystemExit, match="tiny, 2, seed 1: tiny, 2 is late"):
        best_known.main()


def test_costs_that_differ_by_less_than_a_thousandth_are_as_good() -> None:
    case, published = Case("home-care", "kummer", Path("a.json")), Decimal("300.0004")
    same, worse = (Outcome(case, published, Decimal(cost), "") for cost in ("300.0008", "300.002"))
    assert (same.is_as_good, same.is_new_best) == (True, False)
    assert not worse.is_as_good
    assert "| home-care, kummer | 2 | 1 (50 %) | 0 | +0.00 % | +0.00 % |" in group_table(
        [same, worse]
    )
