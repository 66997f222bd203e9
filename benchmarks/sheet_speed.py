"""How long the sheets of a hundred rounds take, on a real street map.

Run it with ``python -m benchmarks.sheet_speed [--sheets N]``. It prints the seconds on the clock
and of the processor, the pages and the size; the goal is 100 sheets in under 10 s.
"""

from __future__ import annotations

import resource
import time
from argparse import ArgumentParser

from benchmarks.drawn_week import drawn_week
from routeplan.render.paper.many_sheets import make_many_sheets
from routeplan.render.round_view import Look
from routeplan.render.rounds import make_rounds

OFFICERS = 20
STOPS = 10


def main() -> None:
    """Draw, set, tell."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=100)
    wanted = parser.parse_args().sheets
    week = drawn_week(OFFICERS, -(-wanted // OFFICERS), STOPS)
    look = Look(demo=True)
    rounds = make_rounds(week.plan, week.inputs, look)[:wanted]
    begin, before = time.perf_counter(), _processor()
    made = make_many_sheets(rounds, week.base, look)
    print(
        f"{len(rounds)} sheets of {week.extract.name}: {time.perf_counter() - begin:.1f} s on the "
        f"clock, {_processor() - before:.1f} s of the processor, {len(made.pdf) / 1e6:.1f} MB"
    )


def _processor() -> float:
    """Seconds of this process and of those it started."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main()
