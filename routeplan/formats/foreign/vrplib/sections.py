"""VRPLIB files: keywords with a value, then sections with rows."""

from __future__ import annotations

from collections.abc import Sequence

from routeplan.formats.foreign.report import Report
from routeplan.formats.foreign.vrplib.instance import Instance, Row
from routeplan.formats.foreign.vrplib.rows import Line, numbers, table, whole

KINDS = ("VRPTW", "PCVRPTW")
TOLD = {"NAME", "COMMENT", "TYPE", "EDGE_WEIGHT_TYPE"}
COUNTED = {"DIMENSION", "VEHICLES", "CAPACITY", "SERVICE_TIME"}
SECTIONS = {
    "NODE_COORD_SECTION": 2,
    "DEMAND_SECTION": 1,
    "TIME_WINDOW_SECTION": 2,
    "SERVICE_TIME_SECTION": 1,
    "PRIZE_SECTION": 1,
}
"""Columns of each, besides the row's number."""
NEEDED = ("NODE_COORD_SECTION", "DEMAND_SECTION", "TIME_WINDOW_SECTION")
Sections = dict[str, list[Line]]


def read_sections(lines: Sequence[Line], report: Report) -> Instance:
    """Read and check a file; keywords and sections that are not known are refused by name.

    Raises
    ------
    InputError
        With everything that is wrong, or asks for what the engine does not do.
    """
    words, sections = _split(lines, report)
    _check_kind(words, sections, report)
    counts = {key: _count(words, key, report) for key in COUNTED}
    rows = {
        key: table(sections[key], columns, 1, report)
        for key, columns in SECTIONS.items()
        if key in sections
    }
    for key in rows:
        if len(rows[key]) != counts["DIMENSION"]:
            report.malformed(key, len(rows[key]), f"DIMENSION says {counts['DIMENSION']} rows")
    report.stop_if_wrong()
    size = len(rows["NODE_COORD_SECTION"])
    same: tuple[Row, ...] = ((0.0,), *(((counts["SERVICE_TIME"]),),) * (size - 1))
    demand = tuple(whole(row[0], "DEMAND_SECTION", report) for row in rows["DEMAND_SECTION"])
    prizes = rows.get("PRIZE_SECTION")
    report.stop_if_wrong()
    return Instance(
        name=words.get("NAME", ""),
        spots=rows["NODE_COORD_SECTION"],
        demand=demand,
        window=rows["TIME_WINDOW_SECTION"],
        service=tuple(row[0] for row in rows.get("SERVICE_TIME_SECTION", same)),
        prize=tuple(row[0] for row in prizes) if prizes else None,
        vehicles=counts["VEHICLES"] or size - 1,
        capacity=counts["CAPACITY"],
    )


def _split(lines: Sequence[Line], report: Report) -> tuple[dict[str, str], Sections]:
    words: dict[str, str] = {}
    sections: Sections = {}
    current: list[Line] | None = None
    for line in lines:
        key = line.words[0]
        if key == "EOF":
            break
        if ":" in line.words[1:2]:
            words[key], current = " ".join(line.words[2:]), None
            if key not in TOLD | COUNTED:
                _unknown(line, report)
        elif key.isupper():
            current = sections.setdefault(key, [])
            if key not in SECTIONS and key != "DEPOT_SECTION":
                _unknown(line, report)
        elif current is None:
            report.malformed(f"line {line.number}", " ".join(line.words), "it is in no section")
        else:
            current.append(line)
    return words, sections


def _unknown(line: Line, report: Report) -> None:
    what = f"{line.words[0]} of VRPLIB files"
    report.not_done(f"line {line.number}", " ".join(line.words), what)


def _check_kind(words: dict[str, str], sections: Sections, report: Report) -> None:
    if words.get("TYPE") not in KINDS:
        kinds = f"problems other than {' and '.join(KINDS)}"
        report.not_done("TYPE", words.get("TYPE", "none"), kinds)
    if words.get("EDGE_WEIGHT_TYPE") != "EUC_2D":
        kind = words.get("EDGE_WEIGHT_TYPE", "none")
        report.not_done("EDGE_WEIGHT_TYPE", kind, "distances other than EUC_2D")
    for key in NEEDED:
        if key not in sections:
            report.tell("problem-incomplete", "it is missing", "add it", where=key)
    depots = [numbers(line, 1, report) for line in sections.get("DEPOT_SECTION", [])]
    if depots not in ([], [(1.0,)], [(1.0,), (-1.0,)]):
        report.not_done("DEPOT_SECTION", None, "depots other than row 1")


def _count(words: dict[str, str], key: str, report: Report) -> int:
    value = words.get(key, "0")
    if value.isascii() and value.isdigit() and int(value) < 1 << 24:
        return int(value)
    report.malformed(key, value, "it is no whole number from 0 on")
    return 0
