"""Addresses as people type them, looked up among the doors of a street extract, offline."""
