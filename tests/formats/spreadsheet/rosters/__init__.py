"""Duty rosters as a matrix."""
