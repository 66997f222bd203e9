"""Duty rosters as a matrix: officers down, days across, a code of a shift in each cell."""
