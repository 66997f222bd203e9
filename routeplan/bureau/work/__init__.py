"""What runs on a worker: a station unpacked, a command in it, and what it wrote packed again."""
