"""What an import has to ask, and what its answers mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from routeplan.formats.spreadsheet.columns import matched
from routeplan.formats.spreadsheet.map_grids import in_degrees
from routeplan.formats.spreadsheet.rosters.day_heads import months_in
from routeplan.formats.spreadsheet.values import Context, is_understood
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import Kind, Vocabulary
from routeplan.formats.station.imports.import_settings import ImportedTable, ImportSection
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.phrases import Phrase, joined, phrase

Asked = Literal[
    "encoding", "sheet", "columns", "dates", "crs", "axes", "month", "value", "ids", "missing"
]
NOT_TAKEN = "-"
"""The answer that leaves a column, or a value, out."""
KEEP, REMOVE = "keep", "remove"
OTHER_HOMES, SAME_HOMES = "other-homes", "same-homes"
SWAP = "swap"
DAY_FIRST, MONTH_FIRST = "day-first", "month-first"


class UnusableAnswerError(ValueError):
    """An answer that cannot be used; its argument says why."""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of the source, its meaning (empty: it is not taken over) and what stands in it.

    ``counts_rows`` says that it is not taken over because its numbers only count the rows.
    """

    name: str
    meaning: str
    examples: tuple[str, ...]
    counts_rows: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that only a person knows.

    Parameters
    ----------
    key
        What ``--answer`` calls it.
    text
        The question.
    likely
        The answer that is offered; empty leaves the cell empty.
    column
        Of a value, and of ids: what the source calls its column.
    written, rows, kept_as
        Of a value: the text, the rows it stands in, and what its answer is kept under.
    columns
        Of a mapping: every column of the source.
    choices
        Every answer that is possible, where these are few.
    """

    key: str
    kind: Asked
    text: Phrase
    likely: str
    column: str = ""
    written: str = ""
    rows: tuple[int, ...] = ()
    kept_as: str = ""
    columns: tuple[ColumnChoice, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that was answered, ``remembered`` in the settings and for this once."""

    remembered: ImportSection
    missing: str = ""
    ids: str = ""
    month: str = ""

    def of(self, kind: Kind) -> ImportedTable:
        """What was answered about a kind of tables."""
        return answers_of(self.remembered, kind)

    def changed(self, kind: Kind, changes: Mapping[str, object]) -> Answers:
        """The answers with others about a kind of tables."""
        if kind is not Kind.HOUSEHOLDS and changes.keys() <= {*ImportedTable.model_fields}:
            changes = {kind.value: self.of(kind).model_copy(update=changes)}
        return replace(self, remembered=self.remembered.model_copy(update=changes))


def to_remember(remembered: ImportSection) -> ImportSection:
    """The answers that hold next time, too: what ``12/3`` means, does not."""

    def lasting(answers: ImportedTable) -> dict[str, object]:
        values = {column: kept for column, kept in answers.values.items() if column not in DATES}
        return {"values": values}

    parts = {
        kind.value: answers.model_copy(update=lasting(answers))
        for kind in Kind
        if (answers := answers_of(remembered, kind)) is not remembered
    }
    return remembered.model_copy(update={**lasting(remembered), **parts})


def answers_of(remembered: ImportSection, kind: Kind) -> ImportedTable:
    """What was answered about a kind of tables."""
    others = {Kind.OFFICERS: remembered.officers, Kind.CALENDAR: remembered.calendar}
    return others.get(kind, remembered)


def answered(answers: Answers, question: Question, text: str, context: Context) -> Answers:
    """The answers with one more.

    Parameters
    ----------
    text
        As it was typed; empty takes what is likely.

    Raises
    ------
    UnusableAnswerError
        When the text is no answer to the question.
    """
    text = text.strip()
    kind = context.vocabulary.kind
    match question.kind:
        case "missing":
            return replace(answers, missing=_one_of(text or question.likely, (KEEP, REMOVE)))
        case "month":
            return replace(answers, month=_month(text or question.likely))
        case "ids":
            ids = _one_of(text or question.likely, (OTHER_HOMES, SAME_HOMES))
            if ids == SAME_HOMES:
                return replace(answers, ids=ids)
    return answers.changed(kind, _kept(answers.of(kind), question, text, context))


def _kept(
    kept: ImportedTable, question: Question, text: str, context: Context
) -> Mapping[str, object]:
    """What changes in the settings by an answer; an empty one takes what is likely."""
    given = text or question.likely
    match question.kind:
        case "sheet":
            return {"sheet": given}
        case "ids":
            return {"columns": {**kept.columns, question.column: ""}}
        case "dates":
            return {"dates": _one_of(given, (DAY_FIRST, MONTH_FIRST))}
        case "encoding":
            return {"encoding": _one_of(given, question.choices)}
        case "axes":
            return {"axes": _one_of(given, (SWAP, KEEP))}
        case "crs":
            return {"crs": _grid(given)}
        case "columns":
            # Of two columns with one name the one that is taken counts: it comes last.
            by_meaning = sorted(question.columns, key=lambda choice: bool(choice.meaning))
            meanings = {choice.name: choice.meaning for choice in by_meaning}
            typed = _columns(question, text, context.vocabulary)
            return {"columns": dict(kept.columns) | meanings | typed}
    column = question.key.partition(":")[0]
    meaning = _value(Field(column), text, context) if text else question.likely
    values = {name: dict(meanings) for name, meanings in kept.values.items()}
    values.setdefault(column, {})[question.kept_as or question.written] = meaning
    return {"values": values}


