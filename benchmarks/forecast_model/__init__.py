"""Stations drawn at random, whose weeks are really planned, one after the other."""
