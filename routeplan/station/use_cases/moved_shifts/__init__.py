"""Shifts moved to other hours: which of them may be, what that brings, and which one to move."""
