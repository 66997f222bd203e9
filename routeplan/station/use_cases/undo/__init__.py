"""Noting what is written, and taking it back."""
