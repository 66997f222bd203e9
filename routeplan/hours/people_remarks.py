"""Words beside people's hours that may change them, though no reading knows how.

``every other week``, ``first``, ``nine``, ``at work``, ``Dec``: hours beside one of these are not
offered, however plain they look.
"""

from __future__ import annotations

from functools import cache, lru_cache

from babel import Locale
from rapidfuzz import fuzz, process

from routeplan.hours.people_tokens import is_east_asian
from routeplan.hours.people_words import LANGUAGES, Joiner, lexicon, plain_letters

SHORTEST = 3
"""Letters of a remark's words; shorter ones may be cut from anything."""
ALIKE = 75
"""Per cent of likeness from which on a word may be a day, or a part of one, with a slip."""
_CHANGING = (
    # Numbers and places in an order.
    "one two three four five six seven eight nine ten eleven twelve half quarter past"
    " first second third fourth fifth last every each other alternate alternating odd even"
    " um dois duas tres quatro cinco seis sete oito nove dez onze doze meia primeiro primeira"
    " segundo terceiro terceira ultimo ultima cada quinzenal alternados pares impares alternos"
    " uno dos cuatro siete ocho nueve diez once doce media primer primero tercero quincenal"
    " un deux trois quatre cinq sept huit neuf dix onze douze demie premier deuxieme troisieme"
    " dernier alternance pairs impairs"
    " eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf halb viertel erster ersten"
    " zweiter zweite zweiten dritte dritten vierte letzte letzten jede jeden jeder gerade ungerade"
    " yksi kaksi kolme nelja viisi kuusi seitseman kahdeksan yhdeksan kymmenen yksitoista"
    " kaksitoista puoli ensimmainen toinen kolmas viimeinen joka parilliset parittomat"
    " один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать пол"
    " первый первая вторая третий третья последний последняя каждый через четные нечетные"
    # Weeks, months, holidays.
    " week weeks weekly month months monthly fortnight fortnightly biweekly year holiday holidays"
    " semana semanas mes meses mensal feriado feriados ferias mensual festivo festivos vacaciones"
    " semaine semaines mois ferie feries vacances woche wochen monat monate feiertag feiertage"
    " ferien urlaub viikko viikot viikkoina kuukausi pyhat pyhapaivat loma lomat неделя недели"
    " неделю месяц месяца праздник праздники отпуск"
    # Somebody is elsewhere, or one does not know.
    " away out busy work works working asleep sleep sleeps sleeping school class shift shifts job"
    " avoid unless unlikely rarely seldom hardly sometimes maybe perhaps varies varied depends"
    " ausente ocupado ocupada trabalho trabalha trabalhar dorme escola turno turnos evitar talvez"
    " raramente varia variavel depende trabajo trabaja trabajando duerme escuela evite quiza quizas"
    " absent absente occupe travail travaille dort ecole eviter rarement varie depend peut"
    " arbeit arbeitet arbeiten schlaft schule schicht schichten unterwegs vermeiden selten manchmal"
    " vielleicht wechselnd toissa tyossa toihin nukkuu koulussa vuoro vuorot harvoin joskus ehka"
    " vaihtelee poissa работа работает работе спит школа смена смены редко иногда отсутствует"
    # Numbers of other things.
    " tel telephone phone mobile cell fax call apt apartment flat room floor unit door code house"
    " telefone telemovel fone andar porta telefono movil piso puerta appel portable etage telefon"
    " handy wohnung zimmer puhelin puh asunto huone телефон тел кв квартира этаж дом"
)


@lru_cache(maxsize=8192)
def may_change_hours(word: str) -> bool:
    """Whether a word that no lexicon explains may be a day, a number, or turn hours around.

    Parameters
    ----------
    word
        As :func:`~routeplan.hours.people_words.plain_letters` writes it.
    """
    if not any(sign.isalpha() for sign in word):
        return word not in "!\"'*.-_"
    if len(word) < SHORTEST or any(sign.isdigit() for sign in word):
        return True
    if any(map(is_east_asian, word)):
        return True
    if word in _changing() or word in _begins_of_days() or word.startswith(_long_days()):
        return True
    near = process.extractOne(word, _long_days(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return near is not None


@cache
def months(language: str) -> frozenset[str]:
    """Names of months in a language, also cut short."""
    listed = Locale(language).months
    names = [
        name
        for use in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in listed[use][width].values()
    ]
    return frozenset(plain_letters(name).strip(".") for name in names if not name[0].isdigit())


@cache
def _changing() -> frozenset[str]:
    words = set(_CHANGING.split())
    for language in LANGUAGES:
        words |= months(language)
        for word, meaning in lexicon(language).words.items():
            if meaning is not Joiner.FILLER:
                words.add(plain_letters(word))
    return frozenset(words)


@cache
def _begins_of_days() -> frozenset[str]:
    return frozenset(day[:end] for day in _long_days() for end in range(SHORTEST, len(day) + 1))


@cache
def _long_days() -> tuple[str, ...]:
    """Names of days, and of parts of a day, that are long enough to be slipped in."""
    return tuple(
        sorted(
            {
                plain_letters(word)
                for language in LANGUAGES
                for word, meaning in lexicon(language).words.items()
                if not isinstance(meaning, Joiner) and len(word) > SHORTEST and " " not in word
            }
        )
    )
