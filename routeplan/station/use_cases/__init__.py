"""What is done with a station: each takes and returns records, and prints nothing."""
