"""How long until everybody has been met, by simulation, and what other staffing would change."""
