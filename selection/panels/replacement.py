"""Seats that fell empty, filled inside the quotas of the whole panel, with fair chances for everyone who fits.

The people who stay are fixed. With c_v of them having value v the newcomers need between max(0, min_v − c_v) and
max(0, max_v − c_v) people with v: a smaller problem of the same kind, whose leximin lottery gives the chances. For one
seat that is: everybody who fits is equally likely. The seed draws one of that lottery's panels, each as likely as it is
in the lottery: nobody sees a ball from an urn here, so no tickets are made.

With few seats most quotas of that problem can't be missed: a value with minimum 0 and at least as much room as there
are seats. Such values of a feature are made one value, and people with a value that has no room are left out. Neither
changes which people can join together, so neither changes the leximin chances, which are unique and the same for people
whom an exchange leaves the problem the same; but hundreds of profiles become a few dozen. Where few ways to fill the
seats are left, all are listed (`selection.panels.newcomers`) and the chances are exact at once; where there are many,
which needs many seats or wide quotas, they come from the engine itself, by the exact road of every lottery. *Limit*:
where there are too many ways to list and the relaxation isn't tight, that road can still take ten seconds.

When nobody fits, the quotas give way as little as possible: for one seat everyone with the smallest Σ_v dist(c_v,
[min_v, max_v]) fits; for more, the smallest change of quotas of `selection.rules.feasibility` is applied first. What
the panel then misses is part of the answer. Those who leave don't come back.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from selection.model.errors import InputError, NoPanelError
from selection.model.problem import Problem, Quota
from selection.model.profiles import make_profiles
from selection.model.progress import Progress, Silent
from selection.model.seed import SeedStream
from selection.model.tolerances import UNIT
from selection.panels.newcomers import every_panel, leximin_of
from selection.panels.panel import Deviation, candidates, check_panel, counts, deviations
from selection.rules.feasibility import fewest_changes
from selection.rules.quota_changes import Changes
from selection.rules.solve import Solved
from selection.solving.polytope import make_polytope
from selection.tickets.lottery import Lottery, find_lottery, publish

#: The lottery over newcomers is made with as few tickets as it can have; none of them is used.
TICKETS = 1
#: Up to so many seats, so many ways to fill them are listed, by so many branches: about four seconds.
MOST_LISTED_SEATS = 12
MOST_WAYS = 200_000
MOST_BRANCHES = 40_000
#: What the values of a feature that can't matter become.
ANY = ""


@dataclass(frozen=True)
class Replacement:
    """`ids`: who joins, sorted. `chances`: the chance everyone had who could have been drawn, before the seed is known.

    `deviations`: quotas that the new panel misses; empty when it keeps them all.
    """

    ids: tuple[str, ...]
    chances: Mapping[str, float]
    deviations: tuple[Deviation, ...]


def replace_people(
    problem: Problem,
    selected: Collection[str],
    leaving: Collection[str],
    seed: bytes | None = None,
    progress: Progress | None = None,
) -> Replacement:
    """Newcomers for the seats of `problem` that `selected` without `leaving` leave empty.

    `seed` left out: the hash of what is asked. Raises InputError for unknown people, NoPanelError when nobody
    can join, Cancelled.
    """
    check_panel(problem, selected)
    for person in sorted(leaving):
        if person not in selected:
            raise InputError("leaving_unknown", id=person)
    stay = sorted(set(selected) - set(leaving))
    empty = problem.seats - len(stay)
    if empty < 1:
        raise InputError("panel_full", people=len(stay), seats=problem.seats)
    pool = [person for person in candidates(problem, stay) if person not in leaving]
    if not pool:
        raise NoPanelError("nobody_left")
    seed = seed if seed is not None else _hash(problem, stay, leaving)
    fill = _one if empty == 1 else _several
    ids, chances = fill(problem, stay, pool, seed, progress or Silent())
    return Replacement(ids, chances, deviations(problem, [*stay, *ids]))


def _hash(problem: Problem, stay: list[str], leaving: Collection[str]) -> bytes:
    document = [problem.sha256(), stay, sorted(leaving)]
    return hashlib.sha256(json.dumps(document, separators=(",", ":")).encode()).digest()


def _one(
    problem: Problem, stay: list[str], pool: list[str], seed: bytes, progress: Progress
) -> tuple[tuple[str, ...], dict[str, float]]:
    """One seat: equal chances for everyone who misses the least, of those who must join if there are any."""
    progress.step("replacement", 0, 1)
    seated = counts(problem, stay)

    def missed(answers: tuple[str, ...]) -> int:
        added = dict(zip(problem.features, answers, strict=True))
        return sum(
            max(quota.min - seats, seats - quota.max, 0)
            for feature, values in problem.features.items()
            for value, quota in values.items()
            for seats in (seated[feature, value] + (added[feature] == value),)
        )

    pool = [person for person in pool if person in problem.must] or pool
    by_answers = {answers: missed(answers) for answers in sorted({problem.people[person] for person in pool})}
    least = min(by_answers.values())
    fitting = [person for person in pool if by_answers[problem.people[person]] == least]
    drawn = fitting[SeedStream(seed, "replacement").below(len(fitting))]
    return (drawn,), dict.fromkeys(fitting, 1 / len(fitting))


def _several(
    problem: Problem, stay: list[str], pool: list[str], seed: bytes, progress: Progress
) -> tuple[tuple[str, ...], dict[str, float]]:
    """More seats: the leximin lottery over newcomers, and one of its panels."""
    rest = _rest(problem, stay, pool)
    lottery = _listed(rest, seed, progress)
    if lottery is None:
        changes = fewest_changes(rest)
        if changes:
            rest = _give_way(rest, changes)
            lottery = _listed(rest, seed, progress)
    if lottery is None:
        lottery = find_lottery(_alike(rest), "leximin", seed, TICKETS, progress)
    drawn = SeedStream(seed, "replacement").below(UNIT)
    place = bisect_right(list(accumulate(lottery.probabilities)), drawn)
    chances = {person: units / UNIT for person, units in lottery.chances.items() if units}
    return lottery.panels[place], chances


def _listed(rest: Problem, seed: bytes, progress: Progress) -> Lottery | None:
    """Returns the leximin lottery over all ways to fill the seats; None if there are none, or too many to list."""
    alike = _alike(rest)
    profiles = make_profiles(alike)
    if not profiles.profiles or rest.seats > MOST_LISTED_SEATS:
        return None
    polytope = make_polytope(alike, profiles)
    listed = every_panel(polytope, MOST_WAYS, MOST_BRANCHES, progress)
    if listed is None or not len(listed):
        return None
    panels, probabilities = leximin_of(polytope, listed, progress)
    return publish(alike, profiles, Solved(panels, probabilities, ()), "leximin", seed, TICKETS, progress)


def _rest(problem: Problem, stay: list[str], pool: list[str]) -> Problem:
    """The problem of the newcomers."""
    seated = counts(problem, stay)
    features = {
        feature: {
            value: Quota(max(0, quota.min - seated[feature, value]), max(0, quota.max - seated[feature, value]))
            for value, quota in values.items()
        }
        for feature, values in problem.features.items()
    }
    inside = set(pool)
    households = problem.households
    if households is not None:
        households = {person: home for person, home in households.items() if person in inside}
    return Problem(
        features,
        {person: problem.people[person] for person in pool},
        problem.seats - len(stay),
        households,
        tuple(person for person in problem.must if person in inside),
    )


def _alike(rest: Problem) -> Problem:
    """A problem in which the same newcomers can join together: answers that can't matter are made one."""
    fitting = {
        person: answers
        for person, answers in rest.people.items()
        if person in rest.must or all(rest.features[f][v].max for f, v in zip(rest.features, answers, strict=True))
    }
    seated = Counter(pair for answers in fitting.values() for pair in zip(rest.features, answers, strict=True))
    free = {
        f: {v for v, q in quotas.items() if not q.min and q.max >= min(rest.seats, seated[f, v])}
        for f, quotas in rest.features.items()
    }
    features = {
        f: {v: q for v, q in quotas.items() if v not in free[f]} | ({ANY: Quota(0, rest.seats)} if free[f] else {})
        for f, quotas in rest.features.items()
    }
    people = {
        person: tuple(ANY if v in free[f] else v for f, v in zip(rest.features, answers, strict=True))
        for person, answers in fitting.items()
    }
    homes = rest.households
    if homes is not None:
        homes = {person: home for person, home in homes.items() if person in people}
    return replace(rest, features=features, people=people, households=homes)


def _give_way(rest: Problem, changes: Changes) -> Problem:
    """`rest` with its quotas changed."""
    features = {feature: dict(values) for feature, values in rest.features.items()}
    for change in changes:
        features[change.feature][change.value] = Quota(change.new_min, change.new_max)
    return replace(rest, features=features)
