"""What a worker made, put into the station's folder by the coordinator alone.

First everything is written aside, into the bureau's own folder, and the ledger notes that it has
arrived; then the files are renamed into place, the station's log learns of them, and the ledger
notes that the station is done. Killed anywhere in between, the next run goes on from there: nothing
is planned twice, and no file is seen half.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path, PurePosixPath

from routeplan.bureau.station_requests import StationOutcome
from routeplan.bureau.stations import StationFolder, station_files
from routeplan.bureau.work.notes_from_copy import note
from routeplan.bureau.work.shared_disk import file_name
from routeplan.errors import StoreError, UsageError
from routeplan.phrases import phrase
from routeplan.private_files import private_directory, write_private, write_together
from routeplan.station.use_cases.undo.note_write import noted_write

ASIDE = Path(".routeplan", "arrived")
PLAN = "plan.json"
MAPS = "maps"


def put_aside(root: Path, station: StationFolder, outcome: StationOutcome) -> Path:
    """Everything that came back, in one file of the bureau's own.

    Raises
    ------
    OSError
        When the disk is full; nothing was written.
    UsageError
        When a worker laid it on a disk that is not this one.
    """
    private_directory(root / ASIDE)
    aside = _aside(root, station)
    if outcome.lies_at is None:
        return write_private(aside, pickle.dumps(outcome))
    try:
        return Path(outcome.lies_at).replace(aside)
    except FileNotFoundError as error:
        raise UsageError(
            phrase(
                "{file} is not on this disk, where a worker laid it: leave out --shared",
                file=outcome.lies_at,
            )
        ) from error


def put_in_place(root: Path, station: StationFolder) -> StationOutcome:
    """Rename what lies aside into place, and let the station's log know what was handed out.

    Raises
    ------
    OSError, StoreBusyError, StoreError
        When a file or the log cannot be written; what lies aside stays there.
    """
    outcome: StationOutcome = pickle.loads(_aside(root, station).read_bytes())
    contents = {_place(station, name): content for name, content in outcome.files.items()}
    with _noted(station.path, contents):
        for path, content in contents.items():
            if path.name == PLAN and path.is_file() and path.read_bytes() != content:
                _remove_what_shows_the_plan_before(path)
        write_together(contents)
    note(station_files(station.path).visits, outcome.handouts, outcome.rounds)
    return outcome


def clear_aside(root: Path, station: StationFolder) -> None:
    """Remove what was put aside, once the ledger knows that the station is done."""
    _aside(root, station).unlink(missing_ok=True)


def _aside(root: Path, station: StationFolder) -> Path:
    return root / ASIDE / file_name(station.name)


def _place(station: StationFolder, name: str) -> Path:
    """Where a file goes. Workers write below ``maps`` only, and no link leads them elsewhere."""
    parts = PurePosixPath(name).parts
    path = station.path.joinpath(*parts)
    within = (station.path / MAPS).resolve()
    if not parts or parts[0] != MAPS or ".." in parts or not path.resolve().is_relative_to(within):
        raise StoreError(
            phrase("a worker sent a file for outside the station's maps: {name}", name=name)
        )
    return path


def _noted(root: Path, contents: Mapping[Path, bytes]) -> AbstractContextManager[object]:
    """What notes a new plan, so that the station can undo it; nothing else is noted."""
    folder = next((path.parent for path in contents if path.name == PLAN), None)
    if folder is None:
        return nullcontext()
    what = phrase("a new plan from {day}, made by the bureau", day=folder.name)
    return noted_write(root, what, command="bureau plan", plan_folder=folder)


def _remove_what_shows_the_plan_before(plan: Path) -> None:
    """Pages and sheets of another plan go, and what was decided about it is kept aside."""
    from routeplan.formats.decisions.decisions import set_aside
    from routeplan.render.pages.drawn_files import remove_drawn

    set_aside(plan)
    remove_drawn(plan.parent)
