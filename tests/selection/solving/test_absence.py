"""A panel with somebody, or the proof that there is none: beside the list of all panels."""

from __future__ import annotations

import numpy as np

from selection.model.constraints import make_constraints
from selection.model.deadline import Deadline
from selection.model.profiles import make_profiles
from selection.proof.certificate import Leaf, Split, seats_at_most
from selection.solving.absence import Absence
from selection.solving.polytope import make_polytope
from tests.selection.brute import panels_of
from tests.selection.generated import hard_pool, small_pool
from tests.selection.instances import problem_of, tight_pool

#: The third person is on no panel, though the relaxation has a whole seat for everybody.
NOWHERE = problem_of(
    "aaba bbbb bbab bbaa baab baba abaa abaa",
    {"f0": {"a": (1, 1), "b": (3, 3)}, **{f"f{f}": {"a": (2, 2), "b": (2, 2)} for f in (1, 2, 3)}},
    4,
)


def test_a_search_ends_with_a_panel_where_there_is_one_and_else_with_a_proof() -> None:
    ends = {"panel": 0, "leaf": 0, "split": 0}
    for problem in [NOWHERE, tight_pool(10, 4, 3, 1, home=0, room=0), *map(small_pool, range(60))]:
        profiles, ids = make_profiles(problem), list(problem.people)
        polytope, constraints = make_polytope(problem, profiles), make_constraints(problem, profiles)
        if (polytope.least > polytope.most).any():
            continue
        drawn = {ids[i] for panel in panels_of(problem) for i in np.flatnonzero(panel)}
        absence = Absence(polytope)
        for p, profile in enumerate(profiles.profiles):
            found = absence.search(p, 1000, Deadline())
            if isinstance(found, Leaf | Split):
                assert not drawn & set(profile.members)
                assert seats_at_most(constraints, p, found) < 1
                ends["leaf" if isinstance(found, Leaf) or isinstance(found.high, Leaf) else "split"] += 1
            else:
                assert found is not None
                assert polytope.contains(found) and found[p] > 0
                assert drawn & set(profile.members)
                ends["panel"] += 1
    assert min(ends.values()) > 0, ends


def test_the_one_panel_of_few_seats_over_many_answers_is_found() -> None:
    _, problem = hard_pool(44)
    polytope = make_polytope(problem, make_profiles(problem))
    absence = Absence(polytope)
    found = [absence.search(p, 2000, Deadline()) for p in range(0, len(polytope.count), 3)]
    panels = [panel for panel in found if isinstance(panel, np.ndarray)]
    assert panels and all(polytope.contains(panel) for panel in panels)
    assert len({panel.tobytes() for panel in panels}) == 1


def test_a_search_that_may_not_split_ends_without_an_answer() -> None:
    profiles = make_profiles(NOWHERE)
    third = next(p for p, profile in enumerate(profiles.profiles) if profile.answers == tuple("bbab"))
    absence = Absence(make_polytope(NOWHERE, profiles))
    assert absence.search(third, 1, Deadline()) is None
    assert isinstance(absence.search(third, 100, Deadline()), Split)
