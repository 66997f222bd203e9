"""Who carries how much, and evening it out."""
