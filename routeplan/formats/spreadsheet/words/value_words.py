"""Words in cells: priorities, yes and no, and what stands for an empty cell, by language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from routeplan.formats.tables.cells import NO, YES
from routeplan.model.inputs import Mode, Priority


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
    Priority.LOW: "3|l|c|iii|p3|sem urgência|sin urgencia|sans urgence|ei kiire|ei kiirettä|不急"
    "|急がない|несрочно|не срочно|no hurry|no rush|keine eile|ohne eile|eilt nicht|sem pressa"
    "|sin prisa|pas pressé|kiireetön",
}
PRIORITIES = {key: kind for kind, words in _PRIORITIES.items() for key in _keys(words)}
LIKELY_PRIORITIES = {
    key: kind for kind, words in _LIKELY_PRIORITIES.items() for key in _keys(words)
}
_NOT_BEFORE = (
    "not|not so|not very|not that|nicht|nicht so|nicht sehr|kein|keine|não|não é|não muito|no|no es"
    "|no muy|non|pas|pas très|pas si|peu|n'est pas|ei|ei ole|ei kovin|не|не очень|不|不是|不太|并不"
    "|非"
)
_FIRST_HAN = "\u2e80"
"""From here on words are not set apart by spaces."""
_NOT_BEHIND = "ではない|でない|じゃない|ではありません"
_DENIED = {Priority.MUST: Priority.NORMAL, Priority.HIGH: Priority.LOW}
"""What is left of a priority that somebody has denied; of others nothing is known."""


def likely_priority(text: str) -> Priority | None:
    """What a word for how much matters likely means, also of one denied: ``not urgent``."""
    key = word_key(text)
    if key in LIKELY_PRIORITIES:
        return LIKELY_PRIORITIES[key]
    for word in _denied(key):
        is_letter = len(word) == 1 and word.isascii()  # or number: of a list
        known = None if is_letter else PRIORITIES.get(word) or LIKELY_PRIORITIES.get(word)
        if known:
            return _DENIED.get(known)
    return None


def _denied(key: str) -> Iterator[str]:
    """The words behind or before a ``not``, the shortest first."""
    for denial in _NEGATIONS:
        glue = "" if denial[0] >= _FIRST_HAN else " "
        if key.startswith(f"{denial}{glue}") and (word := key[len(denial) :].strip()):
            yield word
    for denial in map(word_key, _NOT_BEHIND.split("|")):
        if key.endswith(denial) and (word := key[: -len(denial)].strip()):
            yield word


_NEGATIONS = sorted(_keys(_NOT_BEFORE), key=lambda denial: (-len(denial), denial))

YES_WORDS = frozenset(map(word_key, YES)) | _keys(
    "yep|yeah|yup|sim|s|si|verdadeiro|oui|o|vrai|ja|j|wahr|kyllä|k|tosi|はい|有|要|对|да|д|✓|✔|v|☑|on|○|◯|〇|◎"
)
NO_WORDS = frozenset(map(word_key, NO)) | _keys(
    "nope|nah|não|nao|falso|non|faux|nein|falsch|ei|e|epätosi|いいえ|无|不|不要|没有|нет|н|✗|✘|☐|off|×|✕|✖"
)
BLANKS = _keys(
    "-|--|---|n/a|na|n.a|n.d|nd|s/d|s/i|?|??|/|x/x|none|null|nil|keine|无|なし|нет данных"
)
"""What people type into a cell that has nothing to say."""
BLANK_SIGNS = frozenset("-–—_.?/· ")
CLOSED = _keys(
    "off|closed|not available|not at home|away|free|geschlossen|frei|nicht da|abwesend|zu"
    "|fechado|ausente|folga|livre|cerrado|libre|descanso|no está|fermé|absent|absente|repos|libre"
    "|suljettu|vapaa|poissa|ei kotona|休|休み|休日|定休|不在|休息|不在家|关"
    "|выходной|вых|закрыто|нет дома"
)
"""What people type into the column of a weekday on which there is nothing."""
OFF = "off"
"""How that is remembered."""
_MODES = {
    Mode.FOOT: "foot|on foot|walk|walking|步行|走路|a pé|pé|a pie|andando|à pied|pied|marche"
    "|zu fuß|fuß"
    "|fußstreife|jalan|jalkaisin|kävellen|徒歩|歩き|пешком|пеший",
    Mode.BIKE: "bike|bicycle|cycle|cycling|by bike|自行车|骑车|bicicleta|de bicicleta|bici|en bici"
    "|vélo|à vélo|fahrrad|rad|mit dem rad|pyörä|polkupyörä|pyörällä|自転車|велосипед|на велосипеде",
    Mode.CAR: "car|by car|driving|patrol car|vehicle|汽车|开车|警车|carro|de carro|viatura"
    "|automóvel"
    "|coche|en coche|vehículo|voiture|en voiture|auto|pkw|streifenwagen|mit dem auto|auto|autolla"
    "|車|自動車|パトカー|машина|на машине|автомобиль",
}
MODES = {key: mode for mode, words in _MODES.items() for key in _keys(words)}
OFF_DAYS = CLOSED | _keys(
    "leave|annual leave|holiday|vacation|day off|days off|sick|sick leave|ill|training"
    "|public holiday"
    "|parental leave|absent|休假|年假|病假|事假|请假|产假|培训|公休|放假|férias|baixa"
    "|baixa médica|doente|curso|atestado|dispensa|compensação"
    "|licença|formação|feriado|vacaciones|baja|baja médica|enfermo|permiso|formación|festivo|congé"
    "|congés|congé annuel|maladie|arrêt maladie|rtt|formation|férié|jour férié|urlaub|krank"
    "|krankheit|fortbildung|lehrgang|elternzeit|feiertag|dienstfrei|freizeitausgleich"
    "|überstundenabbau"
    "|loma|vuosiloma|sairas|sairausloma|koulutus|vapaapäivä|pyhäpäivä|有給|有給休暇|年休|休暇"
    "|病気|病休"
    "|研修|公休|祝日|代休|отпуск|больничный|отгул|обучение|праздник|болезнь"
)
WORK_DAYS = _keys(
    "work|works|working|duty|on duty|extra shift|上班|值班|加班|工作|trabalho|serviço|turno extra"
    "|trabajo|servicio|travail|service|dienst|arbeit|zusatzdienst|töissä|työ|työvuoro|勤務|出勤"
    "|当番"
    "|работа|дежурство|смена"
)
PLAIN_DAYS = CLOSED | WORK_DAYS
"""Words that say no more than that somebody works, or does not."""
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
