"""Words, names and numbers of addresses, in the languages that they are written in."""
