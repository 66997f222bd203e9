"""Beats in the terminal and as JSON: each officer's before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from routeplan.beats.figures import Beat, Change, Comparison
from routeplan.beats.make import MadeBeats
from routeplan.cli.tables.plan import console, plain, table
from routeplan.model.inputs import Inputs, Mode
from routeplan.phrases import counted
from routeplan.render.words.catalogue import words_of

FIGURES = ("homes", "after", "hours", "after", "even %", "after", "centre", "after", "+", "-")


def print_beats(
    inputs: Inputs, made: MadeBeats, found: Comparison, mode: Mode, *, estimate: bool
) -> None:
    """Who has how much, now and then, and how many households change officer."""
    out = console()
    made_table = table("Beats, before and after", "officer", *FIGURES, numbers=len(FIGURES))
    made_table.padding = (0, 1, 0, 0)
    made_table.columns[0].overflow = "fold"
    for officer, change in zip(inputs.officers, found.officers, strict=True):
        made_table.add_row(plain(f"{officer.id} {officer.name}"), *_cells(change))
    made_table.caption = (
        "hours: visits due and expected travel; even %: work relative to an even share, by "
        f"the officers' shares; centre: mean minutes to it {words_of('en')[mode.value]}; + "
        "gained, - lost"
    )
    out.print(made_table)
    (least, most), (then_least, then_most) = found.spread
    out.print()
    out.print(
        f"Least and most work: {percent(least)} and {percent(most)} % of an even share "
        f"before, {percent(then_least)} and {percent(then_most)} % after."
    )
    out.print(
        (
            f"{counted(found.changed, 'household')} of {len(inputs.households):,} get a different "
            "officer"
        )
        + (f", {found.new:,} had none." if found.new else ".")
    )
    _print_pieces(out, inputs, made, found)
    if estimate:
        out.print(f"{words_of('en')['straight_line']}; rivers are ignored.")


def _print_pieces(out: Any, inputs: Inputs, made: MadeBeats, found: Comparison) -> None:
    """Beats in more than one piece now, and homes that no street leads to."""
    torn = [
        f"{officer.id} ({change.before.pieces})"
        for officer, change in zip(inputs.officers, found.officers, strict=True)
        if change.before.pieces > 1
    ]
    if torn:
        out.print(plain(f"In several pieces before: {', '.join(torn)}."))
    if len(made.cut_off):
        few = [inputs.households[h].id for h in made.cut_off[:10]]
        more = f" and {len(made.cut_off) - len(few)} more" if len(made.cut_off) > len(few) else ""
        told = words_of("en")["cut_off_note"].format(count=len(made.cut_off))
        out.print(plain(f"{told} These are {', '.join(few)}{more}."))


def _cells(change: Change) -> list[str]:
    before, after = change.before, change.after
    return [
        f"{before.households:,}",
        f"{after.households:,}",
        f"{before.seconds / 3600:,.1f}",
        f"{after.seconds / 3600:,.1f}",
        percent(before.of_even),
        percent(after.of_even),
        f"{before.to_centre:.1f}",
        f"{after.to_centre:.1f}",
        f"{change.came:,}",
        f"{change.went:,}",
    ]


def percent(part: float) -> str:
    """``98``."""
    return f"{100 * part:.0f}"


def beats_content(
    inputs: Inputs, made: MadeBeats, found: Comparison, mode: Mode, written: Sequence[Path]
) -> dict[str, Any]:
    """The same for programs, with the officer of each household."""
    ids = [officer.id for officer in inputs.officers]
    names = [*ids, None]  # nobody is -1
    (least, most), (then_least, then_most) = found.spread
    return {
        "mode": mode.value,
        "units": len(made.ground.units),
        "changed": found.changed,
        "new": found.new,
        "of_even": {
            "before": [round(least, 6), round(most, 6)],
            "after": [round(then_least, 6), round(then_most, 6)],
        },
        "officers": [
            {
                "officer": who,
                "before": _beat(change.before),
                "after": _beat(change.after),
                "came": change.came,
                "went": change.went,
            }
            for who, change in zip(ids, found.officers, strict=True)
        ],
        "households": [
            {"id": household.id, "before": names[before], "after": names[after]}
            for household, before, after in zip(
                inputs.households, made.before.tolist(), made.after.tolist(), strict=True
            )
        ],
        "cut_off": [inputs.households[h].id for h in made.cut_off],
        "written": [str(path) for path in written],
    }


def _beat(beat: Beat) -> dict[str, Any]:
    return asdict(beat) | {"of_even": round(beat.of_even, 6), "to_centre": round(beat.to_centre, 3)}
