"""Which volunteers would help: one more with answers v₁, v₂, … is priced by the multipliers of those answers.

If no panel exists, the multipliers are those of the relaxed smallest change of quotas: one more volunteer lowers it at
the rate −λ_0 − Σ λ_v. If one exists, they are those that prove the smallest chance.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from selection.model.problem import Problem
from selection.model.progress import Progress
from selection.model.tolerances import POSITIVE_DUAL, UNIT
from selection.proof.certificate import Leaf
from selection.rules.chances import maximin
from selection.solving.polytope import Floats, Polytope
from selection.solving.pricing import NothingError
from selection.solving.solver import Model, Status

#: The loss of some answers, and the answers as (feature, value).
Option = tuple[float, tuple[tuple[str, str], ...]]
#: How many kinds of missing volunteers are named.
MISSING = 5


@dataclass(frozen=True)
class Missing:
    """A kind of volunteer who would help: answers by feature, how many there are now, and the gain from one more.

    `gain`: if no panel exists, by how much the change that quotas need becomes smaller; otherwise a bound on the rise
    of the smallest chance.
    """

    answers: Mapping[str, str]
    gain: float
    present: int


def missing(problem: Problem, polytope: Polytope) -> tuple[Missing, ...]:
    """Returns the volunteers who would most lower the change of quotas that a panel needs."""
    P, V = len(polytope.count), len(polytope.values)
    signs = [(v, 1.0) for v in range(1, V + 1)] + [(v, -1.0) for v in range(1, V + 1)]
    farthest = float(polytope.lower[:1].sum() + polytope.lower.max())
    model = Model(
        [*polytope.columns(), *(([v], [sign]) for v, sign in signs)],
        polytope.lower,
        polytope.upper,
        np.concatenate([polytope.least, np.zeros(2 * V)]),
        np.concatenate([polytope.most, np.full(2 * V, farthest)]),
        np.concatenate([np.zeros(P), -np.ones(2 * V)]),
    )
    solution = model.solve("who is missing")
    return best_additions(problem, polytope, -solution.row_dual) if solution.status is Status.OPTIMAL else ()


def scarce(problem: Problem, polytope: Polytope, progress: Progress) -> tuple[Missing, ...]:
    """Returns the volunteers who would most raise the smallest chance, by the multipliers that prove it."""
    try:
        stages = maximin(polytope, progress).stages
    except NothingError:
        return ()
    if not stages or not isinstance(stages[-1].tree, Leaf):
        return ()
    gain = np.zeros(polytope.rows)
    for row, units in stages[-1].tree.multipliers.items():
        gain[row] = -units / UNIT
    return best_additions(problem, polytope, gain)


def best_additions(problem: Problem, polytope: Polytope, gain: Floats) -> tuple[Missing, ...]:
    """Returns the kinds of volunteer with the largest gain[0] + Σ gain[row of answer] above zero, best first."""
    by_value = dict(zip(polytope.values, gain[1:].tolist(), strict=False))
    options = [_options(problem, block, by_value) for block in _blocks(problem)]
    kinds = []
    for loss, choice in _cheapest(options, MISSING):
        if float(gain[0]) - loss > POSITIVE_DUAL:
            combination = dict(answer for b, i in enumerate(choice) for answer in options[b][i][1])
            answers = {feature: combination[feature] for feature in problem.own_features}
            present = sum(problem.own_answers(person) == tuple(answers.values()) for person in problem.people)
            kinds.append(Missing(answers, float(gain[0]) - loss, present))
    return tuple(kinds)


def _blocks(problem: Problem) -> list[list[str]]:
    """Returns the features that people answer, grouped if pairs connect them, directly or through others."""
    blocks = [[feature] for feature in problem.own_features]
    for pair in problem.pairs:
        connected = [block for block in blocks if pair.first in block or pair.second in block]
        blocks = [block for block in blocks if block not in connected]
        blocks.append([feature for block in connected for feature in block])
    return blocks


def _options(problem: Problem, block: Sequence[str], gain: Mapping[tuple[str, str], float]) -> list[Option]:
    """Returns all combinations of answers to the features of `block` with their loss, the smallest first."""
    options = []
    for values in product(*(problem.features[feature] for feature in block)):
        answers = dict(zip(block, values, strict=True))
        pairs = [(pair.name, pair.value(answers)) for pair in problem.pairs if pair.first in answers]
        options.append((-sum(gain[value] for value in [*answers.items(), *pairs]), tuple(answers.items())))
    return sorted(options)


def _cheapest(options: Sequence[Sequence[Option]], how_many: int) -> list[tuple[float, tuple[int, ...]]]:
    """Returns the combinations of one option from each list with the smallest sums; the lists are sorted."""
    start = (0,) * len(options)
    heap = [(sum(option[0][0] for option in options), start)]
    seen = {start}
    combinations: list[tuple[float, tuple[int, ...]]] = []
    while heap and len(combinations) < how_many:
        loss, choice = heapq.heappop(heap)
        combinations.append((loss, choice))
        for f, i in enumerate(choice):
            following = (*choice[:f], i + 1, *choice[f + 1 :])
            if i + 1 < len(options[f]) and following not in seen:
                seen.add(following)
                heapq.heappush(heap, (loss + options[f][i + 1][0] - options[f][i][0], following))
    return combinations
