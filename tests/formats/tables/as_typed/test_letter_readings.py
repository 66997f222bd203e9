"""Letters that make sense in several code pages are in doubt, and only these."""

from __future__ import annotations

import pytest

from routeplan.formats.tables.as_typed.letter_readings import possible_readings
from routeplan.station.use_cases.spreadsheet_import.source import languages_of_zone


def table(*names: str, page: str) -> bytes:
    rows = [f"H{k};{name};Street {k}" for k, name in enumerate(names)]
    return "\n".join(("id;name;address", *rows)).encode(page)


@pytest.mark.parametrize(
    ("page", "name", "zone"),
    [
        ("cp1250", "Kučera", "Europe/Prague"),
        ("cp1250", "Łukasz Nowak", "Europe/Warsaw"),
        ("cp1254", "Aydın Yıldız", "Europe/Istanbul"),
        ("cp1254", "Şahin", "Europe/Istanbul"),
        ("cp1257", "Ėglė", "Europe/Vilnius"),
        ("cp1251", "Анна", "Europe/Moscow"),
        ("cp1253", "Νίκος", "Europe/Athens"),
        ("cp949", "김철수", "Asia/Seoul"),
        ("big5", "王小明", "Asia/Taipei"),
        ("cp932", "田中さくら", "Asia/Tokyo"),
        ("cp1255", "כהן", "Asia/Jerusalem"),
        ("cp1255", "מזרחי יוסף", "Asia/Jerusalem"),
        ("cp862", "שלום", "Asia/Jerusalem"),
        ("cp1256", "محمد", "Asia/Amman"),
        ("cp874", "สมชาย", "Asia/Bangkok"),
        ("cp1253", "Παπαδόπουλος", "Europe/Athens"),
        ("cp1252", "Þorsteinn", "Atlantic/Reykjavik"),
        ("cp850", "Müller", "Europe/Berlin"),
    ],
)
def test_the_reading_in_the_country_s_language_comes_first(page: str, name: str, zone: str) -> None:
    readings = possible_readings(table(name, page=page), languages_of_zone(zone))
    if not readings:  # it is read so anyhow
        assert page in ("cp1252", "gb18030")
        return
    assert table(name, page=page).decode(readings[0].codec) == table(name, page=page).decode(page)
    assert readings[0].example == max(name.split(), key=lambda word: not word.isascii())


@pytest.mark.parametrize(
    ("page", "name", "zone"),
    [
        ("utf-8", "Kučera", "Europe/Prague"),
        ("utf-16", "Kučera", "Europe/Prague"),
        ("ascii", "Smith", "Europe/London"),
        ("cp1252", "Mäki Åke", "Europe/Helsinki"),
        ("cp1252", "João", "Europe/Lisbon"),
        ("cp1252", "Hélène", "Europe/Paris"),
        ("gb18030", "王伟", "Asia/Shanghai"),
    ],
)
def test_what_is_usual_in_a_country_is_not_doubted(page: str, name: str, zone: str) -> None:
    assert possible_readings(table(name, page=page), languages_of_zone(zone)) == ()


@pytest.mark.parametrize(
    "names", [("Hélène", "François", "Anaïs", "Jérôme", "Noëlle"), ("Mäki", "Öhman", "Söder")]
)
def test_many_letters_of_a_western_language_are_not_doubted(names: tuple[str, ...]) -> None:
    assert possible_readings(table(*names, page="cp1252")) == ()


@pytest.mark.parametrize(
    ("page", "name", "never"),
    [
        ("cp1255", "שלום", "cp874"),  # no Thai word begins with a vowel behind its consonant
        ("cp1255", "שלום", "cp1256"),
        ("cp1253", "Νικος", "cp1255"),  # a capital: with it no Hebrew
        ("cp1253", "ξηρος", "cp1255"),  # would have a final letter within
        ("cp1251", "анна", "cp1256"),
        ("cp1252", "Mäki Åke", "cp1255"),
    ],
)
def test_what_a_script_never_writes_is_not_offered(page: str, name: str, never: str) -> None:
    readings = possible_readings(table(name, page=page), ())
    assert never not in [reading.codec for reading in readings]


def test_letters_that_only_another_page_explains_are_never_taken_as_they_are() -> None:
    first, *others = possible_readings(table("Łukasz Żak", page="cp1250"))
    assert (first.codec, first.example) == ("cp1250", "Łukasz")
    assert "cp1252" not in [other.codec for other in others]
