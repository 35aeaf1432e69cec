"""Seatings against exhaustive search, against the lower bound, and against what was asked."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import os
import subprocess
import sys
from math import comb

import numpy as np
import pytest

from selection.model.errors import Cancelled, InputError
from selection.model.seed import SeedStream
from selection.tables.affine_nets import best_net, field_tables, repeats_of, table_sizes
from selection.tables.plan import repeats_bound, seat
from selection.tables.request import Pin, TableRequest
from selection.tables.seating import Seating
from tests.selection.tables.every_seating import check, outside_by_hand, repeats_by_hand, seatings
from tests.selection.tables.requests import SEED, request


@pytest.mark.parametrize(
    ("n", "tables", "rounds"), [(4, 2, 3), (5, 2, 3), (6, 2, 3), (6, 3, 3), (6, 3, 4), (7, 3, 2), (7, 2, 3), (8, 2, 3)]
)
def test_the_fewest_repeats_of_exhaustive_search_are_reached(n: int, tables: int, rounds: int) -> None:
    rows = np.array(sorted(set(seatings(n, tables))))
    same = (rows[:, :, None] == rows[:, None, :])[:, *np.triu_indices(n, 1)].astype(int)
    # the first round may be any of each shape of sizes; the others run over everything
    best = min(
        int(np.maximum(same[list(others)].sum(axis=0) - 1, 0).sum())
        for others in itertools.combinations_with_replacement(range(len(rows)), rounds)
        if others[0] < 10
    )
    plan = seat(request(n, tables, rounds), SEED)
    assert plan.repeats == best
    assert plan.repeats_bound <= best


@pytest.mark.parametrize(
    ("n", "tables", "rounds", "sizes"),
    [
        (6, 2, 3, (2,)),
        (6, 3, 3, (2,)),
        (7, 3, 2, (2,)),
        (8, 2, 2, (3,)),
        (8, 2, 3, (2, 2)),
        (7, 2, 2, (2, 2)),
        (8, 4, 3, (2,)),
    ],
)
def test_groups_against_exhaustive_search(n: int, tables: int, rounds: int, sizes: tuple[int, ...]) -> None:
    together = [f"g{g}" for g, size in enumerate(sizes) for _ in range(size)]
    together += [""] * (n - len(together))
    groups = [[i for i in range(n) if together[i] == g] for g in sorted(set(together) - {""})]
    rows = np.array(
        [row for row in sorted(set(seatings(n, tables))) if all(len({row[i] for i in g}) == 1 for g in groups)]
    )
    same = (rows[:, :, None] == rows[:, None, :])[:, *np.triu_indices(n, 1)].astype(int)
    met = {m.tobytes(): m for m in same}
    for _ in range(rounds - 1):
        met = {m.tobytes(): m for before in met.values() for m in before + same}
    best = min(int(np.maximum(m - 1, 0).sum()) for m in met.values())
    plan = seat(request(n, tables, rounds, together=together), SEED)
    assert plan.repeats_bound <= best == plan.repeats


def test_the_bound_with_groups_is_that_of_every_way_two_rounds_can_be() -> None:
    for n, tables, sizes in ((8, 2, (3,)), (9, 3, (2, 2)), (8, 3, (2,)), (8, 2, (2, 2))):
        groups, first = [], 0
        for size in sizes:
            groups.append(list(range(first, first + size)))
            first += size
        rows = [row for row in set(seatings(n, tables)) if all(len({row[i] for i in g}) == 1 for g in groups)]
        pairs = list(itertools.combinations(range(n), 2))
        again = min(sum(one[i] == one[j] and two[i] == two[j] for i, j in pairs) for one in rows[:40] for two in rows)
        assert repeats_bound(tables, np.full((2, n), -1), groups) <= again


def test_the_fair_range_is_reached_where_exhaustive_search_reaches_it() -> None:
    asked = request(8, 2, 2, 2, 3, prefer="balance")
    plan = seat(asked, SEED)
    check(plan, asked)
    possible = {}
    for rows in itertools.product(seatings(8, 2), repeat=2):
        seats = tuple(tuple(t + 1 for t in row) for row in rows)
        candidate = dataclasses.replace(plan, seats=seats)
        possible[outside_by_hand(candidate, asked)[0], repeats_by_hand(candidate)] = seats
    assert (plan.cells_outside, plan.repeats) == min(possible)


@pytest.mark.parametrize(
    ("n", "tables", "rounds", "repeats"),
    [(100, 12, 8, 0), (100, 11, 8, 0), (150, 15, 8, 0), (175, 20, 8, 0), (60, 8, 6, 0), (40, 5, 3, 30), (24, 4, 3, 16)],
)
def test_nets_meet_the_lower_bound(n: int, tables: int, rounds: int, repeats: int) -> None:
    seats = best_net(np.ones(n, dtype=int), tables, rounds, SEED)
    assert repeats_of(seats) == repeats == repeats_bound(tables, np.full((rounds, n), -1))
    assert all(set(np.bincount(row, minlength=tables)) <= set(table_sizes(n, tables)) for row in seats)


@pytest.mark.parametrize("q", range(2, 17))
def test_fields(q: int) -> None:
    field = field_tables(q)
    assert (field is None) == (q in (6, 10, 12, 14, 15))
    if field:
        add, times = field
        assert all(sorted(row) == list(range(q)) for row in add)
        assert all(sorted(row) == list(range(q)) for row in times[1:])
        a, b, c = np.ogrid[:q, :q, :q]
        assert (times[a, add[b, c]] == add[times[a, b], times[a, c]]).all()


def test_a_hundred_people_never_meet_twice_and_pins_hold() -> None:
    pins = [Pin(r, f"p{7 * r + k}", (5 * r + k) % 12 + 1) for r in range(1, 9) for k in range(2)]
    pins += [Pin(r, f"p{99 - k}", k + 1) for r in range(1, 9) for k in range(3)]
    asked = request(100, 12, 8, 2, 5, 3, 4, pins=pins)
    plan = seat(asked, SEED)
    check(plan, asked)
    assert plan.repeats == plan.repeats_bound == 0
    assert plan.farthest <= 2
    assert plan.cells_outside < plan.cells / 4


def test_better_than_the_peer_on_forty_people_with_pins_and_interpreters() -> None:
    together = ["Tigrinya" if i in (3, 17) else "gebaren" if i in (8, 30) else "" for i in range(40)]
    pins = [Pin(r, f"p{i}", i % 5 + 1) for r in (1, 2, 3) for i in (0, 11)]
    asked = request(40, 5, 3, 2, 3, pins=pins, together=together)
    plan = seat(asked, SEED)
    check(plan, asked)
    assert plan.slots == 420
    assert plan.repeats <= 1.2 * plan.repeats_bound == 36  # the peer: 117


def test_balance_first_puts_every_table_in_its_fair_range() -> None:
    asked = request(36, 6, 3, 2, 3, prefer="balance")
    plan = seat(asked, SEED)
    check(plan, asked)
    assert plan.cells_outside == 0
    assert plan.repeats < plan.slots / 8


def test_the_bound_counts_those_who_must_meet() -> None:
    asked = request(12, 4, 2, together=["a", "a", *[""] * 10])
    plan = seat(asked, SEED)
    check(plan, asked)
    assert plan.repeats == plan.repeats_bound == 1
    assert repeats_bound(2, np.full((2, 6), -1)) == 2  # 3 from 2 tables: one pair meets again at each
    assert repeats_bound(2, np.full((5, 4), -1)) == 10 - comb(4, 2)


GROUPS = [
    (40, 5, 3, (5, 4, 3, 3, 2)),
    (12, 3, 3, (2, 2, 2, 2, 2)),
    (8, 2, 2, (4, 4)),
    (11, 2, 3, (5, 3)),
    (12, 2, 2, (2,) * 6),
    (13, 4, 3, (3, 3, 3)),
    (7, 7, 2, ()),
]


@pytest.mark.parametrize("pinned", [False, True])
@pytest.mark.parametrize(("n", "tables", "rounds", "sizes"), GROUPS)
def test_groups_share_a_table_every_round(
    n: int, tables: int, rounds: int, sizes: tuple[int, ...], pinned: bool
) -> None:
    together = [f"g{g}" for g, size in enumerate(sizes) for _ in range(size)]
    pins = [Pin(1, "p0", tables), Pin(rounds, f"p{n - 1}", 1)] if pinned else []
    asked = request(n, tables, rounds, 2, together=together + [""] * (n - len(together)), pins=pins)
    check(seat(asked, SEED), asked)


@pytest.mark.parametrize(
    ("n", "tables", "rounds", "sizes"), [(100, 12, 8, (3,)), (100, 12, 8, (4,)), (60, 8, 6, (3,)), (150, 18, 6, (3,))]
)
def test_people_with_an_interpreter_meet_nobody_twice_but_each_other(
    n: int, tables: int, rounds: int, sizes: tuple[int, ...]
) -> None:
    chairs = np.array([*sizes, *[1] * (n - sum(sizes))])
    seats = best_net(chairs, tables, rounds, SEED)
    assert repeats_of(seats, chairs) == 0
    assert all(set(np.bincount(row, chairs, tables)) <= set(table_sizes(n, tables)) for row in seats)


def test_pins_and_two_interpreters_cost_few_repeats_more_than_they_must() -> None:
    together = ["Tigrinya"] * 4 + ["gebaren"] * 2 + [""] * 94
    asked = request(100, 12, 8, together=together, pins=[Pin(1, "p0", 5), Pin(2, "p9", 1)])
    plan = seat(asked, SEED)
    check(plan, asked)
    assert plan.repeats_bound == 6 * 7 + 7
    assert plan.repeats <= 1.1 * plan.repeats_bound


def test_two_at_one_table_cost_no_repeats_where_two_must_meet_again_anyway() -> None:
    asked = request(53, 7, 5, together=["a", "a", *[""] * 51])
    plan = seat(asked, SEED)
    check(plan, asked)
    assert plan.repeats == plan.repeats_bound == 16


def test_many_pins_cost_no_repeats() -> None:
    stream = SeedStream(SEED, "pins")
    chairs = {(1 + stream.below(6), f"p{stream.below(60)}"): 1 + stream.below(8) for _ in range(20)}
    asked = request(60, 8, 6, 2, pins=[Pin(r, person, table) for (r, person), table in sorted(chairs.items())])
    plan = seat(asked, SEED)
    check(plan, asked)
    assert plan.repeats == 0


@pytest.mark.parametrize(("n", "tables"), [(1, 1), (3, 3), (5, 1), (4, 3)])
def test_corners(n: int, tables: int) -> None:
    asked = request(n, tables, 2, 2, pins=[Pin(1, "p0", tables)])
    check(seat(asked, SEED), asked)


def test_exchanges_and_trades_keep_the_figures_true() -> None:
    stream = SeedStream(SEED, "moves")
    values = np.array([[stream.below(3), 3 + stream.below(4)] for _ in range(30)])
    seats = best_net(np.ones(30, dtype=int), 5, 4, SEED)
    seating = Seating(seats, 5, values, 7, np.zeros(seats.shape, dtype=bool))
    for step in range(120):
        r, i, j = stream.below(4), stream.below(30), stream.below(30)
        before = seating.repeats, int((seating.outside**2).sum())
        if step % 2 and seating.seats[r, i] != seating.seats[r, j]:
            change = seating.cost_of_repeats(r, i)[j], seating.cost_of_balance(slice(r, r + 1), i)[j]
            seating.exchange(r, i, j)
        elif step % 10 == 0:
            change = 0, 0
            seating.relabel(r, step % 5, (step + 1) % 5)
        elif i != j:
            change = 0, seating.cost_of_balance(slice(None), i)[j]
            seating.trade(i, j)
        else:
            continue
        fresh = Seating(seating.seats, 5, values, 7, seating.locked)
        assert (fresh.met == seating.met).all()
        assert (fresh.counts == seating.counts).all()
        assert (fresh.more == seating.more).all()
        assert (fresh.fewer == seating.fewer).all()
        assert (fresh.repeats, int((fresh.outside**2).sum())) == (before[0] + change[0], before[1] + change[1])


PINS = {
    "pin_unknown": [Pin(1, "x", 1)],
    "pin_round": [Pin(4, "p1", 1)],
    "pin_table": [Pin(1, "p1", 4)],
    "pin_twice": [Pin(1, "p1", 1), Pin(1, "p1", 2)],
    "pin_full": [Pin(1, f"p{i}", 1) for i in range(5)],
    "together_apart": [Pin(2, "p1", 1), Pin(2, "p2", 2)],
    "together_no_room": [Pin(1, f"p{i}", t) for i, t in ((3, 1), (4, 1), (5, 2), (6, 2), (7, 3), (8, 3))],
}


@pytest.mark.parametrize("code", PINS)
def test_contradicting_pins_are_refused(code: str) -> None:
    with pytest.raises(InputError) as error:
        seat(request(9, 3, 3, pins=PINS[code], together=["", "g", "g", *[""] * 6]), SEED)
    assert error.value.code == code
    assert "{" not in str(error.value)


def test_other_impossible_requests_are_refused() -> None:
    for asked, code in (
        (request(10, 0, 3), "tables_count"),
        (request(10, 11, 3), "tables_count"),
        (request(10, 3, 0), "tables_rounds"),
        (request(0, 1, 1), "tables_nobody"),
        (request(10, 3, 3, together=["a"] * 5 + [""] * 5), "together_large"),
        (request(10, 3, 3, together=["a"] * 4 + ["b"] * 4 + [""] * 2), "together_no_room"),
        (request(10, 3, 3, together=["a"]), "tables_shape"),
        (TableRequest(["a", "a"], 1, 1, {}), "tables_id_twice"),
    ):
        with pytest.raises(InputError) as error:
            seat(asked, SEED)
        assert error.value.code == code


def test_it_stops_when_asked() -> None:
    class Stop:
        def step(self, phase: str, done: int, total: int) -> None:
            assert (phase, done < total) == ("tables", True)
            raise Cancelled

    with pytest.raises(Cancelled):
        seat(request(30, 4, 3, 3), SEED, Stop())


def test_the_same_in_every_process() -> None:
    code = (
        "import hashlib\nfrom selection.tables.plan import seat\n"
        "from tests.selection.tables.requests import SEED, request\n"
        "print(hashlib.sha256(repr(seat(request(14, 4, 3, 2, 3), SEED)).encode()).hexdigest())"
    )
    here = hashlib.sha256(repr(seat(request(14, 4, 3, 2, 3), SEED)).encode()).hexdigest()
    for hashing in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hashing}
        command = [sys.executable, "-c", code]
        there = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert there.stdout.strip() == here
