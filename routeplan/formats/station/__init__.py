"""A station's own files: settings, households, officers, calendar."""
