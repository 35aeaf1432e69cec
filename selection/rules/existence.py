"""Whether a panel exists: the answer is a panel, or the proof that there is none.

A solver's "infeasible" is not trusted. It is turned into multipliers, or a tree of them, rounded to whole numbers and
checked exactly (`selection.proof.no_panel`); without a proof that holds there, no answer is given.
"""

from __future__ import annotations

import numpy as np

from selection.model.constraints import make_constraints
from selection.model.deadline import Deadline
from selection.model.errors import NoPanelError, SolverError
from selection.model.problem import Problem
from selection.model.profiles import make_profiles
from selection.proof.certificate import Leaf, Tree
from selection.proof.no_panel import Node, proof_of
from selection.solving.branching import prove
from selection.solving.polytope import Ints, Polytope
from selection.solving.pricing import NothingError, Pricer

#: Most leaves in the proof that no panel exists: some megabytes.
LEAVES = 50_000

#: By how much the rows must be violated in total for a proof: well above rounding errors.
BROKEN = 1e-6


def find_panel(polytope: Polytope, deadline: Deadline) -> Ints | None:
    """Returns a panel, or None if the solver finds none, which `proof_of_none` must confirm.

    Raises SolverError when the time is up.
    """
    if (polytope.least > polytope.most).any():
        return None
    pricer = Pricer(polytope, deadline)
    nothing = np.zeros(len(polytope.count))
    try:
        offer = pricer.above(nothing, -np.inf)
        panel = pricer.best(nothing) if offer.panel is None and offer.bound > -np.inf else offer.panel
    except NothingError:
        return None
    if panel is None and offer.bound > -np.inf:
        raise SolverError("out_of_time")
    if panel is not None and not polytope.contains(panel):
        raise SolverError("solver", solver="", status="not a panel", what="is there a panel")
    return panel


def refusal(problem: Problem, polytope: Polytope, reason: NoPanelError, deadline: Deadline) -> NoPanelError:
    """Returns `reason` with the proof that no panel exists. Raises SolverError if none is found in time."""
    reason.proof = proof_of_none(problem, polytope, deadline)
    return reason


def proof_of_none(problem: Problem, polytope: Polytope, deadline: Deadline) -> Node:
    """Returns the checked proof that `problem` has no panel. Raises SolverError if none is found in time."""
    if (polytope.least > polytope.most).any():
        tree: Tree = Leaf({})
    else:
        tree = prove(polytope, np.zeros(len(polytope.count)), -BROKEN, LEAVES, deadline).tree
    proof = proof_of(make_constraints(problem, make_profiles(problem)), tree)
    if proof is None:
        raise SolverError("no_proof")
    return proof
