"""The kinds of tables that an import takes, and what each of them calls its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from routeplan.formats.spreadsheet.words.fields import WEEK, Field
from routeplan.formats.spreadsheet.words.household_words import HOUSEHOLD_WORDS

NUMBER = "n|no|nr|nº|n.º|n°|num|number|número|numéro|nummer|№|номер|号|號|番号|nro|#"
"""An id in the first column; behind a street the number of the house."""
RUNNING = (
    "running number|serial no|serial number|sl no|sr no|s/n|line|line no|row|row no|序号|序號|项次"
    "|ordem|n.º de ordem|n.º ordem|núm. orden|n.º de orden|orden|n° d'ordre|numéro d'ordre"
    "|lfd nr|lfd. nr.|lfdnr|laufende nummer|järjestysnumero|番号|連番|通し番号|№ п/п|п/п|п.п."
)
"""Numbers that count the rows, where they are 1, 2, 3 and so on down the sheet."""
ONE_OF_A_GROUP: Mapping[tuple[Field, Field], Field] = {
    (Field.APPOINTMENT, Field.DUE): Field.APPOINTMENT,
    (Field.APPOINTMENT, Field.AVAILABILITY): Field.APPOINTMENT_TIME,
    (Field.APPOINTMENT, Field.FROM): Field.APPOINTMENT_TIME,
    (Field.APPOINTMENT, Field.OFFICER): Field.APPOINTMENT_OFFICER,
    (Field.AVAILABILITY, Field.DUE): Field.FROM,
    (Field.AVAILABILITY, Field.LATEST): Field.TO,
    (Field.OFFICER, Field.NAME): Field.OFFICER,
    (Field.OFFICER, Field.ID): Field.OFFICER,
}
"""What a column means below a heading, where it means something else without it."""
INHERITED = frozenset((Field.ADDRESS, Field.AVAILABILITY, Field.NOTE, Field.TASK))
"""Headings that say what a column means whose own name nobody knows."""


class Kind(StrEnum):
    """What the rows of a table are."""

    HOUSEHOLDS = "households"


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What a kind of table calls its columns.

    Parameters
    ----------
    words
        By field and, in the order of ``LANGUAGES``, by language.
    columns
        The station's own columns, in the order in which they are asked about.
    several
        More than one column may go there: their texts are joined.
    """

    kind: Kind
    words: Mapping[Field, str]
    columns: tuple[Field, ...]
    several: frozenset[Field] = frozenset()

    @property
    def fields(self) -> frozenset[Field]:
        """What its columns may mean."""
        return frozenset((*self.words, *DAYS))


DAYS = frozenset(field for day in WEEK for field in day)
HOUSEHOLDS = Vocabulary(
    Kind.HOUSEHOLDS,
    HOUSEHOLD_WORDS,
    tuple(Field)[: list(Field).index(Field.FIRST_NAME)],
    frozenset((Field.NOTE, Field.TASK)),
)
