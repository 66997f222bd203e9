"""Team orienteering with time windows: as many points as several routes can collect in time.

Files as Vansteenwegen, Souffriau, Vanden Berghe & Van Oudheusden (2009) publish them, made from
those of Solomon and of Cordeau, Gendreau & Laporte.
"""

from routeplan.formats.foreign.orienteering.orienteering_file import (
    is_orienteering,
    read_orienteering,
)

__all__ = ["is_orienteering", "read_orienteering"]
