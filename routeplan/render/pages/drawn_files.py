"""Pages, sheets and exports beside a plan: which are ours, which plan they show, removing them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from routeplan.render.pages.file_names import EXPORT_NAME, OVERVIEW, PAGE_NAME, PRINTS_NAME

REDACTED = "redacted"
PHONE = "phone"
"""Folders of pages that must not be mixed with the whole ones."""
EXPORT = "export"
"""Folder of the files that other programs read."""


def remove_drawn(folder: Path) -> int:
    """Remove every page, sheet, card and export made beside a plan; return how many there were."""
    drawn = drawn_beside(folder)
    remove(drawn)
    return len(drawn)


def drawn_beside(folder: Path) -> list[Path]:
    """Every page, sheet, card and export that was made beside a plan."""
    drawn = [path for page_folder in _folders(folder) for path in own_pages(page_folder)]
    for inside, names in ((folder, PRINTS_NAME), (folder / EXPORT, EXPORT_NAME)):
        if inside.is_dir() and not (inside.is_symlink() and inside != folder):
            drawn += [path for path in sorted(inside.iterdir()) if names.fullmatch(path.name)]
    return drawn


def made_from(page: Path) -> str | None:
    """The mark of the plan that a page of ours was drawn from; None for other files."""
    with page.open("rb") as file:
        start = file.read(4096).decode("utf-8", "replace")
    _, mark, after = start.partition('<meta name="generator" content="routeplan ')
    return after.partition('data-plan="')[2].partition('"')[0] if mark else None


def own_pages(folder: Path) -> Iterator[Path]:
    """The pages in a folder that were made by us."""
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            ours = path.name == OVERVIEW or PAGE_NAME.fullmatch(path.name)
            if ours and path.is_file() and not path.is_symlink() and made_from(path) is not None:
                yield path


def remove_stale(folder: Path, mark: str) -> None:
    """Remove the pages of other plans."""
    for page_folder in _folders(folder):
        remove(path for path in list(own_pages(page_folder)) if made_from(path) != mark)


def _folders(folder: Path) -> tuple[Path, ...]:
    return folder, folder / REDACTED, folder / PHONE


def remove(paths: Iterable[Path]) -> None:
    """Remove files."""
    for path in paths:
        path.unlink()
