"""The column ``officer`` is rewritten; every other byte of the table stays."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.errors import UsageError
from routeplan.formats.station.officer_column import (
    officers_now,
    with_column,
    write_officers,
    write_rows,
)

TABLE = 'id,name,officer,note\r\nH1,"Mäki, Aino",O1,"a ""b"""\r\n# H2 is gone\r\n\r\nH3,,,\r\n'


def with_officers(text: str, officers: dict[str, str]) -> str:
    return with_column(text, "officer", officers)


def test_only_the_officers_cells_change() -> None:
    assert with_officers(TABLE, {"H1": "O2", "H3": "O1"}) == TABLE.replace(",O1,", ",O2,").replace(
        "H3,,,", "H3,,O1,"
    )


def test_what_stays_the_same_stays_as_it_was_written() -> None:
    text = "id;officer\nH1;  O1 \nH2;'O2'\n"
    assert with_officers(text, {"H1": "O1"}) == text


def test_a_missing_column_comes_last() -> None:
    text = "# ours\nid\tname\nH1\tAino\nH2\tOona"
    assert with_officers(text, {"H1": "O1", "H2": "O2"}) == (
        "# ours\nid\tname\tofficer\nH1\tAino\tO1\nH2\tOona\tO2"
    )


def test_a_missing_column_takes_the_place_of_unnamed_ones() -> None:
    assert with_officers("id,name,,\nH1,Aino,,\n", {"H1": "O1"}) == (
        "id,name,officer,\nH1,Aino,O1,\n"
    )


def test_an_officers_id_with_a_delimiter_is_put_in_quotation_marks() -> None:
    assert with_officers("id,officer\nH1,\n", {"H1": 'a,"b"'}) == 'id,officer\nH1,"a,""b"""\n'


cells = st.text(st.sampled_from("ab ,;\t\"'é核#=\n"), max_size=6)


@given(
    rows=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_stands_in_other_cells_is_kept(
    rows: list[tuple[str, str, str]], delimiter: str, quoting: int, newline: str
) -> None:
    import io

    def written(officers: list[str]) -> str:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=newline)
        writer.writerow(["id", "first", "officer", "second", "third"])
        for number, (row, officer) in enumerate(zip(rows, officers, strict=True)):
            writer.writerow([f"H{number}", row[0], officer, row[1], row[2]])
        return text.getvalue()

    now = [f"A{k}" for k in range(len(rows))]
    then = [f"B{k}" for k in range(len(rows))]
    changed = with_officers(written(now), {f"H{k}": who for k, who in enumerate(then)})
    read = list(csv.reader(io.StringIO(changed, newline=""), delimiter=delimiter))
    assert read == list(csv.reader(io.StringIO(written(then), newline=""), delimiter=delimiter))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_a_table_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    name = "Mäki" if encoding == "cp1252" else "核对住户信息的民警"
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    path = tmp_path / "households.csv"
    path.write_bytes(bom + f"id,name,officer\nH1,{name},\n".encode(encoding))
    assert write_officers(path, {"H1": "O7"}) == path
    assert path.read_bytes() == bom + f"id,name,officer\nH1,{name},O7\n".encode(encoding)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_linked_table_is_written_and_the_link_stays(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_text("id,officer\nH1,\n")
    link = tmp_path / "households.csv"
    link.symlink_to(real)
    write_officers(link, {"H1": "O1"})
    assert link.is_symlink()
    assert real.read_text() == "id,officer\nH1,O1\n"


def test_an_id_that_the_encoding_lacks_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "households.csv"
    before = "id,name,officer\nH1,Mäki Päivi Söderström,\n".encode("cp1252")
    path.write_bytes(before)
    with pytest.raises(UsageError, match="save it as UTF-8"):
        write_officers(path, {"H1": "警"})
    assert path.read_bytes() == before


def test_damaged_characters_are_not_written_back(tmp_path: Path) -> None:
    path = tmp_path / "households.csv"
    path.write_bytes("id,officer\nH1,\n".encode("utf-16") + b"\x00\xd8")
    with pytest.raises(UsageError, match="damaged"):
        write_officers(path, {"H1": "O1"})


def test_quotation_marks_that_do_not_pair_up_are_refused() -> None:
    with pytest.raises(UsageError, match="unbalanced quotation marks"):
        with_officers('id,officer\nH1,"O1\n', {"H1": "O2"})


def test_an_xlsx_table_stays_and_gets_a_csv_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "homes.xlsx"
    book = openpyxl.Workbook()
    for row in (["id", "officer"], ["H1", "O1"], ["=H2", None]):
        book.active.append(row)
    book.save(path)
    before = path.read_bytes()
    written = write_officers(path, {"H1": "O2", "=H2": "O1"})
    assert written == tmp_path / "homes-officers.csv"
    assert written.read_text(encoding="utf-8-sig").splitlines() == [
        "id,officer",
        "H1,O2",
        "'=H2,O1",
    ]
    assert path.read_bytes() == before


def test_todays_officers_are_those_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "households.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert officers_now(path) == {"H1": "O1"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1", " =1"])
def test_no_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    written = write_rows(tmp_path / "t.csv", ("a", "b"), [(text, -1.5)])
    (_, row) = csv.reader(written.read_text(encoding="utf-8-sig").splitlines())
    assert row == [f"'{text}", "-1.5"]


def test_any_other_column_is_written_the_same_way() -> None:
    text = "id;priority;name\r\nH1;low;张伟\r\nH2;;b\r\n"
    after = with_column(text, "priority", {"H1": "high", "H2": "high", "H9": "high"})
    assert after == "id;priority;name\r\nH1;high;张伟\r\nH2;high;b\r\n"
    assert with_column("id,name\nH1,a\n", "priority", {"H1": "high"}) == (
        "id,name,priority\nH1,a,high\n"
    )
