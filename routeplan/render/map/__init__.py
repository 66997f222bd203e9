"""The ground, the streets and the round upon them, as SVG."""
