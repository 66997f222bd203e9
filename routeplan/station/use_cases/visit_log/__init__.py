"""What the visit log tells of households, matters and hours, and what is purged from it."""
