"""People with equal answers and an equal household situation share one profile; all mathematics works on profiles.

Without households a profile is a list of answers. With households the *situation* of a person is the multiset of
answers in the household; m households of one situation, each with q members who answer a, form the profile
(situation, a) with n = q·m people of whom at most m can be on a panel. Any whole numbers z of a situation's profiles
with Σ z ≤ m can be seated in different households, and exchanging such households changes nothing, so the constraint
"one per household" becomes one row per situation and loses nothing.

People who must be drawn are a profile of their own; people who must not be drawn are in none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selection.model.problem import Problem

#: answers and whether the person must be drawn
Kind = tuple[tuple[str, ...], bool]


@dataclass(frozen=True)
class Profile:
    """`members`: ids, sorted; from `least` to `most` of them on a panel. `group`: their situation, if any."""

    answers: tuple[str, ...]
    members: tuple[str, ...]
    least: int
    most: int
    group: int | None


@dataclass(frozen=True)
class Profiles:
    """`groups[g]`: the number of households of situation g."""

    profiles: tuple[Profile, ...]
    groups: tuple[int, ...]


def make_profiles(problem: Problem) -> Profiles:
    """Profiles of everyone who may be drawn, in the order of their first member."""
    forced, excluded = set(problem.must), set(problem.must_not)
    kinds = {i: (answers, i in forced) for i, answers in problem.people.items() if i not in excluded}
    situations = _situations(kinds, problem.households or {})
    members: dict[tuple[object, Kind], list[str]] = {}
    for person, kind in kinds.items():
        members.setdefault((situations.get(person), kind), []).append(person)
    households: dict[object, set[int]] = {}
    for person, shared in situations.items():
        households.setdefault(shared, set()).add((problem.households or {})[person])
    numbers: dict[object, int] = {}
    profiles = []
    for (situation, (answers, must)), ids in members.items():
        most = len(ids) if situation is None else len(households[situation])
        group = None if situation is None else numbers.setdefault(situation, len(numbers))
        profiles.append(Profile(answers, tuple(sorted(ids)), len(ids) if must else 0, most, group))
    return Profiles(tuple(profiles), tuple(len(households[situation]) for situation in numbers))


def _situations(kinds: Mapping[str, Kind], households: Mapping[str, int]) -> dict[str, tuple[Kind, ...]]:
    """Id → the sorted kinds of the household, for people who share one with others who may be drawn."""
    together: dict[int, list[str]] = {}
    for person in kinds:
        if person in households:
            together.setdefault(households[person], []).append(person)
    situations: dict[str, tuple[Kind, ...]] = {}
    for people in together.values():
        if len(people) > 1:
            situation = tuple(sorted(kinds[person] for person in people))
            situations.update(dict.fromkeys(people, situation))
    return situations
