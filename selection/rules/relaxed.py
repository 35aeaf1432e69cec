"""Everybody's chances over the relaxed panel constraints: a fast bound on what a lottery can achieve."""

from __future__ import annotations

from selection.model.deadline import TIME_LIMIT, Deadline
from selection.model.errors import NoPanelError
from selection.model.problem import Problem
from selection.model.profiles import make_profiles
from selection.model.progress import Silent
from selection.rules.existence import refusal
from selection.rules.obvious import obvious
from selection.rules.solve import RULES
from selection.solving.polytope import make_polytope
from selection.solving.pricing import NothingError


def relaxed_chances(problem: Problem, rule: str) -> dict[str, float]:
    """Returns id → chance for everybody who may be drawn. Raises NoPanelError with its proof, SolverError."""
    profiles = make_profiles(problem)
    polytope = make_polytope(problem, profiles)
    reason = obvious(problem)
    if reason is None:
        try:
            z = RULES[rule][0](polytope, Silent()).z
        except NothingError:
            reason = NoPanelError("no_panel")
    if reason is not None:
        raise refusal(problem, polytope, reason, Deadline(TIME_LIMIT))
    return {
        member: max(0.0, float(seats) / len(profile.members))
        for profile, seats in zip(profiles.profiles, z, strict=True)
        for member in profile.members
    }
