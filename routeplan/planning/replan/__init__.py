"""Today has changed: what must be kept is kept, and the rest is planned on."""
