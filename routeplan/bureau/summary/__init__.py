"""What the bureau sees of all its stations: the report rolled up, who should lend, the overview."""
