"""What people look at: base map, map pages, sheets and the chief's overview."""
