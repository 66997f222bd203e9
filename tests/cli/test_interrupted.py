"""Ctrl-C while a worker process starts or computes: everything ends, at once and quietly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.workspaces import bare_environment

SCRIPT = """
import time
from routeplan.cli.terminal.ending import ending_well
from routeplan.helper_process import Worker

def run():
    {at_start}
    worker = Worker()
    try:
        {when_asking}
        worker.ask(time.sleep, 600)
    finally:
        worker.end()

ending_well(run)
"""
TOLD = "print('now', flush=True)"


@pytest.mark.parametrize("told", ["at_start", "when_asking"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_ctrl_c_once_or_more_often_ends_the_worker_too(told: str, times: int) -> None:
    script = SCRIPT.format(**({"at_start": "", "when_asking": ""} | {told: TOLD}))
    running = subprocess.Popen(
        [sys.executable, "-c", script],
        env=bare_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "now\n"
    for _ in range(times):
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does, to every process
        time.sleep(0.05)
    # The worker holds stdout and stderr too: they end only when it is gone.
    output, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert (output, errors) == ("", "routeplan: stopped by Ctrl-C\n")
