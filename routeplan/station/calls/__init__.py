"""What an open station can be asked from Python, besides what its class says itself."""
