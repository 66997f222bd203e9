"""Even work among officers and over days, as far as its price allows."""
