"""What results teach: the chance of meeting a household at an hour, and how long a visit takes."""
