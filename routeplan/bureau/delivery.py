"""What a worker made, put into the station's folder by the coordinator alone.

First everything is written aside and the ledger notes that it has arrived; then the files are
renamed into place and the ledger notes that the station is done. Killed in between, the next run
renames what lies aside: nothing is planned twice, and no file is seen half.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from routeplan.bureau.handed_out import note
from routeplan.bureau.records import Outcome
from routeplan.bureau.stations import StationFolder, station_files
from routeplan.phrases import phrase
from routeplan.private_files import private_directory, write_private, write_together
from routeplan.station.use_cases.undo.note_write import noted_write

ASIDE = Path(".routeplan", "bureau")
PLAN = "plan.json"


def put_aside(station: StationFolder, outcome: Outcome) -> Path:
    """Everything that came back, in one file beside the station's own.

    Raises
    ------
    OSError
        When the disk is full, or the folder may not be written; nothing was.
    """
    folder = private_directory(station.path / ASIDE)
    return write_private(folder / "arrived", pickle.dumps(outcome))


def put_in_place(station: StationFolder) -> Outcome:
    """Rename what lies aside into place, and let the station's log know what was handed out.

    Raises
    ------
    OSError, StoreBusyError, StoreError
        When a file or the log cannot be written; what lies aside stays there.
    """
    aside = station.path / ASIDE
    outcome: Outcome = pickle.loads((aside / "arrived").read_bytes())
    contents = {station.path / name: content for name, content in outcome.files.items()}
    with _noted(station.path, contents):
        for path, content in contents.items():
            if path.name == PLAN and path.is_file() and path.read_bytes() != content:
                _remove_what_shows_the_plan_before(path)
        write_together(contents)
    note(station_files(station.path).visits, outcome.handouts, outcome.rounds)
    return outcome


def clear_aside(station: StationFolder) -> None:
    """Remove what was put aside, once the ledger knows that the station is done."""
    shutil.rmtree(station.path / ASIDE, ignore_errors=True)


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
