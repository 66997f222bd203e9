"""What happened on rounds: results, promises and matters, kept in SQLite."""
