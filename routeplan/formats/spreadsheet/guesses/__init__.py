"""What a table says where nobody knows its names."""
