"""The kernels are compiled before the first test, as every command has them compiled."""

from __future__ import annotations

import pytest

from routeplan.engines.ruin_recreate.compiled import ensure_compiled


@pytest.fixture(scope="session", autouse=True)
def kernels() -> None:
    """Takes about a minute after a change to a kernel."""
    ensure_compiled(lambda: None)
