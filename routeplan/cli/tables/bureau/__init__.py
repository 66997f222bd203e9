"""A run over many stations, and what it came to, in the terminal and as JSON."""
