"""Many stations at once: planned, printed and reported by the workers of a Dask cluster."""
