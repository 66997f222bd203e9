"""Numbers as they are typed."""
