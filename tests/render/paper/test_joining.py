"""A joined PDF: what a screen reader finds in it, as pdfium reads it, is what was in its parts."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
import typst

from routeplan.render.paper.joining import join_pdfs
from routeplan.render.paper.sheets import make_sheets
from tests.render.paper.sheet_rounds import LOOK, leaves, with_whys
from tests.render.planned import BASE

LINKED = """
#set document(date: none)
= First
#link("https://example.org")[outside] #link(<there>)[inside]
#pagebreak()
= Second <there>
"""


class Element(NamedTuple):
    """A heading, table, cell ...: what it is, its title, and its texts on the page by number."""

    kind: str
    title: str
    texts: tuple[int, ...]
    depth: int


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Printed on both sides: four pages of two sheets and odd ones; two of one; again four."""
    folder = tmp_path_factory.mktemp("parts")
    made = []
    for number, lengths in enumerate([(20, 4, 1), (1,), (4, 20)]):
        shown = leaves(*lengths)
        path = folder / f"{number}.pdf"
        path.write_bytes(make_sheets(shown, BASE, LOOK, with_whys(shown)).pdf)
        made.append(path)
    return made


def elements_of(pdf: pdfium.PdfDocument) -> list[list[Element]]:
    """Of each page the elements that pdfium finds from the page, through the tree of parents."""
    return [list(_page_elements(page)) for page in pdf]


def _page_elements(page: pdfium.PdfPage) -> Iterator[Element]:
    tree = pdfium_c.FPDF_StructTree_GetForPage(page)
    try:
        for k in range(pdfium_c.FPDF_StructTree_CountChildren(tree)):
            yield from _below(pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, k), 0)
    finally:
        pdfium_c.FPDF_StructTree_Close(tree)


def _below(element: Any, depth: int) -> Iterator[Element]:
    texts = [
        pdfium_c.FPDF_StructElement_GetMarkedContentIdAtIndex(element, k)
        for k in range(pdfium_c.FPDF_StructElement_GetMarkedContentIdCount(element))
    ]
    yield Element(
        _text(pdfium_c.FPDF_StructElement_GetType, element),
        _text(pdfium_c.FPDF_StructElement_GetTitle, element),
        tuple(text for text in texts if text >= 0),  # not on this page, or an element
        depth,
    )
    for k in range(pdfium_c.FPDF_StructElement_CountChildren(element)):
        child = pdfium_c.FPDF_StructElement_GetChildAtIndex(element, k)
        if child:
            yield from _below(child, depth + 1)


def _text(question: Any, element: Any) -> str:
    length = question(element, None, 0)
    room = ctypes.create_string_buffer(length)
    question(element, room, length)
    return room.raw.decode("utf-16-le").rstrip("\0")


def pages_of_all(parts: Sequence[Path]) -> list[list[Element]]:
    """As :func:`elements_of`, one part after the other."""
    return [page for part in parts for page in elements_of(pdfium.PdfDocument(part))]


def test_on_each_page_a_screen_reader_finds_what_it_did_in_the_part(parts: list[Path]) -> None:
    found = elements_of(pdfium.PdfDocument(join_pdfs(parts)))
    assert found == pages_of_all(parts)
    kinds = [element.kind for page in found for element in page]
    assert len({element.title for page in found for element in page if element.kind == "H1"}) == 3
    assert kinds.count("Table") >= 6
    assert kinds.count("TH") >= 6 * 4  # number, time, household, what to do
    assert all(any(element.texts for element in page) for page in found)


def test_its_structure_is_one_document_of_all_that_was_in_the_parts(parts: list[Path]) -> None:
    with pikepdf.open(BytesIO(join_pdfs(parts))) as joined:
        root = joined.Root.StructTreeRoot
        assert [kid.S for kid in root.K] == ["/Document"]
        assert all(root.K[0] == kid.P for kid in root.K[0].K)
        together = 0
        for part in parts:
            with pikepdf.open(part) as opened:
                together += len(opened.Root.StructTreeRoot.K[0].K)
        assert len(root.K[0].K) == together


def test_every_marked_text_leads_to_the_element_that_holds_it(parts: list[Path]) -> None:
    with pikepdf.open(BytesIO(join_pdfs(parts))) as joined:
        root = joined.Root.StructTreeRoot
        parents = pikepdf.NumberTree(root.ParentTree)
        numbers = [int(page.obj.StructParents) for page in joined.pages]
        assert numbers == list(range(len(joined.pages)))
        assert root.ParentTreeNextKey == len(joined.pages)
        for page, number in zip(joined.pages, numbers, strict=True):
            marked = {
                int(operands[1].MCID)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and "/MCID" in operands[1]
            }
            assert marked == set(range(len(parents[number])))
            for mark, element in enumerate(parents[number]):
                assert element.Pg == page.obj
                assert mark in list(element.K)


def test_cells_of_all_parts_name_heads_of_their_tables(parts: list[Path]) -> None:
    with pikepdf.open(BytesIO(join_pdfs(parts))) as joined:
        elements = [
            pdf_object
            for pdf_object in joined.objects
            if isinstance(pdf_object, pikepdf.Dictionary)
            and pdf_object.get("/Type") == "/StructElem"
        ]
        ids = pikepdf.NameTree(joined.Root.StructTreeRoot.IDTree)
        named = [element for element in elements if "/ID" in element]
        assert len({str(element.ID) for element in named}) == len(named) == len(ids)
        pairs = [
            (element, ids[str(head)])
            for element in elements
            for attributes in element.get("/A", ())
            for head in attributes.get("/Headers", ())
        ]
        assert len(pairs) > 100
        assert {head.S for _, head in pairs} == {"/TH"}
        assert all(_table_of(cell) == _table_of(head) for cell, head in pairs)


