"""Words in cells: priorities, yes and no, and what stands for an empty cell, by language."""

from __future__ import annotations

import unicodedata

from routeplan.formats.tables.cells import NO, YES
from routeplan.model.inputs import Priority


def word_key(text: str) -> str:
    """A word for comparing: without case, accents, and space or points around."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(sign for sign in folded if unicodedata.category(sign) != "Mn")
    return " ".join(unicodedata.normalize("NFC", bare).split()).strip(" .!:;*")


def _keys(words: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in words.split("|"))


_PRIORITIES = {
    Priority.MUST: "must|mandatory|obrigatório|obrigatória|imprescindível|obligatorio|obligatoria"
    "|imprescindible|obligatoire|impératif|muss|zwingend|pflicht|pakollinen|välttämätön|必须|必訪"
    "|必须走访|必須|обязательно|обязательный|обязательная",
    Priority.HIGH: "high|alta|alto|elevada|elevado|haute|haut|élevée|élevé|hoch|hohe|korkea|高|高级"
    "|高い|высокий|высокая|высокое",
    Priority.NORMAL: "normal|medium|average|standard|média|médio|media|medio|moyenne|moyen|normale"
    "|mittel|mittlere|normaali|tavallinen|keskitaso|中|普通|一般|正常|中级|通常|обычный|обычная"
    "|средний|средняя|средне|нормальный",
    Priority.LOW: "low|baixa|baixo|baja|bajo|basse|bas|faible|niedrig|gering|niedrige|matala"
    "|alhainen|低|低级|低い|низкий|низкая|низкое",
}
_LIKELY_PRIORITIES = {
    Priority.HIGH: "urgent|urgente|muito alta|very high|muito urgente|dringend|eilig|kiireellinen"
    "|kiire|紧急|急|加急|緊急|至急|срочно|срочный|1|h|a|i|p1|!|!!|important|importante|重要|wichtig"
    "|tärkeä|важно|très urgent",
    Priority.NORMAL: "2|m|n|b|ii|p2|medium/normal",
    Priority.LOW: "3|l|c|iii|p3|sem urgência|not urgent|nicht dringend|ei kiire|不急|несрочно",
}
PRIORITIES = {key: kind for kind, words in _PRIORITIES.items() for key in _keys(words)}
LIKELY_PRIORITIES = {
    key: kind for kind, words in _LIKELY_PRIORITIES.items() for key in _keys(words)
}

YES_WORDS = frozenset(map(word_key, YES)) | _keys(
    "yep|yeah|yup|sim|s|si|verdadeiro|oui|o|vrai|ja|j|wahr|kyllä|k|tosi|はい|有|要|对|да|д|✓|✔|v|☑|on"
)
NO_WORDS = frozenset(map(word_key, NO)) | _keys(
    "nope|nah|não|nao|falso|non|faux|nein|falsch|ei|e|epätosi|いいえ|无|不|不要|没有|нет|н|✗|✘|☐|off"
)
BLANKS = _keys(
    "-|--|---|n/a|na|n.a|n.d|nd|s/d|s/i|?|??|/|x/x|none|null|nil|keine|无|なし|нет данных"
)
"""What people type into a cell that has nothing to say."""
BLANK_SIGNS = frozenset("-–—_.?/· ")
_COUNTED = {
    1: "one|once|um|uma|uma vez|uno|una|una vez|un|une|une fois|ein|eins|eine|einmal|yksi|kerran"
    "|一次|一|一人|一回|один|одна|раз",
    2: "two|twice|both|dois|duas|duas vezes|dos|dos veces|deux|deux fois|zwei|zweimal|kaksi"
    "|kahdesti|二|两|兩|两次|两人|二人|二回|два|две|двое|дважды",
    3: "three|três|tres|trois|drei|dreimal|kolme|三|三次|三人|три|трое",
    4: "four|quatro|cuatro|quatre|vier|viermal|neljä|四|四次|четыре",
}
NUMBERS = {key: count for count, words in _COUNTED.items() for key in _keys(words)}
"""Small numbers as words, each only likely meant."""
