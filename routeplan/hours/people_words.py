"""The words that people write hours with, by language: days, parts of a day, and what joins them.

Every language is read alone, for the same letters are a Tuesday in one and a Sunday in another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import MappingProxyType

from routeplan.hours.people_days import DAYS
from routeplan.hours.syntax import normalised


class DayPart(Enum):
    """A part of the day that people name."""

    MORNING = "morning"
    NOON = "noon"
    LUNCH = "lunch"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    MIDNIGHT = "midnight"
    ANY = "any"


class Joiner(Enum):
    """What a word does between days and times."""

    TO = "to"
    AND = "and"
    BETWEEN = "between"
    FROM = "from"
    AFTER = "after"
    BEFORE = "before"
    ONWARDS = "onwards"
    """Stands behind the begin of a window."""
    UP_TO = "up to"
    """Stands behind its end."""
    EXCEPT = "except"
    """Stands before the days that are meant."""
    APART = "apart"
    """Stands behind them."""
    NOT = "not"
    """Stands on either side of them."""
    ROUGHLY = "roughly"
    FILLER = ""


Meaning = frozenset[int] | DayPart | Joiner
"""Days from 0, Monday, on; a part of the day; or a joint."""


@dataclass(frozen=True)
class Lexicon:
    """The words of one language, each with its meaning."""

    words: Mapping[str, Meaning]


_WEEK = range(7)
_WORKING = "working"
_WEEKEND = "weekend"
_DAILY = "daily"
_GROUPS = {
    _WORKING: frozenset(range(5)),
    _WEEKEND: frozenset((5, 6)),
    _DAILY: frozenset(_WEEK),
}
_KINDS: dict[str, Meaning] = {kind.value: kind for kind in (*DayPart, *Joiner)} | _GROUPS

_OF_ALL: dict[str, str] = {
    "to": "- ~ →",
    "and": "& + / , 、 • · ( ) [ ]",
    "": "h hs hr hrs : .",
    "after": "after",
    "before": "until",
}
"""Signs that mean the same everywhere, and the words that an import puts before a single time.

