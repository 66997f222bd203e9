"""What a station and a plan are: frozen records, and the one clock."""
