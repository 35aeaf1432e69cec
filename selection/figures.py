"""How random a list of tickets is: figures about the tickets of a lottery, for reports and comparisons.

With c_i the tickets of person i out of M, the chances alone say how the seats of a group would vary if everybody were
drawn apart with chance c_i / M. Quotas keep panels from varying quite like that; the nearer, the more random.

The mean overlap of two tickets is determined by the chances, whatever the panels are; so beside it stand its standard
deviation and the largest overlap, which are not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from selection.lottery import Lottery, find_lottery
from selection.problem import Problem
from selection.progress import Progress
from selection.twoway import Tables, Tickets, places


@dataclass(frozen=True)
class Figures:
    """Of M tickets with k seats.

    `distinct`: different panels among them. `distinct_kinds`: the same when people with equal answers count as equal.
    `overlap`: the mean of |A ∩ B| / k over pairs of tickets A, B; `overlap_deviation`: its standard deviation;
    `largest_overlap`: the largest.
    `intersections`: how unlike what the chances alone give the two-feature intersections vary (`Tables.unlike_chance`);
    `intersections_distance`: how far those of one ticket are from their mean (`Tables.distance`).
    """

    tickets: int
    distinct: int
    distinct_kinds: int
    overlap: float
    overlap_deviation: float
    largest_overlap: float
    intersections: float
    intersections_distance: float


def figures(lottery: Lottery) -> Figures:
    """The figures about the tickets of `lottery`."""
    problem = lottery.problem
    tickets = [lottery.panels[ticket] for ticket in lottery.tickets]
    kinds = {tuple(sorted(problem.people[person] for person in panel)) for panel in tickets}
    mean, deviation, largest = overlaps(problem, tickets)
    tables = Tables(problem, tickets)
    return Figures(
        tickets=len(tickets),
        distinct=len({tuple(panel) for panel in tickets}),
        distinct_kinds=len(kinds),
        overlap=mean,
        overlap_deviation=deviation,
        largest_overlap=largest,
        intersections=tables.unlike_chance(),
        intersections_distance=tables.distance(),
    )


def overlaps(problem: Problem, tickets: Tickets) -> tuple[float, float, float]:
    """Mean, standard deviation and largest of |A ∩ B| / k over pairs of tickets; (0, 0, 0) when there is no pair.

    With c_i the tickets of person i, the mean is Σ_i c_i (c_i − 1) / (M (M − 1) k): the panels don't matter.
    """
    M, k = len(tickets), problem.seats
    if M < 2 or k == 0:
        return 0.0, 0.0, 0.0
    counts = Counter(person for panel in tickets for person in panel)
    mean = sum(c * (c - 1) for c in counts.values()) / (M * (M - 1) * k)
    member = np.zeros((M, len(problem.people)), dtype=np.float32)
    np.put_along_axis(member, places(problem, tickets), 1.0, axis=1)
    squares, largest = 0.0, 0.0
    for first in range(0, M, 500):
        common = (member[first : first + 500] @ member.T).astype(float)
        common[np.arange(len(common)), first + np.arange(len(common))] = 0.0
        squares += float((common**2).sum())
        largest = max(largest, float(common.max()))
    variance = squares / (M * (M - 1) * k * k) - mean**2
    return mean, max(0.0, variance) ** 0.5, largest / k


def left_out(
    problem: Problem,
    spread: bool,
    rule: str = "leximin",
    seed: bytes | None = None,
    tickets: int = 1000,
    progress: Progress | None = None,
) -> dict[str, float]:
    """Feature → the share of tickets that meet its quotas when the lottery is found without knowing that feature.

    Solves one lottery per feature. Raises what `find_lottery` raises.
    """
    shares = {}
    for feature, quotas in problem.features.items():
        lottery = find_lottery(without(problem, feature), rule, seed, tickets, progress, spread=spread)
        place = list(problem.features).index(feature)
        met = []
        for panel in lottery.panels:
            seats = Counter(problem.people[person][place] for person in panel)
            met.append(all(quota.min <= seats[value] <= quota.max for value, quota in quotas.items()))
        shares[feature] = sum(met[ticket] for ticket in lottery.tickets) / len(lottery.tickets)
    return shares


def without(problem: Problem, feature: str) -> Problem:
    """The same problem without one feature."""
    place = list(problem.features).index(feature)
    features = {f: quotas for f, quotas in problem.features.items() if f != feature}
    people = {i: (*answers[:place], *answers[place + 1 :]) for i, answers in problem.people.items()}
    return Problem(features, people, problem.seats, problem.households, problem.must, problem.must_not)
