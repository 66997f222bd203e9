"""Reading a problem file from another program, of whichever kind it is."""

from __future__ import annotations

import codecs
from pathlib import Path

from routeplan.errors import InputError, UsageError
from routeplan.formats.foreign.foreign_problem import GivenProblem
from routeplan.formats.foreign.home_care import HomeCareGiven, is_home_care, read_home_care
from routeplan.formats.foreign.json_document import read_object
from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.orienteering import is_orienteering, read_orienteering
from routeplan.formats.foreign.vroom import read_vroom
from routeplan.formats.foreign.vrplib import read_vrplib
from routeplan.formats.foreign.vrplib.rows import lines_of
from routeplan.phrases import phrase


def read_foreign(path: Path, *, vehicles: int | None = None) -> GivenProblem | HomeCareGiven:
    """Read a file; what it holds tells its kind.

    JSON is VROOM's, or home care where it has patients; rows of numbers alone are team
    orienteering; any other text is VRPLIB's.

    Parameters
    ----------
    vehicles
        How many routes an orienteering file is to have, which these files leave open; None for as
        many as it says would reach every point.

    Raises
    ------
    InputError
        With everything in the file that is wrong, or asks for what the engine does not do.
    UsageError
        When ``vehicles`` is given for a file that says how many there are.
    OSError
        When it cannot be opened.
    """
    report = Mistakes(path.name)
    text = _text(path.read_bytes(), report)
    is_json = text.lstrip().startswith(("{", "["))
    lines = [] if is_json else lines_of(text)
    if is_orienteering(lines):
        return read_orienteering(lines, vehicles, report)
    if vehicles is not None:
        raise UsageError(phrase("--vehicles is for files of team orienteering only"))
    if not is_json:
        return read_vrplib(lines, report)
    document = read_object(text, report)
    return (read_home_care if is_home_care(document) else read_vroom)(document, report)


def read_problem(path: Path, *, vehicles: int | None = None) -> GivenProblem:
    """Read a file whose problem every engine can solve, as :func:`read_foreign` reads it.

    Raises
    ------
    InputError
        As there, and for home care, whose windows end softly.
    UsageError, OSError
        As there.
    """
    given = read_foreign(path, vehicles=vehicles)
    if isinstance(given, HomeCareGiven):
        report = Mistakes(path.name)
        report.not_done("patients", None, phrase("soft time windows outside 'routeplan solve'"))
        raise InputError(report.findings)
    return given


def _text(content: bytes, report: Mistakes) -> str:
    """UTF-8 or, where its first bytes say so, UTF-16.

    In VRPLIB's and Solomon's files letters beyond ASCII are in remarks alone, and old ones have
    them in whatever code page: they may be lost.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not content.lstrip(codecs.BOM_UTF8).lstrip().startswith((b"{", b"[")):
            return content.decode("utf-8-sig", errors="replace")
        report.tell(
            "problem-unreadable",
            phrase("not UTF-8 text: {reason}", reason=error.reason),
            phrase("save the file as UTF-8"),
        )
        raise InputError(report.findings) from error
