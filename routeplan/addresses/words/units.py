"""What stands behind a door: flats, floors, staircases, as people write them."""

from __future__ import annotations

import re

from routeplan.addresses.words.text import listed


def _any(words: str, *phrases: str) -> str:
    """A pattern for any of the words (or several together), the longest first."""
    texts = listed(words) | set(phrases)
    return "|".join(re.escape(text) for text in sorted(texts, key=lambda t: (-len(t), t)))


_BEFORE = _any(
    # English, Irish, Australian
    "apt apartment unit flat suite ste room rm floor fl flr level lvl lot ph stair staircase "
    # German, Dutch
    "whg wohnung top stiege stg tur zimmer stock stockwerk etage appartement bus verdieping kamer "
    # French
    "appt apt bat batiment esc escalier etage porte bte boite studio logement "
    # Portuguese, Spanish, Catalan, Italian
    "apto ap apartamento andar bloco bl casa lote lt loja lj sala fraccao fracao conjunto cj porta "
    "ent letra piso planta pta puerta escalera portal bloque blq depto dpto departamento interior "
    "hab habitacao apart apartado int local lc oficina entrada interno scala piano "
    # Finnish, Swedish, Norwegian, Danish
    "as asunto huoneisto rappu porras krs kerros lgh lagenhet vaning tr trappa uppgang leilighet "
    # Polish, Czech, Hungarian, Romanian, Turkish
    "m mieszkanie lok lokal klatka byt patro emelet ajto ap apartament etaj scara sc bloc daire "
    # Russian, Ukrainian
    "кв квартира эт этаж под подъезд п оф офис пом помещение комн комната домофон кв-ра "
    "під'їзд под'езд поверх пов kat"
)
_BEHIND = _any(
    "floor fl flr etage et og ug stock stockwerk piso andar planta krs kerros tr vaning verdieping "
    "piano patro kat etaj emelet esq esquerdo dto direito dta drt drcha dcha derecha izq izda "
    "izqda izquierda frente fte links rechts li re esc d e tv th mf "
    "этаж эт подъезд под єтаж поверх "
    "호 층 동 f hoog"
)
_CHINESE = _any("单元 單元 号楼 楼 樓 层 層 室 房 栋 幢 座 户 梯 階 号室")
_ALONE = _any(
    "esq esquerdo dto direito dir izq izqda izda izquierda dcha drcha derecha dt frente fte frt "
    "tras traseiras rc cave rch bajo bajos bj baixo baixos atico entlo entresuelo entresol pral "
    "principal eg og dg ug rdc erdgeschoss obergeschoss dachgeschoss untergeschoss keller "
    "hinterhaus vorderhaus seitenflugel gartenhaus hinterhof hh vh gh links rechts mitte "
    "basement bsmt penthouse ph sisapiha katutaso pohjakerros souterrain",
    "r/c",
    "r/ch",
    "top floor",
    "top flat",
    "ground floor",
    "ground floor flat",
    "basement flat",
    "first floor flat",
    "second floor flat",
    "third floor flat",
    "garden flat",
    "gauche",
    "droite",
    "street level",
    "sous-sol",
    "rez-de-chaussee",
    "rez de chaussee",
    "цокольный этаж",
    "цоколь",
    "подвал",
    "мансарда",
)
_EDGE, _END = r"(?<![^\W_一-龥ぁ-ヿ가-힣])", r"(?![^\W_])"
_ORDINAL = (
    r"\d{1,3}\s*(?:\.\s*°|°|\.|-(?:и|я|ии|ая)"
    r"|(?:er|e|eme|ere|nd|rd|st|th|o|a|i|и|ии|я|ая)(?![^\W_]))"
)
_ROMAN = "(?:i{1,3}|iv|vi{0,3}|ix|x)"
_VALUE = rf"(?:\d+[./]\d+{_END}|{_ORDINAL}|\d+\s*-?[^\W\d_]?{_END}|[^\W\d_]{_END}|{_ROMAN}{_END})"
_UNIT = re.compile(
    "|".join(
        [
            # Apt 4, кв. 12, piso 2.º, #4B
            rf"(?:{_EDGE}(?:{_BEFORE})\.?\s*(?:nr|no|n°|№)?[.:#]?\s*-?\s*{_VALUE}|#\s*\w+)",
            # 2.º Esq., 2. krs, 2nd floor, 3单元
            rf"{_EDGE}(?:{_ORDINAL}|\d{{1,4}}|[a-z]|{_ROMAN}\.?)\s*-?\s*"
            rf"(?:{_BEHIND})(?:{_END}|(?=\d|[一-龥ぁ-ヿ가-힣]))\.?",
            rf"{_EDGE}(?:\d{{1,4}}|[a-z]|[一二三四五六七八九十]+)\s*(?:{_CHINESE})",
            # in care of somebody, staircase C, II, D:5
            rf"{_EDGE}c/o\s[^,;]*|{_EDGE}[a-z]-?rappu{_END}|{_EDGE}(?!i{_END})(?:ii|iii|iv){_END}",
            rf"{_EDGE}d\s?[.:]\s?\d+{_END}",
            # 2º B, 3° 2ª, 2.º
            rf"{_EDGE}\d{{1,2}}\s*\.?\s*°\s*\.?(?:\s*(?:\d{{1,2}}\s*\.?\s*°|[a-z]{_END}))?",
            # staircase and flat: B 12
            rf"{_EDGE}[a-z]\s?\d{{1,4}}[a-z]?{_END}",
            rf"{_EDGE}(?:{_ALONE}){_END}\.?",
        ]
    )
)
_STAIRCASE = re.compile(rf"\s*-?\s*([a-z])\s?\d{{1,4}}[a-z]?{_END}")


_GLUED = re.compile(
    # 12/Stiege 3/Tür 7, 203-2.º Esq.: behind a dash only what can be no range of numbers
    rf"(?:/\s*(?=[^\W\d_]{{3}})(?:{_BEFORE})\.?\s*{_VALUE})"
    rf"|-\s*\d{{1,2}}\s*\.?\s*°\s*(?:{_BEHIND}|{_ALONE}){_END}"
)
_STAIR_AND_DOOR = re.compile(r"/\d{1,3}[a-z]?/\d{1,4}[a-z]?(?![^\W_]|/|-)")


def is_glued_unit(text: str) -> bool:
    """Whether a flat or staircase stands right behind a house number, by a stroke or a dash."""
    return _GLUED.match(text) is not None


def stair_and_door(text: str) -> int:
    """How long ``/3/7`` is right behind a house number, as in Vienna; 0 where it is none."""
    match = _STAIR_AND_DOOR.match(text)
    return match.end() if match else 0


def without_units(text: str) -> str:
    """Plain text with a semicolon for each flat, floor or staircase in it."""
    return _UNIT.sub(";", text)


def staircase(text: str) -> str:
    """The letter of ``B 12`` right behind a house number; empty where there is none."""
    match = _STAIRCASE.match(text)
    return match[1] if match else ""
