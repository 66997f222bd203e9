"""The words that people write hours with, by language: days, parts of a day, and what joins them.

Every language is read alone, for the same letters are a Tuesday in one and a Sunday in another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Part(Enum):
    """A part of the day that people name."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    ANY = "any"


class Joint(Enum):
    """What a word does between days and times."""

    TO = "to"
    AND = "and"
    BETWEEN = "between"
    FROM = "from"
    AFTER = "after"
    BEFORE = "before"
    NOT = "not"
    FILLER = ""


Meaning = frozenset[int] | Part | Joint
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
_KINDS: dict[str, Meaning] = {each.value: each for each in (*Part, *Joint)} | _GROUPS

_OF_ALL: dict[str, str] = {
    "to": "- ~ →",
    "and": "& + / , 、",
    "": "h hs hr hrs : . ( )",
}
"""Signs that mean the same everywhere. Words of one meaning stand apart by ``|`` or by space."""

_DAYS = {
    "en": "monday mondays mon mo|tuesday tuesdays tues tue tu|wednesday wednesdays weds wed we"
    "|thursday thursdays thurs thur thu th|friday fridays fri fr|saturday saturdays sat sa"
    "|sunday sundays sun su",
    "zh": "星期一 周一 礼拜一 週一|星期二 周二 礼拜二 週二|星期三 周三 礼拜三 週三"
    "|星期四 周四 礼拜四 週四|星期五 周五 礼拜五 週五|星期六 周六 礼拜六 週六"
    "|星期日 星期天 周日 周天 礼拜天 週日",
    "pt": "segunda segundas segunda-feira segundas-feiras seg 2a|terça terças terça-feira ter 3a"
    "|quarta quartas quarta-feira qua 4a|quinta quintas quinta-feira qui 5a"
    "|sexta sextas sexta-feira sex 6a|sábado sábados sáb sab|domingo domingos dom",
    "es": "lunes lun lu|martes mar ma|miércoles mié mie mi x|jueves jue ju|viernes vie vi"
    "|sábado sábados sáb sab sá sa|domingo domingos dom do",
    "fr": "lundi lundis lun lu|mardi mardis mar ma|mercredi mercredis mer me|jeudi jeudis jeu je"
    "|vendredi vendredis ven ve|samedi samedis sam sa|dimanche dimanches dim di",
    "de": "montag montags mo|dienstag dienstags die di|mittwoch mittwochs mi"
    "|donnerstag donnerstags don do|freitag freitags fre fr"
    "|samstag samstags sonnabend sonnabends sam sa|sonntag sonntags son so",
    "fi": "maanantai maanantaisin maanantaina ma|tiistai tiistaisin tiistaina ti"
    "|keskiviikko keskiviikkoisin keskiviikkona ke|torstai torstaisin torstaina to"
    "|perjantai perjantaisin perjantaina pe|lauantai lauantaisin lauantaina la"
    "|sunnuntai sunnuntaisin sunnuntaina su",
    "ja": "月曜日 月曜 月|火曜日 火曜 火|水曜日 水曜 水|木曜日 木曜 木|金曜日 金曜 金"
    "|土曜日 土曜 土|日曜日 日曜 日",
    "ru": "понедельник понедельникам пн|вторник вторникам вт|среда среду средам ср"
    "|четверг четвергам чт|пятница пятницу пятницам пт|суббота субботу субботам сб"
    "|воскресенье воскресеньям вс",
}
_REST: dict[str, dict[str, str]] = {
    "en": {
        _WORKING: "weekdays|weekday|working days|workdays|on weekdays",
        _WEEKEND: "weekends|weekend|at weekends",
        _DAILY: "daily|every day|all days|everyday|all week",
        "morning": "mornings|morning|in the morning|am",
        "noon": "noon|midday|lunchtime|lunch|lunch time|around noon",
        "afternoon": "afternoons|afternoon|in the afternoon|pm",
        "evening": "evenings|evening|nights|in the evening",
        "any": "any|any time|anytime|always|all day|whole day|24/7|at any time",
        "to": "to|through|thru",
        "and": "and|or",
        "between": "between",
        "from": "from",
        "after": "after|not before|onwards|onward|since|later than",
        "before": "before|by|not after|up to|at the latest|till|until",
        "not": "not|except|never|no|closed|off|but not|without",
        "": "at|on|in|the|o'clock|oclock|hours|hour|only|home|at home|best|is|usually|ca"
        "|available|reachable|present",
    },
    "zh": {
        _WORKING: "工作日|平日|平时",
        _WEEKEND: "周末|双休日|週末",
        _DAILY: "每天|每日|天天|毎天",
        "morning": "上午|早上|早晨|清晨|早",
        "noon": "中午|午间",
        "afternoon": "下午|午后",
        "evening": "晚上|傍晚|晚间|晚",
        "any": "全天|随时|都可以|任何时间|都行|不限|均可|整天",
        "to": "至|到|~|—",
        "and": "和|及|与|或|、|，",
        "from": "从|自",
        "after": "以后|之后|后|起",
        "before": "以前|之前|前",
        "not": "除|除了|不|非|不在|休息|除外",
        "": "在家|在|次日|翌日|第二天|的|时间|有人|之间|可以|可|点钟",
    },
    "pt": {
        _WORKING: "dias úteis|dias de semana|durante a semana|dia útil|dias da semana",
        _WEEKEND: "fim de semana|fins de semana|fim-de-semana|fins-de-semana|fds",
        _DAILY: "todos os dias|diariamente|todos dias",
        "morning": "manhãs|manhã|de manhã|da manhã|pela manhã|período da manhã|só manhãs",
        "noon": "almoço|hora de almoço|hora do almoço|à hora de almoço|meio-dia|meio dia",
        "afternoon": "tardes|tarde|à tarde|da tarde|de tarde|pela tarde|período da tarde",
        "evening": "noites|noite|à noite|da noite|fim do dia|fim da tarde|fins de tarde"
        "|final do dia",
        "any": "qualquer hora|a qualquer hora|sempre|todo o dia|o dia todo|o dia inteiro"
        "|qualquer altura|indiferente",
        "to": "a|à|às|as|ao",
        "and": "e|ou",
        "between": "entre",
        "from": "de|das|da|desde|desde as|dos",
        "after": "depois|depois das|depois da|após|após as|a partir|a partir das|a partir de"
        "|apos as",
        "before": "antes|antes das|antes da|até|até às|até as",
        "not": "exceto|excepto|não|menos|nunca|sem|fechado|salvo",
        "": "em casa|horas|hora|feira|só|apenas|aos|no|na|nas|nos|pelas|o|os|está|cerca"
        "|disponível|contactável",
    },
    "es": {
        _WORKING: "laborables|días laborables|entre semana|días hábiles",
        _WEEKEND: "fin de semana|fines de semana|finde",
        _DAILY: "todos los días|diario|a diario|cada día",
        "morning": "mañanas|mañana|por la mañana|de la mañana|por las mañanas",
        "noon": "mediodía|al mediodía|medio día",
        "afternoon": "tardes|tarde|por la tarde|de la tarde|por las tardes",
        "evening": "noches|noche|por la noche|de la noche|por las noches",
        "any": "cualquier hora|a cualquier hora|siempre|todo el día",
        "to": "a|a las|al",
        "and": "y|o|e",
        "between": "entre",
        "from": "de|desde|desde las|del|de las",
        "after": "después|después de|después de las|a partir|a partir de|a partir de las",
        "before": "antes|antes de|antes de las|hasta|hasta las",
        "not": "excepto|no|menos|nunca|salvo|cerrado",
        "": "en casa|horas|hora|los|las|el|la|solo|sólo|sobre|disponible|localizable",
    },
    "fr": {
        _WORKING: "jours ouvrables|en semaine|la semaine|jours de semaine|jours ouvrés|semaine",
        _WEEKEND: "week-end|weekend|week-ends|fin de semaine",
        _DAILY: "tous les jours|chaque jour|quotidien|7j/7",
        "morning": "matin|matins|le matin|matinée|du matin|les matins",
        "noon": "midi|à midi|heure du déjeuner",
        "afternoon": "après-midi|après midi|l'après-midi|aprem|de l'après-midi|a-midi",
        "evening": "soir|soirs|le soir|soirée|du soir|en soirée",
        "any": "toute la journée|n'importe quand|toujours|journée|à toute heure",
        "to": "à|a|au",
        "and": "et|ou",
        "between": "entre",
        "from": "de|dès|depuis|du",
        "after": "après|à partir|à partir de|a partir de",
        "before": "avant|jusqu'à|jusqu'au",
        "not": "sauf|pas|jamais|fermé|sans|excepté|hors",
        "": "heures|heure|les|le|la|chez elle|chez lui|seulement|uniquement|vers"
        "|disponible|joignable|présent|présente",
    },
    "de": {
        _WORKING: "werktags|wochentags|werktage|unter der woche|an werktagen",
        _WEEKEND: "wochenende|wochenenden|am wochenende",
        _DAILY: "täglich|tägl|tgl|jeden tag|alle tage",
        "morning": "vormittags|vormittag|morgens|morgen|früh|am vormittag|vorm.|vm",
        "noon": "mittags|mittag|mittagszeit",
        "afternoon": "nachmittags|nachmittag|am nachmittag|nachm.|nm",
        "evening": "abends|abend|am abend",
        "any": "jederzeit|immer|ganztags|den ganzen tag|ganztägig",
        "and": "und|u|oder|sowie",
        "between": "zwischen|zw",
        "from": "von",
        "after": "nach|ab|nicht vor",
        "before": "vor|spätestens|nicht nach|bis",
        "not": "außer|nicht|nie|ausser|kein|geschlossen",
        "": "uhr|um|am|an|zu hause|nur|ca|etwa|gegen|std|erreichbar|anzutreffen|anwesend|daheim",
    },
    "fi": {
        _WORKING: "arkisin|arki|arkena|arkipäivisin|arkipäivät",
        _WEEKEND: "viikonloppu|viikonloppuisin|viikonloppuna|vkl",
        _DAILY: "päivittäin|joka päivä|joka pv",
        "morning": "aamupäivä|aamupäivisin|aamulla|aamuisin|aamu|ap|aamupäivällä",
        "noon": "keskipäivä|keskipäivällä|lounasaika|päivällä",
        "afternoon": "iltapäivä|iltapäivisin|ip|iltapäivällä|iltapäivät",
        "evening": "ilta|iltaisin|illalla|illat",
        "any": "milloin vain|aina|koko päivän|milloin tahansa",
        "and": "ja|tai|sekä|välillä",
        "from": "alkaen",
        "after": "jälkeen",
        "before": "ennen|mennessä|asti|saakka",
        "not": "ei|paitsi|suljettu|ei koskaan",
        "": "klo|kello|kotona|vain|noin|n|tavoitettavissa|paikalla",
    },
    "ja": {
        _WORKING: "平日",
        _WEEKEND: "週末|土日",
        _DAILY: "毎日|每日",
        "morning": "午前中|午前|朝",
        "noon": "昼|正午|お昼|昼間",
        "afternoon": "午後",
        "evening": "夕方|夜|夜間",
        "any": "いつでも|終日|一日中",
        "to": "から|より",
        "and": "と|や|・|、|または",
        "after": "以降|以後|過ぎ",
        "before": "まで|以前|前|までに",
        "not": "以外|除く|不在|を除く|休み",
        "": "の|は|に|翌日|翌|在宅|のみ|だけ|頃|ごろ|間|時間",
    },
    "ru": {
        _WORKING: "будни|будние дни|по будням|рабочие дни|в будни|в рабочие дни",
        _WEEKEND: "выходные|по выходным|в выходные",
        _DAILY: "ежедневно|каждый день|все дни",
        "morning": "утро|утром|утра|по утрам|первая половина дня|до обеда",
        "noon": "полдень|обед|в обед|в полдень|днём",
        "afternoon": "после обеда|вторая половина дня|дня|днем",
        "evening": "вечер|вечером|вечера|по вечерам",
        "any": "всегда|в любое время|весь день|круглосуточно|любое время",
        "to": "по",
        "and": "и|или",
        "between": "между",
        "from": "с|со|от",
        "after": "после|не раньше",
        "before": "до|не позже",
        "not": "кроме|не|никогда|закрыто|нет",
        "": "час|часов|часа|ч|в|во|дома|только|около|доступен|доступна",
    },
}
LANGUAGES = tuple(_DAYS)


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


def _days(language: str) -> dict[str, Meaning]:
    return {
        word: frozenset((day,))
        for day, listed in enumerate(_DAYS[language].split("|"))
        for word in listed.split()
    }
