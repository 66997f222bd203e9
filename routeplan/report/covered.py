"""How many households of each kind were met: whom the station reaches, and whom it does not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from routeplan.model.inputs import Inputs
from routeplan.report.calls import Calls
from routeplan.report.report_numbers import Number, Scope, ScopeKind
from routeplan.report.said import FEW, OTHER
from routeplan.report.scopes import Scopes


@dataclass(frozen=True, slots=True)
class _Home:
    """A household of the tables that may be called on; it counts in its beat."""

    household: str
    officers: tuple[str, ...] = ()


def kind_numbers(
    inputs: Inputs, kinds: Mapping[str, str], calls: Calls, scopes: Scopes
) -> Iterator[Number]:
    """Households of the tables, those of them that were met at their door, and both by kind.

    Of the station, or of one beat; those who asked not to be called on are in neither. A kind of
    fewer than :data:`FEW` households counts as ``other``.

    Parameters
    ----------
    kinds
        By household.
    """
    if scopes.main.kind is ScopeKind.OFFICER:
        return
    homes = [_Home(household.id) for household in inputs.households if not household.do_not_call]
    theirs = [scoped_home.household for scoped_home in scopes.of_scope(homes)]
    met: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for call in calls.met:
        met[call.household] += call.entries
    yield from _both(scopes.main, "", theirs, met)
    kind_of = {home: " ".join(kinds.get(home, "").split()) or OTHER for home in theirs}
    often = Counter(kind.casefold() for kind in kind_of.values())
    spelled: dict[str, str] = {}
    by_kind: dict[str, list[str]] = defaultdict(list)
    for home, kind in kind_of.items():
        plain = kind.casefold()
        shown = spelled.setdefault(plain, kind) if often[plain] >= FEW else OTHER
        by_kind[shown].append(home)
    if len(by_kind) > 1:
        for kind, some in by_kind.items():
            yield from _both(scopes.main, f":{kind}", some, met)


def _both(
    scope: Scope, part: str, homes: list[str], met: Mapping[str, tuple[int, ...]]
) -> Iterator[Number]:
    reached = [met[home] for home in homes if home in met]
    yield Number(scope.name("homes", part), len(homes))
    yield Number(
        scope.name("homes-met", part),
        len(reached),
        of=scope.name("homes", part),
        entries=tuple(reached),
    )
