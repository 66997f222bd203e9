"""The station's own spreadsheet becomes its table of households, unknowns asked once."""
