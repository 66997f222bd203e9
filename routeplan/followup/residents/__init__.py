"""What residents are told before a round comes."""
