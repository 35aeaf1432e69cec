"""Seats that fell empty, filled inside the quotas of the whole panel, with fair chances for everyone who fits.

The people who stay are fixed. With c_v of them having value v the newcomers need between max(0, min_v − c_v) and
max(0, max_v − c_v) people with v: a smaller problem of the same kind, whose leximin lottery gives the chances. For one
seat that is: everybody who fits is equally likely. The draw is a ticket of that lottery, chosen by the seed.

When nobody fits, the quotas give way as little as possible: for one seat everyone with the smallest Σ_v dist(c_v,
[min_v, max_v]) fits; for more, the smallest change of quotas of `selection.feasibility` is applied first. What the
panel then misses is part of the answer. Those who leave don't come back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from selection.errors import MESSAGES, InputError, NoPanelError
from selection.feasibility import Feasibility, check
from selection.lottery import find_lottery
from selection.panel import Deviation, candidates, check_panel, counts, deviations
from selection.problem import Problem, Quota
from selection.progress import Progress, Silent
from selection.seed import SeedStream

MESSAGES.update(
    {
        "leaving_unknown": "{id!r} is to leave but is not on the panel",
        "panel_full": "nothing to fill: {people} people stay and there are {seats} seats",
        "nobody_left": "nobody of the pool can join: everyone is on the panel, excluded or lives with a panellist",
    }
)

#: Tickets of the lottery over newcomers.
TICKETS = 1000


@dataclass(frozen=True)
class Replacement:
    """`ids`: who joins, sorted. `chances`: the chance everyone had who could have been drawn.

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

    `seed` left out: the hash of what is asked. Raises InputError for people who aren't there, NoPanelError when nobody
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
    """One seat: equal chances for everyone who misses the least."""
    progress.step("replacement", 0, 1)
    there = counts(problem, stay)

    def missed(answers: tuple[str, ...]) -> int:
        added = dict(zip(problem.features, answers, strict=True))
        return sum(
            max(quota.min - seats, seats - quota.max, 0)
            for feature, values in problem.features.items()
            for value, quota in values.items()
            for seats in (there[feature, value] + (added[feature] == value),)
        )

    by_answers = {answers: missed(answers) for answers in sorted({problem.people[person] for person in pool})}
    least = min(by_answers.values())
    fitting = [person for person in pool if by_answers[problem.people[person]] == least]
    forced = [person for person in fitting if person in problem.must] or fitting
    drawn = forced[SeedStream(seed, "replacement").below(len(forced))]
    return (drawn,), dict.fromkeys(forced, 1 / len(forced))


def _several(
    problem: Problem, stay: list[str], pool: list[str], seed: bytes, progress: Progress
) -> tuple[tuple[str, ...], dict[str, float]]:
    """More seats: the leximin lottery over newcomers, and one of its tickets."""
    rest = _rest(problem, stay, pool)
    found = check(rest, progress)
    if not found.ok:
        rest = _give_way(rest, found)
    lottery = find_lottery(rest, "leximin", seed, TICKETS, progress)
    ticket = SeedStream(seed, "replacement").below(TICKETS)
    chances = {person: tickets / TICKETS for person, tickets in lottery.ticket_counts().items() if tickets}
    return lottery.panels[lottery.tickets[ticket]], chances


def _rest(problem: Problem, stay: list[str], pool: list[str]) -> Problem:
    """The problem of the newcomers."""
    there = counts(problem, stay)
    features = {
        feature: {
            value: Quota(max(0, quota.min - there[feature, value]), max(0, quota.max - there[feature, value]))
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


def _give_way(rest: Problem, found: Feasibility) -> Problem:
    """`rest` with the smallest change of quotas that makes it possible. Raises NoPanelError when none does."""
    if not found.changes:
        raise found.reason or NoPanelError("no_panel")
    features = {feature: dict(values) for feature, values in rest.features.items()}
    for change in found.changes:
        features[change.feature][change.value] = Quota(change.new_min, change.new_max)
    return replace(rest, features=features)
