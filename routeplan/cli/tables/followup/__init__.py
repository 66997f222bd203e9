"""What a terminal shows of what comes after a call."""
