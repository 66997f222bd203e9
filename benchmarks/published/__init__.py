"""routeplan against the best published answers: instances, independent checkers, tables."""
