"""VRPLIB and Solomon files: the VRPTW, and its prize-collecting kind.

The convention of the published figures with one decimal: distance = travel time = floor(10 x
Euclid), windows, service times and prizes 10-fold; no fleet is minimised.
"""

from routeplan.formats.foreign.vrplib.vrplib_file import read_vrplib

__all__ = ["read_vrplib"]
