"""Tests of stations planned in regions."""
