"""A station, its plan and its log, all of it small enough to count by hand.

Monday's rounds (a place is two minutes from the next, the station stands at 0):

=====  ============================================================  ===============  ===========
A      v1 at 9:10, v3 at 10:00 with B, v2 at 11:00                   2 + 4 + 2 + 4    10 + 30 + 10
B      v3 at 10:00 with A, v4 at 11:00                               6 + 2 + 8        30 + 20
=====  ============================================================  ===============  ===========

h1 and h2 are A's beat, h3 and h4 are B's; B works half a share. The log, by number of entry:

=====  =======  ====  ============================================================================
 1     20 Nov   h4    met by B; opens M1 (before the report)
 2     Mon 9:10 h1    met, 2 persons, satisfied; opens M2; lamps, a suggestion; Wednesday promised
 3     Mon 10:00 h3   entered (A's sheet), 3 persons, one in difficulty; lamps, advice; opens M3
 4     Mon 10:05 h3   met (B's sheet), 1 person, the same in difficulty, not satisfied; lamps
 5     Mon 11:00 h4   out
 6     Mon 13:00 h5   out, on no sheet, by A
 7     Tue       h5   by telephone, by A: Thursday promised, B is to come; advice
 8     Tue       h6   by telephone, by B: nobody had called before; 8 December promised
 9     Tue       h2   moved away, by A, at no time that somebody wrote down
 10    Mon 11:00 h4   refused: corrects 5
 11    Tue       h1   met by B
 12    Tue       h1   withdraws 11
 13    Wed 10:05 h1   out, on no sheet, by A: the promise is kept
 14    7 Dec     h1   met (after the report)
=====  =======  ====  ============================================================================

M3 is closed at the desk on Tuesday. Why nobody came on Thursday: the officer was ill.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from routeplan.followup.logged_rounds import rounds_of
from routeplan.followup.steps import record_broken_promise
from routeplan.model.changes import GivenVisit
from routeplan.report.make_numbers import ReportRequest, make_report
from routeplan.report.overrides import Override
from routeplan.report.report_numbers import STATION, Report, Scope
from routeplan.visitlog.log_records import (
    Channel,
    Entry,
    Help,
    NewMatter,
    Opinion,
    Promise,
    Result,
    Step,
    StepKind,
)
from routeplan.visitlog.store import reading, writing
from routeplan.visitlog.writing import add_entries, add_step
from tests.balance.plans import at, calls, planned
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, officer, shift, visit

TUESDAY, WEDNESDAY, THURSDAY, SUNDAY = (MONDAY + timedelta(days=k) for k in (1, 2, 3, 6))
INPUTS = inputs_of(
    [household(n) for n in range(1, 7)],
    [
        visit(1, 10, preferred_officer="A"),
        visit(2, 10, preferred_officer="A"),
        visit(3, 30, preferred_officer="B", officers_needed=2),
        visit(4, 20, preferred_officer="B"),
        visit(5, 10),
        visit(6, 10),
    ],
    [shift("A"), shift("B")],
    officers=(officer("A"), officer("B", share=0.5), officer("C")),
)
PLAN = planned(
    INPUTS,
    calls((1, at(9, 10)), (3, at(10)), (2, at(11))),
    calls((3, at(10)), (4, at(11))),
)
SHEET_A, SHEET_B = (logged_round.id for logged_round in rounds_of(PLAN, INPUTS.calendar))
OVERRIDES = (
    Override(
        PLAN, "R1", (GivenVisit("v4", "B", "they know each other"),), by_hand=False, price=300
    ),
    Override(PLAN, "R2", (), by_hand=True, price=None),
)
LAMPS = Opinion("Lamps", "more light")


def _said(home: int, day: date, officers: str, result: str, **more: object) -> Entry:
    kind = Result(result)
    entry = Entry(day, f"h{home}", f"v{home}", tuple(officers), kind, persons=int(kind.is_met))
    return replace(entry, **more)  # type: ignore[arg-type]


H4_OUT = _said(4, MONDAY, "B", "out", round=SHEET_B, stop="2", called_at=11 * HOUR)
H1_AGAIN = _said(1, TUESDAY, "B", "met")
RECORDED = (
    _said(4, date(2026, 11, 20), "B", "met", matter=NewMatter("noise", "ask", TUESDAY)),
    _said(
        *(1, MONDAY, "A", "met"),
        round=SHEET_A,
        stop="1",
        called_at=9 * HOUR + 10 * MINUTE,
        persons=2,
        satisfied=True,
        opinions=(LAMPS, Opinion("Herr Virtanen's bins", "x", is_suggestion=True)),
        matter=NewMatter("lamp", "look", TUESDAY),
        promise=Promise(WEDNESDAY, 10 * HOUR),
    ),
    _said(
        *(3, MONDAY, "A", "entered"),
        round=SHEET_A,
        stop="2",
        called_at=10 * HOUR,
        persons=3,
        in_difficulty=1,
        opinions=(LAMPS,),
        help_given=(Help("advice"),),
        matter=NewMatter("door", "look", TUESDAY),
    ),
    _said(
        *(3, MONDAY, "B", "met"),
        round=SHEET_B,
        stop="1",
        called_at=10 * HOUR + 5 * MINUTE,
        satisfied=False,
        in_difficulty=1,
        opinions=(replace(LAMPS, category="lamps"),),
    ),
    H4_OUT,
    _said(5, MONDAY, "A", "out", called_at=13 * HOUR),
    _said(
        *(5, TUESDAY, "A", "met"),
        channel=Channel.TELEPHONE,
        promise=Promise(THURSDAY, 10 * HOUR, "B"),
        help_given=(Help("advice"),),
    ),
    _said(
        *(6, TUESDAY, "B", "met"),
        channel=Channel.TELEPHONE,
        promise=Promise(date(2026, 12, 8), 10 * HOUR),
    ),
    _said(2, TUESDAY, "A", "moved"),
    replace(H4_OUT, result=Result.REFUSED),
    H1_AGAIN,
    replace(H1_AGAIN, result=Result.WITHDRAWN, persons=0),
    _said(1, WEDNESDAY, "A", "out", called_at=10 * HOUR + 5 * MINUTE),
    _said(1, date(2026, 12, 7), "A", "met", called_at=10 * HOUR),
)


def write_log(path: Path) -> Path:
    """The log, an entry a minute from 18:00 on."""
    with writing(path) as log:
        for minute, entry in enumerate(RECORDED):
            at_time = f"2026-12-07T18:{minute:02d}:00+02:00"
            add_entries(log, [entry], at=at_time, by="clerk", correcting=True)
        add_step(log, Step("M3", "h3", TUESDAY, StepKind.CLOSED, "mended"))
    record_broken_promise(path, "h5", THURSDAY, reason="officer ill")
    return path


WANTED = ReportRequest(
    *(MONDAY, SUNDAY, date(2026, 12, 7), STATION),
    tolerance_seconds=600,
    categories=("lamps",),
    help_kinds=("advice",),
)
"""The week of the plan, told on 8 December."""


def report_of(path: Path, scope: Scope = STATION, **changes: object) -> Report:
    """The report of the log at that path."""
    with reading(path) as log:
        wanted = replace(WANTED, scope=scope, **changes)  # type: ignore[arg-type]
        return make_report(log, wanted, INPUTS, [PLAN], OVERRIDES)
