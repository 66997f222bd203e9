"""Tables that nobody knows the names of."""
