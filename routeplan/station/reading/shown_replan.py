"""``proposal.<name>.json``: what a replan has shown, kept so that just this can be written.

A proposal fits as long as nothing that it was made from has changed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from routeplan.formats.decisions.decisions import NAME as DECISIONS
from routeplan.formats.decisions.decisions import Replan
from routeplan.formats.plans.plan_bounds import faults
from routeplan.formats.plans.record_format import RecordFormat
from routeplan.formats.station.settings import ENVIRONMENT, FILE, NO_SETTINGS
from routeplan.model.plan import Plan
from routeplan.phrases import phrase
from routeplan.private_files import write_private
from routeplan.station.reading.open_station import Workspace
from routeplan.version import __version__
from routeplan.visitlog.reading import last_number
from routeplan.visitlog.store import reading

MOST = 8
"""Proposals kept beside one plan: the oldest go."""
PATTERN = "proposal.*.json"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan that was shown and not written.

    Parameters
    ----------
    state
        By its name, a mark of each thing that it was made from.
    record
        What the decisions would keep of it.
    """

    state: dict[str, str]
    record: Replan
    plan: Plan


_FORMAT = RecordFormat(Proposal, "routeplan-proposal", 1)


def state_of(plan_file: Path, workspace: Workspace) -> dict[str, str]:
    """A mark of everything that a replan is made from, the request aside.

    Raises
    ------
    StoreBusyError, StoreError
        When the visit log cannot be read.
    """
    root, files = workspace.root, workspace.settings.files
    log = 0
    if workspace.visit_log.exists():
        with reading(workspace.visit_log) as store:
            log = last_number(store)
    streets = workspace.area.stat() if workspace.area.is_file() else None
    settings = {key: os.environ[key] for key in sorted(os.environ) if _is_setting(key)}
    tables = [root / name for name in (files.households, files.officers, files.calendar)]
    return {
        phrase("the plan"): _mark(_bytes(plan_file)),
        phrase("what was decided about it"): _mark(_bytes(plan_file.with_name(DECISIONS))),
        phrase("the tables"): _mark(*map(_bytes, tables)),
        phrase("the settings"): _mark(_bytes(root / FILE), repr(settings).encode()),
        phrase("the visit log"): str(log),
        phrase("the streets"): f"{streets.st_size} {streets.st_mtime_ns}" if streets else "",
        phrase("the program"): __version__,
    }


def _is_setting(key: str) -> bool:
    return key.startswith(ENVIRONMENT) and key not in NO_SETTINGS


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _mark(*parts: bytes) -> str:
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


def proposal_file(plan_file: Path, request: str) -> Path:
    """Where the proposal of a request is kept: beside the plan."""
    return plan_file.with_name(f"proposal.{sha256(request.encode()).hexdigest()[:16]}.json")


def read_proposal(path: Path) -> Proposal | None:
    """The proposal of a file; None where there is none that can be read."""
    proposal = _FORMAT.read(path)
    return None if proposal is None or any(faults(proposal.plan)) else proposal


def write_proposal(path: Path, proposal: Proposal) -> None:
    """Keep a proposal for its owner only; of very many the oldest go."""
    write_private(path, _FORMAT.text(proposal))
    kept = sorted(path.parent.glob(PATTERN), key=lambda file: file.stat().st_mtime_ns)
    for old in kept[:-MOST]:
        old.unlink(missing_ok=True)


def differing(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What has changed since, by name."""
    return [name for name in now if now[name] != then.get(name)]
