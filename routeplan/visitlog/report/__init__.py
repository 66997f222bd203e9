"""The numbers of a report, each with the entries of the log that it was counted from."""
