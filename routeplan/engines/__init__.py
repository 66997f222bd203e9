"""Engines: they see a problem and answer with a solution."""
