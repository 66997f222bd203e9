"""Real clusters: with TLS, with a disk that is shared or not, without a network, and Ctrl-C.

Tests ``bureau/cluster.py``.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from routeplan.bureau.cluster import Cluster
from routeplan.bureau.dispatch import Dispatch, Returned, StationJob
from routeplan.bureau.ledger import Ledger, StationState
from routeplan.bureau.run import BureauRun
from routeplan.bureau.station_requests import StationRequest
from tests.bureau.clusters import PLAN, DaskCluster, environment, routeplan, write_bureau

TODAY, MONDAY = date(2026, 11, 29), date(2026, 11, 30)
STREETS = Path(__file__).parents[2] / "data" / "area.osm.pbf"

pytestmark = pytest.mark.slow


def states(root: Path) -> list[StationState]:
    with Ledger(root) as ledger:
        last = ledger.last_run()
        assert last is not None
        return [line.state for line in ledger.lines(last.number)]


def certificate_for_itself(folder: Path, name: str) -> tuple[str, str, str]:
    """Its own authority, the certificate and its key, as the three options take them."""
    key, certificate = folder / f"{name}-key.pem", folder / f"{name}.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return str(certificate), str(certificate), str(key)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_cluster_that_speaks_tls(tmp_path: Path) -> None:
    ca, certificate, key = certificate_for_itself(tmp_path, "bureau")
    _, strange, strange_key = certificate_for_itself(tmp_path, "stranger")
    root = tmp_path / "bureau"
    write_bureau(root, 2)

    def check(*words: str, scheduler: str) -> tuple[int, str]:
        run = routeplan("bureau", "check", str(root), "--scheduler", scheduler, *words)
        out, _ = run.communicate(timeout=180)
        return run.returncode, out

    files = ("--tls-ca-file", ca, "--tls-cert", certificate, "--tls-key", key)
    with DaskCluster(1, files) as cluster:
        for words, why in [
            ((), "missing: --tls-ca, --tls-cert, --tls-key"),
            (("--tls-ca", ca), "missing: --tls-cert, --tls-key"),
            (
                ("--tls-ca", ca, "--tls-cert", strange, "--tls-key", strange_key),
                "does not accept this certificate",
            ),
            (
                ("--tls-ca", strange, "--tls-cert", certificate, "--tls-key", key),
                f"its own is not from {strange}",
            ),
            (
                ("--tls-ca", ca, "--tls-cert", certificate, "--tls-key", strange_key),
                "are no certificate, its key and its authority",
            ),
        ]:
            status, out = check(*words, scheduler=cluster.address)
            assert (status, why in out, out.count("\n")) == (2, True, 1), out
        status, out = check(scheduler=cluster.address.replace("tls", "tcp"))
        assert (status, "no scheduler answers" in out) == (2, True), out
        status, out = check(
            *("--tls-ca", ca, "--tls-cert", certificate, "--tls-key", key),
            scheduler=cluster.address,
        )
    assert status == 0, out
    assert states(root) == [StationState.DONE, StationState.DONE]


@pytest.mark.parametrize("shared", [False, True])
def test_streets_travel_once_and_on_a_shared_disk_nothing_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, shared: bool
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "worker"))  # of the worker: it begins without
    (tmp_path / "worker").mkdir()
    root = tmp_path / "bureau"
    folders = write_bureau(root, 3)
    area = root / "city.osm.pbf"
    shutil.copy(STREETS, area)
    for folder in folders:
        settings = folder / "routeplan.toml"
        text = settings.read_text().replace('source = "straight-line"', 'source = "streets"')
        settings.write_text(f'{text}\n[files]\narea = "../../city.osm.pbf"\n')
    asked: list[str] = []
    plain = Dispatch._ask

    def listening(self: Dispatch, worker: str, question: Any, *words: object) -> object:
        asked.append(question.__name__)
        return plain(self, worker, question, *words)

    monkeypatch.setattr(Dispatch, "_ask", listening)
    travelled: list[int] = []  # bytes of stations and of what came back
    send, judge = Dispatch._send, Dispatch._judged

    def sending(self: Dispatch, job: StationJob, worker: str) -> None:
        travelled.append(len(pickle.dumps(job.parcel)))
        send(self, job, worker)

    def judging(self: Dispatch, returned: Returned) -> Returned:
        travelled.append(len(pickle.dumps(returned.outcome)))
        return judge(self, returned)

    monkeypatch.setattr(Dispatch, "_send", sending)
    monkeypatch.setattr(Dispatch, "_judged", judging)
    request = StationRequest("plan", TODAY, {"first_day": MONDAY, "days": 1, "iterations": 5})
    done = BureauRun(root, request, Cluster(workers=1), shared=shared).run()
    assert done.counts == {StationState.DONE: 3}
    assert len(travelled) == 6
    assert all((size < 1000) is shared for size in travelled)
    assert sorted(path.name for path in (root / ".routeplan").iterdir()) == [
        *("arrived", "bureau.db", "bureau.lock")  # and nothing on the way
    ]
    assert all((path / "maps" / str(MONDAY) / "plan.json").is_file() for path in folders)
    assert asked == ([] if shared else ["has_streets", "keep_streets"])
    kept = tmp_path / "worker" / f"routeplan-bureau-{os.getuid()}"
    extracts = list((kept / "streets").glob("*.osm.pbf"))
    assert len(extracts) == (0 if shared else 1)
    networks = [path.name for path in (kept / "streets").glob("streets-*")]
    assert len(networks) == len(set(networks)) == 2  # by bike and on foot, built once
    assert not list((kept / "stations").iterdir())


def test_without_a_network(tmp_path: Path) -> None:
    command = ["unshare", "-rn", "true"]
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        pytest.skip("unshare or ip is not installed")
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this computer allows no network namespace")
    write_bureau(tmp_path, 1)
    words = f"bureau check {tmp_path} --workers 1"
    inside = f"ip link set lo up && exec {sys.executable} -m routeplan {words}"
    done = subprocess.run(
        ["unshare", "-rn", "sh", "-c", inside],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert states(tmp_path) == [StationState.DONE]


def test_ctrl_c_ends_a_run_at_once_and_another_day_it_goes_on(tmp_path: Path) -> None:
    write_bureau(tmp_path, 5)
    run = routeplan(
        *("bureau", "plan", str(tmp_path), "--workers", "1", *PLAN), start_new_session=True
    )
    try:
        for _ in range(600):
            if (tmp_path / ".routeplan" / "bureau.db").exists() and StationState.DONE in _so_far(
                tmp_path
            ):
                break
            time.sleep(0.1)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does
        out, _ = run.communicate(timeout=30)
        assert run.returncode == 130, out
        assert "Traceback" not in out
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
    left = _so_far(tmp_path)
    assert StationState.DONE in left
    assert set(left) != {StationState.DONE}
    again = routeplan("bureau", "plan", str(tmp_path), "--resume", env_today="2026-12-01")
    out, _ = again.communicate(timeout=180)
    assert again.returncode == 0, out
    assert set(states(tmp_path)) == {StationState.DONE}
    assert len(list(tmp_path.glob("*/*/maps/2026-11-30/plan.json"))) == 5


def _so_far(root: Path) -> list[StationState]:
    try:
        return states(root)
    except AssertionError:
        return []
