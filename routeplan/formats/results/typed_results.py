"""An evening's typing: ``1m 2e+3 4o 5r 7e!``, and what else there is to say of a stop."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from routeplan.errors import Finding
from routeplan.formats.results.entries import FIELDS, LISTED, RESULT_COLUMNS
from routeplan.formats.tables.header import clean
from routeplan.formats.tables.rows import Row, Table
from routeplan.phrases import phrase

LINE = "typed"
"""Stands for a file's name where what was typed is told; its rows are the codes in their order."""
ADDED = "added"
_CODE = re.compile(r"(\d{1,3}|[A-Z](?=[A-Z]))?([A-Z])((?:\+\d{1,3}|!)*)", re.IGNORECASE)


def typed_results(line: str, added: Sequence[str], common: Mapping[str, str]) -> Table:
    """A table of results from one line, as if it had been read from a file.

    Parameters
    ----------
    line
        Codes parted by spaces or commas: stop, letter of the result, ``+`` and the persons spoken
        to, ``!`` for a matter to follow up. The stop is left away where a household is named.
    added
        Further fields, each ``STOP FIELD VALUE`` (without the stop where a household is named).
    common
        Cells that all rows share, such as ``date`` and ``sheet``.
    """
    findings: list[Finding] = []
    rows: list[Row] = []
    names_household = bool(common.get("household"))
    for number, code in enumerate(re.split(r"[\s,;，；、]+", _plain(line).strip()), start=1):
        match = _CODE.fullmatch(code)
        if match is None or bool(match[1]) == names_household:
            findings.append(_unreadable(number, code, names_household))
            continue
        rows.append(Row(number, dict(common) | _cells(*match.groups())))
    stops = {row["stop"]: row for row in rows}
    for number, text in enumerate(added, start=1):
        findings += _add(stops, number, text, names_household=names_household)
    return Table(LINE, "", RESULT_COLUMNS, tuple(rows), tuple(findings))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", clean(text))


def _cells(stop: str | None, result: str, more: str) -> dict[str, str]:
    persons = re.findall(r"\+(\d+)", more)
    return {
        "stop": (stop or "").upper().lstrip("0"),
        "result": result.lower(),
        "persons": str(sum(map(int, persons))) if persons else "",
        "follow_up": "yes" if "!" in more else "",
    }


def _unreadable(number: int, code: str, names_household: bool) -> Finding:
    form = (
        phrase("a letter such as m or e+2")
        if names_household
        else phrase("stop and letter, such as 4e+2")
    )
    message = phrase("not a result")
    fix = phrase("write {form}; letters are m e o r v w, and x to withdraw", form=form)
    return Finding(
        "code-malformed", message, fix, LINE, row=number, column="result", value=code[:80]
    )


def _add(
    stops: Mapping[str, Row], number: int, text: str, *, names_household: bool
) -> list[Finding]:
    """Put a further field into its stop's row; findings where that cannot be."""
    plain = clean(text)
    stop, _, rest = ("", "", plain) if names_household else plain.partition(" ")
    name, _, value = rest.strip().partition(" ")
    field = name.lower().replace("-", "_")
    row = stops.get(_plain(stop).upper().lstrip("0"))

    def problem(code: str, message: str, fix: str) -> list[Finding]:
        return [Finding(code, message, fix, ADDED, row=number, value=plain[:80])]

    if row is None:
        message = phrase("no result is given for this stop")
        fix = phrase("add its result to the line, such as 4e")
        return problem("added-no-result", message, fix)
    if field not in FIELDS or not value.strip():
        message = phrase("not a field with a value")
        fix = phrase("fields are {fields}", fields=", ".join(FIELDS))
        return problem("added-malformed", message, fix)
    before = row.cells.get(field, "")
    if before and field not in LISTED:
        return problem(
            "added-twice",
            phrase("{field} is given twice for this stop", field=field),
            phrase("keep one of them"),
        )
    row.cells[field] = f"{before} | {value.strip()}" if before else value.strip()
    return []
