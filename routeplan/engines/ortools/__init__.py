"""The second engine: OR-Tools routing with everything native, for cross-checking the first.

It solves the whole :class:`~routeplan.problem.arrays.Problem`, by other means and other people's
code:

- a visit has one node for each cost of its start windows (the lost chance is paid on the way into
  the node), of which at most one is on a route; leaving all out costs its worth;
- a two-officer visit has two halves with equal starts on two shifts, or one node that only crews
  can make;
- breaks are intervals that may interrupt a way but no visit;
- caps on load and on busy time are dimensions; skills, promised officers and least days between
  visits are allowed values of vehicles.

Nothing of the objective is left out. Of a two-officer visit the first half alone pays the small
costs of its shift: the search may swap the halves, so in the best solution the smaller of the two
is paid, but in others perhaps the larger; the answer's cost is computed anew from its routes.
"""

from routeplan.engines.ortools.engine import OrTools

__all__ = ["OrTools"]
