"""What every panel satisfies, in matrix form over profiles, and as a model for the solver.

A panel has z_p people of profile p. With P profiles and R rows, A a 0/1 matrix,

    lower ≤ A z ≤ upper        row 0: the seats; then one row per value; then one per household situation
    least ≤ z ≤ most           whole numbers

`entries[p]` holds the rows in which profile p stands (always `width` of them, the dump row R where there is none).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from selection.model.constraints import make_constraints
from selection.model.problem import Problem
from selection.model.profiles import Profiles
from selection.model.tolerances import CHANCE, FACE
from selection.solving.solver import Model

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: A row that is missed by less holds; steps after which a point is as near as it gets.
MISSED, STEPS = 1e-10, 20

#: How far a chance, and a row of fixed chances, may be from a bound that it meets.
SNAP, ROW = 1e-6, 1e-5


@dataclass(frozen=True)
class Polytope:
    """Rows are int arrays of length R, columns of length P; `count`: the number of people of a profile.

    `values`: (feature, value) of rows 1 … len(values).
    """

    entries: Ints
    lower: Ints
    upper: Ints
    least: Ints
    most: Ints
    count: Ints
    values: tuple[tuple[str, str], ...]

    @property
    def rows(self) -> int:
        return len(self.lower)

    def times(self, z: NDArray[np.generic]) -> Floats:
        """Returns A z, or for a stack of vectors (m × P) the stack of their images (m × R)."""
        if z.ndim == 1:
            weights = np.repeat(z.astype(float), self.entries.shape[1])
            return np.bincount(self.entries.ravel(), weights, self.rows + 1)[: self.rows].astype(float)
        return np.array([self.times(row) for row in z])

    def transpose_times(self, y: Floats) -> Floats:
        """Aᵀ y: for every profile the sum of its rows' multipliers."""
        multipliers: Floats = np.append(y, 0.0)[self.entries]
        return np.asarray(multipliers.sum(axis=1), dtype=float)

    def matrix(self) -> Floats:
        """Returns A itself (R × P)."""
        A = np.zeros((self.rows + 1, len(self.count)))
        np.put_along_axis(A, self.entries.T, 1.0, axis=0)
        return A[: self.rows]

    def contains(self, z: Ints) -> bool:
        """Returns whether whole numbers z are a panel."""
        image = self.times(z)
        inside = (z >= self.least).all() and (z <= self.most).all()
        return bool(inside and (image >= self.lower).all() and (image <= self.upper).all())

    @cached_property
    def _columns(self) -> list[tuple[NDArray[np.int32], Floats]]:
        kept = [row[row < self.rows].astype(np.int32) for row in self.entries]
        return [(rows, np.ones(len(rows))) for rows in kept]

    def columns(self) -> list[tuple[NDArray[np.int32], Floats]]:
        """Returns the columns of A for `solver.Model`."""
        return list(self._columns)

    def model(self, cost: Sequence[float] | Floats, whole: bool) -> Model:
        """max cᵀz over the panels (`whole`) or over the relaxation."""
        integers = range(len(self.count)) if whole else ()
        return Model(self.columns(), self.lower, self.upper, self.least, self.most, cost, integers)

    def part(self, few: Ints, others: Floats, model: Model) -> Model:
        """Returns `model`, one of this polytope, over the columns `few`; the `others` (P, 0 at these) stay."""
        columns = [self._columns[p] for p in few.tolist()]
        image = self.times(others)
        rows = model.row_lower - image, model.row_upper - image
        return Model(columns, *rows, model.lower[few], model.upper[few], model.cost[few], quick=True)


def make_polytope(problem: Problem, profiles: Profiles) -> Polytope:
    """Returns the constraints of `problem` over its profiles, as arrays."""
    plain = make_constraints(problem, profiles)
    width = len(problem.features) + 2
    entries = [rows + [len(plain.lower)] * (width - len(rows)) for rows in plain.entries]
    return Polytope(
        entries=np.array(entries, dtype=np.int64).reshape(len(entries), width),
        lower=np.array(plain.lower, dtype=np.int64),
        upper=np.array(plain.upper, dtype=np.int64),
        least=np.array(plain.least, dtype=np.int64),
        most=np.array(plain.most, dtype=np.int64),
        count=np.array(plain.count, dtype=np.int64),
        values=tuple(plain.values),
    )


def smallest_face(polytope: Polytope, z: Floats) -> Polytope:
    """Returns the constraints with everything that is tight at `z` kept tight, each z_p rounded up or down."""
    image, low, high = polytope.times(z), polytope.lower, polytope.upper
    floor = np.floor(z + FACE)
    ceiling = floor + (z - floor > FACE)
    return replace(
        polytope,
        lower=np.where(high - image < FACE, high, low),
        upper=np.where(image - low < FACE, low, high),
        least=np.maximum(polytope.least, floor.astype(np.int64)),
        most=np.minimum(polytope.most, ceiling.astype(np.int64)),
    )


def nearest(polytope: Polytope, z: Floats) -> Floats:
    """Returns a point near `z` (P) at which every row holds to rounding.

    Chances that are fixed one by one miss rows by a little.

    Entries and rows that are nearly at a bound are put there, as they are where nothing was rounded. Steps of least
    squares; each person moves equally far.
    """
    room = SNAP * polytope.count
    moved = np.where(z > polytope.most - room, polytope.most, np.where(z < polytope.least + room, polytope.least, z))
    inside = (moved > polytope.least) & (moved < polytope.most)
    scale = np.sqrt(polytope.count[inside])
    for _ in range(STEPS):
        image = polytope.times(moved)
        at_lower, at_upper = image < polytope.lower + ROW, image > polytope.upper - ROW
        rows = np.flatnonzero(at_lower | at_upper)
        missing = (np.where(at_lower, polytope.lower, polytope.upper) - image)[rows]
        if float(np.abs(missing).max(initial=0.0)) <= MISSED:
            return moved if float((np.abs(moved - z) / polytope.count).max(initial=0.0)) < CHANCE else z
        A = polytope.matrix()[rows][:, inside] * scale
        moved[inside] += scale * np.linalg.lstsq(A, missing, rcond=None)[0]
        moved = np.clip(moved, polytope.least, polytope.most)
    return z
