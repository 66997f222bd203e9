"""Balance for programs and for the overview page: times in seconds, shares in thousandths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from routeplan.balance.carried_weeks import Weeks
from routeplan.balance.frontier import Choice
from routeplan.balance.swap import SwapProposal
from routeplan.balance.workloads import Load, Workload, workload
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan


def balance_content(
    inputs: Inputs, plan: Plan, proposal: SwapProposal, *, written: Path | None
) -> dict[str, Any]:
    """The same for programs; times in seconds, shares in thousandths of paid hours."""
    return {
        "first_day": str(plan.first_day),
        "days": plan.days,
        "now": _workload_content(inputs, workload(inputs, plan)),
        "moves": [
            {
                "date": str(inputs.calendar.date_of(move.day)),
                "from": inputs.shifts_by_id[move.from_shift].officers,
                "to": inputs.shifts_by_id[move.to_shift].officers,
            }
            for move in proposal.moves
        ],
        "after": _workload_content(inputs, workload(inputs, proposal.plan)),
        "proven": proposal.proven,
        "written": str(written) if written else None,
    }


def _workload_content(inputs: Inputs, loads: Workload) -> dict[str, Any]:
    return {
        "officers": [{"officer": who} | load_content(load) for who, load in loads.officers.items()],
        "days": [
            {"date": _iso(inputs, day)} | load_content(load) for day, load in loads.days.items()
        ],
        "officer_days": [
            {"officer": who, "date": _iso(inputs, day)} | load_content(load)
            for (who, day), load in loads.cells.items()
        ],
        "all": load_content(loads.whole),
        "ranked": loads.ranked,
        "share_range": loads.share_range,
        "busy_range": loads.busy_range,
    }


def load_content(load: Load) -> dict[str, Any]:
    """A load for programs."""
    return asdict(load) | {"expected_met": round(load.expected_met, 6), "share": load.share}


def _iso(inputs: Inputs, day: int) -> str:
    return str(inputs.calendar.date_of(day))


def weeks_content(loads: Weeks) -> dict[str, Any]:
    """Weeks for programs and for the overview page; times in seconds."""
    return {
        "mondays": [str(monday) for monday in loads.mondays],
        "mean_by_share": loads.mean_by_share,
        "officers": [
            {
                "officer": who,
                "share_of_full": loads.shares[who],
                "by_share": loads.by_share(who),
                "above_mean": loads.above_mean(who),
                "part": loads.part(who),
                "weeks": [
                    week.busy if (week := loads.cells.get((who, monday))) else None
                    for monday in loads.mondays
                ],
            }
            | load_content(load)
            for who, load in loads.officers.items()
        ],
    }


def options_content(choices: Sequence[Choice], taken: Choice | None) -> list[dict[str, Any]]:
    """The frontier for programs and for the overview page; times in seconds.

    ``chosen`` is what the plan is now: one option was taken, or it is as it was.
    """
    chosen = taken.number if taken else 0
    return [
        {
            "option": choice.number,
            "kind": choice.kind,
            "chosen": choice.number == chosen,
            "with_earlier_weeks": choice.earlier,
            "longest_week_by_share": choice.longest_week,
            "mean_week_by_share": choice.mean,
            "longest_day": choice.longest_day,
            "price": asdict(choice.price),
            "travel": choice.plan.totals.travel,
        }
        for choice in choices
    ]
