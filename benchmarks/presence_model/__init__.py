"""A station whose doors open or stay shut by a truth that no plan sees."""
