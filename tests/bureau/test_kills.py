"""Whatever is killed, every station is planned exactly once, as ``routeplan plan`` alone would."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from routeplan.bureau.ledger import Ledger, StationState
from routeplan.visitlog.handouts import handouts
from routeplan.visitlog.store import reading
from tests.bureau.clusters import PLAN, DaskCluster, kill, routeplan, write_bureau
from tests.cli.workspaces import change

STATIONS = 12
KINDS = 4
WORKERS = 2


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(20, marks=pytest.mark.slow, id="20 kills"),
        pytest.param(200, marks=pytest.mark.soak, id="200 kills"),
    ],
)
def test_every_station_is_planned_once_whatever_is_killed(tmp_path: Path, kills: int) -> None:
    alone = _planned_alone(tmp_path / "alone")
    assert len({*alone.values()}) == KINDS
    chance, number = random.Random(kills), 0
    with DaskCluster(WORKERS) as cluster:
        while kills > 0:
            root = tmp_path / f"bureau{number}"
            folders = _write_unlike(root, STATIONS)
            shared = ["--shared"] if number % 2 else []
            kills -= _planned_under_fire(root, cluster, chance, kills, shared)
            _check(root, folders, alone)
            number += 1


def _write_unlike(root: Path, stations: int) -> list[Path]:
    """Folders of stations of several kinds: a result in another's folder would be seen."""
    folders = write_bureau(root, stations)
    for number, folder in enumerate(folders):
        change(folder, "households", {"H5": {"visit_minutes": str(20 + 5 * (number % KINDS))}})
    return folders


def _planned_alone(folder: Path) -> dict[int, bytes]:
    """What the command makes of a station of each kind when nothing is killed."""
    plans = {}
    for kind, station in enumerate(_write_unlike(folder, KINDS)):
        process = routeplan("plan", str(station), *PLAN)
        out, _ = process.communicate(timeout=300)
        assert process.returncode == 0, out
        plans[kind] = (station / "maps" / "2026-11-30" / "plan.json").read_bytes()
    return plans


def _planned_under_fire(
    root: Path, cluster: DaskCluster, chance: random.Random, most: int, shared: list[str]
) -> int:
    """Plan a bureau while workers, the scheduler and the coordinator are killed; how many were."""
    done, begun = 0, False
    for _ in range(1000):
        cluster.tend()
        resume = ["--resume"] if begun else []
        coordinator = routeplan(
            *("bureau", "plan", str(root), "--scheduler", cluster.address),
            *(*PLAN, *shared, *resume),
        )
        while coordinator.poll() is None:
            time.sleep(chance.uniform(0.5, 3.0))
            if done < most and coordinator.poll() is None:
                aim = chance.choice(["worker", "worker", "scheduler", "coordinator"])
                victims = {"scheduler": cluster.scheduler, "coordinator": coordinator}
                victim = victims.get(aim) or chance.choice(cluster.workers)
                kill(victim)
                done += 1
            cluster.tend()
        begun = begun or _has_begun(root)
        out, _ = coordinator.communicate()
        if coordinator.returncode == 0:
            return done
        assert coordinator.returncode in (-9, 2, 4), out
    raise AssertionError("it never came to its end")


def _has_begun(root: Path) -> bool:
    with Ledger(root) as ledger:
        last = ledger.last_run()
    return last is not None and last.ended is None


def _check(root: Path, folders: list[Path], alone: dict[int, bytes]) -> None:
    with Ledger(root) as ledger:
        last = ledger.last_run()
        assert last is not None
        # A coordinator that is killed while it prints leaves a run that has ended: one more finds
        # every station unchanged.
        runs = [list(ledger.lines(number)) for number in range(1, last.number + 1)]
    stations = sorted(folder.relative_to(root).as_posix() for folder in folders)
    planned = [line.station for run in runs for line in run if line.state is StationState.DONE]
    assert sorted(planned) == stations  # each exactly once, in whichever run
    assert [line.station for line in runs[-1]] == stations
    assert {line.state for run in runs for line in run} <= {
        StationState.DONE,
        StationState.UNCHANGED,
    }
    for number, folder in enumerate(folders):
        plan = (folder / "maps" / "2026-11-30" / "plan.json").read_bytes()
        assert plan == alone[number % KINDS]
        with reading(folder / "data" / "visits.db") as log:
            assert [handout.command for handout in handouts(log)] == [
                "bureau plan"
            ]  # put in place once
        assert not (folder / ".routeplan" / "bureau").exists()
