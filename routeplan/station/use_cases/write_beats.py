"""Everything that ``routeplan beats --write`` leaves behind."""

from __future__ import annotations

import hashlib
from pathlib import Path

from routeplan.beats.beat_figures import Beat, Change, Comparison, borders
from routeplan.beats.make_beats import MadeBeats
from routeplan.beats.outline import outlines, rings
from routeplan.errors import Finding
from routeplan.formats.exchange.beat_polygons import write_polygons
from routeplan.formats.plans.folders_beside_plans import (
    BEATS,
    CHANGES_OF_BEATS,
    COUNTS_OF_BEATS,
    MAPS,
)
from routeplan.formats.station.officer_column import write_officers, write_rows
from routeplan.model.inputs import Mode
from routeplan.phrases import phrase
from routeplan.private_files import write_private
from routeplan.render.pages.beats_page import BeatsView, BeatView, beats_page
from routeplan.station.reading.open_station import Workspace
from routeplan.station.use_cases.draw import base_map, look_of
from routeplan.station.use_cases.undo.note_write import noted_write

FILES = ("index.html", "beats.gpkg", "beats.geojson", COUNTS_OF_BEATS, CHANGES_OF_BEATS)
FIGURES = ("households", "visits", "hours", "percent_of_even", "minutes_to_centre", "pieces")


def write_beats(
    workspace: Workspace,
    made: MadeBeats,
    comparison: Comparison,
    mode: Mode,
    *,
    estimate: bool,
    command: str,
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Write tables, polygons and the page, and last of all the households' column ``officer``.

    The files, the page first; and why this cannot be undone, where that is so.
    """
    folder = workspace.root / MAPS / BEATS
    table = workspace.root / workspace.settings.files.households
    files = [table, *(folder / name for name in FILES)]
    count = comparison.changed + comparison.new
    what = phrase("beats: {count:,} households with another officer", count=count)
    with noted_write(workspace.root, what, command=command, files=files) as noting:
        written = _written(workspace, made, comparison, mode, estimate=estimate)
    return written, noting.findings


def _written(
    workspace: Workspace, made: MadeBeats, comparison: Comparison, mode: Mode, *, estimate: bool
) -> list[Path]:
    inputs, folder = workspace.inputs, workspace.root / MAPS / BEATS
    ids = [officer.id for officer in inputs.officers]
    names = ["", *ids]  # nobody is -1
    shapes = outlines(inputs, made)
    figures = {who: _figures(c.after) for who, c in zip(ids, comparison.officers, strict=True)}
    view = BeatsView(
        beats=[
            BeatView(
                officer.id,
                officer.name,
                rings(shapes[officer.id]) if officer.id in shapes else [],
                _pairs(change),
                change.came,
                change.went,
            )
            for officer, change in zip(inputs.officers, comparison.officers, strict=True)
        ],
        borders=borders(made),
        mode=mode,
        estimate=estimate,
        households=len(inputs.households),
        changed=comparison.changed,
        new=comparison.new,
        cut_off=len(made.cut_off),
    )
    page = beats_page(
        view,
        inputs,
        base_map(workspace),
        look_of(workspace),
        mark=hashlib.sha256(repr(made.after.tolist()).encode()).hexdigest()[:16],
    )
    before = [names[o + 1] for o in made.before.tolist()]
    after = {h.id: ids[o] for h, o in zip(inputs.households, made.after.tolist(), strict=True)}
    changes = [row for row in zip(after, before, after.values(), strict=True) if row[1] != row[2]]
    header = [f"{figure}_{when}" for figure in FIGURES for when in ("before", "after")]
    rows = [_row(who, change) for who, change in zip(ids, comparison.officers, strict=True)]
    return [
        write_private(folder / "index.html", page),
        *write_polygons(folder, shapes, figures),
        write_rows(folder / COUNTS_OF_BEATS, ("officer", *header, "came", "went"), rows),
        write_rows(folder / CHANGES_OF_BEATS, ("id", "officer_before", "officer_after"), changes),
        write_officers(workspace.root / workspace.settings.files.households, after),
    ]


def _figures(beat: Beat) -> dict[str, float]:
    values = (
        beat.households,
        beat.visits,
        round(beat.seconds / 3600, 2),
        round(100 * beat.of_even, 1),
        round(beat.to_centre, 2),
        beat.pieces,
    )
    return dict(zip(FIGURES, values, strict=True))


def _row(officer: str, change: Change) -> list[object]:
    pairs = [value for pair in _pairs(change).values() for value in pair]
    return [officer, *pairs, change.came, change.went]


def _pairs(change: Change) -> dict[str, tuple[float, float]]:
    """Each figure before and after."""
    before, after = _figures(change.before), _figures(change.after)
    return {figure: (before[figure], after[figure]) for figure in FIGURES}
