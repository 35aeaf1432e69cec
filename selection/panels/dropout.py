"""Who is likely to leave: the chance to stay from a few factors, and drop-out sets drawn from it.

Person i with answers v stays with probability  s_i = β₀ · ∏_f β_{f, v_f},  cut to [0, 1] (Assos, Baharav, Flanigan,
Procaccia, *Alternates, assemble! Selecting optimal alternates for citizens' assemblies*, 2025). β₀ = 1 and β = 1 mean
that nobody leaves.

*The prior.* Without a file everyone stays with β₀ = 0.85 and every other β = 1: one in seven leaves, whoever they are.
Factors learned from one assembly are noise: a hundred people, ten who left. So counts of past assemblies are shrunk.
Of N people who had a seat S stayed to the end, and of the n_v with answer v, s_v; then

    β₀ = (S + m₀·0.85) / (N + m₀)        β_v = (s_v + m·β₀) / (n_v + m) / β₀        m₀ = PRIOR_PEOPLE, m = ALIKE_PEOPLE

the means of beta distributions after the data, before which β₀ is 0.85 as if seen in m₀ people, and each answer's rate
is β₀ as if seen in m people: two assemblies of a hundred move β₀ nine tenths of the way, and twenty people of one
answer move β_v a third. Answers that aren't in the file keep β = 1. The product takes answers for independent; where
two of them go together (young, renting), both factors count the same people who left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from selection.model.errors import InputError
from selection.model.folding import fold
from selection.model.problem import Problem
from selection.model.seed import SeedStream
from selection.model.tabular import Source, Table, read_table

#: β₀ without a file of factors.
PRIOR = Fraction(85, 100)
#: m₀, m: so many people is what is believed before any counts worth, of β₀ and of an answer.
PRIOR_PEOPLE, ALIKE_PEOPLE = 20, 40
#: Chances to stay are compared as multiples of one over this.
RESOLUTION = 10**9
#: The key of β₀ among factors and counts.
INTERCEPT = "intercept", ""


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
    """Factors, or counts of past assemblies to learn them from. Raises InputError.

    Factors: a table `feature,value,beta`, in which a row with feature `intercept` gives β₀. Counts: a table
    `feature,value,seated,stayed` (or `invited` for `seated`), with a column `assembly` if it holds several; a row with
    feature `intercept` counts everybody, else the feature with most people does.
    """
    table = read_table(source, name)
    if "stayed" in map(fold, table.header):
        return learn(_read_counts(table, problem))
    beta_at = table.column("beta")
    betas = {}
    for row, cells, key in _keyed(table, problem):
        betas[key] = _beta(table.file, row, table.header[beta_at], cells[beta_at])
    return Dropout(betas.pop(INTERCEPT, PRIOR), betas)


def learn(counts: Mapping[tuple[str, str], tuple[int, int]]) -> Dropout:
    """The shrunk factors of counts by (feature, value), or INTERCEPT for everybody: (had a seat, stayed)."""
    by_feature: dict[str, tuple[int, int]] = {}
    for (feature, _), (seated, stayed) in counts.items():
        before = by_feature.get(feature, (0, 0))
        by_feature[feature] = before[0] + seated, before[1] + stayed
    everybody = by_feature.get(INTERCEPT[0]) or max(by_feature.values(), default=(0, 0))
    intercept = (everybody[1] + PRIOR_PEOPLE * PRIOR) / (everybody[0] + PRIOR_PEOPLE)
    betas = {
        pair: (stayed + ALIKE_PEOPLE * intercept) / (seated + ALIKE_PEOPLE) / intercept
        for pair, (seated, stayed) in counts.items()
        if pair != INTERCEPT
    }
    return Dropout(intercept, betas)


def _keyed(table: Table, problem: Problem) -> Iterator[tuple[int, tuple[str, ...], tuple[str, str]]]:
    """Row number, cells and (feature, value) or INTERCEPT of each row. Raises InputError for a repeated row."""
    columns = table.column("feature"), table.column("value")
    features = {fold(feature): feature for feature in problem.features}
    header = [fold(column) for column in table.header]
    assembly = header.index("assembly") if "assembly" in header else None
    rows = dict[tuple[str, str, str], int]()
    for row, cells in table.rows:
        key = INTERCEPT
        if fold(cells[columns[0]]) != INTERCEPT[0]:
            key = _known(problem, features, table.file, row, columns, cells, table.header)
        unique = (*key, "" if assembly is None else fold(cells[assembly]))
        if unique in rows:
            raise InputError(
                "dropout_twice", file=table.file, row=row, feature=key[0], value=key[1], first_row=rows[unique]
            )
        rows[unique] = row
        yield row, cells, key


def _read_counts(table: Table, problem: Problem) -> dict[tuple[str, str], tuple[int, int]]:
    """(had a seat, stayed) by (feature, value), all assemblies together."""
    seated_at = table.column("seated" if "seated" in map(fold, table.header) else "invited")
    stayed_at = table.column("stayed")
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for row, cells, key in _keyed(table, problem):
        seated, stayed = (_people(table, row, cells, column) for column in (seated_at, stayed_at))
        if stayed > seated:
            column = table.header[stayed_at]
            raise InputError("dropout_stayed", file=table.file, row=row, column=column, value=stayed, seated=seated)
        before = counts.get(key, (0, 0))
        counts[key] = before[0] + seated, before[1] + stayed
    return counts


def _people(table: Table, row: int, cells: Sequence[str], column: int) -> int:
    if not (cells[column].isascii() and cells[column].isdigit() and len(cells[column]) <= 9):
        raise InputError("not_a_count", file=table.file, row=row, column=table.header[column], value=cells[column])
    return int(cells[column])


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
    columns: tuple[int, int],
    cells: Sequence[str],
    header: Sequence[str],
) -> tuple[str, str]:
    feature = features.get(fold(cells[columns[0]]))
    if feature is None:
        raise InputError("dropout_unknown", file=file, row=row, column=header[columns[0]], value=cells[columns[0]])
    values = {fold(value): value for value in problem.features[feature]}
    value = values.get(fold(cells[columns[1]]))
    if value is None:
        raise InputError("dropout_unknown", file=file, row=row, column=header[columns[1]], value=cells[columns[1]])
    return feature, value
