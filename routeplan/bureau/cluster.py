"""The workers: a cluster of processes on this computer, or one that is running already."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from types import ModuleType

    from distributed import Client, Security

CONNECT_SECONDS = 30
CORES = 2
"""That the search for one station uses."""
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Cluster:
    """Which workers are used.

    Parameters
    ----------
    scheduler
        The address of a Dask scheduler, such as ``tls://10.0.0.5:8786``; None for processes on this
        computer.
    workers
        How many processes on this computer; None for one for every two cores, since a search
        uses two.
    tls_ca, tls_certificate, tls_key
        PEM files, where the cluster speaks TLS.
    """

    scheduler: str | None = None
    workers: int | None = None
    tls_ca: Path | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None

    @contextmanager
    def client(self) -> Iterator[Client]:
        """A connection to it; processes of this computer end with the block.

        Raises
        ------
        UsageError
            When ``dask.distributed`` is not installed, or the scheduler does not answer.
        """
        distributed = _distributed()
        if self.scheduler is None:
            with _without_ctrl_c():
                cluster = distributed.LocalCluster(
                    host=LOOPBACK,
                    n_workers=self.workers or max(1, (os.cpu_count() or 1) // CORES),
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=f"{LOOPBACK}:0",
                    memory_limit=0,
                    silence_logs=logging.CRITICAL,
                )
            with cluster, distributed.Client(cluster, set_as_default=False) as client:
                yield client
            return
        try:
            client = distributed.Client(
                self.scheduler,
                timeout=CONNECT_SECONDS,
                security=self._security(distributed),
                set_as_default=False,
            )
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(
                phrase(
                    "no scheduler answers at {address}: {why}", address=self.scheduler, why=error
                )
            ) from error
        try:
            yield client
        finally:
            client.close(timeout=5)

    def _security(self, distributed: ModuleType) -> Security | None:
        if self.tls_ca is None:
            return None
        security: Security = distributed.Security(
            require_encryption=True,
            tls_ca_file=str(self.tls_ca),
            tls_client_cert=None if self.tls_certificate is None else str(self.tls_certificate),
            tls_client_key=None if self.tls_key is None else str(self.tls_key),
        )
        return security


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Threads that begin here, and their processes, do not see Ctrl-C: we end them ourselves."""
    resource_tracker.ensure_running()  # which would let the signal through again when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _distributed() -> ModuleType:
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            phrase("the bureau needs dask.distributed: pip install 'routeplan[bureau]'")
        ) from error
    return distributed
