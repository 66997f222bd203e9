"""Results of rounds, as typed or from a table."""
