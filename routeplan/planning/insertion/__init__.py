"""One more visit in a finished solution: whether it fits, where, and at what cost."""
