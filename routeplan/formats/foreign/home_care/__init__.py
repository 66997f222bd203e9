"""Home care: patients who need one caregiver or two, at once or one after the other.

Files as Ceschia, Di Gaspero, Rosati & Schaerf publish them (``iolab-uniud/hhcrsp``): the instances
of Mankowska, Meisel & Bierwirth (2014), of Kummer, de Araujo, Buriol & Resende (2024), and their
own.
"""

from routeplan.formats.foreign.home_care.home_care_file import (
    HomeCareGiven,
    is_home_care,
    read_home_care,
)

__all__ = ["HomeCareGiven", "is_home_care", "read_home_care"]
