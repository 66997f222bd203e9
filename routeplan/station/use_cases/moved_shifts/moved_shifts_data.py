"""Moved shifts for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeplan.station.use_cases.moved_shifts.possible_moves import hours_of

if TYPE_CHECKING:
    from routeplan.forecast.moved_shifts import ShiftMove
    from routeplan.forecast.staffing_options import StaffingOption, StaffingOptions
    from routeplan.model.inputs import Inputs
    from routeplan.station.use_cases.moved_shifts.suggest_hours import SuggestedHours


def suggested_content(suggested: SuggestedHours, inputs: Inputs) -> dict[str, Any]:
    """What was tried, and what came of it."""
    return {
        "met": [round(met, 2) for met in suggested.met],
        "noise": round(suggested.noise, 2),
        "possible": suggested.possible,
        "tried": [
            {
                **move_content(tried_move.move, inputs),
                "estimate": round(tried_move.estimate, 2),
                "met": [round(met, 2) for met in tried_move.met],
                "gain": round(tried_move.gain, 2),
                "verdict": tried_move.verdict.value,
            }
            for tried_move in suggested.tried
        ],
        "interrupted": suggested.interrupted,
    }


def move_content(move: ShiftMove, inputs: Inputs) -> dict[str, Any]:
    """A move, with the cells of the calendar that say so."""
    shift, moved = move.shift, move.moved
    return {
        "kind": move.kind.value,
        "officers": list(shift.officers),
        "day": str(inputs.calendar.date_of(shift.day)),
        "hours": hours_of(inputs, shift),
        "instead_day": str(inputs.calendar.date_of(moved.day)),
        "instead_hours": hours_of(inputs, moved),
        "edits": [
            {"table": edit.table, "row": dict(edit.row), "cells": dict(edit.cells)}
            for edit in move.edits
        ],
    }


def options_content(options: StaffingOptions, inputs: Inputs) -> dict[str, Any]:
    """Each way to staff the weeks, as now first."""

    def of(option: StaffingOption) -> dict[str, Any]:
        worth = options.hours_worth(option)
        return {
            "moves": [move_content(move, inputs) for move in option.moves],
            "officers": option.officers,
            "hours": round(option.hours, 2),
            "met": round(option.met, 2),
            "more": round(option.more, 2),
            "error": round(option.error, 3),
            "sure": option.is_sure,
            "met_an_hour": round(options.met_an_hour(option), 4),
            "hours_worth": None if worth is None else round(worth, 2),
        }

    return {
        "rounds": options.rounds,
        "runs": options.runs,
        "options": [of(option) for option in (options.now, *options.others)],
    }
