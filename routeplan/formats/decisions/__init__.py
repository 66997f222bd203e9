"""What the chief decided about a plan: orders, locks, changes, options, proposals."""
