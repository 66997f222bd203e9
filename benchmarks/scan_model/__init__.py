"""Sheets filled by a script as hands fill them, and pictures of them as people take them."""
