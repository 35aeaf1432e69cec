"""Who is likely to leave: the chance to stay from a few factors, and drop-out sets drawn from it.

Person i with answers v stays with probability  s_i = β₀ · ∏_f β_{f, v_f},  cut to [0, 1] (Assos, Baharav, Flanigan,
Procaccia, *Alternates, assemble! Selecting optimal alternates for citizens' assemblies*, 2025). β₀ = 1 and β = 1 mean
that nobody leaves.

*The prior.* Factors learned from one assembly are noise: a hundred people, ten who left. Without a file everyone stays
with β₀ = 0.85 and every other β = 1: one in seven leaves, whoever they are. Give factors for what several assemblies
have shown, and keep the others at 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from selection.model.errors import InputError
from selection.model.folding import fold
from selection.model.problem import Problem
from selection.model.seed import SeedStream
from selection.model.tabular import Source, read_table

#: β₀ without a file of factors.
PRIOR = Fraction(85, 100)
#: Chances to stay are compared as multiples of one over this.
RESOLUTION = 10**9


@dataclass(frozen=True)
class Dropout:
    """β₀ and the β that aren't 1, by (feature, value)."""

    intercept: Fraction = PRIOR
    betas: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)

    def stay(self, problem: Problem, person: str) -> Fraction:
        """s_i of a person of `problem`."""
        chance = self.intercept
        for pair in zip(problem.features, problem.people[person], strict=True):
            chance *= self.betas.get(pair, 1)
        return min(chance, Fraction(1))


def draw_sets(stay: Sequence[Fraction], count: int, stream: SeedStream) -> npt.NDArray[np.bool_]:
    """`count` independent drop-out sets: (count × people), true for who leaves."""
    limits = [int(chance * RESOLUTION) for chance in stay]
    return np.array([[stream.below(RESOLUTION) >= limit for limit in limits] for _ in range(count)], dtype=np.bool_)


def read_dropout(source: Source, problem: Problem, name: str | None = None) -> Dropout:
    """Factors from a table `feature,value,beta`; a row with feature `intercept` gives β₀. Raises InputError."""
    table = read_table(source, name)
    feature_at, value_at, beta_at = (table.column(column) for column in ("feature", "value", "beta"))
    features = {fold(feature): feature for feature in problem.features}
    intercept, betas, rows = PRIOR, dict[tuple[str, str], Fraction](), dict[tuple[str, str], int]()
    for row, cells in table.rows:
        beta = _beta(table.file, row, table.header[beta_at], cells[beta_at])
        key = ("intercept", "")
        if fold(cells[feature_at]) == "intercept":
            intercept = beta
        else:
            key = _known(problem, features, table.file, row, (feature_at, value_at), cells, table.header)
            betas[key] = beta
        if key in rows:
            raise InputError(
                "dropout_twice", file=table.file, row=row, feature=key[0], value=key[1], first_row=rows[key]
            )
        rows[key] = row
    return Dropout(intercept, betas)


def _beta(file: str, row: int, column: str, text: str) -> Fraction:
    number = text.replace(",", ".", 1)
    if not (number.isascii() and number.replace(".", "", 1).isdigit() and len(number) <= 20):
        raise InputError("dropout_beta", file=file, row=row, column=column, value=text)
    return Fraction(number)


def _known(
    problem: Problem,
    features: Mapping[str, str],
    file: str,
    row: int,
    at: tuple[int, int],
    cells: Sequence[str],
    header: Sequence[str],
) -> tuple[str, str]:
    feature = features.get(fold(cells[at[0]]))
    if feature is None:
        raise InputError("dropout_unknown", file=file, row=row, column=header[at[0]], value=cells[at[0]])
    values = {fold(value): value for value in problem.features[feature]}
    value = values.get(fold(cells[at[1]]))
    if value is None:
        raise InputError("dropout_unknown", file=file, row=row, column=header[at[1]], value=cells[at[1]])
    return feature, value
