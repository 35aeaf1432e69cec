"""Panels near a vertex, by exchanges: in pools without room in the quotas, where dives get lost."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from selection.model.deadline import Deadline
from selection.model.profiles import make_profiles
from selection.model.progress import Silent
from selection.rules.chances import leximin
from selection.solving import triples
from selection.solving.diving import SHORT, dive, solve_within
from selection.solving.polytope import make_polytope, smallest_face
from selection.solving.swaps import whole_near
from selection.solving.triples import Threes, Triples
from tests.selection.generated import hard_pool


@pytest.mark.parametrize("number", [1, 10], ids=["exact", "narrow"])
def test_exchanges_find_a_panel_where_a_dive_finds_none(number: int) -> None:
    _, problem = hard_pool(number)
    polytope = make_polytope(problem, make_profiles(problem))
    z = leximin(polytope, Silent()).z
    face = smallest_face(polytope, z)
    part = np.clip(z - np.floor(z), 0.01, 0.99)
    model = face.model((0.01 / (1 - part)) ** 3 - (0.01 / part) ** 3, whole=False)
    bounds = face.least.astype(float), face.most.astype(float)
    vertex = solve_within(model, *bounds)
    panel = whole_near(model, face, *bounds, vertex, Deadline())
    assert panel is not None
    assert face.contains(panel)
    assert np.array_equal(panel, whole_near(model, face, *bounds, vertex, Deadline()))  # the same again
    assert dive(model, *bounds, vertex, Deadline(), tries=SHORT) is None


def test_threes_of_equal_sum_are_those_of_all_threes() -> None:
    keys = np.array([place * place % 23 * 2**57 for place in range(12)], dtype=np.int64)
    wanted = np.array([total * 2**57 for total in range(40)], dtype=np.int64)
    threes = Triples(np.arange(12), keys)
    people, places = threes.matching(wanted)
    found = [(tuple(three), place) for three, place in zip(people.tolist(), places.tolist(), strict=True)]
    every = list(combinations(range(12), 3))
    equal = [(three, place) for place in range(40) for three in every if keys[list(three)].sum() == wanted[place]]
    assert sorted(found) == sorted(equal)
    assert len(threes) == len(every) and len(found) > 100


def test_threes_find_a_panel_near_a_vertex(monkeypatch: pytest.MonkeyPatch) -> None:
    _, problem = hard_pool(10)
    polytope = make_polytope(problem, make_profiles(problem))
    z = leximin(polytope, Silent()).z
    face = smallest_face(polytope, z)
    model = face.model(z - np.floor(z), whole=False)
    bounds = face.least.astype(float), face.most.astype(float)
    vertex = solve_within(model, *bounds)
    monkeypatch.setattr(triples, "RARE", 0)
    panel = whole_near(model, face, *bounds, vertex, Deadline(), threes=Threes())
    assert panel is not None
    assert face.contains(panel)
