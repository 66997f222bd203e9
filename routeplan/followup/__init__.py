"""Who is due, what is promised, and what a plan must take in from the visit log."""
