"""Addresses of many countries, as people write them: the very door, or a refusal that names it.

Tests ``addresses/typed/address_readings.py``, ``addresses/typed/rest.py`` and
``addresses/words/names.py``.
"""

from __future__ import annotations

import pytest

from routeplan.addresses.book import AddressBook
from tests.addresses.maps import book_of, town

PORTO = [
    *town("Rua de Santa Catarina", "203|205|1355|1355/4", "Porto", "4000-450", 41.15),
    *town("Rua 5 de Outubro", "12|5", "Porto", "4100-175", 41.16),
    *town("Praça da Liberdade", "53-54|53", "Porto", "4000-322", 41.145),
    *town("Avenida dos Aliados", "76 bis|76", "Porto", "4000-064", 41.148),
    *town("Rua de Santa Catarina", "9", "Vila Nova de Gaia", "4400-001", 41.12),
]
PARIS = [
    *town("Rue de la Paix", "2|2 bis|4", "Paris", "75002", 48.86),
    *town("Boulevard Saint-Germain", "10", "Paris", "75005", 48.85),
    *town("Rue du Faubourg Saint-Honoré", "55", "Paris", "75008", 48.87),
    *town("Avenue des Champs-Élysées", "101", "Paris", "75008", 48.871),
]
LONDON = [
    *town("Baker Street", "221B|221", "London", "NW1 6XE", 51.52),
    *town("St James's Street", "5", "London", "SW1A 1EF", 51.50),
    *town("Upper Saint Martin's Lane", "8", "London", "WC2H 9NY", 51.51),
]
BARCELONA = [
    *town("Carrer de Mallorca", "401", "Barcelona", "08013", 41.40),
    *town("Passeig de Gràcia", "43", "Barcelona", "08007", 41.39),
    *town("Calle Mayor", "3|4", "Madrid", "28013", 40.41),
]
PRAGUE = [
    *town("Národní", "1355/4|60/28", "Praha", "110 00", 50.08),
    *town("náměstí Republiky", "5", "Praha", "110 00", 50.09),
]
VIENNA = town("Mariahilfer Straße", "12|12A", "Wien", "1070", 48.2)
STROKES = [*VIENNA, *town("Mariahilfer Straße", "7/1", "Wien", "1070", 48.21)]
"""A street of which some numbers have a stroke: 12/3 may be another house."""
QUEENS = [
    *town("Steinway Street", "34-12|34-14|12", "Queens", "11101", 40.76),
    *town("36th Avenue", "34-12", "Queens", "11106", 40.757),
]
UTAH = [
    *town("South 300 West", "455", "Salt Lake City", "84101", 40.75),
    *town("West 300 South", "455", "Salt Lake City", "84101", 40.76),
    *town("300 West", "12", "Provo", "84601", 40.23),
]
TOKYO = [
    *town("丸の内1丁目", "9-1|9-2", "千代田区", "100-0005", 35.68),
    *town("丸の内二丁目", "4-1", "千代田区", "100-0005", 35.69),
]
SHANGHAI = [
    *town("中山路", "3号|1355弄12号|1355", "上海市", "200002", 31.24),
    *town("中山东一路", "3", "上海市", "200002", 31.23),
]
SEOUL = [
    *town("세종대로", "209|110", "서울특별시", "03171", 37.57),
    *town("테헤란로8길", "12-3", "서울특별시", "06234", 37.5),
]
BRAZIL = [
    *town("Rua Augusta", "1508", "São Paulo", "01304-001", -23.55),
    *town("Avenida Paulista", "1578", "São Paulo", "01310-200", -23.56),
]
MOSCOW = [
    *town("улица Покровка", "25|25 с2|3/7 с1Г|12 к2", "Москва", "101000", 55.76),
    *town("Большой Златоустинский переулок", "6", "Москва", "101000", 55.77),
    *town("1-я Тверская-Ямская улица", "2", "Москва", "125047", 55.78),
]
POLAND = town("Marszałkowska", "10/16", "Warszawa", "00-590", 52.2)
NEW_YORK = town("Christopher Street", "131|131 1/2|24 REAR|24", "New York", "10014", 40.7)
FLOORS = town("Bank Street", "25|1|2|3", "New York", "10014", 40.7)
"""A street that has the numbers of floors and flats, too."""
GERMANY = [
    *town("Müllerstraße", "5|5a|23 - 25", "München", "80469", 48.13),
    *town("Sankt-Anna-Straße", "10", "München", "80538", 48.14),
    *town("Schaaner Strasse", "7", "Vaduz", "9490", 47.14),
]

