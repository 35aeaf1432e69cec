"""The constraints every panel satisfies, over profiles, in plain whole numbers: for the verifier and the solver alike.

Row 0 is the seats, then one row per value (features and values in their order), then one per household situation.
"""

from __future__ import annotations

from dataclasses import dataclass

from selection.model.problem import Problem
from selection.model.profiles import Profiles


@dataclass(frozen=True)
class Constraints:
    """lower ≤ A z ≤ upper, least ≤ z ≤ most. `entries[p]`: the rows in which profile p stands, each with factor 1.

    `count[p]`: people; `first[p]`: the id by which a record names the profile; `values`: (feature, value) of rows 1, ….
    """

    lower: list[int]
    upper: list[int]
    entries: list[list[int]]
    least: list[int]
    most: list[int]
    count: list[int]
    first: list[str]
    values: list[tuple[str, str]]


def make_constraints(problem: Problem, profiles: Profiles) -> Constraints:
    """Returns the constraints of `problem` over its profiles."""
    values = [(f, v) for f, quotas in problem.features.items() for v in quotas]
    row_of = {value: row for row, value in enumerate(values, start=1)}
    quotas = [problem.features[f][v] for f, v in values]
    entries = []
    for profile in profiles.profiles:
        group = [] if profile.group is None else [1 + len(values) + profile.group]
        answers = [row_of[pair] for pair in zip(problem.features, profile.answers, strict=True)]
        entries.append([0, *answers, *group])
    return Constraints(
        lower=[problem.seats, *(q.min for q in quotas), *(0 for _ in profiles.groups)],
        upper=[problem.seats, *(q.max for q in quotas), *profiles.groups],
        entries=entries,
        least=[p.least for p in profiles.profiles],
        most=[p.most for p in profiles.profiles],
        count=[len(p.members) for p in profiles.profiles],
        first=[p.members[0] for p in profiles.profiles],
        values=values,
    )
