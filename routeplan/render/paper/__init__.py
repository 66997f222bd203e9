"""Sheets, cards and reports for the printer."""
