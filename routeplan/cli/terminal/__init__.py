"""How a command speaks, shows progress and ends."""
