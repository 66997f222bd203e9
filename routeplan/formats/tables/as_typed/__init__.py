"""What people and programs make of numbers before a table is read."""
