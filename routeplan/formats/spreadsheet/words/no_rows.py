"""How lines of a sheet begin that are no rows of its table, in many languages."""

from __future__ import annotations

import re

TOTALS = re.compile(
    r"(?:sub|grand )?(?:total|totals|totais|totales|totaux|sum|soma|suma|somme|summe|gesamt"
    r"|gesamtsumme|insgesamt|yhteensä|summa|razem|ogółem|celkem|spolu|összesen|toplam|totale"
    r"|totaal|summert|i alt|ukupno|skupaj|viso|kopā|kokku|σύνολο|합계|총계|소계"
    r"|итого|всего|合计|总计|小计|共计|合計|小計|計)"
    r"(?![^\W\d_]{4,})",
    re.IGNORECASE,
)
MADE_BY = re.compile(
    r"(?:(?:prepared|printed|created|compiled|checked|signed) (?:by|on)|page \d"
    r"|(?:erstellt|gedruckt|ausgedruckt)(?: von| am|:)|seite \d|elaborado por|impresso (?:por|em)"
    r"|página \d|impreso (?:por|el)|(?:établi|imprimé) (?:par|le)"
    r"|(?:laatinut|tulostettu)|sivu \d|制表|打印|填表|作成者|印刷日"
    r"|составил|распечатано|страница \d)",
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
