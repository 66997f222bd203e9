"""What is done with a station's folder: open it, write its plans, note what was handed out."""
