"""Windows that end softly, and two officers at one visit at once or one after the other.

A search of its own, beside the usual engine: there a window is hard and a pair begins at one
second. Here a call may begin after its window has closed, and each second late costs, all of them
and the latest one once more: the problem of home care (Mankowska, Meisel & Bierwirth 2014).
"""

from routeplan.engines.soft_windows.engine import SoftAnswer, solve_soft
from routeplan.engines.soft_windows.problem import SoftProblem

__all__ = ["SoftAnswer", "SoftProblem", "solve_soft"]
