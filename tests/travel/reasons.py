"""Why places are out of reach, as their codes and in English."""

from __future__ import annotations

from routeplan.model.inputs import Mode, TravelTables
from routeplan.render.words.left_out_words import off_street_text


def codes_of(tables: TravelTables) -> dict[tuple[Mode, int], str]:
    return {where: cause.code for where, cause in tables.off_street.items()}


def texts_of(tables: TravelTables) -> dict[tuple[Mode, int], str]:
    return {where: off_street_text(cause, "en") for where, cause in tables.off_street.items()}
