from __future__ import annotations

import pytest

from routeplan.formats.tables.encodings import decoded

FINNISH = "id,name\n1,Päivi Mäkinen\n2,Sääksi Jyrki\n3,Åke Öhman\n"
CHINESE = "编号,姓名,地址\n1,王小明,中山路12号\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1252"])
def test_accented_names_survive_every_usual_encoding(encoding: str) -> None:
    assert decoded(FINNISH.encode(encoding)) == FINNISH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_survives_every_usual_encoding(encoding: str) -> None:
    assert decoded(CHINESE.encode(encoding)) == CHINESE


@pytest.mark.parametrize(
    "text",
    [
        "Müller,Straße\n",
        "François Lefèvre\n",
        "Øystein Ågård\n",
        "Peña Núñez\n",
        "O\u2019Brien\n",  # a curly quotation mark, as Word makes them
        "Mäki\n",  # one accent only, and it makes a Chinese character with its neighbour
        "Pääkkönen\n",  # two accents beside each other
    ],
)
def test_western_text_of_windows_is_not_taken_for_chinese(text: str) -> None:
    assert decoded(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "text",
    [
        "朱镕基,玥\n",  # name characters outside GB2312 beside everyday ones
        "王喆\n",
        "张伟,Mäkinen Päivi,Öhman Åke\n",  # accents take four bytes in GB18030
        "“门铃坏了”,请敲门\n",  # Chinese quotation marks
        "𠮷野\n",  # four bytes
    ],
)
def test_chinese_text_of_windows_is_not_taken_for_western(text: str) -> None:
    assert decoded(text.encode("gb18030")) == text


def test_bytes_of_no_encoding_are_refused() -> None:
    # 0x81 and 0x20 are no pair in UTF-8 or GB18030, and 0x81 stands for nothing in cp1252.
    assert decoded(b"name\n\x81 \n") is None
