"""What the visit log changes of a plan whose days have begun."""
