"""The traditional greedy draw, only to compare with: fill the neediest quota first, start again when stuck.

Repeat until k people are chosen: among the answers whose minimum m_v is not reached, take the one with the largest
(m_v − chosen_v) / remaining_v and choose one of its remaining people by lot; when all minimums are reached, choose
anyone who remains. An answer at its maximum leaves with all its people. A draw in which an answer can no longer reach
its minimum, or nobody remains, has failed and starts again. Chances are the shares of many such draws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from beraad.lottery.engine import random_below
from beraad.lottery.snapshot import Snapshot

#: people that all draws together may go through; more people, fewer draws
WORK = 120_000
FEWEST_DRAWS, MOST_DRAWS = 40, 400
#: draws that are tried for each that is wanted: some pools make most of them fail
TRIES = 2


@dataclass(frozen=True)
class Legacy:
    """Estimated chance per person, over `draws` draws that succeeded; `failures` had to start again."""

    chances: Mapping[str, float]
    draws: int
    failures: int


def estimate(snapshot: Snapshot, seed: bytes = b"beraad legacy comparison") -> Legacy:
    """The chances of the greedy draw; `draws` is 0 when it can't find a panel."""
    wanted = max(FEWEST_DRAWS, min(MOST_DRAWS, WORK // len(snapshot.people)))
    members: dict[tuple[str, ...], int] = {}
    for answers in snapshot.people.values():
        members[answers] = members.get(answers, 0) + 1
    below = random_below(seed, "legacy")
    seats = dict.fromkeys(members, 0)
    done = failures = 0
    while done < wanted and done + failures < TRIES * wanted:
        panel = _Draw(snapshot, members).run(below)
        if panel is None:
            failures += 1
            continue
        done += 1
        for answers, chosen in panel.items():
            seats[answers] += chosen
    chances = {
        person: seats[answers] / (members[answers] * done) if done else 0.0
        for person, answers in snapshot.people.items()
    }
    return Legacy(chances, done, failures)


class _Draw:
    """One greedy draw, over people with equal answers at once."""

    def __init__(self, snapshot: Snapshot, members: Mapping[tuple[str, ...], int]) -> None:
        self.seats = snapshot.seats
        self.quotas = [snapshot.quotas[feature] for feature in snapshot.features]
        self.left = dict(members)
        self.chosen: dict[tuple[str, ...], int] = {}
        self.held = [dict.fromkeys(quota, 0) for quota in self.quotas]
        self.remaining = [dict.fromkeys(quota, 0) for quota in self.quotas]
        for answers, count in members.items():
            for f, answer in enumerate(answers):
                self.remaining[f][answer] += count

    def run(self, below: Callable[[int], int]) -> dict[tuple[str, ...], int] | None:
        """Seats per answers; None when the draw got stuck."""
        for _ in range(self.seats):
            need = self._neediest()
            if need == "stuck":
                return None
            group = [a for a in self.left if need is None or a[need[0]] == need[1]]
            total = sum(self.left[answers] for answers in group)
            if not total:
                return None
            self._take(self._pick(group, below(total)))
        short = any(self.held[f][a] < low for f, quota in enumerate(self.quotas) for a, (low, _) in quota.items())
        return None if short else self.chosen

    def _neediest(self) -> tuple[int, str] | str | None:
        worst, need = 0.0, None
        for f, quota in enumerate(self.quotas):
            for answer, (low, _high) in quota.items():
                missing, remaining = low - self.held[f][answer], self.remaining[f][answer]
                if missing > remaining:
                    return "stuck"
                if missing > 0 and missing / remaining > worst:
                    worst, need = missing / remaining, (f, answer)
        return need

    def _pick(self, group: list[tuple[str, ...]], place: int) -> tuple[str, ...]:
        for answers in group:
            place -= self.left[answers]
            if place < 0:
                return answers
        raise AssertionError("the place lies within the group")

    def _take(self, answers: tuple[str, ...]) -> None:
        self.chosen[answers] = self.chosen.get(answers, 0) + 1
        self._remove(answers, 1)
        for f, answer in enumerate(answers):
            self.held[f][answer] += 1
            if self.held[f][answer] == self.quotas[f][answer][1]:
                for other in [a for a in self.left if a[f] == answer]:
                    self._remove(other, self.left[other])

    def _remove(self, answers: tuple[str, ...], count: int) -> None:
        self.left[answers] -= count
        if not self.left[answers]:
            del self.left[answers]
        for f, answer in enumerate(answers):
            self.remaining[f][answer] -= count