def _table_of(element: pikepdf.Object) -> pikepdf.Object:
    while element.S != "/Table":
        element = element.P
    return element


def test_bookmarks_lead_where_they_did(parts: list[Path]) -> None:
    wanted, before = [], 0
    for part in parts:
        pdf = pdfium.PdfDocument(part)
        wanted += [(level, title, before + page) for level, title, page in bookmarks(pdf)]
        before += len(pdf)
    joined = pdfium.PdfDocument(join_pdfs(parts))
    assert bookmarks(joined) == wanted
    assert [title for level, title, _ in wanted if level == 0] == [
        f"Officer {number} Monday 30 November 2026" for number in (0, 1, 2, 0, 0, 1)
    ]


def bookmarks(pdf: pdfium.PdfDocument) -> list[tuple[int, str, int]]:
    """Level, title and page (from 0) of each."""
    return [
        (bookmark.level, bookmark.get_title(), bookmark.get_dest().get_index())
        for bookmark in pdf.get_toc()
    ]


def test_pages_look_as_they_did(parts: list[Path]) -> None:
    joined = pdfium.PdfDocument(join_pdfs(parts))
    before = [page for part in parts for page in pdfium.PdfDocument(part)]
    for page, same in zip(joined, before, strict=True):
        assert np.array_equal(page.render().to_numpy(), same.render().to_numpy())


def test_printed_on_both_sides_each_part_begins_on_a_front(parts: list[Path]) -> None:
    lengths = [len(pdfium.PdfDocument(part)) for part in parts]
    assert [length % 2 for length in lengths[:-1]] == [0, 0]
    singles = [parts[1], *parts]
    joined = elements_of(pdfium.PdfDocument(join_pdfs(singles, on_fronts=True)))
    assert joined == pages_of_all(singles)


def test_a_blank_page_has_the_size_of_its_front(tmp_path: Path) -> None:
    odd = typeset(tmp_path, "odd", "#set page(width: 80mm, height: 50mm)\n= One")
    joined = pdfium.PdfDocument(join_pdfs([odd, odd, odd], on_fronts=True))
    assert len({page.get_size() for page in joined}) == 1
    texts = [sum(len(element.texts) for element in page) for page in elements_of(joined)]
    assert texts == [1, 0, 1, 0, 1]
    assert len(pdfium.PdfDocument(join_pdfs([odd, odd, odd]))) == 3


def test_links_stay_in_their_part_and_lead_to_their_element(tmp_path: Path) -> None:
    path = typeset(tmp_path, "linked", LINKED)
    with pikepdf.open(BytesIO(join_pdfs([path, path]))) as joined:
        parents = pikepdf.NumberTree(joined.Root.StructTreeRoot.ParentTree)
        places = pikepdf.NameTree(joined.Root.Names.Dests)
        for page, goal in ((0, 1), (2, 3)):
            links = list(joined.pages[page].obj.Annots)
            for link in links:
                element = parents[int(link.StructParent)]
                assert link in [kid.Obj for kid in element.K if isinstance(kid, pikepdf.Dictionary)]
            there = places[str(links[1].Dest)]
            there = there.D if isinstance(there, pikepdf.Dictionary) else there
            assert there[0] == joined.pages[goal].obj
        keys = [key for key, _ in parents.items()]
        assert len(set(keys)) == len(keys) == joined.Root.StructTreeRoot.ParentTreeNextKey


def typeset(folder: Path, name: str, source: str) -> Path:
    """A tagged PDF of some markup."""
    template, path = folder / f"{name}.typ", folder / f"{name}.pdf"
    template.write_text(source)
    typst.compile(str(template), str(path))
    return path


def test_the_same_parts_give_the_same_bytes_without_a_date(parts: list[Path]) -> None:
    made = join_pdfs(parts)
    time.sleep(1.1)  # a second is what a date or an id made of the time would show
    assert made == join_pdfs(parts)
    with pikepdf.open(BytesIO(made)) as joined:
        assert joined.docinfo.keys() == {"/Creator"}
        about = joined.Root.Metadata.read_bytes().decode()
        assert "Date" not in about
        assert f"NPages>{len(joined.pages)}<" in about


def test_a_part_has_nothing_that_is_lost(parts: list[Path]) -> None:
    """Whatever else typst will write of a whole file has to be joined too."""
    of_a_page = {"/Type", "/Contents", "/MediaBox", "/Parent", "/Resources", "/StructParents"}
    with pikepdf.open(parts[0]) as part, pikepdf.open(BytesIO(join_pdfs(parts))) as joined:
        same = {"/Type", "/Lang", "/MarkInfo", "/ViewerPreferences"}
        assert part.Root.keys() == same | {"/Pages", "/Outlines", "/Metadata", "/StructTreeRoot"}
        assert joined.Root.keys() == part.Root.keys()
        for key in same:
            assert joined.Root[key] == part.Root[key]
        structure = part.Root.StructTreeRoot
        assert structure.keys() == joined.Root.StructTreeRoot.keys()
        assert structure.keys() == {
            *("/Type", "/K", "/ParentTree", "/ParentTreeNextKey", "/IDTree", "/RoleMap")
        }
        assert structure.RoleMap == joined.Root.StructTreeRoot.RoleMap
        assert all(page.obj.keys() <= of_a_page for page in part.pages)
