"""Better beats by moving units on their borders; every beat stays in one piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random
from typing import NamedTuple

from routeplan.beats.start import can_leave
from routeplan.beats.town import SAME, Town, centres_of, units_of
from routeplan.beats.unit_neighbours import pieces

LEAST = 1e-7
"""Household minutes that are no gain."""
SWAPS = 0.3
"""How often a kick begins with two officers swapping their beats."""


class UnitMove(NamedTuple):
    """A unit to another officer, who has a unit next to it."""

    unit: int
    officer: int


class Beats:
    """Beats that change: who has which unit, how much work that is, and what each unit costs."""

    def __init__(self, town: Town, owners: Sequence[int]) -> None:
        self.town = town
        self.owners = list(owners)
        self._units = [set(units) for units in units_of(town, owners)]
        self._load: list[float] = town.load.tolist()
        self._loads = [sum(self._load[unit] for unit in sorted(held)) for held in self._units]
        self._edge: list[set[int]] = [set() for _ in self._units]
        for unit in range(town.units):
            self._trace(unit)
        self._uneven: dict[int, float] = {}
        for officer in range(town.officers):
            self._note(officer)
        self.centres = [0] * town.officers
        self._costs: list[list[float]] = []
        self.recentre()

    def recentre(self) -> bool:
        """Let every centre follow its beat; whether one of them moved."""
        before = self._costs
        self.centres = centres_of(self.town, self.owners, self.centres)
        self._costs = [self.town.costs(o, c).tolist() for o, c in enumerate(self.centres)]
        return self._costs != before

    def improve(self) -> None:
        """Even out, then come nearer, until neither helps."""
        while True:
            changed = [self._even_out(), self._come_nearer(), self._swap_beats()]
            if not self.recentre() and not any(changed):
                return

    def kick(self, random: Random, moves: int) -> None:
        """Swap two beats, or not, and move some units on borders, whatever that costs."""
        if self.town.officers > 1 and random.random() < SWAPS:
            for move in self._swap(*random.sample(range(self.town.officers), 2)):
                self._make(move)
        for _ in range(moves):
            worst = max(self._uneven, key=lambda o: (self._uneven[o], o), default=0)
            anywhere = not self._units[worst] or not self._uneven or random.random() < 0.5
            unit = random.choice(range(self.town.units) if anywhere else sorted(self._units[worst]))
            options = list(self._moves(unit))
            if options and can_leave(self.town, self.owners, unit):
                self._make(random.choice(options))

    def _even_out(self) -> bool:
        """Hand over units of the most uneven beats, those that cost least for the work moved."""
        moved = False
        while moves := self._evening_moves():
            for move in moves:
                self._make(move)
            moved = True
        return moved

    def _evening_moves(self) -> list[UnitMove]:
        for officer in sorted(self._uneven, key=lambda o: (-self._uneven[o], o)):
            options = [
                moves
                for move in self._moves_of(officer)
                if self._compare(moves := self._with_dependents(move)) < 0
            ]
            if options:
                return min(options, key=lambda moves: self._gain(moves) / self._work(moves))
        return []

    def _with_dependents(self, move: UnitMove) -> list[UnitMove]:
        """The move, and what it would cut off from the largest part of the beat."""
        if can_leave(self.town, self.owners, move.unit):
            return [move]
        left = self._units[self.owners[move.unit]] - {move.unit}
        parts = pieces(self.town.neighbours, sorted(left))
        parts.sort(key=lambda part: sum(self._load[unit] for unit in part))
        return [move, *(UnitMove(unit, move.officer) for part in parts[:-1] for unit in part)]

    def _moves_of(self, officer: int) -> Iterator[UnitMove]:
        """Every unit on the officer's border, out of his beat or into it."""
        units, edge, near = self._units[officer], self._edge[officer], self.town.neighbours
        for unit in sorted(edge):
            yield from self._moves(unit)
        for unit in sorted({other for border_unit in edge for other in near[border_unit]} - units):
            yield UnitMove(unit, officer)

    def _moves(self, unit: int) -> Iterator[UnitMove]:
        owner = self.owners[unit]
        for other in sorted({self.owners[v] for v in self.town.neighbours[unit]} - {owner}):
            yield UnitMove(unit, other)

    def _come_nearer(self) -> bool:
        """Moves, and moves that a second one makes good, until none makes the beats better."""
        moved, again = False, True
        while again:
            again = False
            for unit in sorted(set().union(*self._edge)):
                if any(self._try(move) for move in list(self._moves(unit))):
                    moved = again = True
        return moved

    def _swap_beats(self) -> bool:
        """Let two officers swap their beats where fewer households change theirs."""
        swapped = False
        for one, other in combinations(range(self.town.officers), 2):
            moves = self._swap(one, other)
            changed = self.town.changed
            more = sum(int(changed[u, o] - changed[u, self.owners[u]]) for u, o in moves)
            gain = self.town.price * more
            compared = self._compare(moves)
            if compared < 0 or (compared == 0 and gain < -LEAST):
                for move in moves:
                    self._make(move)
                swapped = True
                self.recentre()
        return swapped

    def _swap(self, one: int, other: int) -> list[UnitMove]:
        """The moves that let two officers swap their beats."""
        given = [UnitMove(unit, other) for unit in sorted(self._units[one])]
        return [*given, *(UnitMove(unit, one) for unit in sorted(self._units[other]))]

    def _try(self, move: UnitMove) -> bool:
        """Make the move if it is better, by itself or with a second one out of the same beat."""
        if self._better([move]):
            if can_leave(self.town, self.owners, move.unit):
                self._make(move)
                return True
            return False
        seconds = self._seconds(move)
        if not seconds or not can_leave(self.town, self.owners, move.unit):
            return False
        back = UnitMove(move.unit, self.owners[move.unit])
        self._make(move)
        for second in seconds:
            if second in self._moves(second.unit) and can_leave(
                self.town, self.owners, second.unit
            ):
                self._make(second)
                return True
        self._make(back)
        return False

    def _seconds(self, first: UnitMove) -> list[UnitMove]:
        """Moves out of the beat that takes the first unit which make both together better."""
        seconds = [
            move
            for unit in sorted(self._edge[first.officer])
            for move in self._moves(unit)
            if self._better([first, move])
        ]
        return sorted(seconds, key=lambda move: self._gain([move]))

    def _better(self, moves: Sequence[UnitMove]) -> bool:
        nearer = self._gain(moves) < -LEAST
        if not nearer and not any(
            officer in self._uneven for m in moves for officer in (self.owners[m.unit], m.officer)
        ):
            return False
        compared = self._compare(moves)
        return compared < 0 or (compared == 0 and nearer)

    def _compare(self, moves: Sequence[UnitMove]) -> int:
        """-1 where the moves make beats more even, the worst of them first; 1 where less."""
        change: dict[int, float] = {}
        for unit, officer in moves:
            owner, load = self.owners[unit], self._load[unit]
            change[owner] = change.get(owner, 0.0) - load
            change[officer] = change.get(officer, 0.0) + load
        now = sorted((self._uneven.get(officer, 0.0) for officer in change), reverse=True)
        then = sorted(
            (self.town.uneven(o, self._loads[o] + more) for o, more in change.items()), reverse=True
        )
        for old, new in zip(now, then, strict=True):
            if abs(new - old) > SAME:
                return -1 if new < old else 1
        return 0

    def _gain(self, moves: Sequence[UnitMove]) -> float:
        """Household minutes more (or less) with the moves."""
        costs, owners = self._costs, self.owners
        return sum(costs[o][u] - costs[owners[u]][u] for u, o in moves)

    def _work(self, moves: Sequence[UnitMove]) -> float:
        return max(1.0, sum(self._load[move.unit] for move in moves))

    def _make(self, move: UnitMove) -> None:
        unit, officer = move
        owner = self.owners[unit]
        self._loads[owner] -= self._load[unit]
        self._loads[officer] += self._load[unit]
        self._units[owner].remove(unit)
        self._units[officer].add(unit)
        self.owners[unit] = officer
        for holder in (owner, officer):
            self._note(holder)
        self._edge[owner].discard(unit)
        for nearby in (unit, *self.town.neighbours[unit]):
            self._trace(nearby)

    def _trace(self, unit: int) -> None:
        """Keep which units of each beat have a neighbour in another one."""
        owner = self.owners[unit]
        on_edge = any(self.owners[other] != owner for other in self.town.neighbours[unit])
        (self._edge[owner].add if on_edge else self._edge[owner].discard)(unit)

    def _note(self, officer: int) -> None:
        """Keep who lies outside the tolerance, and how far."""
        self._uneven.pop(officer, None)
        if (uneven := self.town.uneven(officer, self._loads[officer])) > SAME:
            self._uneven[officer] = uneven
