"""A station read from its folder: tables, plans, travel, and what is odd about them."""
