"""Visits x shifts x travel as numbers, what answers them, and when its stops begin."""
