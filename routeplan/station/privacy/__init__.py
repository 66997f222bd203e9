"""What is held on a household, and how old records lose what they tell of anybody."""
