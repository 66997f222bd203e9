"""The spreadsheet a station has, in whatever shape, understood as the station's own tables."""
