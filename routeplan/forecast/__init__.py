"""When will every household have been met? Weeks simulated many times, as they would be planned."""
