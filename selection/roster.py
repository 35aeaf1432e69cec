"""From seats of profiles to people: panels of people in which equal people have equal chances.

A lottery over profile panels z_j with probabilities p_j gives each of the n_p members of profile p the chance
π_p = Σ_j p_j z_jp / n_p. Here it becomes a lottery over lists of people with those chances:

1. *Tickets.* Each of the M tickets is a panel of its own. The seats of a profile go round its members, so that their
   numbers of tickets differ by one at most. Every ticket gets the same probability τ, as large as the chances allow.
2. *The rest.* What is left of each p_j is given out in pieces: the z_jp members with the largest need (chance not yet
   given) sit, for as long as their need lasts and until someone who waits must sit. People with equal needs finish
   together, so there are far fewer pieces than people.

Households: m households of one situation take turns. Within a panel slot s belongs to household s + turn (mod m), each
turn lasting 1/m of the panel, so they have equal chances however the panels differ. Then a ticket's own probability is
kept negligible, since turns can't make up for it.

Probabilities are whole multiples of 1/FINE during the work. The order of members is shuffled by the seed.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from selection.polytope import Ints
from selection.profiles import Profiles
from selection.progress import Progress
from selection.seed import SeedStream
from selection.tolerances import FINE, SLIVER

#: A ticket's own probability, as a share of the largest that leaves everyone's chance attainable.
TICKET_SHARE = 0.9


class Bench:
    """Members who wait for the same seats. `needs`: a heap of (−need, place in `members`)."""

    def __init__(self, members: list[str]) -> None:
        self.members = members
        self.needs: list[tuple[int, int]] = []
        self._given = 0

    def tickets(self, seats: int) -> list[str]:
        """The next `seats` members in the round; they get a ticket."""
        start, n = self._given, len(self.members)
        self._given += seats
        return [self.members[i % n] for i in range(start, start + seats)]

    def set_needs(self, share: int, ticket: int) -> None:
        """Everybody needs `share`, less what their tickets gave."""
        full, more = divmod(self._given, len(self.members))
        self.needs = [(-(share - ticket * (full + (i < more))), i) for i in range(len(self.members))]
        heapq.heapify(self.needs)


@dataclass(frozen=True)
class Roll:
    """`panels`: lists of ids with `probabilities` in 1/FINE; the first M of them are the tickets."""

    panels: list[list[str]]
    probabilities: list[int]


class Roster:
    """Seats people. `panels` (J × P) with `probabilities` (1/FINE, Σ = FINE) and `tickets` (J, Σ = M)."""

    def __init__(self, profiles: Profiles, households: Mapping[str, int], seed: bytes) -> None:
        stream = SeedStream(seed, "members")
        self._groups: dict[int, list[int]] = {}
        self._benches: list[list[Bench]] = []
        for p, profile in enumerate(profiles.profiles):
            members = list(profile.members)
            stream.shuffle(members)
            if profile.group is None:
                self._benches.append([Bench(members)])
                continue
            self._groups.setdefault(profile.group, []).append(p)
            by_household: dict[int, list[str]] = {}
            for member in members:
                by_household.setdefault(households[member], []).append(member)
            self._benches.append([Bench(by_household[h]) for h in sorted(by_household)])
        self._turns = sorted({m for m in profiles.groups if m > 1})
        self._group_of = [profile.group for profile in profiles.profiles]

    def seat(self, panels: Ints, probabilities: list[int], tickets: Ints, progress: Progress) -> Roll:
        """The whole roll: a panel of people for every ticket, then the rest in pieces."""
        roll = Roll([], [])
        for z, how_many in zip(panels, tickets.tolist(), strict=True):
            for _ in range(how_many):
                turn = len(roll.panels)
                picks = self._picks(z, dict.fromkeys(self._turns, turn))
                roll.panels.append(sorted(m for _, bench, seats in picks for m in bench.tickets(seats)))
        ticket = 1 if self._turns else self._ticket_probability(panels, probabilities, tickets)
        roll.probabilities.extend([ticket] * len(roll.panels))
        self._set_needs(panels, probabilities, ticket)
        rest = np.array(probabilities, dtype=np.int64) - ticket * tickets
        after = (panels > 0).T @ rest
        for j, z in enumerate(panels):
            progress.step("people", j, len(panels))
            after = after - np.where(z > 0, rest[j], 0)
            self._pieces(z, int(rest[j]), after, roll)
        return roll

    def _picks(self, z: Ints, turns: dict[int, int]) -> list[tuple[int, Bench, int]]:
        """(profile, bench, seats) for every bench that gives seats; `turns[m]`: the turn of m households."""
        picks = []
        slots: dict[int, int] = {}
        for p in np.flatnonzero(z).tolist():
            benches, group = self._benches[p], self._group_of[p]
            if group is None:
                picks.append((p, benches[0], int(z[p])))
                continue
            for _ in range(int(z[p])):
                slot = slots.get(group, 0)
                slots[group] = slot + 1
                picks.append((p, benches[(slot + turns.get(len(benches), 0)) % len(benches)], 1))
        return picks

    def _ticket_probability(self, panels: Ints, probabilities: list[int], tickets: Ints) -> int:
        """τ: no person's chance, no panel's probability and no waiting time is used up by tickets."""
        p = np.array(probabilities, dtype=float)
        count = np.array([sum(len(bench.members) for bench in benches) for benches in self._benches])
        chance, seats = p @ panels / count, tickets @ panels
        most, least = -(-seats // count), seats // count
        there = panels > 0
        waiting, passed = p @ there - chance, tickets @ there - least
        limits = [
            (p / np.maximum(tickets, 1))[tickets > 0],
            (chance / np.maximum(most, 1))[most > 0],
            (waiting / np.maximum(passed, 1))[(passed > 0) & (waiting > SLIVER)],
        ]
        return max(1, int(TICKET_SHARE * min(float(limit.min(initial=FINE)) for limit in limits)))

    def _set_needs(self, panels: Ints, probabilities: list[int], ticket: int) -> None:
        for p, benches in enumerate(self._benches):
            column = panels[:, p].tolist()
            mass = sum(m * z for m, z in zip(probabilities, column, strict=True) if z)
            share = mass // sum(len(bench.members) for bench in benches)
            for bench in benches:
                bench.set_needs(share, ticket)

    def _pieces(self, z: Ints, mass: int, after: Ints, roll: Roll) -> None:
        """Give out `mass` of panel `z`; `after[p]`: probability after this panel in which p has seats."""
        ends = sorted({mass * (turn + 1) // m for m in self._turns for turn in range(m)} | {mass})
        done = 0
        for end in ends:
            picks = self._picks(z, {m: done * m // mass for m in self._turns}) if done < end else []
            while done < end:
                piece, panel = _piece(picks, end - done, after + (mass - done))
                roll.panels.append(panel)
                roll.probabilities.append(piece)
                done += piece


def _piece(picks: list[tuple[int, Bench, int]], longest: int, lasting: Ints) -> tuple[int, list[str]]:
    """Seat those with the largest need, for as long as nobody's need or turn is passed; at most `longest`."""
    panel: list[str] = []
    taken: list[tuple[Bench, list[tuple[int, int]]]] = []
    length = longest
    for p, bench, seats in picks:
        if seats == len(bench.members):
            panel.extend(bench.members)
            continue
        chosen = [heapq.heappop(bench.needs) for _ in range(seats)]
        taken.append((bench, chosen))
        panel.extend(bench.members[i] for _, i in chosen)
        for limit in (-chosen[-1][0], int(lasting[p]) + bench.needs[0][0]):
            if SLIVER < limit < length:
                length = limit
    for bench, chosen in taken:
        for need, i in chosen:
            heapq.heappush(bench.needs, (need + length, i))
    return length, sorted(panel)
