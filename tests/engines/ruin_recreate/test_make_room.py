"""Room for a visit left out: stops around one of its starts leave, in one round or in two.

Tests ``engines/ruin_recreate/kernels/positions.py``, ``engines/ruin_recreate/kernels/ruin.py`` and
``engines/ruin_recreate/kernels/search.py``.
"""

from collections.abc import Iterator
from random import Random

from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import NONE, Tuning
from routeplan.engines.ruin_recreate.kernels.positions import list_touched
from routeplan.engines.ruin_recreate.kernels.routes import open_undo
from routeplan.engines.ruin_recreate.kernels.ruin import make_room
from routeplan.engines.ruin_recreate.kernels.search import retime_touched
from routeplan.engines.ruin_recreate.search_state import Search, new_search
from tests.engines.problems import small_problem
from tests.engines.verifier import route_of, verify


def rooms() -> Iterator[tuple[Search, int, dict[int, list[int]], list[int]]]:
    """A search, a visit it left out, the routes before, and what left to make room for it."""
    for seed in range(300):
        random = Random(f"room {seed}")
        problem = small_problem(random, visits=16, shifts=4, pairs=6, days=2)
        search = new_search(build_instance(problem), Tuning(), seed, 0, None)
        search.run(20, 50.0)
        routes = search.routes
        absent = int(routes.tally[a.ABSENT])
        if not absent:
            continue
        v = int(routes.absent[random.randrange(absent)])
        before = {s: route_of(search, s) for s in range(4)}
        open_undo(routes, search.undo)
        size = make_room(search.arrays, v)
        yield search, v, before, search.work.removed[:size].tolist()


def touched(search: Search) -> list[int]:
    return search.undo.shift[: search.undo.tally[a.SHIFTS_TOUCHED]].tolist()


def test_room_is_made_in_one_round_or_for_a_pair_in_two_of_one_day() -> None:
    made = {1: 0, 2: 0}
    for search, v, _, gone in rooms():
        inst = search.instance
        needed = 1 if inst.twin[v] == NONE else 2
        # the other half of a pair that leaves may stand in a round of its own
        other_halves = sum(inst.twin[u] != NONE for u in gone)
        assert len(touched(search)) <= needed + other_halves
        assert len({int(inst.shift[s, a.DAY]) for s in touched(search)}) <= 1
        made[needed] += bool(gone)
    assert min(made.values()) > 20


def test_what_left_is_off_its_routes_and_everything_else_stays_in_order() -> None:
    for search, _, before, gone in rooms():
        inst = search.instance
        left = set(gone) | {int(inst.twin[u]) for u in gone}
        for s, order in before.items():
            assert route_of(search, s) == [c for c in order if c not in left]


def test_only_rounds_where_room_was_made_are_looked_at() -> None:
    looked = 0
    for search, v, _, _ in rooms():
        if not retime_touched(search.instance, search.routes, search.undo):
            continue
        inst, routes = search.instance, search.routes
        count = list_touched(search.arrays, v)
        clients, shifts = len(inst.visit), len(inst.shift)
        stands_in = {
            int(node - clients if node >= clients else routes.shift_of[node])
            for node in search.work.position[:count]
        }
        assert stands_in <= set(touched(search))
        assert all(search.work.position[:count] < clients + shifts)
        looked += count
    assert looked > 100


def test_rounds_are_sound_after_room_was_made_again_and_again() -> None:
    problem = small_problem(Random("openers"), visits=24, shifts=5, pairs=10, days=2)
    always = Tuning(forced=1.0, forced_pair=1.0)
    search = new_search(build_instance(problem), always, 0, 0, None)
    for _ in range(200):
        search.run(1, 100.0)
        verify(search)
