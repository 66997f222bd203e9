"""What an import of the station's own spreadsheets makes of its tables."""
