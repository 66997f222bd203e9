"""Findings as people can use them: one message a cause with its rows, the costly ones first.

Findings are of one cause where they have the same code, sentence and column, whatever the values:
the pattern of a :class:`~routeplan.phrases.Phrase` is that sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from routeplan.errors import Finding
from routeplan.formats.tables.cells import HINTS
from routeplan.phrases import Phrase, joined, merged, phrase

PROMISE, VISIT, OTHER = range(3)
"""What a warning may cost a resident: a promise, a visit, or neither."""
_COST = {
    **dict.fromkeys(
        (
            *("appointment-elsewhere", "appointment-over", "appointment-next-night"),
            *("appointment-overrides", "appointment-quiet", "appointment-replaced"),
            *("promise-day-off", "promise-off-shift", "promise-quiet", "promise-closed"),
            *("promise-clash", "promise-over", "time-nonexistent"),
        ),
        PROMISE,
    ),
    **dict.fromkeys(
        (
            *("availability-no-day", "availability-quiet", "visits-too-many", "officer-no-shift"),
            "shift-quiet",
            *("never-worth-it", "place-off-street", "not-joined", "no-way-near", "sheet-hidden"),
            *("no-way-open-near", "one-way-at-edge", "station-off-street", "place-far-from-street"),
            *("row-commented", "sheet-not-read", "addresses-at-one-point", "address-two-places"),
            "household-twice",
        ),
        VISIT,
    ),
}
READINGS = frozenset(("address-read-as",))
"""Codes that only tell how something was understood."""
ACROSS_COLUMNS = frozenset(
    (
        *("column-missing", "column-unknown", "column-duplicate", "coordinate-half"),
        *("number-malformed", "date-malformed", "time-malformed"),
        *("cell-error", "cell-formula", "text-garbled"),
    )
)
"""Codes of a habit that shows in several columns, and is one cause."""
EACH_A_CAUSE = frozenset(("promise-clash",))
"""Codes of which each finding is a cause of its own: together they would be no sentence."""
OF_EACH_ROW = {
    "address-unsure": phrase("use an address that is listed for its row, or give coordinates"),
    "availability-midnight": phrase("write two windows, as listed for its row"),
}
"""Codes that each row has another way out of, and what to say where these are listed apart."""
MOST_RANGES = 12
MOST_VALUES = 5


@dataclass(frozen=True, slots=True)
class RowFix:
    """What to do about the rows that have one text, where others need something else."""

    rows: tuple[int, ...]
    value: str
    fix: str


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is wrong or odd, wherever it is.

    Parameters
    ----------
    code, message, fix, file, sheet, severity
        As of a :class:`~routeplan.errors.Finding`; where the findings' sentences differ in values,
        these are listed.
    rows
        In their order, each once; empty where no row is to blame.
    column
        One column, or the names of several with commas between them.
    values
        The cells' texts, each once, in the order of the rows.
    count
        How many findings it stands for.
    row_fixes
        What to do about each row, in their order, where that differs; else empty.
    """

    code: str
    message: str
    fix: str
    file: str
    sheet: str
    rows: tuple[int, ...]
    column: str
    values: tuple[str, ...]
    severity: Literal["error", "warning", "reading"]
    count: int
    row_fixes: tuple[RowFix, ...] = ()

    def __str__(self) -> str:
        """In one line; of many rows and values only the first, and how many there are."""
        where = self.file + (f"[{self.sheet}]" if self.sheet else "")
        if self.rows:
            where += f":{ranges(self.rows, most=MOST_RANGES)}"
        values = ", ".join(map(repr, self.values[:MOST_VALUES]))
        if len(self.values) > MOST_VALUES:
            values += ", ..."
        parts = [where, self.column, values, self.message, self.fix]
        return " · ".join(part for part in parts if part) + f" [{self.code}]"

    def as_json(self) -> dict[str, object]:
        """As a program reads it: everything, and the first row and value by themselves."""
        first = {"row": self.rows[0] if self.rows else None, "value": next(iter(self.values), "")}
        return {**asdict(self), **first}


def by_cause(findings: Iterable[Finding]) -> list[Cause]:
    """One cause for all findings that share it: errors, then warnings by their cost, readings.

    Within these, in the order in which they were found.
    """
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_key(finding), []).append(finding)
    ranked = sorted(groups.values(), key=lambda group: severity_rank(group[0]))
    return [_cause(group) for group in ranked]


def ranges(numbers: Sequence[int], *, most: int | None = None) -> str:
    """``3-8, 11``; of very many no more than ``most``, and how many numbers there are."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    texts = [str(begin) if begin == end else f"{begin}-{end}" for begin, end in runs]
    if most is None or len(texts) <= most:
        return ", ".join(texts)
    return ", ".join(texts[:most]) + f", ... ({len(set(numbers))})"


def severity_rank(finding: Finding) -> int:
    """Errors before warnings, costly warnings first, readings last."""
    if finding.severity == "error":
        return -1
    return OTHER + 1 if finding.code in READINGS else _COST.get(finding.code, OTHER)


def _key(finding: Finding) -> tuple[str, ...]:
    column = "" if finding.code in ACROSS_COLUMNS else finding.column
    message, fix = _pattern(finding.message), _pattern(finding.fix)
    return (
        finding.code,
        finding.severity,
        finding.file,
        finding.sheet,
        column,
        message,
        "" if fix in HINTS or finding.code in OF_EACH_ROW else fix,
        "" if finding.row is not None else finding.value,
        finding.message if finding.code in EACH_A_CAUSE else "",
    )


def _pattern(text: str) -> str:
    return text.pattern if isinstance(text, Phrase) else text


def _cause(findings: Sequence[Finding]) -> Cause:
    first = findings[0]
    fixes: dict[str, list[str]] = {}
    for finding in findings:
        fixes.setdefault(_pattern(finding.fix), []).append(finding.fix)
    mends = list(dict.fromkeys(merged(fix) for fix in fixes.values()))
    row_fixes = _row_fixes(findings)
    if row_fixes:
        mends = [OF_EACH_ROW[first.code]]
    return Cause(
        code=first.code,
        message=merged([finding.message for finding in findings]),
        fix=mends[0] if len(mends) == 1 else joined("; ", mends),
        file=first.file,
        sheet=first.sheet,
        rows=tuple(sorted({finding.row for finding in findings if finding.row is not None})),
        column=", ".join(dict.fromkeys(finding.column for finding in findings if finding.column)),
        values=tuple(dict.fromkeys(finding.value for finding in findings if finding.value)),
        severity="reading" if first.code in READINGS else first.severity,
        count=len(findings),
        row_fixes=row_fixes,
    )


def _row_fixes(findings: Sequence[Finding]) -> tuple[RowFix, ...]:
    """What to do about each row; empty where that is the same for all."""
    if findings[0].code not in OF_EACH_ROW or len({finding.fix for finding in findings}) == 1:
        return ()
    rows: dict[tuple[str, str], list[int]] = {}
    for finding in findings:
        if finding.row is not None:
            rows.setdefault((finding.value, finding.fix), []).append(finding.row)
    row_fixes = [RowFix(tuple(sorted(those)), value, fix) for (value, fix), those in rows.items()]
    return tuple(sorted(row_fixes, key=lambda one: one.rows))
