"""From inputs to a judged plan, whichever engine searches."""
