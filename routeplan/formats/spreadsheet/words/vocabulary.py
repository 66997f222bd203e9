"""The kinds of tables that an import takes, and what each of them calls its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from routeplan.formats.spreadsheet.words.fields import WEEK, Field
from routeplan.formats.spreadsheet.words.household_words import HOUSEHOLD_WORDS
from routeplan.formats.spreadsheet.words.staff_words import CALENDAR_WORDS, OFFICER_WORDS

NUMBER = "n|no|nr|nº|n.º|n°|num|number|número|numéro|nummer|№|номер|号|號|番号|nro|#"
"""An id in the first column; behind a street the number of the house."""
STREETS = (
    "street|road|街道|rua|logradouro|arruamento|calle|vía|rue|voie|nom de rue|nom de voie|straße"
    "|strasse|katu|улица"
)
"""What a column is called that has the street alone: a number before it is the house's."""
RUNNING = (
    "running number|serial no|serial number|sl no|sr no|s/n|s/no|line|line no|row|row no"
    "|序号|序號|项次"
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
    (Field.HOURS, Field.FROM): Field.FROM,
    (Field.HOURS, Field.TO): Field.TO,
    (Field.BREAK, Field.FROM): Field.BREAK_FROM,
    (Field.BREAK, Field.TO): Field.BREAK_TO,
    (Field.BREAK, Field.HOURS): Field.BREAK_WINDOW,
    (Field.OFFICER, Field.NAME): Field.OFFICER,
    (Field.OFFICER, Field.ID): Field.OFFICER,
}
"""What a column means below a heading, where it means something else without it."""
INHERITED = frozenset((Field.ADDRESS, Field.AVAILABILITY, Field.NOTE, Field.TASK))
"""Headings that say what a column means whose own name nobody knows."""


class Kind(StrEnum):
    """What the rows of a table are."""

    HOUSEHOLDS = "households"
    CALENDAR = "calendar"
    OFFICERS = "officers"


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What a kind of table calls its columns.

    Parameters
    ----------
    words
        By field and, in the order of ``LANGUAGES``, by language.
    needed
        Of each of these groups a table has one at least.
    names
        What such a table, or its sheet, is called.
    several
        More than one column may go there: their texts are joined.
    """

    kind: Kind
    words: Mapping[Field, str]
    needed: tuple[frozenset[Field], ...]
    names: str
    several: frozenset[Field] = frozenset((Field.NOTE,))
    has_days: bool = True

    @property
    def fields(self) -> frozenset[Field]:
        """What its columns may mean."""
        return frozenset((*self.words, *(DAYS if self.has_days else ())))


DAYS = frozenset(field for day in WEEK for field in day)
PLACES = frozenset((Field.ADDRESS, Field.LATITUDE, Field.COORDINATES, Field.X))
"""Columns of which a table of households has one at least: they say where a home is."""
_WHO = frozenset((Field.NAME, Field.SURNAME))
HOUSEHOLDS = Vocabulary(
    Kind.HOUSEHOLDS,
    HOUSEHOLD_WORDS,
    (PLACES,),
    "household|resident|address|住户|居民|agregado|morad|hogar|vecin|foyer|habitant|haushalt"
    "|bewohner"
    "|talous|asuk|世帯|住民|жител|домохоз",
    frozenset((Field.NOTE, Field.TASK)),
)
OFFICERS = Vocabulary(
    Kind.OFFICERS,
    OFFICER_WORDS,
    (_WHO, frozenset((Field.HOURS, Field.FROM, Field.MODE, Field.BREAK, Field.SHARE, *DAYS))),
    "officer|staff|roster|duty|shift|民警|警员|排班|值班|agente|efetivo|turno|escala|policía"
    "|plantilla"
    "|effectif|policier|beamt|dienstplan|schicht|personal|poliisi|vuorolista|henkilöst"
    "|警察官|職員|勤務|シフト|сотрудник|смен|график",
)
CALENDAR = Vocabulary(
    Kind.CALENDAR,
    CALENDAR_WORDS,
    (
        frozenset((Field.DATE,)),
        frozenset((Field.OFFICER, Field.SURNAME, Field.DAY, Field.NOTE)),
    ),
    "absence|leave|holiday|days off|vacation|calendar|休假|请假|假期|férias|ausência|vacacion"
    "|ausencia"
    "|permiso|congé|absence|urlaub|abwesen|kalender|feiertag|loma|poissaolo|kalenteri"
    "|休暇|不在|有給|отпуск|отсутств",
    has_days=False,
)
VOCABULARIES: Mapping[Kind, Vocabulary] = {
    vocabulary.kind: vocabulary for vocabulary in (HOUSEHOLDS, CALENDAR, OFFICERS)
}
"""Of kinds that fit as well the first is taken."""
