"""The greedy draw that many organisers used: for comparison in reports only, never to draw a panel here.

Each step takes the most urgent value, with the largest (minimum − seats) / (people left), and seats one of its people
at random; when a value is full its people leave the pool. If a value can't reach its minimum the draw starts again. Its
chances can only be estimated by repeating it.
"""

from __future__ import annotations

from dataclasses import dataclass

from selection.model.problem import Problem
from selection.model.progress import Progress, Silent
from selection.model.seed import SeedStream


@dataclass(frozen=True)
class LegacyChances:
    """How often each person was drawn in `panels` successful draws out of `attempts`."""

    panels: int
    attempts: int
    drawn: dict[str, int]

    def chances(self) -> dict[str, float]:
        """Id → share of the panels; all zero when no draw succeeded."""
        return {person: times / max(1, self.panels) for person, times in self.drawn.items()}


def legacy_chances(
    problem: Problem, runs: int, seed: bytes, progress: Progress | None = None, attempts_per_run: int = 100
) -> LegacyChances:
    """Repeats the greedy draw until it has drawn `runs` panels or has failed too often."""
    progress = progress or Silent()
    stream = SeedStream(seed, "legacy")
    drawn = dict.fromkeys(problem.people, 0)
    panels = attempts = 0
    while panels < runs and attempts < runs * attempts_per_run:
        progress.step("legacy", panels, runs)
        attempts += 1
        panel = _Draw(problem, stream).panel()
        if panel is not None:
            panels += 1
            for person in panel:
                drawn[person] += 1
    return LegacyChances(panels, attempts, drawn)


class _Draw:
    def __init__(self, problem: Problem, stream: SeedStream) -> None:
        self._problem, self._stream = problem, stream
        excluded = set(problem.must_not)
        self._pool = {i: answers for i, answers in problem.people.items() if i not in excluded}
        self._quotas = [(f, v, q) for f, values in enumerate(problem.features.values()) for v, q in values.items()]
        self._seats = {(f, v): 0 for f, v, _ in self._quotas}
        self._left = dict.fromkeys(self._seats, 0)
        for answers in self._pool.values():
            for value in enumerate(answers):
                self._left[value] += 1

    def panel(self) -> list[str] | None:
        panel: list[str] = []
        for person in self._problem.must:
            self._seat(person, panel)
        while len(panel) < self._problem.seats:
            candidates = self._candidates()
            if not candidates:
                return None
            self._seat(candidates[self._stream.below(len(candidates))], panel)
        full = all(q.min <= self._seats[f, v] <= q.max for f, v, q in self._quotas)
        return panel if full else None

    def _candidates(self) -> list[str] | None:
        """Returns the people with the most urgent value; None if a value can no longer reach its minimum."""
        urgent: tuple[float, tuple[int, str]] | None = None
        for f, v, q in self._quotas:
            needed, left = q.min - self._seats[f, v], self._left[f, v]
            if needed > left:
                return None
            if left and q.max and (urgent is None or needed / left > urgent[0]):
                urgent = needed / left, (f, v)
        if urgent is None:
            return None
        f, v = urgent[1]
        return [person for person, answers in self._pool.items() if answers[f] == v]

    def _seat(self, person: str, panel: list[str]) -> None:
        if person not in self._pool:
            return
        answers = self._pool[person]
        panel.append(person)
        self._remove(person)
        household = (self._problem.households or {}).get(person)
        if household is not None:
            for other in [i for i in self._pool if (self._problem.households or {}).get(i) == household]:
                self._remove(other)
        for f, v in enumerate(answers):
            self._seats[f, v] += 1
            if self._seats[f, v] >= self._problem.features[list(self._problem.features)[f]][v].max:
                for other in [i for i, values in self._pool.items() if values[f] == v]:
                    self._remove(other)

    def _remove(self, person: str) -> None:
        for value in enumerate(self._pool.pop(person)):
            self._left[value] -= 1
