"""What people call the days of the week, by language: names, and signs that stand in lists."""

from __future__ import annotations

from functools import cache

DAYS = {
    "en": "monday mondays mon mo|tuesday tuesdays tues tue tu|wednesday wednesdays weds wed we"
    "|thursday thursdays thurs thur thu th|friday fridays fri fr|saturday saturdays sat sa"
    "|sunday sundays sun su",
    "zh": "星期一 周一 礼拜一 週一 禮拜一 周1|星期二 周二 礼拜二 週二 禮拜二 周2"
    "|星期三 周三 礼拜三 週三 禮拜三 周3|星期四 周四 礼拜四 週四 禮拜四 周4"
    "|星期五 周五 礼拜五 週五 禮拜五 周5|星期六 周六 礼拜六 週六 禮拜六 周6"
    "|星期日 星期天 周日 周天 礼拜天 礼拜日 週日 禮拜日 周7",
    "pt": "segunda segundas segunda-feira segundas-feiras seg"
    "|terça terças terça-feira terças-feiras ter"
    "|quarta quartas quarta-feira quartas-feiras qua|quinta quintas quinta-feira quintas-feiras qui"
    "|sexta sextas sexta-feira sextas-feiras sex|sábado sábados sáb sab|domingo domingos dom",
    "es": "lunes lun lu|martes mar ma|miércoles mié mie mi|jueves jue ju|viernes vie vi"
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
    "ru": "понедельник понедельникам понедельника понедельнику понед пн пон"
    "|вторник вторникам вторника вторнику вт втр|среда среду средам среды среде ср"
    "|четверг четвергам четверга четвергу чт чет|пятница пятницу пятницам пятницы пятнице пт пят"
    "|суббота субботу субботам субботы субботе сб суб"
    "|воскресенье воскресеньям воскресенья воскресенью вс вос воскр",
}
"""From Monday on; the names of one day stand apart by space."""
_LETTERS = {
    "en": "m tu t w th f sa su",
    "es": "l m x j v s d",
    "fr": "l ma me j v s d",
    "zh": "一 二 三 四 五 六 日 天",
}
"""Signs that name days in a list or a range of them only; ``t`` and ``m`` are explained there."""


@cache
def day_letters(language: str) -> dict[str, int]:
    """The signs by which a language names days in lists, from 0, Monday, on."""
    signs = _LETTERS.get(language, "").split()
    days = {"en": (0, 1, 1, 2, 3, 4, 5, 6), "zh": (0, 1, 2, 3, 4, 5, 6, 6)}
    return dict(zip(signs, days.get(language, range(7)), strict=False))
