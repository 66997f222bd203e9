"""Units in the names of columns: ``Duration (h)``, ``Dauer in Stunden``, ``Service time [s]``."""

from __future__ import annotations

import re

_HOURS = (
    r"h|hrs?|hours?|horas?|heures?|std|stdn|stunden?|tuntia|tunteina|小时|小時|時間"
    r"|ч|час|часы|часах"
)
_SECONDS = (
    r"s|secs?|seconds?|segundos?|secondes?|sek|sekunden?|sekuntia|sekunteina|秒"
    r"|сек|секунды|секундах"
)
_PLURAL = r"(?!(?<=\w)\(s\))"
"""``Minute(s)`` is no unit."""
_UNIT = re.compile(
    rf"{_PLURAL}\s*(?:[(\[]\s*(?:in\s+|en\s+|em\s+|в\s+)?(?:(?P<h1>{_HOURS})|(?P<s1>{_SECONDS}))\.?\s*[)\]]"
    rf"|[\s,]\s*(?:in|en|em|в)\s+(?:(?P<h2>{_HOURS})|(?P<s2>{_SECONDS}))\.?)\s*$",
    re.IGNORECASE,
)


def length_unit(name: str) -> str:
    """The unit of a column of lengths, ``h`` or ``s``; empty where its name says none of them."""
    match = _UNIT.search(name)
    if match is None:
        return ""
    return "h" if match["h1"] or match["h2"] else "s"


def without_unit(name: str) -> str:
    """The name of a column without the unit behind it."""
    return _UNIT.sub("", name)
