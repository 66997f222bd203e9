"""What people call columns, and what they write in cells, in nine languages."""
