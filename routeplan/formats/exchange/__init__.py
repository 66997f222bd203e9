"""Files for other programs: polygons and routes for a GIS, figures for a spreadsheet."""
