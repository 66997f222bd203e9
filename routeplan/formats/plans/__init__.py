"""Plans as files: written, read, matched with the tables, found by their days, and made thin."""
