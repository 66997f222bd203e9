"""A period's figures, each with its trace."""
