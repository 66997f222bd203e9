"""Foreign code pages are named; what is read as it always was is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.formats.tables.code_pages import foreign, once_encoded
from routeplan.formats.tables.encodings import encoding_of
from routeplan.formats.tables.rows import read_table

NAMES = {
    "ru": (
        ("Иванов Пётр", "ул. Покровка 5"),
        ("Петрова Анна", "Тверская ул. 12"),
        ("Сидоров Алексей", "Ленинский проспект 34"),
        ("Кузнецова Ольга", "Большая Ордынка 7"),
    ),
    "uk": (
        ("Шевченко Олена", "вул. Хрещатик 5"),
        ("Коваленко Андрій", "вул. Володимирська 12"),
        ("Бондар Ірина", "вул. Січових Стрільців 3"),
    ),
    "bg": (
        ("Иванов Петър", "ул. Витоша 5"),
        ("Димитрова Елена", "бул. Христо Ботев 12"),
    ),
    "el": (
        ("Παπαδόπουλος Γιώργος", "Οδός Ερμού 5"),
        ("Νικολάου Μαρία", "Πατησίων 12"),
        ("Δημητρίου Ελένη", "Ακαδημίας 3"),
    ),
    "he": (
        ("כהן דוד", "רחוב הרצל 5"),
        ("לוי רחל", "דרך יפו 12"),
        ("מזרחי יוסף", "רחוב אלנבי 3"),
    ),
    "ar": (
        ("محمد أحمد", "شارع الجمهورية 5"),
        ("فاطمة علي", "شارع النيل 12"),
    ),
    "th": (
        ("สมชาย ใจดี", "ถนนสุขุมวิท 5"),
        ("สมหญิง รักไทย", "ถนนสีลม 12"),
    ),
    "ko": (
        ("김민수", "서울시 종로구 세종대로 5"),
        ("이영희", "서울시 중구 을지로 12"),
        ("박지훈", "부산시 해운대구 센텀로 3"),
    ),
    "tw": (
        ("王小明", "台北市中正區重慶南路一段5號"),
        ("陳美玲", "台北市大安區和平東路12號"),
        ("林志豪", "新北市板橋區文化路3號"),
    ),
    "zh": (
        ("王小明", "上海市黄浦区中山路3号"),
        ("李秀英", "北京市朝阳区建国路12号501室"),
        ("张伟", "杭州市西湖区文三路8号"),
    ),
    "ja": (
        ("佐藤一郎", "東京都千代田区丸の内1-2"),
        ("鈴木花子", "大阪市北区梅田3-4"),
        ("高橋健", "横浜市中区本町5"),
    ),
    "pl": (
        ("Łukasz Wójcik", "ul. Świętokrzyska 5"),
        ("Małgorzata Dąbrowska", "ul. Żelazna 12"),
        ("Paweł Nowak", "ul. Mokotowska 3"),
    ),
    "cs": (
        ("Jiří Dvořák", "Náměstí Míru 5"),
        ("Věra Černá", "Dlouhá 12"),
        ("Tomáš Procházka", "Žitná 3"),
    ),
    "sk": (
        ("Ján Kováč", "Hlavná ulica 5"),
        ("Ľubica Horváthová", "Štefánikova 12"),
        ("Peter Tóth", "Kollárovo námestie 3"),
    ),
    "hu": (
        ("Kovács Győző", "Fő utca 5"),
        ("Szűcs Erzsébet", "Petőfi út 3"),
        ("Nagy László", "Kossuth tér 12"),
    ),
    "ro": (
        ("Ion Ionescu", "Strada Mihai Viteazu 5"),
        ("Ştefan Ţurcanu", "Bulevardul Brătianu 12"),
    ),
    "hr": (
        ("Ivan Horvat", "Ulica kralja Držislava 5"),
        ("Željka Šimić", "Trg bana Jelačića 12"),
        ("Marko Đurić", "Ilica 3"),
    ),
    "tr": (
        ("Ayşe Yılmaz", "İstiklal Caddesi 5"),
        ("Mehmet Çelik", "Bağdat Caddesi 12"),
        ("Gülşen Doğan", "Atatürk Bulvarı 3"),
    ),
    "lt": (
        ("Jonas Petrauskas", "Gedimino prospektas 5"),
        ("Rūta Žukauskienė", "Vilniaus gatvė 12"),
        ("Šarūnas Jankauskas", "Pylimo g. 3"),
    ),
    "lv": (
        ("Jānis Bērziņš", "Brīvības iela 5"),
        ("Līga Ozoliņa", "Čaka iela 12"),
    ),
    "fr": (
        ("Hélène Lefèvre", "5 rue des Écoles"),
        ("François Noël", "Allée du Château 3"),
        ("Benoît Durand", "12 rue de la Forêt"),
    ),
    "de": (
        ("Jürgen Müller", "Bahnhofstraße 5"),
        ("Käthe Größmann", "Königsallee 12"),
        ("Anna Weiß", "Schloßplatz 3"),
    ),
    "fi": (
        ("Väinö Mäki", "Hämeentie 3"),
        ("Päivi Järvinen", "Töölönkatu 3"),
        ("Antti Salo", "Itäkatu 5"),
    ),
    "sv": (
        ("Åsa Öberg", "Götgatan 5"),
        ("Björn Sjöström", "Västra Hamngatan 12"),
        ("André Ek", "Kungsgatan 3"),
    ),
    "da": (
        ("Søren Kjær", "Nørregade 5"),
        ("Åse Møller", "Vesterbrogade 12"),
    ),
    "es": (
        ("José Muñoz", "Calle de Alcalá 5"),
        ("María Núñez", "Avenida de la Constitución 12"),
        ("Ángel Güell", "Plaza España 3"),
    ),
    "pt": (
        ("João Conceição", "Rua de Santa Catarina 5"),
        ("Inês Magalhães", "Praça da República 12, 2.º Esq."),
        ("António Simões", "Avenida dos Aliados 3"),
    ),
    "it": (
        ("Niccolò Rossi", "Via Nazionale 5"),
        ("Libertà Città", "Piazza dell’Unità 12"),
    ),
    "et": (
        ("Jüri Põder", "Väike-Ameerika 5"),
        ("Ülle Mägi", "Õismäe tee 12"),
    ),
    "ca": (
        ("Àngel Puig", "Carrer de Balmes 5"),
        ("Núria Vallès", "Passeig de Gràcia 12"),
        ("Lluïsa Solé", "Plaça Catalunya 3"),
    ),
    "is": (
        ("Guðrún Þórsdóttir", "Laugavegur 5"),
        ("Sigurður Ólafsson", "Bankastræti 12"),
    ),
    "mixfi": (
        ("Väinö Mäki", "Hämeentie 3"),
        ("José Muñoz", "Töölönkatu 3"),
        ("Søren Møller", "Itäkatu 5"),
        ("Hélène Lefèvre", "Mäkelänkatu 4"),
    ),
    "few": (
        ("Anna Smith", "Main Street 5"),
        ("John Brown", "High Street 12"),
        ("Zoë Baker", "Church Road 3"),
    ),
    "fewfr": (
        ("Anna Smith", "Main Street 5"),
        ("John Brown", "High Street 12"),
        ("René Baker", "Church Road 3"),
        ("Café Nero", "Elm Street 1"),
    ),
}
"""By language: names and addresses. ``mixfi`` is a Finnish station with neighbours from abroad."""
CODE_PAGES = {
    "ru": ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac_cyrillic"),
    "uk": ("cp1251", "koi8-u"),
    "bg": ("cp1251",),
    "el": ("cp1253", "iso8859-7"),
    "he": ("cp1255", "iso8859-8"),
    "ar": ("cp1256", "iso8859-6"),
    "th": ("cp874",),
    "ko": ("euc_kr",),
    "tw": ("big5",),
    "ja": ("shift_jis", "euc_jp"),
    "pl": ("cp1250", "iso8859-2", "cp852"),
    "cs": ("cp1250", "iso8859-2", "cp852"),
    "sk": ("cp1250", "iso8859-2"),
    "hu": ("cp1250", "iso8859-2", "cp852"),
    "ro": ("cp1250", "iso8859-2"),
    "hr": ("cp1250", "iso8859-2"),
    "tr": ("cp1254",),
    "lt": ("cp1257",),
    "lv": ("cp1257",),
    "fr": ("mac_roman", "cp850"),
    "de": ("mac_roman", "cp850", "cp437"),
    "fi": ("mac_roman", "cp850"),
    "sv": ("mac_roman", "cp850"),
    "da": ("mac_roman", "cp850"),
    "es": ("mac_roman", "cp850"),
    "pt": ("mac_roman", "cp850"),
    "it": ("mac_roman",),
    "ca": ("mac_roman",),
    "fewfr": ("mac_roman",),
}
WINDOWS = [name for name in NAMES if "cp850" in CODE_PAGES.get(name, ["cp850"]) and name != "zh"]


def table_of(language: str) -> str:
    rows = (
        f'H{k},{name},"{address}",Mo-Fr 09:00-12:00\n'
        for k, (name, address) in enumerate(NAMES[language], start=2)
    )
    return "id,name,address,availability\n" + "".join(rows)


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, page) for language, pages in CODE_PAGES.items() for page in pages],
)
def test_a_foreign_code_page_is_named_with_a_word_as_it_reads_there(
    tmp_path: Path, language: str, encoding: str
) -> None:
    text = table_of(language)
    data = text.encode(encoding)
    found = foreign(data, encoding_of(data))
    assert found is not None
    assert len(found.example) > 1
    assert found.example in text
    (tmp_path / "h.csv").write_bytes(data)
    (finding,) = read_table(tmp_path / "h.csv", ("id", "name"), ("id",)).findings
    assert finding.code == "file-encoding"
    assert finding.message == f"the letters seem to be {found.name}, as in '{found.example}'"


@pytest.mark.parametrize("language", WINDOWS)
def test_what_windows_writes_in_the_west_is_read(language: str) -> None:
    data = table_of(language).encode("cp1252")
    assert foreign(data, encoding_of(data)) is None


@pytest.mark.parametrize("names", [1, 2, 3])
def test_chinese_of_windows_is_read(names: int) -> None:
    rows = (f"H{k},{name},{address}\n" for k, (name, address) in enumerate(NAMES["zh"][:names]))
    data = ("id,name,address\n" + "".join(rows)).encode("gb18030")
    assert encoding_of(data) == "gb18030"
    assert foreign(data, "gb18030") is None


@pytest.mark.parametrize("name", ["王小明", "张伟", "欧阳娜娜", "陈静"])
def test_one_chinese_name_is_read(name: str) -> None:
    assert foreign(f"id,name\nH1,{name}\n".encode("gb18030"), "gb18030") is None


@pytest.mark.parametrize("language", list(NAMES))
@pytest.mark.parametrize("page", ["cp1252", "cp1251"])
def test_letters_encoded_twice_are_found_with_what_they_were(language: str, page: str) -> None:
    text = table_of(language)
    twice = "".join(_letter(byte, page) for byte in text.encode())
    assert once_encoded(twice) == text
    assert once_encoded(text) is None


def _letter(byte: int, page: str) -> str:
    """What a code page makes of a byte, a control sign where it has no letter."""
    try:
        return bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return chr(byte)


def test_letters_encoded_twice_are_told_with_their_rows(tmp_path: Path) -> None:
    twice = "Väinö".encode().decode("cp1252")
    (tmp_path / "h.csv").write_text(f"id,name\nH1,{twice}\nH2,Väinö\nH3,V\ufffdin\n", "utf-8")
    found = read_table(tmp_path / "h.csv", ("id", "name"), ("id",)).findings
    assert [(f.code, f.row, f.column) for f in found] == [
        ("text-garbled", 2, "name"),
        ("text-garbled", 4, "name"),
    ]
    assert found[0].message == "its letters were encoded twice; once, it is 'Väinö'"
