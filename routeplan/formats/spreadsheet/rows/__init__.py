"""Rows of a source as rows of the station's tables."""
