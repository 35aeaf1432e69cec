"""Is there a panel: one of them, or the proof that there is none. Nothing else is an answer.

A solver that says "infeasible" has only said so. What it says is turned into multipliers, or a tree of them, rounded to
whole numbers and checked with whole numbers (`selection.proof.no_panel`); what does not hold there is not said.
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

#: Leaves of the proof that no panel exists, at most: some megabytes.
LEAVES = 50_000

#: How much rows must be broken, together, where no panel is: what the multipliers prove is above rounding then.
BROKEN = 1e-6


def find_panel(polytope: Polytope, deadline: Deadline) -> Ints | None:
    """A panel, or None when a solver finds that there is none: a word that needs `proof_of_none`.

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
    """`reason` with the proof that no panel exists. Raises SolverError when there is no proof."""
    reason.proof = proof_of_none(problem, polytope, deadline)
    return reason


def proof_of_none(problem: Problem, polytope: Polytope, deadline: Deadline) -> Node:
    """The proof that `problem` has no panel, checked. Raises SolverError when it can't be found in time."""
    if (polytope.least > polytope.most).any():
        tree: Tree = Leaf({})
    else:
        tree = prove(polytope, np.zeros(len(polytope.count)), -BROKEN, LEAVES, deadline).tree
    proof = proof_of(make_constraints(problem, make_profiles(problem)), tree)
    if proof is None:
        raise SolverError("no_proof")
    return proof
