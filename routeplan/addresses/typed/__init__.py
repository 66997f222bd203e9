"""An address as it was typed: every way to read it, and what it may mean if that is unsure."""
