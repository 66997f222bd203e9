"""VRPLIB files: keywords with a value, then sections with rows."""

from __future__ import annotations

from collections.abc import Sequence

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.vrplib.instance import UNLIMITED, Instance, Row
from routeplan.formats.foreign.vrplib.rows import (
    LARGEST,
    OPEN_END,
    Line,
    is_number,
    table,
    whole,
)
from routeplan.phrases import phrase

KINDS = ("VRPTW", "CVRPTW", "PCVRPTW")
SPECIFIED = {
    *("TYPE", "EDGE_WEIGHT_TYPE", "EDGE_WEIGHT_FORMAT", "NODE_COORD_TYPE", "DISPLAY_DATA_TYPE"),
    *("DIMENSION", "VEHICLES", "CAPACITY", "SERVICE_TIME", "DISTANCE"),
}
"""Keywords with a meaning."""
REMARKS = {
    *("NAME", "COMMENT", "AUTHOR", "SOURCE", "REFERENCE", "DATE", "URL", "VERSION", "DESCRIPTION"),
    *("BEST_KNOWN", "BKS", "OPTIMUM", "OPTIMAL_VALUE", "UPPER_BOUND", "LOWER_BOUND"),
}
"""Keywords that ask for nothing."""
SECTIONS = {
    "NODE_COORD_SECTION": 2,
    "DEMAND_SECTION": 1,
    "TIME_WINDOW_SECTION": 2,
    "SERVICE_TIME_SECTION": 1,
    "PRIZE_SECTION": 1,
}
"""Columns of each, besides the row's number."""
OTHERS = {"DEPOT_SECTION", "DISPLAY_DATA_SECTION"}
"""Sections of another form, and where to draw rows, which asks for nothing."""
Sections = dict[str, list[Line]]


def read_sections(lines: Sequence[Line], report: Mistakes) -> Instance:
    """Read and check a file; keywords and sections that are not known are refused by name.

    Raises
    ------
    InputError
        With everything that is wrong, or asks for what the engine does not do.
    """
    words, sections = _split(lines, report)
    _check_kind(words, sections, report)
    values = {key: _value(words, key, report) for key in ("VEHICLES", "CAPACITY", "DIMENSION")}
    lasting = _value(words, "SERVICE_TIME", report, any_number=True) or 0
    rows = {
        key: table(sections[key], columns, 1, report, _most(key))
        for key, columns in SECTIONS.items()
        if key in sections
    }
    report.stop_if_wrong()
    size = len(rows["NODE_COORD_SECTION"])
    dimension = size if values["DIMENSION"] is None else int(values["DIMENSION"])
    for key in rows:
        if len(rows[key]) != dimension:
            message = phrase(
                "{count} rows instead of {dimension}", count=len(rows[key]), dimension=dimension
            )
            report.malformed(key, len(rows[key]), message)
    demand = rows.get("DEMAND_SECTION", ((0.0,),) * size)
    loads = tuple(whole(row[0], "DEMAND_SECTION", report) for row in demand)
    windows = rows["TIME_WINDOW_SECTION"]
    _check_distance(words, windows, report)
    report.stop_if_wrong()
    same: tuple[Row, ...] = ((0.0,), *((lasting,),) * (size - 1))
    prizes = rows.get("PRIZE_SECTION")
    capacity = values["CAPACITY"]
    return Instance(
        name=words.get("NAME", ""),
        spots=rows["NODE_COORD_SECTION"],
        demand=loads,
        window=windows,
        service=tuple(row[0] for row in rows.get("SERVICE_TIME_SECTION", same)),
        prize=tuple(row[0] for row in prizes) if prizes else None,
        vehicles=int(values["VEHICLES"] or 0) or size - 1,
        capacity=UNLIMITED if capacity is None else int(capacity),
    )


def _most(key: str) -> float:
    return OPEN_END if key == "TIME_WINDOW_SECTION" else LARGEST


def _split(lines: Sequence[Line], report: Mistakes) -> tuple[dict[str, str], Sections]:
    """Keywords may stand in any letters, and with or without a colon; sections with one too."""
    words: dict[str, str] = {}
    sections: Sections = {}
    current: list[Line] | None = None
    for line in lines:
        key, rest = line.head, line.words[1:]
        value = rest[1:] if rest[:1] in ((":",), ("=",)) else rest
        if key.endswith("_SECTION"):
            current = sections.setdefault(key, [])
            if value:
                current.append(Line(line.number, value))
            if key not in SECTIONS.keys() | OTHERS:
                _unknown(line, report)
        elif key in SPECIFIED | REMARKS:
            words[key], current = " ".join(value), None
        elif line.is_row and current is not None:
            current.append(line)
        elif value != rest or (key == line.words[0] and not line.is_row):
            _unknown(line, report)
            current = []  # what follows belongs to it
        else:
            report.malformed(
                f"line {line.number}", " ".join(line.words), phrase("not in any section")
            )
    return words, sections


def _unknown(line: Line, report: Mistakes) -> None:
    what = phrase("{keyword} of VRPLIB files", keyword=line.head)
    report.not_done(f"line {line.number}", " ".join(line.words), what)


def _check_kind(words: dict[str, str], sections: Sections, report: Mistakes) -> None:
    kinds = phrase(
        "problems other than {kinds} and {last}", kinds=", ".join(KINDS[:-1]), last=KINDS[-1]
    )
    supported = {
        "TYPE": (KINDS, kinds),
        "EDGE_WEIGHT_TYPE": (("EUC_2D",), phrase("distances other than EUC_2D")),
        "EDGE_WEIGHT_FORMAT": (("FUNCTION",), phrase("distances other than EUC_2D")),
        "NODE_COORD_TYPE": (("TWOD_COORDS",), phrase("coordinates other than TWOD_COORDS")),
    }
    for key, (known, what) in supported.items():
        if key in words and words[key].upper() not in known:
            report.not_done(key, words[key], what)
    needed = ["EDGE_WEIGHT_TYPE", "NODE_COORD_SECTION", "TIME_WINDOW_SECTION"]
    for key in needed + ["DEMAND_SECTION"] * ("CAPACITY" in words):
        if key not in words.keys() | sections.keys():
            report.tell("problem-incomplete", phrase("missing"), phrase("add it"), where=key)
    depots = [word for line in sections.get("DEPOT_SECTION", []) for word in line.words]
    rows = [float(word) if is_number(word) else 0.0 for word in depots]
    if rows not in ([], [1.0], [1.0, -1.0]):
        report.not_done("DEPOT_SECTION", " ".join(depots), phrase("depots other than row 1"))


def _check_distance(words: dict[str, str], windows: Sequence[Row], report: Mistakes) -> None:
    """A limit on the length of routes is let pass where the depot's hours are no longer than it."""
    most = _value(words, "DISTANCE", report, any_number=True)
    first, last = windows[0]
    if most is not None and most < last - first:
        report.not_done("DISTANCE", words["DISTANCE"], phrase("a limit on the length of routes"))


def _value(
    words: dict[str, str], key: str, report: Mistakes, *, any_number: bool = False
) -> float | None:
    """The number of a keyword, a whole one unless any will do; None where there is none."""
    if key not in words:
        return None
    value = words[key]
    if is_number(value) and float(value) >= 0 and (any_number or float(value).is_integer()):
        return float(value) if any_number else min(float(value), UNLIMITED)
    message = phrase("not a number from 0") if any_number else phrase("not a whole number from 0")
    report.malformed(key, value, message)
    return None
