"""Opening hours as text, and what they mean: windows, and the chance of meeting somebody."""
