"""What may come of rounds that are booked by what is expected at their doors."""
