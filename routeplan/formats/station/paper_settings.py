"""Settings of what is printed and drawn: sheets, the station's manual, cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from routeplan.model.visit_kinds import FormBox, VisitKind

Name = Annotated[str, Field(min_length=1, max_length=60)]
Line = Annotated[str, Field(min_length=1, max_length=160)]


class Section(BaseModel):
    """A table of the file; keys it does not know are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class SheetsSection(Section):
    """Language of pages and paper, and what they may show of a household."""

    language: str = Field(default="en", pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")
    printable: tuple[str, ...] = ("name", "address", "task", "note")
    demo: bool = False
    boxes: tuple[FormBox, ...] = tuple(FormBox)
    history: bool = True


class ManualKind(Section):
    """What to do on a kind of visit, as the station's own manual says."""

    purpose: str = Field(default="", max_length=200)
    steps: tuple[Line, ...] = Field(default=(), max_length=20)
    questions: tuple[Line, ...] = Field(default=(), max_length=20)


class ManualSection(Section):
    """The station's own manual: kinds of visit, and the column that names them."""

    column: str = Field(default="task", min_length=1)
    kinds: Mapping[Name, ManualKind] = Field(default_factory=dict)

    def visit_kinds(self) -> tuple[VisitKind, ...]:
        """The kinds in the order of the file."""
        return tuple(
            VisitKind(kind, section.purpose, section.steps, section.questions)
            for kind, section in self.kinds.items()
        )


class CardsSection(Section):
    """The station's own words on cards and notices for residents and on contact cards."""

    purpose: str = Field(default="", max_length=240)
    data_use: str = Field(default="", max_length=240)
    contact: str = Field(default="", max_length=120)
