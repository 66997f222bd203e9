"""A station's report: what the visit log counted, beside what was planned and decided."""
