"""What stands behind a door: flats, floors, staircases, as people write them."""

from __future__ import annotations

import re

from routeplan.addresses.words.address_text import listed


def _any(words: str, *phrases: str) -> str:
    """A pattern for any of the words (or several together), the longest first."""
    texts = listed(words) | set(phrases)
    return "|".join(re.escape(text) for text in sorted(texts, key=lambda t: (-len(t), t)))


_BEFORE = _any(
    # English, Irish, Australian
    "apt apartment unit flat suite ste room rm floor fl flr level lvl lot ph stair staircase "
    "stairs stairwell entrance entr gate shop store office lift elevator wing tower bell buzzer "
    "block blk bldg building "
    # German, Dutch
    "whg wohnung wohnungsnr wohnungsnummer top stiege stg tur zimmer zi zimmernr zimmernummer "
    "aufgang aufg treppenhaus treppe eingang eing zugang hauseingang block geschoss app laden buro "
    "stock stockwerk etage appartement bus verdieping kamer ingang trap trappenhuis winkel blok "
    # French
    "appt apt bat batiment esc escalier etage porte bte boite studio logement logt entree hall "
    "palier chambre ch interphone digicode ascenseur ascensor bureau boutique "
    # Portuguese, Spanish, Catalan, Italian
    "apto ap apartamento andar bloco bl casa lote lt loja lj sala fraccao fracao conjunto cj porta "
    "ent letra piso planta pta puerta escalera portal bloque blq depto dpto departamento interior "
    "hab habitacao habitacion apart apartado int local lc oficina ofic entrada elevador ascensore "
    "edificio edif predio torre interno scala piano ingresso palazzina negozio ufficio "
    # Finnish, Swedish, Norwegian, Danish
    "as asunto huoneisto rappu porras krs kerros lgh lagenhet vaning tr trappa uppgang leilighet "
    "ovi sisaankaynti hissi liiketila uppg ingang trapphus hiss port oppgang opg inngang lejlighed "
    # Polish, Czech, Hungarian, Romanian, Turkish
    "m mieszkanie lok lokal klatka byt patro emelet ajto ap apartament etaj scara sc bloc daire "
    # Russian, Ukrainian
    "вход код лифт секция магазин вхід кв квартира эт этаж под подъезд п оф офис пом помещение "
    "комн комната домофон кв-ра "
    "під'їзд под'езд поверх пов kat"
)
_BEHIND = _any(
    "floor fl flr etage et og ug stock stockwerk stk obergeschoss untergeschoss "
    "piso andar planta krs kerros tr vaning verdieping piano patro pietro kat etaj emelet "
    "esq esquerdo dto direito dta drt drcha dcha derecha izq izda "
    "izqda izquierda frente fte links rechts li re esc d e tv th mf "
    "этаж эт подъезд под єтаж поверх "
    "호 층 동 f hoog"
)
_BLOCKS = _any(
    "block blk bldg building wing tower blok bloco bl bloque blq bloc bat batiment edificio edif "
    "predio torre palazzina"
)
_SIDES = _any(
    "left right rear front back links rechts mitte hinten vorne vorn hof innenhof hinterhof "
    "garten seite hofseite nord sud ost west gauche droite cour rue face izq izqda izda izquierda "
    "dcha drcha derecha dto dta esq esquerdo esquerda direito direita fte frente tras traseiras "
    "interior exterior centro sinistra destra sx dx cortile achter voor zij piha pihapuoli vanster "
    "hoger gard gata двор двора"
)
_CHINESE = _any("单元 單元 号楼 楼 樓 层 層 室 房 栋 幢 座 户 梯 階 号室")
_ALONE = _any(
    "esq esquerdo dto direito dir izq izqda izda izquierda dcha drcha derecha dt frente fte frt "
    "tras traseiras rc cave rch bajo bajos bj baixo baixos atico entlo entresuelo entresol pral "
    "principal eg og dg ug rdc erdgeschoss obergeschoss dachgeschoss untergeschoss keller "
    "hinterhaus vorderhaus seitenflugel gartenhaus hinterhof hh vh gh links rechts mitte "
    "ruckgebaude ruckgeb rgb vordergebaude vordergeb vgb quergebaude querhaus hinterh vorderh "
    "nebengebaude nebengeb mittelhaus mittelbau anbau remise hofgebaude hochparterre hochpart "
    "parterre part ptr tiefparterre mezzanin zwischengeschoss zwischenstock mansarde dachboden "
    "halbstock ladenlokal werkstatt garage "
    "entresol rdj combles duplex entreplanta semisotano sotano sotao mansarda subcave cobertura "
    "terreo subsolo sobreloja "
    "attico seminterrato ammezzato mezzanino rialzato interrato "
    "achterhuis voorhuis tuinhuis kelder zolder winkel "
    "piharakennus pihatalo kellari ullakko maantaso gardshus gathus kallare bottenvaning vind "
    "baghus forhus sidehus mellemhus stuen bakgard loft oficyna parter przyziemie suteren pince "
    "foldszint magasfoldszint felemelet prizemi suteren parter demisol bodrum zemin "
    "basement bsmt penthouse ph sisapiha katutaso pohjakerros souterrain mezzanine mezz attic "
    "upstairs downstairs annexe annex cellar gff lgf lift elevator",
    *(f"rear {part}" for part in ("flat", "house", "building", "unit", "entrance", "apartment")),
    *(f"{side} entrance" for side in ("side", "front", "back", "main", "street")),
    *("lower ground floor", "upper flat", "lower flat", "granny flat", "back house", "back door"),
    *("fond de cour", "au fond de la cour", "sur cour", "sur rue", "cote cour", "cote rue"),
    *("rez-de-jardin", "rez de jardin", "sous sol", "au rez-de-chaussee"),
    *("planta baja", "piso bajo", "casa de tras", "piano terra", "piano rialzato"),
    *("begane grond", "1 hoog achter", "nedre botten"),
    *("вход со двора", "со двора", "цокольныи этаж", "первыи этаж", "полуподвал", "чердак"),
    *("底层", "底楼", "地下室", "地下", "阁楼", "后楼", "前楼", "门面", "商铺", "店铺", "지하"),
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
_SIDE_OF_A_FLOOR = rf"(?:\s*(?:{_SIDES}|re|li|r|l|m|v|h){_END}\.?)?"
_UNIT = re.compile(
    "|".join(
        [
            # Eingang Hof, esc. izq.
            rf"{_EDGE}(?:{_BEFORE})\.?\s+(?:{_SIDES}){_END}\.?",
            # Apt 4, кв. 12, piso 2.º, Whg.-Nr. 7, #4B
            rf"(?:{_EDGE}(?:{_BEFORE})\.?\s*(?:-?\s*(?:nr|no|n°|№))?[.:#]?\s*-?\s*{_VALUE}"
            r"|#\s*\w+)",
            # 2. Hof, II. Hinterhof
            rf"{_EDGE}(?:\d\.|{_ROMAN}\.?)\s*(?:hof|hinterhof|ruckgebaude){_END}",
            # 2.º Esq., 2. krs, 2nd floor, 3单元
            rf"{_EDGE}(?:{_ORDINAL}|\d{{1,4}}|[a-z]|{_ROMAN}\.?)\s*-?\s*"
            rf"(?:{_BEHIND})(?:{_END}|(?=\d|[一-龥ぁ-ヿ가-힣]))\.?{_SIDE_OF_A_FLOOR}",
            rf"{_EDGE}(?:\d{{1,4}}|[a-z]|[一二三四五六七八九十]+)\s*(?:{_CHINESE})",
            # 2/F
            rf"{_EDGE}\d{{1,2}}/f{_END}",
            # in care of somebody, staircase C, II, D:5
            rf"{_EDGE}c/o\s[^,;]*|{_EDGE}[a-z]-?rappu{_END}|{_EDGE}(?!i{_END})(?:ii|iii|iv){_END}",
            rf"{_EDGE}d\s?[.:]\s?\d+{_END}",
            # 2º B, 3° 2ª, 2.º
            rf"{_EDGE}\d{{1,2}}\s*\.?\s*°\s*\.?(?:\s*(?:\d{{1,2}}\s*\.?\s*°|[a-z]{_END}))?",
            # staircase and flat: B 12
            rf"{_EDGE}[a-z]\s?\d{{1,4}}[a-z]?{_END}",
            rf"{_EDGE}(?:{_ALONE}){_END}\.?(?:\s*(?:re|li){_END}\.?)?",
        ]
    )
)
_STAIRCASE = re.compile(rf"\s*-?\s*([a-z])\s?\d{{1,4}}[a-z]?{_END}")


_GLUED = re.compile(
    # 12/Stiege 3/Tür 7, 203-2.º Esq.: behind a dash only what can be no range of numbers
    rf"(?:/\s*(?=[^\W\d_]{{3}})(?:{_BEFORE})\.?\s*{_VALUE})"
    rf"|[/-]\s*(?:(?=[^\W\d_]{{3}})(?:{_ALONE})|r/c){_END}"
    rf"|-\s*\d{{1,2}}\s*\.?\s*°\s*(?:{_BEHIND}|{_ALONE}){_END}"
)
_STAIR_AND_DOOR = re.compile(r"/\d{1,3}[a-z]?/\d{1,4}[a-z]?(?![^\W_]|/|-)")


_BLOCK = re.compile(rf"{_EDGE}(?:{_BLOCKS}){_END}\.?\s*([a-z]){_END}")
OPENING = listed(
    "entrance gate shop store office bell buzzer intercom access doorbell "
    "eingang zugang hauseingang laden geschaft praxis klingel klingeln buro "
    "entree interphone digicode boutique magasin sonnette acces "
    "entrada loja local tienda timbre acceso portero campainha acesso "
    "ingresso negozio citofono ingang winkel bel "
    "sisaankaynti liiketila ovikello ovikoodi summeri ingang butik portkod inngang indgang "
    "домофон вход магазин звонок код вхід"
)
"""Words behind which people say in their own words where the door is, or whose shop it is."""
SIDES_OF_A_HOUSE = frozenset({"rear", "front"})
"""Where on its plot a house stands: a number's part on some maps, else a unit."""


def is_glued_unit(text: str) -> bool:
    """Whether a flat or staircase stands right behind a house number, by a stroke or a dash."""
    return _GLUED.match(text) is not None


def stair_and_door(text: str) -> int:
    """How long ``/3/7`` is right behind a house number, as in Vienna; 0 where it is none."""
    match = _STAIR_AND_DOOR.match(text)
    return match.end() if match else 0


def unit_length(text: str) -> int:
    """How long the flat, floor or staircase at the begin of plain text is; 0 where it is none."""
    match = _UNIT.match(text)
    return match.end() if match else 0


def without_units(text: str) -> str:
    """Plain text with a semicolon for each flat, floor or staircase in it."""
    return _UNIT.sub(";", text)


def staircase(text: str) -> str:
    """The letter of ``B 12`` right behind a house number; empty where there is none."""
    match = _STAIRCASE.match(text)
    return match[1] if match else ""


def block(text: str) -> str:
    """The letter of ``Block C`` or ``bldg C`` in plain text; empty where there is none."""
    match = _BLOCK.search(text)
    return match[1] if match else ""
