"""A station too large for a table of its places by places: planned in regions, judged as one."""
