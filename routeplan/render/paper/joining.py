"""Joining tagged PDFs: their pages, bookmarks, and the headings and tables a screen reader finds.

qpdf copies pages and bookmarks. It leaves the structure tree of a copied file behind (PDF 1.7,
14.7: which text is a heading, which cells are the heads of a table), so that is merged here.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

from pikepdf import (
    Array,
    Dictionary,
    Name,
    NameTree,
    NumberTree,
    Object,
    ObjectStreamMode,
    Pdf,
    Stream,
    String,
)

PAGE_COUNT = "{http://ns.adobe.com/xap/1.0/t/pg/}NPages"


def join_pdfs(parts: Sequence[Path], *, on_fronts: bool = False) -> bytes:
    """The pages of some PDF files, in order, as one; the same parts give the same bytes.

    Each part is a file as typst writes it: tagged, with one ``Document`` at the root of its
    structure. The language and all else that belongs to a whole file are the first part's.

    Parameters
    ----------
    parts
        One file or more.
    on_fronts
        Whether each part begins on the front of a leaf, after a blank page where one is needed.
    """
    with ExitStack() as opened:  # streams are read when the whole is saved
        joined, *others = [opened.enter_context(Pdf.open(path)) for path in parts]
        structure = _Structure(joined)
        for number, part in enumerate(others, start=1):
            if on_fronts and len(joined.pages) % 2:
                left, bottom, right, top = map(float, joined.pages[-1].mediabox.as_list())
                joined.add_blank_page(page_size=(right - left, top - bottom))
            structure.renumber(part, number)
            joined.add_pages_from(part)  # first: structure is copied only of pages that are there
            structure.take_in(part)
        with joined.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
            about[PAGE_COUNT] = str(len(joined.pages))
        made = BytesIO()
        joined.save(made, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return made.getvalue()


class _Structure:
    """The structure tree of a file that others are joined to."""

    def __init__(self, joined: Pdf) -> None:
        self._joined = joined
        self._root = joined.Root.StructTreeRoot
        self._pages = NumberTree(self._root.ParentTree)
        if Name.IDTree not in self._root:  # no table has heads
            self._root.IDTree = NameTree.new(joined).obj
        self._ids = NameTree(self._root.IDTree)
        if Name.RoleMap not in self._root:
            self._root.RoleMap = Dictionary()

    def renumber(self, part: Pdf, number: int) -> None:
        """Give pages, links and cells of a part keys that none has in the parts before it.

        typst counts pages and tables from 0 in every file. A page or link names its entry in the
        tree of parents by number; a cell names its heads by their ids.
        """
        shift = int(self._root.ParentTreeNextKey)
        for pdf_object in part.objects:
            if not isinstance(pdf_object, Dictionary | Stream):
                continue
            for key in (Name.StructParents, Name.StructParent):
                if key in pdf_object:
                    pdf_object[key] = int(pdf_object[key]) + shift
            if pdf_object.get(Name.Type) == Name.StructElem:
                _rename(pdf_object, number)

    def take_in(self, part: Pdf) -> None:
        """Add the structure of a renumbered part, whose pages are in the joined file already."""
        shift = int(self._root.ParentTreeNextKey)
        copied = self._joined.copy_foreign(part.Root.StructTreeRoot)
        document = self._root.K[0]
        for element in copied.K[0].K:
            element.P = document
            document.K.append(element)
        for key, elements in NumberTree(copied.ParentTree).items():
            self._pages[shift + key] = elements
        if Name.IDTree in copied:
            for element in NameTree(copied.IDTree).values():
                self._ids[str(element.ID)] = element
        for name, role in copied.get(Name.RoleMap, Dictionary()).items():
            self._root.RoleMap[name] = role
        self._root.ParentTreeNextKey = shift + int(copied.ParentTreeNextKey)


def _rename(element: Object, number: int) -> None:
    """Make the id of a cell, and those of its heads, one of the part with this number."""
    if Name.ID in element:
        element.ID = String(f"{number}.{element.ID}")
    for attributes in element.get(Name.A, ()):
        if Name.Headers in attributes:
            attributes.Headers = Array(String(f"{number}.{head}") for head in attributes.Headers)
