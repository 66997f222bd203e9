"""Ways to staff the weeks side by side in the terminal: who is met, and for how many hours."""

from __future__ import annotations

from rich.text import Text

from routeplan.cli.tables.explain import edit_text
from routeplan.cli.tables.moved_shifts import move_text
from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.terminal.language import figure, say
from routeplan.forecast.staffing_options import StaffingOption, StaffingOptions
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.phrases import Phrase, phrase


def print_options(options: StaffingOptions, plan: Plan, inputs: Inputs) -> None:
    """As now, each move, the moves together, one officer more; then the cells of each move."""
    out = console()
    made = table(
        say(
            "Households met after so many rounds of the plan: {rounds} ({runs:,} runs)",
            rounds=options.rounds,
            runs=options.runs,
        ),
        say("staffing"),
        say("hours"),
        say("met"),
        say("more"),
        say("an hour"),
        say("worth"),
        numbers=5,
    )
    for number, option in enumerate((options.now, *options.others)):
        made.add_row(plain(_called(option, number, inputs)), *_cells(options, option))
    made.caption = say(
        "hours: of all officers in a round, without breaks. more: than as now, with the same luck "
        "at the doors; ~ where that may be chance. an hour: households met for each hour. worth: "
        "how many hours of one officer more, in a round, bring as much. A change is made in every "
        "week; nobody works longer."
    )
    out.print(made)
    alone = [
        numbered_option
        for numbered_option in enumerate(options.others, start=1)
        if len(numbered_option[1].moves) == 1
    ]
    for number, option in alone:
        cells = "; ".join(edit_text(edit) for edit in option.moves[0].edits)
        line = say("{number}: in this week {cells}", number=number, cells=cells)
        out.print(plain(line), soft_wrap=True)
    if not alone:
        out.print(say("No shift at other hours meets more households in a simulated week."))
    if plan.straight_line:
        out.print(say("STRAIGHT-LINE ESTIMATE: real routes are longer."))


def _called(option: StaffingOption, number: int, inputs: Inputs) -> Phrase:
    if option.officers:
        return phrase("one officer more")
    if len(option.moves) > 1:
        return phrase("one of each officer: {count} changes together", count=len(option.moves))
    if option.moves:
        return phrase("{number}: {move}", number=number, move=move_text(option.moves[0], inputs))
    return phrase("as now")


def _cells(options: StaffingOptions, option: StaffingOption) -> list[str | Text]:
    more = ""
    if option is not options.now:
        more = ("" if option.is_sure else "~") + figure(option.more, "+.1f")
    worth = options.hours_worth(option)
    return [
        figure(option.hours, ".1f"),
        figure(option.met, ".1f"),
        more,
        figure(options.met_an_hour(option), ".2f"),
        "" if worth is None else figure(worth, ".1f"),
    ]
