"""Who carries how much, and evening it out by swapping whole rounds."""