ELSEWHERE = [
    *town("Viale Roma", "10", "Torino", "10121", 45.0),
    *town("Piazza San Carlo", "3", "Torino", "10121", 45.01),
    *town("Kerkstraat", "7", "Amsterdam", "1017 GA", 52.0),
    *town("Storgatan", "4", "Malmö", "211 42", 55.0),
    *town("Mikonkatu", "5", "Helsinki", "00100", 60.0),
    *town("Mannerheimintie", "16", "Helsinki", "00100", 60.01),
    *town("Atatürk Caddesi", "15", "İzmir", "35210", 38.0),
    *town("вулиця Хрещатик", "22", "Київ", "01001", 50.0),
    *town("Váci utca", "12", "Budapest", "1052", 47.0),
    *town("Λεωφόρος Αλεξάνδρας", "8", "Αθήνα", "114 73", 37.0),
    *town("Nørregade", "9", "København", "1165", 55.6),
]

FOUND = [
    (ELSEWHERE, "V.le Roma, 10, int. 5, 10121 Torino, Italia", "10"),
    (ELSEWHERE, "P.za S. Carlo 3", "3"),
    (ELSEWHERE, "Kerkstr. 7 II, 1017GA Amsterdam", "7"),
    (ELSEWHERE, "Storg. 4 lgh 1101, 211 42 Malmö", "4"),
    (ELSEWHERE, "Mikonk. 5 C 12, 00100 HELSINKI", "5"),
    (ELSEWHERE, "Mannerheimint. 16, 2. krs", "16"),
    (ELSEWHERE, "Atatürk Cad. No:15 D:5, Izmir", "15"),
    (ELSEWHERE, "м. Київ, вул. Хрещатик, буд. 22, кв. 4", "22"),
    (ELSEWHERE, "Vaci u. 12., 1052 Budapest", "12"),
    (ELSEWHERE, "Λεωφ. Αλεξανδρας 8, Αθηνα", "8"),
    (ELSEWHERE, "Norregade 9, 2. tv, 1165 København", "9"),
    (PORTO, "Rua de Santa Catarina 203 Hab. 3.2", "203"),
    (LONDON, "Basement Flat, 221B Baker Street", "221B"),
    (LONDON, "221B Baker Street, Flat 2/1, London", "221B"),
    (GERMANY, "Müllerstraße 5, c/o Schmidt, II. Stock links, 80469 München", "5"),
    (PORTO, "Rua de Santa Catarina 203", "203"),
    (PORTO, "R. Santa Catarina, 203, 2.º Esq., 4000-450 Porto", "203"),
    (PORTO, "RUA DE SANTA CATARINA, 203 - 3º Dto", "203"),
    (PORTO, "R. de Sta. Catarina nº 203 r/c", "203"),
    (PORTO, "4000-450 Porto, Rua de Santa Catarina 1355/4", "1355/4"),
    (PORTO, "Rua de Santa Catarina 1355/4, Portugal", "1355/4"),
    (PORTO, "Rua 5 de Outubro 12", "12"),
    (PORTO, "12, Rua 5 de Outubro", "12"),
    (PORTO, "Rua 5 de Outubro, 5", "5"),
    (PORTO, "Pç. da Liberdade, 53–54", "53-54"),
    (PORTO, "Pç. da Liberdade 53 - 54", "53-54"),
    (PORTO, "Praca Liberdade 53", "53"),
    (PORTO, "Av. dos Aliados, 76 bis", "76 bis"),
    (PORTO, "76bis av. Aliados", "76 bis"),
    (PARIS, "2 bis, rue de la Paix, 75002 Paris", "2 bis"),
    (PARIS, "2, r. de la Paix 75002 PARIS", "2"),
    (PARIS, "10 bd St-Germain, 3e étage, Paris", "10"),
    (PARIS, "55 rue du Fbg St Honoré", "55"),
    (PARIS, "101 av. des Champs Elysees, France", "101"),
    (LONDON, "221B Baker St, London NW1 6XE", "221B"),
    (LONDON, "Flat 3, 221b Baker Street, London", "221B"),
    (LONDON, "5 St. James’s St", "5"),
    (LONDON, "8 Upper St Martin's Ln, WC2H9NY", "8"),
    (BARCELONA, "C/ Mallorca 401, 2º 1ª", "401"),
    (BARCELONA, "Carrer Mallorca, 401, 08013 Barcelona", "401"),
    (BARCELONA, "Pg. de Gràcia 43, ent. 2", "43"),
    (BARCELONA, "C/ Mayor 3, 2º B", "3"),
    (BARCELONA, "Calle Mayor, nº 3, 2º izq., 28013 Madrid, España", "3"),
    (PRAGUE, "Národní 1355/4, 110 00 Praha", "1355/4"),
    (PRAGUE, "Narodni 60/28, Praha", "60/28"),
    (PRAGUE, "nám. Republiky 5, 11000 Praha", "5"),
    (VIENNA, "Mariahilfer Str. 12, Stiege 3, Tür 7, 1070 Wien", "12"),
    (VIENNA, "Mariahilfer Straße 12/3/7", "12"),
    (VIENNA, "Mariahilfer Str. 12A/3/7a, 1070 Wien", "12A"),
    (VIENNA, "Mariahilfer Str. 12/Stiege 3/Tür 7", "12"),
    (PRAGUE, "Národní č.p. 1355/4", "1355/4"),
    (PRAGUE, "Národní č. p. 60/28, Praha", "60/28"),
    (PORTO, "Rua de Santa Catarina 203-2.º Esq.", "203"),
    (VIENNA, "A-1070 Wien, Mariahilferstraße 12A Top 4", "12A"),
    (QUEENS, "34-12 Steinway St, Queens, NY 11101", "34-12"),
    (QUEENS, "34-12 36th Ave #4B", "34-12"),
    (QUEENS, "Steinway Street 12", "12"),
    (UTAH, "455 South 300 West", "455"),
    (UTAH, "455 S 300 W, Salt Lake City, UT 84101", "455"),
    (UTAH, "12 300 West, Provo", "12"),
    (TOKYO, "東京都千代田区丸の内1丁目9-1", "9-1"),
    (TOKYO, "千代田区丸の内一丁目9番2号", "9-2"),
    (TOKYO, "〒100-0005 千代田区丸の内1-9-1", "9-1"),
    (TOKYO, "丸の内2-4-1", "4-1"),
    (SHANGHAI, "上海市黄浦区中山路3号", "3号"),
    (SHANGHAI, "中山路1355弄12号301室", "1355弄12号"),
    (SHANGHAI, "上海中山东一路3号5楼", "3"),
    (SEOUL, "서울특별시 종로구 세종대로 209", "209"),
    (SEOUL, "서울 세종대로 110, 3층 301호", "110"),
    (SEOUL, "테헤란로8길 12-3", "12-3"),
    (BRAZIL, "R. Augusta, 1508 - São Paulo - SP, 01304-001", "1508"),
    (BRAZIL, "Av. Paulista, 1578, apto. 42, São Paulo", "1578"),
    (MOSCOW, "ул. Покровка, д. 25, стр. 2, кв. 12", "25 с2"),
    (MOSCOW, "Москва, Покровка ул., 25с2", "25 с2"),
    (MOSCOW, "улица Покровка 25, кв. 2", "25"),
    (MOSCOW, "г. Москва, ул. Покровка, дом 12, корпус 2", "12 к2"),
    (MOSCOW, "УЛ ПОКРОВКА 3/7 СТР 1Г", "3/7 с1Г"),
    (MOSCOW, "Б. Златоустинский пер., 6", "6"),
    (MOSCOW, "ул. 1-я Тверская-Ямская, 2", "2"),
    (POLAND, "ul. Marszałkowska 10/16 m. 5, 00-590 Warszawa", "10/16"),
    (NEW_YORK, "131½ Christopher St", "131 1/2"),
    (NEW_YORK, "131 Christopher St Apt 4", "131"),
    (NEW_YORK, "24 Rear Christopher Street", "24 REAR"),
    (FLOORS, "25 Bank Street, 2nd fl", "25"),
    (FLOORS, "25 Bank St., 2nd Floor, New York", "25"),
    (FLOORS, "25 Bank Street 1 Fl", "25"),
    (FLOORS, "25 Bank Street, 2/F", "25"),
    (FLOORS, "25 Bank Street, 2F", "25"),
    (FLOORS, "25 Bank Street, #3B", "25"),
    (FLOORS, "25 Bank Street, 2. Stock", "25"),
    (FLOORS, "25, Bank Street, 2.º Esq.", "25"),
    (GERMANY, "Muellerstr. 5a, 80469 München", "5a"),
    (GERMANY, "Müller-Str. 23-25", "23 - 25"),
    (GERMANY, "D-80538 München, St.-Anna-Str. 10 (Hinterhaus)", "10"),
    (GERMANY, "Schaanerstr. 7, FL-9490 Vaduz", "7"),
]
REFUSED = [
    (PORTO, "Rua de Santa Catarina 203, Vila Nova de Gaia", "Rua de Santa Catarina 203, Porto"),
    (PORTO, "Rua de Santa Catarina 203, 4400-001", "Rua de Santa Catarina 203, Porto"),
    (PORTO, "Rua de Santa Catarina 203, Braga", "Rua de Santa Catarina 203, Porto"),
    (PORTO, "Rua de Santa Catarina 1355/5", "Rua de Santa Catarina 1355/4"),
    (PORTO, "Rua de Santa Catarina 203-205", "Rua de Santa Catarina 203"),
    (PORTO, "Praça da Liberdade 54", "Praça da Liberdade 53"),
    (PORTO, "Santa Catarina 203", "Rua de Santa Catarina 203"),
    (PORTO, "203 Rua de Santa Catarina 205", "Rua de Santa Catarina 20"),
    (PARIS, "4 bis rue de la Paix", "Rue de la Paix 4"),
    (LONDON, "221C Baker Street", "Baker Street 221"),
    (PRAGUE, "Národní 4", "Národní 1355/4"),
    (VIENNA, "Mariahilfer Straße 12/7", "Mariahilfer Straße 12"),
    (VIENNA, "Mariahilfer Straße 12/3/7/1", "Mariahilfer Straße 12"),
    (VIENNA, "Mariahilfer Straße 13/3/7", "Mariahilfer Straße 12"),
    (STROKES, "Mariahilfer Straße 12/3/7", "Mariahilfer Straße 12"),
    (QUEENS, "Steinway Street 12-14 Fl", "Steinway Street"),
    (QUEENS, "3412 Steinway Street", "Steinway Street 34-12"),
    (QUEENS, "34-16 Steinway Street", "Steinway Street 34-12"),
    (TOKYO, "丸の内1-9-3", "丸の内1丁目 9-1"),
    (SHANGHAI, "中山路1355弄13号", "中山路 1355弄12号"),
    (SHANGHAI, "西中山路3号", "中山路 3号"),
    (MOSCOW, "улица Покровка 25 с3", "улица Покровка 25 с2"),
    (MOSCOW, "Покровка 25 с2", "улица Покровка 25 с2"),
    (NEW_YORK, "24 Christopher Street, Brooklyn, NY", "Christopher Street 24"),
    (FLOORS, "25 Bank Street, 2", "Bank Street 2"),
    (FLOORS, "24 Bank Street, 2nd fl", "Bank Street 25"),
    (GERMANY, "Müllerstraße 5b", "Müllerstraße 5"),
    (GERMANY, "Müllerstraße 5 c", "Müllerstraße 5"),
    (GERMANY, "Hillerstraße 5", "Müllerstraße 5"),
]


def number_at(book: AddressBook, address: str) -> str:
    """The number of the door that is found."""
    found = book.find(address)
    assert found.coordinate is not None, (found.why, found.candidates)
    return next(door.number for door in book.doors if door.coordinate == found.coordinate)


@pytest.mark.parametrize(("doors", "address", "number"), FOUND, ids=[case[1] for case in FOUND])
def test_an_address_finds_its_door(doors, address: str, number: str) -> None:
    assert number_at(book_of(doors), address) == number


@pytest.mark.parametrize(
    ("doors", "address", "candidate"), REFUSED, ids=[case[1] for case in REFUSED]
)
def test_an_unsure_address_is_refused_and_the_likeliest_named(
    doors, address: str, candidate: str
) -> None:
    found = book_of(doors).find(address)
    assert found.coordinate is None
    assert found.candidates[0].startswith(candidate), (found.candidates, found.why)
    assert str(found.why)
