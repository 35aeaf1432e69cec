"""Expected panel → a lottery over real panels with exactly that expectation, panel by panel.

From the point x pick a panel z in the smallest face that contains x (what is tight stays tight; z_p is x_p rounded up
or down), then step as far as the constraints allow,

    x  ←  (x − α z) / (1 − α)

and go on with the remaining probability 1 − α. Each step makes at least one more constraint tight. Taking z with the
largest weights 1/(1 − f_p)³ − 1/f_p³, f_p the fractional part of x_p, keeps α large: it is at most 1 − f_p where z_p is
rounded down and f_p where it is rounded up, so the extremes count most. People with equal chances leave together, so
the number of panels is far below the number of profiles; with the cube it is a fifth smaller than without.

z is found by diving: an optimal vertex of the face has few fractional entries; the nearest to whole are rounded and the
program solved again from there. Where that gets lost, exchanges of a few people near the vertex find one (`swaps`).
Where they don't either, x may be outside the hull of the panels (the relaxation isn't tight), or the walk came to a
face without any.

In that case the walk goes back. With y the mixture so far and a probability λ left at x', the point

    y + (λ / κ)·(x' − y)    for some κ > λ

is near y, inside all the bounds that were met on the way, and has the probability κ: it is walked from anew, and what
is left then is κ times a λ again. What remains after that is left to column generation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from selection.model.deadline import Deadline
from selection.model.progress import Progress
from selection.model.tolerances import FACE, LEFT_OVER, WHOLE
from selection.solving.diving import among_few, shaken, solve_within
from selection.solving.polytope import Floats, Ints, Polytope
from selection.solving.solver import Status, backend
from selection.solving.swaps import whole_near
from selection.solving.triples import Threes

#: The weights of a step don't see fractional parts nearer to 0 or 1 than this. They are in units of one over its cube:
#: the largest is about 1, the smallest differences are above the solver's tolerance.
SHARPEST = 1e-2

#: κ beside λ; times that a walk goes back, at most; the least by which that must help; λ of a walk that went nowhere.
RETURNED, RETURNS, NEARER, HOPELESS = 8.0, 12, 0.8, 0.1

#: Vertices near which exchanges look for a panel where a dive finds none.
VERTICES = 8

#: The probability that must be left for more than one of them.
WORTH_IT = 1e-3


@dataclass(frozen=True)
class Mixture:
    """`panels` (J × P, whole numbers) with `probabilities` (J); `left` is probability without a panel, at `rest`."""

    panels: Ints
    probabilities: Floats
    left: float
    rest: Floats


def decompose(polytope: Polytope, x: Floats, progress: Progress, deadline: Deadline | None = None) -> Mixture:
    """Panels whose mixture is `x`, a point of the relaxation; some probability is left at the deadline.

    Raises Cancelled.
    """
    deadline = deadline or Deadline()
    mixture = _walked(polytope, _project(polytope, x), progress, deadline)
    for _ in range(RETURNS):
        if mixture.left == 0.0 or mixture.left > HOPELESS or deadline.passed():
            break
        further = _returned(polytope, mixture, progress, deadline)
        if further.left > mixture.left * NEARER:
            break
        mixture = further
    return mixture


def _walked(polytope: Polytope, x: Floats, progress: Progress, deadline: Deadline) -> Mixture:
    walk = _Walk(polytope, x, deadline)
    panels: list[Ints] = []
    probabilities: list[float] = []
    while walk.left > LEFT_OVER:
        progress.step("panels", len(panels), 0)
        z = None if deadline.passed() else walk.panel()
        if z is None:
            return Mixture(_stack(panels, len(x)), np.array(probabilities), walk.left, walk.x)
        panels.append(z)
        probabilities.append(walk.step(z))
    probabilities[-1] += walk.left
    return Mixture(_stack(panels, len(x)), np.array(probabilities), 0.0, walk.x)


def _returned(polytope: Polytope, mixture: Mixture, progress: Progress, deadline: Deadline) -> Mixture:
    """`mixture` with a second walk for what is left of it and some of the rest."""
    left, y = mixture.left, mixture.probabilities @ mixture.panels / (1.0 - mixture.left)
    share = min(0.5, RETURNED * left)
    start = _project(polytope, y + left / share * (mixture.rest - y))
    second = _walked(polytope, start, progress, deadline)
    remains = share * second.left
    probabilities = np.append(mixture.probabilities * (1.0 - share) / (1.0 - left), share * second.probabilities)
    panels = np.vstack([mixture.panels, second.panels])
    if len(second.panels) and remains <= LEFT_OVER:
        probabilities[-1] += remains
        remains = 0.0
    return Mixture(panels, probabilities, remains, second.rest)


def _stack(panels: list[Ints], P: int) -> Ints:
    return np.array(panels, dtype=np.int64).reshape(len(panels), P)


def _project(polytope: Polytope, x: Floats) -> Floats:
    """x with the tight rows met to rounding, where a solver meets them to its tolerance: one least-squares step."""
    image = polytope.times(x)
    nearest = np.rint(image)
    tight = np.flatnonzero(
        (np.abs(image - nearest) < FACE) & ((nearest == polytope.lower) | (nearest == polytope.upper))
    )
    A = polytope.matrix()
    free = (x > polytope.least + FACE) & (x < polytope.most - FACE)
    step = np.linalg.lstsq(A[tight][:, free], (nearest - image)[tight], rcond=None)[0]
    moved = x.copy()
    moved[free] += step
    return np.clip(moved, polytope.least, polytope.most)


class _Walk:
    def __init__(self, polytope: Polytope, x: Floats, deadline: Deadline) -> None:
        self.polytope, self._deadline = polytope, deadline
        self.x = x
        self.left = 1.0
        self._threes = Threes()
        whole = backend() == "cbc"  # nothing is kept warm there: one integer program is the quickest
        self._model = polytope.model(np.zeros(len(x)), whole)

    def panel(self) -> Ints | None:
        """A panel in the smallest face that contains x, or None when there is none."""
        floor = np.floor(self.x + FACE)
        fraction = np.clip(self.x - floor, 0.0, 1.0)
        moving = fraction > FACE
        sharp = np.clip(fraction, SHARPEST, 1 - SHARPEST)
        self._floor, self._fraction, self._moving = floor, fraction, moving
        lower, upper = np.maximum(floor, self.polytope.least), np.minimum(floor + moving, self.polytope.most)
        self._model.set_cost(np.where(moving, (SHARPEST / (1 - sharp)) ** 3 - (SHARPEST / sharp) ** 3, 0.0))
        self._face_rows()
        vertex = solve_within(self._model, lower, upper)
        z = among_few(self.polytope, self._model, lower, upper, vertex, self._deadline)
        if z is None:
            z = whole_near(self._model, self.polytope, lower, upper, vertex, self._deadline, threes=self._threes)
        if z is None and vertex.status is Status.OPTIMAL and self.left > WORTH_IT and not self._model.integers:
            z = self._elsewhere(lower, upper)
        return z if z is not None and self.polytope.contains(z) else None

    def _elsewhere(self, lower: Floats, upper: Floats) -> Ints | None:
        """A panel in the face near its vertices at slightly other costs."""
        cost = self._model.cost
        for number in range(1, VERTICES):
            if self._deadline.passed():
                break
            self._model.set_cost(shaken(cost, number))
            vertex = solve_within(self._model, lower, upper)
            z = whole_near(self._model, self.polytope, lower, upper, vertex, self._deadline, threes=self._threes)
            if z is not None:
                return z
        return None

    def step(self, z: Ints) -> float:
        """Take as much of panel `z` as x contains; gives back the probability it gets."""
        x, left = self.x, self.left
        image, panel = self._image, self.polytope.times(z)
        limits = np.where(z > self._floor, self._fraction, 1 - self._fraction)[self._moving]
        rising, falling = (
            (panel > self.polytope.lower) & ~self._at_lower,
            (panel < self.polytope.upper) & ~self._at_upper,
        )
        low, high = self.polytope.lower, self.polytope.upper
        down = ((image - low) / np.where(rising, panel - low, 1))[rising]
        up = ((high - image) / np.where(falling, high - panel, 1))[falling]
        alpha = min(1.0, *(float(part.min(initial=1.0)) for part in (limits, down, up)))
        if alpha >= 1 - WHOLE:
            self.left = 0.0
            return left
        self.x = np.clip((x - alpha * z) / (1 - alpha), self.polytope.least, self.polytope.most)
        self.left = left * (1 - alpha)
        return left * alpha

    def _face_rows(self) -> None:
        self._image = self.polytope.times(self.x)
        low, high = self.polytope.lower, self.polytope.upper
        self._at_lower, self._at_upper = self._image - low < FACE, high - self._image < FACE
        lower = np.where(self._at_upper, high, low)
        upper = np.where(self._at_lower, low, high)
        for row in np.flatnonzero((lower != self._model.row_lower) | (upper != self._model.row_upper)):
            self._model.set_row(int(row), float(lower[row]), float(upper[row]))