def _month(text: str) -> str:
    """``2026-12`` of a month as people write it."""
    months = months_in((text,))
    if len(months) != 1 or months[0].year is None:
        message = phrase("{answer} is not understood either; an example is {example}",
                         answer=text, example="2026-12")  # fmt: skip
        raise UnusableAnswerError(message)
    return f"{months[0].year}-{months[0].month:02d}"


def _grid(text: str) -> str:
    """A coordinate system that there is."""
    code = f"EPSG:{text}" if text.isdecimal() else text
    try:
        in_degrees([(0.0, 0.0)], code)
    except RefusedTableError as refused:
        raise UnusableAnswerError(refused.message) from refused
    return code


def _one_of(text: str, words: Sequence[str]) -> str:
    near = [word for word in words if word.startswith(text.casefold())]
    near = [text] if text in words else near
    if len(near) != 1:
        raise UnusableAnswerError(phrase("use one of: {names}", names=joined(", ", words)))
    return near[0]


def _value(column: Field, text: str, context: Context) -> str:
    if text == NOT_TAKEN:
        return ""
    meaning = is_understood(column, text, context)
    if meaning is None:
        message = phrase("{answer} is not understood either; an example is {example}",
                         answer=text, example=EXAMPLES[column])  # fmt: skip
        raise UnusableAnswerError(message)
    return meaning


DATES = (Field.DUE, Field.LATEST, Field.APPOINTMENT, Field.DATE, Field.LAST_DATE)
EXAMPLES: Mapping[Field, str] = {
    Field.AVAILABILITY: "Mo-Fr 09:00-12:00",
    Field.DAY_HOURS: "09:00-12:00",
    Field.VISIT_MINUTES: "20",
    Field.TOLERANCE_MINUTES: "10",
    Field.LATITUDE: "60.169",
    Field.LONGITUDE: "24.945",
    Field.PRIORITY: "high",
    Field.VISITS: "2",
    Field.DAYS_BETWEEN: "7",
    Field.OFFICERS_NEEDED: "2",
    Field.DUE: "2026-12-01",
    Field.LATEST: "2026-12-31",
    Field.APPOINTMENT: "2026-12-01 10:30",
    Field.OFFICER: "O1",
    Field.APPOINTMENT_OFFICER: "O1",
    Field.SKILLS: "swedish",
    Field.DO_NOT_CALL: "yes",
    Field.MODE: "foot",
    Field.HOURS: "Mo-Fr 08:00-16:00",
    Field.SHARE: "0.5",
    Field.MAX_VISITS: "20",
    Field.MAX_BUSY_MINUTES: "400",
    Field.BREAK: "30 min 11:00-13:00",
    Field.DATE: "2026-12-01",
    Field.LAST_DATE: "2026-12-31",
    Field.DAY: "off",
    Field.PARTNER: "O2",
}


def example_of(question: Question) -> str:
    """How a text of the same column would be answered."""
    return EXAMPLES[Field(question.key.partition(":")[0])]


def _columns(question: Question, text: str, vocabulary: Vocabulary) -> dict[str, str]:
    """``7=note, Morada=address, 9=-``: by number or by name, in any of the languages."""
    meanings: dict[str, str] = {}
    for part in filter(None, re.split(r"\s*[,;]\s*", text)):
        name, sign, meaning = (piece.strip() for piece in part.rpartition("="))
        choice = _column(question, name) if sign else None
        if choice is None:
            message = phrase("{answer} names no column; an example is 7=note", answer=part)
            raise UnusableAnswerError(message)
        meanings[choice.name] = _field(meaning, vocabulary)
    return meanings


def _column(question: Question, name: str) -> ColumnChoice | None:
    if name.isdecimal() and 1 <= int(name) <= len(question.columns):
        return question.columns[int(name) - 1]
    return next(
        (column_choice for column_choice in question.columns if column_choice.name == name), None
    )


def _field(meaning: str, vocabulary: Vocabulary) -> str:
    if meaning in ("", NOT_TAKEN):
        return ""
    if meaning in vocabulary.fields:
        return meaning
    match = matched(meaning, vocabulary)
    if match is None:
        names = joined(", ", [one.value for one in Field if one in vocabulary.fields])
        raise UnusableAnswerError(phrase("use one of: {names}", names=names))
    return match.field.value
