"""How lines of a sheet begin that are no rows of its table, in many languages."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from enum import StrEnum

from routeplan.formats.spreadsheet.columns import matched
from routeplan.formats.spreadsheet.words.vocabulary import VOCABULARIES

_HAS_DIGIT = re.compile(r"\d")
MOST_NAMES = 0.75
"""Of the cells of a line that is a header."""


class PassedOver(StrEnum):
    """Why a line of the sheet is no household."""

    TITLE = "title"
    SECTION = "section"
    TOTAL = "total"
    HEADER = "header"
    TABLE = "table"


TOTALS = re.compile(
    r"(?:sub|grand )?(?:total|totals|totais|totales|totaux|sum|soma|suma|somme|summe|gesamt"
    r"|gesamtsumme|insgesamt|yhteensä|summa|razem|ogółem|celkem|spolu|összesen|toplam|totale"
    r"|totaal|summert|i alt|ukupno|skupaj|viso|kopā|kokku|σύνολο|합계|총계|소계"
    r"|anzahl|number of (?:households|homes|rows)|quantidade|кол-во|количество"
    r"|durchschnitt|mittelwert|average|média|promedio|moyenne|keskiarvo|平均|в среднем|среднее"
    r"|итого|всего|合计|总计|小计|共计|合計|小計|計|[Σ∑](?!\w))"
    r"(?![^\W\d_]{4,})",
    re.IGNORECASE,
)
MADE_BY = re.compile(
    r"(?:(?:prepared|printed|created|compiled|checked|signed) (?:by|on)|page \d"
    r"|(?:erstellt|gedruckt|ausgedruckt)(?: von| am|:)|seite \d|elaborado por|impresso (?:por|em)"
    r"|página \d|impreso (?:por|el)|(?:établi|imprimé) (?:par|le)"
    r"|(?:laatinut|tulostettu)|sivu \d|制表|打印|填表|作成者|印刷日"
    r"|составил|распечатано|страница \d|sporządził|sporządzono|wydrukowano|strona \d|vypracoval"
    r"|készítette|작성자|작성일|출력일|hazırlayan)",
    re.IGNORECASE,
)
"""What stands below a table: who made it, and its page."""
TO_SIGN = re.compile(
    r"(?:signature|signed|unterschrift|assinatura|firma|visa|allekirjoitus|签名|签字|审核|署名"
    r"|подпись)\s*[:：_]*$",
    re.IGNORECASE,
)
NO_ROW = re.compile(f"{TOTALS.pattern}|{MADE_BY.pattern}", re.IGNORECASE)
"""How a line may begin that has to be looked at."""


def why_no_row(
    cells: Sequence[str], heads: Sequence[Sequence[str]], ids: int | None, where: Sequence[int]
) -> PassedOver | None:
    """Why a line that has something in it is no row of the table; None where it is one."""
    filled = [place for place, cell in enumerate(cells) if cell]
    first = filled[0]
    several = len(filled) > 1
    if len(filled) <= 2 and MADE_BY.match(cells[first]):
        return PassedOver.TITLE
    for head in heads:
        if several and all(cells[place] == head[place] for place in filled):
            return PassedOver.HEADER
    has_place = any(cells[place] for place in where)
    if not has_place and TO_SIGN.match(cells[first]):
        return PassedOver.TITLE
    if several and (has_place or not where):  # people may be called Soma
        is_sum = TOTALS.match(cells[first]) and all(_is_sum(cells[k]) for k in filled[1:])
        return PassedOver.TOTAL if is_sum else None
    if any(TOTALS.match(cells[place]) for place in filled[:2]):
        return PassedOver.TOTAL
    is_id = first == ids and bool(re.search(r"\d", cells[first]))
    columns = {place for head in heads for place, name in enumerate(head) if name}
    if not several and not is_id and len(columns) > 2:
        return PassedOver.SECTION
    return None


def begins_another(cells: Sequence[str], header_cells: Set[str]) -> bool:
    """Whether a line is the header of another table: nearly all of it names columns.

    Parameters
    ----------
    header_cells
        What the table's own header says, which counts as well.
    """
    if _HAS_DIGIT.search("".join(cells)):
        return False
    filled = [cell for cell in cells if cell.strip()]
    again = [cell.strip() in header_cells for cell in filled]
    if len(filled) < 3 or all(again):
        return False
    for vocabulary in VOCABULARIES.values():
        names = [matched(cell, vocabulary) for cell in filled]
        known = sum(
            is_again or (name is not None and name.sureness == 1.0)
            for name, is_again in zip(names, again, strict=True)
        )
        if known >= MOST_NAMES * len(filled):
            return True
    return sum(again) >= 2 and 2 * sum(again) > len(filled)


def _is_sum(cell: str) -> bool:
    return re.fullmatch(r"[\d.,\s]*", cell) is not None
