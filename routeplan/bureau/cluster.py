"""The workers: a cluster of processes on this computer, or one that is running already."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
            When ``dask.distributed`` is not installed, some of the certificate's files are not
            given, or the scheduler does not answer or does not accept the certificate.
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
        security = self._security(distributed)
        words = self._connection_words(security)
        try:
            # Dask's client, refused, ends after a minute and does not say why: connect once before.
            asyncio.run(_knock(distributed, self.scheduler, words))
            client = distributed.Client(
                self.scheduler, timeout=CONNECT_SECONDS, security=security, set_as_default=False
            )
        except (OSError, ValueError) as error:
            is_about_tls = security and isinstance(error, distributed.comm.CommClosedError)
            raise UsageError(
                phrase(
                    "{address} does not accept this certificate, or its own is not from {ca}",
                    address=self.scheduler,
                    ca=self.tls_ca,
                )
                if is_about_tls
                else phrase(
                    "no scheduler answers at {address}: {why}", address=self.scheduler, why=error
                )
            ) from error
        try:
            yield client
        finally:
            client.close(timeout=5)

    def _security(self, distributed: ModuleType) -> Security | None:
        files = {
            "--tls-ca": self.tls_ca,
            "--tls-cert": self.tls_certificate,
            "--tls-key": self.tls_key,
        }
        missing = [option for option, path in files.items() if path is None]
        if len(missing) == len(files) and not (self.scheduler or "").startswith("tls://"):
            return None
        if missing:
            raise UsageError(
                phrase(
                    "TLS needs --tls-ca, --tls-cert and --tls-key; missing: {options}",
                    options=", ".join(missing),
                )
            )
        security: Security = distributed.Security(
            require_encryption=True,
            tls_ca_file=str(self.tls_ca),
            tls_client_cert=str(self.tls_certificate),
            tls_client_key=str(self.tls_key),
        )
        return security

    def _connection_words(self, security: Security | None) -> dict[str, Any]:
        try:
            words: dict[str, Any] = {}
            if security is not None:
                words = security.get_connection_args("client")  # type: ignore[no-untyped-call]
        except OSError as error:  # of ssl
            raise UsageError(
                phrase(
                    "{cert}, {key} and {ca} are no certificate, its key and its authority: {why}",
                    cert=self.tls_certificate,
                    key=self.tls_key,
                    ca=self.tls_ca,
                    why=error,
                )
            ) from error
        return words


async def _knock(distributed: ModuleType, scheduler: str, words: dict[str, Any]) -> None:
    """Connect and hang up."""
    comm = await distributed.comm.connect(scheduler, timeout=CONNECT_SECONDS, **words)
    await comm.close()


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
