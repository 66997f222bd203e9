"""VROOM's JSON: jobs and vehicles in, summary, routes and unassigned out.

Written after the description of VROOM's input and output (docs/API.md of the VROOM project). Its
objective is kept: as many tasks as possible by priority, then as many as possible, then the least
travel time.
"""

from routeplan.formats.foreign.vroom.vroom_file import read_vroom

__all__ = ["read_vroom"]
