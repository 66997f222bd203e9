"""The addresses of a station's street extract, read only if some row needs them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routeplan.addresses.book import AddressBook


def address_book_of(area: Path) -> Callable[[], AddressBook | str]:
    """What reads it once it is needed, as ``Whereabouts`` wants it."""

    @cache
    def book() -> AddressBook | str:
        if not area.is_file():
            return ""
        from routeplan.addresses.book import AddressBook  # takes a while to load

        try:
            return AddressBook.read(area)
        except RuntimeError as error:
            return str(error) or type(error).__name__

    return book
