"""Beats in the terminal and as JSON: each officer's before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from routeplan.beats.beat_figures import Beat, Change, Comparison
from routeplan.beats.make_beats import MadeBeats
from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.terminal.language import figure, say, terminal_language
from routeplan.model.inputs import Inputs, Mode
from routeplan.phrases import counted, joined, phrase
from routeplan.render.words.catalogue import words_of

FIGURES = (
    *(phrase("homes"), phrase("after"), phrase("hours"), phrase("after"), phrase("even %")),
    *(phrase("after"), phrase("centre"), phrase("after"), "+", "-"),
)


SOME = 10
"""Households that no street leads to, of which the ids are told."""


def print_beats(
    inputs: Inputs, made: MadeBeats, compared: Comparison, mode: Mode, *, estimate: bool
) -> None:
    """Who has how much, now and then, and how many households change officer."""
    out = console()
    words = words_of(terminal_language())
    title = phrase("Beats, before and after")
    made_table = table(title, phrase("officer"), *FIGURES, numbers=len(FIGURES))
    made_table.padding = (0, 1, 0, 0)
    made_table.columns[0].overflow = "fold"
    for officer, change in zip(inputs.officers, compared.officers, strict=True):
        made_table.add_row(plain(f"{officer.id} {officer.name}"), *_cells(change))
    made_table.caption = say(
        "hours: visits due and expected travel; even %: work relative to an even share, by "
        "the officers' shares; centre: mean minutes to it {mode}; + gained, - lost",
        mode=words[mode.value],
    )
    out.print(made_table)
    (least, most), (then_least, then_most) = compared.spread
    out.print()
    out.print(
        say(
            "Least and most work: {least} and {most} % of an even share before, {then_least} and "
            "{then_most} % after.",
            least=percent(least),
            most=percent(most),
            then_least=percent(then_least),
            then_most=percent(then_most),
        )
    )
    changed, total = counted(compared.changed, "household"), len(inputs.households)
    if compared.new:
        out.print(
            say(
                "{changed} of {total:,} get a different officer, {new:,} had none.",
                changed=changed,
                total=total,
                new=compared.new,
            )
        )
    else:
        out.print(
            say("{changed} of {total:,} get a different officer.", changed=changed, total=total)
        )
    _print_pieces(out, inputs, made, compared)
    if estimate:
        out.print(say("{estimate}; rivers are ignored.", estimate=words["straight_line"]))


def _print_pieces(out: Any, inputs: Inputs, made: MadeBeats, compared: Comparison) -> None:
    """Beats in more than one piece now, and homes that no street leads to."""
    torn = [
        f"{officer.id} ({change.before.pieces})"
        for officer, change in zip(inputs.officers, compared.officers, strict=True)
        if change.before.pieces > 1
    ]
    if torn:
        out.print(plain(phrase("In several pieces before: {beats}.", beats=joined(", ", torn))))
    if len(made.cut_off):
        few = [inputs.households[h].id for h in made.cut_off[:SOME]]
        note = words_of(terminal_language())["cut_off_note"].format(count=len(made.cut_off))
        some = ", ".join(few)
        more = len(made.cut_off) - len(few)
        if more:
            named = phrase(
                "{note} These are {some} and {more} more.", note=note, some=some, more=more
            )
        else:
            named = phrase("{note} These are {some}.", note=note, some=some)
        out.print(plain(named))


def _cells(change: Change) -> list[str]:
    before, after = change.before, change.after
    return [
        figure(before.households),
        figure(after.households),
        figure(before.seconds / 3600, ",.1f"),
        figure(after.seconds / 3600, ",.1f"),
        percent(before.of_even),
        percent(after.of_even),
        figure(before.to_centre, ",.1f"),
        figure(after.to_centre, ",.1f"),
        figure(change.came),
        figure(change.went),
    ]


def percent(part: float) -> str:
    """``98``."""
    return f"{100 * part:.0f}"


def beats_content(
    inputs: Inputs, made: MadeBeats, compared: Comparison, mode: Mode, written: Sequence[Path]
) -> dict[str, Any]:
    """The same for programs, with the officer of each household."""
    ids = [officer.id for officer in inputs.officers]
    names = [*ids, None]  # nobody is -1
    (least, most), (then_least, then_most) = compared.spread
    return {
        "mode": mode.value,
        "units": len(made.ground.units),
        "changed": compared.changed,
        "new": compared.new,
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
            for who, change in zip(ids, compared.officers, strict=True)
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
