"""Rows of each kind of table."""
