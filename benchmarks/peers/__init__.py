"""routeplan beside PyVRP, VROOM and OR-Tools: instances, solvers, checker, runner, report."""
