"""What the street extract has: address points and their doors, streets, towns."""
