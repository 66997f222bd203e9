"""The only place that knows columns, keys and file types."""
