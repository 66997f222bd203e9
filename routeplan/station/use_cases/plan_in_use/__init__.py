"""What is done with a plan once there is one: asked why, locked, replanned, cards for its doors."""
