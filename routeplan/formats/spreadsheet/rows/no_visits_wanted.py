"""Notes that say that somebody wants no visits: a person has to say whether that is so."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from routeplan.formats.spreadsheet.words.value_words import word_key
from routeplan.hours.people_words import LANGUAGES, DayPart, lexicon, plain_letters

LONGEST = 300
"""Characters of a note that is looked through."""
_FEW = r"(?:\s+[\w']+){0,2}[\s']+"
"""Up to two words between those that count."""
_PATTERNS = (
    rf"(?:does|do|did)(?: not|n't) (?:want|wish|like){_FEW}(?:visit|call|contact|police)",
    rf"wants?(?: to have)? no (?:more )?(?:visit|call|contact|police)|refus\w*{_FEW}(?:visit|call)",
    r"\bno (?:more )?(?:visits?|home visits?)\b|do(?: not|n't) (?:visit|come|contact|disturb|call)",
    r"visits? (?:is |are )?(?:refused|unwanted|not wanted|declined)",
    rf"\b(?:kein\w*|nicht){_FEW}(?:besuch|kontakt|aufsuch)",
    rf"besuche?(?: \w+)? (?:unerwunscht|abgelehnt|verweigert)|lehnt{_FEW}besuche?\b|keine besuche",
    rf"nao (?:quer|deseja|pretende|aceita|recebe){_FEW}(?:visita|contacto|policia)",
    rf"nao (?:visitar|contactar|incomodar)|recusa{_FEW}visita|sem visitas",
    rf"\bno (?:quiere|desea|acepta|admite|recibe){_FEW}(?:visita|contacto|policia)",
    rf"\bno (?:visitar|molestar|contactar)|rechaza{_FEW}visita",
    rf"ne (?:veut|souhaite|desire|accepte|recoit) (?:pas|plus|aucune){_FEW}(?:visite|contact)",
    rf"ne pas (?:visiter|deranger|contacter)|\bpas de visite|refuse{_FEW}visite",
    rf"\bei (?:halua|toivo){_FEW}(?:kaynt|kaynn|vierail|poliisi|yhteydenot)",
    r"\bei (?:kaynteja|vierailuja|saa kayda)|\bala kay\b|kieltaytyy",
    r"(?:不要|请勿|請勿|勿|不想|不愿意?|不願意?|不希望|不接受|拒绝|拒絕|谢绝|謝絕|不欢迎|不歡迎|别|別)再?被?"
    r"(?:上门|上門|走访|走訪|来访|來訪|入户|入戶|访问|訪問|登门|登門|打扰|打擾|探访)|拒访|免访",
    r"(?:訪問|来訪|面会)(?:は|を)?(?:お断り|拒否|不要|辞退|希望し|望ま|禁止)",
    rf"не (?:хоч|хот|жела|принима)\w*{_FEW}(?:визит|посещени|контакт)",
    rf"не (?:посещать|беспокоить|приходить)|отказ\w*{_FEW}(?:визит|посещени)",
    r"(?:визитов|посещении) не (?:хоч|хот|жела)",
)
_REFUSAL = re.compile("|".join(_PATTERNS))
_HOURS_OF_NOBODY = (
    "closed|never|not at home|never home|never at home|no visits|none available|off|fechado|nunca"
    "|encerrado|nunca em casa|cerrado|jamás|nunca en casa|fermé|jamais|geschlossen|nie|niemals"
    "|nie zu hause|suljettu|ei koskaan|ei kotona|关闭|从不|从来不在|不在|不在家|永不|閉|休み"
    "|訪問不可|закрыто|никогда|никогда нет дома"
)
_NEVER = frozenset(word_key(word) for word in _HOURS_OF_NOBODY.split("|"))
"""Hours of which there are none."""


def says_never(text: str) -> bool:
    """Whether hours say that there are none: then it is asked whether nobody may call there."""
    return len(text) <= LONGEST and word_key(text) in _NEVER


@lru_cache(maxsize=8192)
def may_refuse_visits(text: str) -> bool:
    """Whether a note may say that somebody wants no visits.

    ``no visits on Mondays`` only says when there shall be none.
    """
    if says_never(text):
        return True
    if not text or len(text) > LONGEST or not _REFUSAL.search(word_key(text)):
        return False
    plain = plain_letters(text)
    return not re.search(r"\d", plain) and not _times().search(plain)


@cache
def _times() -> re.Pattern[str]:
    """Days, and parts of days, in any language; short words mean something else in another one."""
    words = {
        plain_letters(word)
        for language in LANGUAGES
        for word, what in lexicon(language).words.items()
        if (isinstance(what, DayPart) and what is not DayPart.ANY)
        or (isinstance(what, frozenset) and len(what) < 7)
    }
    latin = sorted(word for word in words if word < "\u2e80" and len(word) > 3)
    others = sorted(word for word in words if word >= "\u2e80" and len(word) > 1)
    bordered = "|".join(map(re.escape, latin))
    return re.compile(rf"\b(?:{bordered})\b|{'|'.join(map(re.escape, others))}")