Words of one meaning stand apart by ``|`` or by space.
"""

_REST: dict[str, dict[str, str]] = {
    "en": {
        _WORKING: "weekdays|weekday|every weekday|each weekday|working days|workdays|on weekdays",
        _WEEKEND: "weekends|weekend|at weekends",
        _DAILY: "daily|every day|all days|everyday|all week|any day|each day|seven days|all 7 days"
        "|7 days a week|7 days",
        "morning": "mornings|morning|in the morning|am",
        "noon": "noon|midday|12 noon|noontime",
        "lunch": "lunchtime|lunch|lunch time|around noon|lunch hour",
        "midnight": "midnight|12 midnight",
        "afternoon": "afternoons|afternoon|in the afternoon|pm",
        "evening": "evenings|evening|nights|in the evening",
        "any": "any|any time|anytime|always|all day|whole day|24/7|24x7|24 hours|round the clock"
        "|around the clock|at any time",
        "to": "to|through|thru|til|up till",
        "and": "and|or",
        "between": "between",
        "from": "from",
        "after": "after|not before|since|later than",
        "onwards": "onwards|onward|and later|or later|and after|upwards",
        "before": "before|by|not after|up to|at the latest|till|until|no later than|earlier than",
        "except": "except|but|but not|except for|excluding|excl|other than|apart from|save for"
        "|without|with the exception of|excepting",
        "not": "not|never|no|closed|off|not on|not at home|not home|not available",
        "roughly": "ca|usually|about|around|approx|approximately|roughly|mostly|normally|often"
        "|generally|preferably|ideally|best",
        "": "at|on|in|the|o'clock|oclock|hours|hour|only|home|at home|is|on a|a|available"
        "|reachable|present",
    },
    "zh": {
        _WORKING: "工作日|平日|平时",
        _WEEKEND: "周末|双休日|週末",
        _DAILY: "每天|每日|天天|毎天|任何一天|周一到周日",
        "morning": "上午|早上|早晨|清晨|早",
        "noon": "中午|正午",
        "lunch": "午间|午饭时间",
        "midnight": "午夜|半夜",
        "afternoon": "下午|午后",
        "evening": "晚上|傍晚|晚间|晚",
        "any": "全天|随时|都可以|任何时间|都行|不限|均可|整天|全天候|24小时",
        "to": "至|到|~|—",
        "and": "和|及|与|或|、|，|以及|或者",
        "from": "从|自",
        "onwards": "以后|之后|后|起|开始",
        "up to": "以前|之前|前|为止",
        "except": "除|除了|除去",
        "apart": "除外|以外|之外|外",
        "not": "不|非|不在|休息|不在家|不行|不可以|不方便",
        "roughly": "大约|大概|约|左右|通常|一般|最好",
        "": "在家|在|次日|翌日|第二天|的|每周|每星期|每个|每逢|逢|只|仅|仅限|只有"
        "|时间|有人|之间|可以|可|点钟",
    },
    "pt": {
        _WORKING: "dias úteis|dias de semana|durante a semana|dia útil|dias da semana",
        _WEEKEND: "fim de semana|fins de semana|fim-de-semana|fins-de-semana|fds",
        _DAILY: "todos os dias|qualquer dia|cada dia|diariamente|todos dias",
        "morning": "manhãs|manhã|de manhã|da manhã|pela manhã|período da manhã|só manhãs",
        "noon": "meio-dia|meio dia",
        "lunch": "almoço|hora de almoço|hora do almoço|à hora de almoço",
        "midnight": "meia-noite|meia noite",
        "afternoon": "tardes|tarde|à tarde|da tarde|de tarde|pela tarde|período da tarde",
        "evening": "noites|noite|à noite|da noite|fim do dia|fim da tarde|fins de tarde"
        "|final do dia",
        "any": "qualquer hora|a qualquer hora|sempre|todo o dia|o dia todo|o dia inteiro"
        "|qualquer horário|qualquer altura|indiferente|24 horas|24/7",
        "to": "a|à|às|as|ao",
        "and": "e|ou",
        "between": "entre",
        "from": "de|das|da|desde|desde as|dos",
        "onwards": "em diante|para a frente",
        "after": "depois do|não antes das|não antes de|não antes da|a partir do|depois|depois das"
        "|depois da|após|após as|a partir|a partir das|a partir de|apos as",
        "before": "antes do|até ao|até à|até o|não depois das|não depois de|antes|antes das"
        "|antes da|até|até às|até as",
        "except": "exceto|excepto|menos|salvo|sem|à exceção de|exceto ao|exceto aos|exceto à"
        "|exceto às|excepto ao|excepto aos|excepto à|excepto às|menos ao|menos aos|menos à"
        "|menos às",
        "not": "não|nunca|fechado|encerrado|não está|não está às|não está aos|não está à"
        "|não está ao|não ao|não aos|não à|não às",
        "roughly": "cerca|cerca das|por volta das|aproximadamente|normalmente|geralmente",
        "": "em casa|horas|hora|feira|só|apenas|aos|no|na|nas|nos|pelas|o|os|está|cada|disponível"
        "|contactável",
    },
    "es": {
        _WORKING: "laborables|días laborables|entre semana|días hábiles",
        _WEEKEND: "fin de semana|fines de semana|finde",
        _DAILY: "todos los días|cualquier día|diario|a diario|cada día",
        "morning": "mañanas|mañana|por la mañana|de la mañana|por las mañanas",
        "noon": "mediodía|medio día",
        "lunch": "hora de comer|comida|hora de la comida",
        "midnight": "medianoche|media noche",
        "afternoon": "tardes|tarde|por la tarde|de la tarde|por las tardes",
        "evening": "noches|noche|por la noche|de la noche|por las noches",
        "any": "cualquier hora|a cualquier hora|siempre|todo el día|24 horas|24/7",
        "to": "a|a las|al|a la",
        "and": "y|o|e",
        "between": "entre",
        "from": "de|desde|desde las|del|de las",
        "onwards": "en adelante",
        "after": "no antes de|no antes de las|no antes de la|después|después de|después de las"
        "|a partir|a partir de|a partir de las",
        "before": "no después de|no después de las|antes del|antes|antes de|antes de las|hasta"
        "|hasta las",
        "except": "excepto|menos|salvo|excepto el|excepto los",
        "not": "no|nunca|cerrado|no los|no el",
        "roughly": "sobre|normalmente|aproximadamente|alrededor de|generalmente",
        "": "en casa|horas|hora|los|las|el|la|solo|sólo|disponible|localizable",
    },
    "fr": {
        _WORKING: "jours ouvrables|en semaine|la semaine|jours de semaine|jours ouvrés|semaine",
        _WEEKEND: "week-end|weekend|week-ends|fin de semaine",
        _DAILY: "tous les jours|n'importe quel jour|chaque jour|quotidien|7j/7",
        "morning": "matin|matins|le matin|matinée|du matin|les matins",
        "noon": "midi",
        "lunch": "heure du déjeuner|déjeuner",
        "midnight": "minuit",
        "afternoon": "après-midi|après midi|l'après-midi|aprem|de l'après-midi|a-midi",
        "evening": "soir|soirs|le soir|soirée|du soir|en soirée",
        "any": "toute la journée|n'importe quand|toujours|journée|à toute heure|24h/24|24/7",
        "to": "à|a|au",
        "and": "et|ou",
        "between": "entre",
        "from": "de|dès|depuis|du",
        "after": "pas avant|après|à partir|à partir de|a partir de",
        "before": "pas après|avant|jusqu'à|jusqu'au",
        "except": "sauf|sans|excepté|hors|hormis|sauf le|sauf les",
        "not": "pas|jamais|fermé|pas le|pas les",
        "roughly": "vers|environ|normalement|généralement|autour de",
        "": "heures|heure|les|le|la|chez elle|chez lui|seulement|uniquement|chaque|disponible"
        "|joignable|présent|présente",
    },
    "de": {
        _WORKING: "werktags|wochentags|werktage|unter der woche|an werktagen",
        _WEEKEND: "wochenende|wochenenden|am wochenende",
        _DAILY: "täglich|tägl|tgl|jeden tag|alle tage",
        "morning": "vormittags|vormittag|morgens|morgen|früh|am vormittag|vorm.|vm",
        "noon": "mittags|mittag",
        "lunch": "mittagszeit",
        "midnight": "mitternacht",
        "afternoon": "nachmittags|nachmittag|am nachmittag|nachm.|nm",
        "evening": "abends|abend|am abend",
        "any": "jederzeit|immer|ganztags|den ganzen tag|ganztägig|rund um die uhr|24/7",
        "and": "und|oder|sowie|u|bzw|beziehungsweise",
        "between": "zwischen|zw",
        "from": "von",
        "after": "nach|ab|nicht vor",
        "before": "vor|spätestens|nicht nach|bis",
        "except": "außer|ausser|bis auf|mit ausnahme von|ausgenommen|ohne|kein|außer am|ausser am",
        "not": "nicht|nie|geschlossen|nicht am",
        "roughly": "ca|etwa|gegen|circa|ungefähr|meist|meistens|normalerweise",
        "": "uhr|um|am|an|zu hause|nur|std|jeden|immer am|erreichbar|anzutreffen|anwesend|daheim",
    },
    "fi": {
        _WORKING: "arkisin|arki|arkena|arkipäivisin|arkipäivät",
        _WEEKEND: "viikonloppu|viikonloppuisin|viikonloppuna|vkl",
        _DAILY: "päivittäin|minä päivänä tahansa|joka päivä|joka pv",
        "morning": "aamupäivä|aamupäivisin|aamulla|aamuisin|aamu|ap|aamupäivällä",
        "noon": "keskipäivä|keskipäivällä|puolipäivä|keskipäivään|keskipäivästä",
        "lunch": "lounasaika|päivällä",
        "midnight": "keskiyö|keskiyöhön|puoliyö",
        "afternoon": "iltapäivä|iltapäivisin|ip|iltapäivällä|iltapäivät",
        "evening": "ilta|iltaisin|illalla|illat",
        "any": "milloin vain|aina|koko päivän|milloin tahansa|ympäri vuorokauden|24/7",
        "and": "ja|tai|sekä|välillä",
        "from": "alkaen",
        "after": "ei ennen",
        "onwards": "jälkeen|eteenpäin|lähtien",
        "before": "ennen",
        "up to": "mennessä|asti|saakka",
        "except": "paitsi|lukuun ottamatta|poislukien",
        "not": "ei|suljettu|ei koskaan|ei kotona",
        "roughly": "noin|n|yleensä|tavallisesti",
        "": "klo|kello|kotona|vain|tavoitettavissa|paikalla",
    },
    "ja": {
        _WORKING: "平日",
        _WEEKEND: "週末|土日",
        _DAILY: "毎日|每日|何曜日でも",
        "morning": "午前中|午前|朝",
        "noon": "正午|昼|お昼",
        "lunch": "昼間|昼休み",
        "midnight": "深夜0時|真夜中",
        "afternoon": "午後",
        "evening": "夕方|夜|夜間",
        "any": "いつでも|終日|一日中|日中|24時間",
        "to": "から|より",
        "and": "と|や|・|、|または",
        "onwards": "以降|以後|過ぎ|から後",
        "up to": "まで|以前|前|までに",
        "apart": "以外|除く|を除く|を除き|以外の日",
        "not": "不在|休み|は休み|は不在|は留守|留守",
        "roughly": "頃|ごろ|くらい|大体|だいたい|約|通常",
        "": "の|は|に|翌日|翌|在宅|のみ|だけ|間|時間|毎週|毎|曜日",
    },
    "ru": {
        _WORKING: "будни|будние дни|по будням|рабочие дни|в будни|в рабочие дни|будней"
        "|рабочих дней",
        _WEEKEND: "выходные|по выходным|в выходные|выходных|выходным",
        _DAILY: "ежедневно|любой день|в любой день|каждый день|все дни",
        "morning": "утро|утром|утра|по утрам|первая половина дня|до обеда",
        "noon": "полдень|полудня|полудню|в полдень",
        "lunch": "обед|в обед|днём",
        "midnight": "полночь|полуночи",
        "afternoon": "после обеда|вторая половина дня|дня|днем",
        "evening": "вечер|вечером|вечера|по вечерам",
        "any": "всегда|в любое время|весь день|круглосуточно|любое время|24/7",
        "to": "по",
        "and": "и|или",
        "between": "между",
        "from": "с|со|от",
        "after": "после|не раньше",
        "before": "до|не позже",
        "except": "кроме|исключая|за исключением|без",
        "not": "не|никогда|закрыто|нет|не в|выходной|нет дома",
        "roughly": "около|примерно|обычно|приблизительно|к",
        "": "час|часов|часа|ч|в|во|дома|только|каждый|каждую|каждое|доступен|доступна",
    },
}
LANGUAGES = tuple(DAYS)
VAGUE = frozenset(("bzw", "beziehungsweise", "werktags", "werktage", "an werktagen"))
"""Words with a likely meaning that not everybody gives them, such as Saturdays in or out."""


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language; English days, which the station's own tables use, where it has none.

    Raises
    ------
    KeyError
        When there are none for the language.
    """
    words: dict[str, Meaning] = {}
    for kind, signs in _OF_ALL.items():
        words |= dict.fromkeys(signs.split(), _KINDS[kind])
    words |= _days("en")
    for kind, listed in _REST[language].items():
        words |= dict.fromkeys(listed.split("|"), _KINDS[kind])
    return Lexicon(MappingProxyType(words | _days(language)))


def day_names(language: str) -> dict[str, int]:
    """The names of single days in a language, long and short; Monday is 0."""
    return {plain_letters(word): min(days) for word, days in _days(language).items()}


def _days(language: str) -> dict[str, frozenset[int]]:
    return {
        word: frozenset((day,))
        for day, listed in enumerate(DAYS[language].split("|"))
        for word in listed.split()
    }


def with_plain_digits(text: str) -> str:
    """The text with 0 to 9 for the digits of any script."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def plain_letters(text: str) -> str:
    """The text in small letters without accents, with plain digits, signs and dashes."""
    folded = unicodedata.normalize("NFKD", normalised(_with_whole_signs(text)).casefold())
    bare = "".join(sign for sign in with_plain_digits(folded) if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", bare).replace("’", "'").replace("ß", "ss")


def _with_whole_signs(text: str) -> str:
    """``2.ª`` as ``2.a-feira``: as a plain letter the sign could be the word between two hours."""
    return text.replace("\n", " ; ").replace("ª", "a-feira")
