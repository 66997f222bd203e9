"""Reading filled-in sheets from pictures: scans and photographs in, what is ticked out."""
