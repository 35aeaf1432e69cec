"""From seats of profiles to people: panels of people in which equal people have equal chances.

A lottery over profile panels z_j with probabilities p_j gives each of the n_p members of profile p the chance
π_p = Σ_j p_j z_jp / n_p. Here it becomes a lottery over lists of people with those chances:

1. *Tickets.* Each of the M tickets is a panel of its own. The seats of a profile go round its members, so that their
   numbers of tickets differ by one at most. Every ticket of a panel z_j gets the same probability τ, as large as the
   chances allow; tickets of other panels have none.
2. *The rest.* What is left of each p_j is given out in pieces: the z_jp members with the largest need (chance not yet
   given) sit, for as long as their need lasts and until someone who waits must sit. People with equal needs finish
   together, so there are far fewer pieces than people.

Households: m households of one situation take turns. Within a panel slot s belongs to household s + turn (mod m), each
turn lasting 1/m of the panel, so they have equal chances however the panels differ. Then tickets have no probability of
their own, since turns can't make up for it; `turns` sees to it that their seats go round as well.

Probabilities are whole multiples of 1/FINE during the work. The order of members is shuffled by the seed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from selection.model.profiles import Profiles
from selection.model.progress import Progress
from selection.model.seed import SeedStream
from selection.model.tolerances import FINE, SLIVER
from selection.solving.polytope import Ints
from selection.tickets.deal import Tickets
from selection.tickets.household_turns import take_turns
from selection.tickets.waiting_people import Bench, Single

#: A ticket's own probability, as a share of the largest that leaves everyone's chance attainable.
TICKET_SHARE = 0.9


@dataclass(frozen=True)
class Roll:
    """`panels`: lists of ids with `probabilities` in 1/FINE; the first M of them are the tickets."""

    panels: list[list[str]]
    probabilities: list[int]


@dataclass(frozen=True)
class _Seated:
    """A roll in the making: people by number, the place of their id."""

    panels: list[Ints]
    probabilities: list[int]


class Roster:
    """Seats people: `panels` (J × P) with `probabilities` (1/FINE, Σ = FINE) and the tickets' panels."""

    def __init__(self, profiles: Profiles, households: Mapping[str, int], seed: bytes) -> None:
        stream = SeedStream(seed, "members")
        self._ids = sorted(member for profile in profiles.profiles for member in profile.members)
        number = {member: i for i, member in enumerate(self._ids)}
        self._groups: dict[int, list[int]] = {}
        self._benches: list[list[Bench]] = []
        for p, profile in enumerate(profiles.profiles):
            members = list(profile.members)
            stream.shuffle(members)
            if profile.group is None:
                self._benches.append([Bench([number[member] for member in members])])
                continue
            self._groups.setdefault(profile.group, []).append(p)
            by_household: dict[int, list[int]] = {}
            for member in members:
                by_household.setdefault(households[member], []).append(number[member])
            self._benches.append([Bench(by_household[h]) for h in sorted(by_household)])
        self._turns = sorted({m for m in profiles.groups if m > 1})
        self._group_of = [profile.group for profile in profiles.profiles]
        self._count = np.array([len(profile.members) for profile in profiles.profiles], dtype=np.int64)

    def seat(
        self, panels: Ints, probabilities: list[int], tickets: Tickets, progress: Progress, apart: bool = False
    ) -> Roll:
        """Returns the whole roll: a panel of people for every ticket, then the rest in pieces.

        `apart`: the tickets will become other panels, so they are given no probability.
        """
        per_panel = tickets.per_panel
        once = np.ones(len(tickets.others), dtype=np.int64)
        seated = _Seated(self._tickets(np.concatenate([panels, tickets.others]), np.concatenate([per_panel, once])), [])
        waiting = np.where(panels < self._count, panels, 0)  # seats for which somebody waits
        ticket = 0 if self._turns or apart else self._ticket_probability(waiting, probabilities, per_panel)
        own = int(per_panel.sum())
        seated.probabilities.extend([ticket] * own + [0] * (len(seated.panels) - own))
        rest = np.array(probabilities, dtype=np.int64) - ticket * per_panel
        ticket_seats = (per_panel @ waiting).tolist()
        self._set_needs(waiting, probabilities, ticket_seats, ticket, rest.tolist())
        for j, z in enumerate(panels):
            progress.step("people", j, len(panels))
            self._pieces(z, int(rest[j]), seated)
        panels_of_ids = [list(map(self._ids.__getitem__, np.sort(panel).tolist())) for panel in seated.panels]
        return Roll(panels_of_ids, seated.probabilities)

    def _tickets(self, panels: Ints, tickets: Ints) -> list[Ints]:
        """Returns the people on each ticket, in turns; `tickets` of each of `panels`."""
        alone = np.array([group is None for group in self._group_of], dtype=bool)
        members = np.array(
            [member for benches in self._benches for b in benches for member in b.members], dtype=np.int64
        )
        first = np.cumsum(self._count) - self._count
        seats_before = np.zeros_like(self._count)
        people: list[Ints] = []
        for z, how_many in zip(np.where(alone, panels, 0), tickets.tolist(), strict=True):
            profile = np.repeat(np.arange(len(z)), z)
            nth = np.arange(len(profile)) - np.repeat(np.cumsum(z) - z, z)
            turn = seats_before[profile] + nth + z[profile] * np.arange(how_many)[:, None]
            people.extend(members[first[profile] + turn % self._count[profile]])
            seats_before += how_many * z
        return [np.concatenate(parts) for parts in zip(people, self._tickets_of_groups(panels, tickets), strict=True)]

    def _tickets_of_groups(self, panels: Ints, tickets: Ints) -> list[Ints]:
        """Returns the people on each ticket who share a household."""
        people: list[list[int]] = [[] for _ in range(int(tickets.sum()))]
        for profiles in self._groups.values():
            households = len(self._benches[profiles[0]])
            turns = take_turns(np.repeat(panels[:, profiles], tickets, axis=0), households)
            for panel, seats in zip(people, turns, strict=True):
                panel.extend(self._benches[profiles[p]][household].next() for p, household in seats)
        return [np.array(panel, dtype=np.int64) for panel in people]

    def _picks(self, z: Ints, turns: dict[int, int]) -> list[tuple[Bench, int]]:
        """(bench, seats) for every bench that gives seats; `turns[m]`: the turn of m households."""
        picks = []
        slots: dict[int, int] = {}
        for p in np.flatnonzero(z).tolist():
            benches, group = self._benches[p], self._group_of[p]
            if group is None:
                picks.append((benches[0], int(z[p])))
                continue
            for _ in range(int(z[p])):
                slot = slots.get(group, 0)
                slots[group] = slot + 1
                picks.append((benches[(slot + turns.get(len(benches), 0)) % len(benches)], 1))
        return picks

    def _ticket_probability(self, waiting: Ints, probabilities: list[int], tickets: Ints) -> int:
        """τ: no person's chance, no panel's probability and no time of waiting is used up by tickets."""
        p = np.array(probabilities, dtype=float)
        chance, seats = p @ waiting / self._count, tickets @ waiting
        most, least = -(-seats // self._count), seats // self._count
        limits = [(p / np.maximum(tickets, 1))[tickets > 0], (chance / np.maximum(most, 1))[most > 0]]
        for r in range(1, int(waiting.max(initial=0))):
            seats_of_r = np.minimum(waiting, r)
            wait, passed = p @ seats_of_r - r * chance, tickets @ seats_of_r - r * least
            limits.append((wait / np.maximum(passed, 1))[(passed > 0) & (r < waiting.max(axis=0))])
        return max(1, int(TICKET_SHARE * min(float(limit.min(initial=FINE)) for limit in limits)))

    def _set_needs(
        self, waiting: Ints, probabilities: list[int], ticket_seats: list[int], ticket: int, rest: list[int]
    ) -> None:
        for p, benches in enumerate(self._benches):
            column = [(j, z) for j, z in enumerate(waiting[:, p].tolist()) if z]
            share = sum(probabilities[j] * z for j, z in column) // int(self._count[p])
            most = max((z for _, z in column), default=0)
            for bench in benches:
                lasting = [sum(rest[j] * min(z, r) for j, z in column) for r in range(1, most)]
                bench.set_needs(share, ticket_seats[p], ticket, lasting if len(benches) == 1 else [])
        self._single = Single([bench for benches in self._benches for bench in benches])

    def _pieces(self, z: Ints, mass: int, seated: _Seated) -> None:
        """Give out `mass` of panel `z`."""
        ends = sorted({mass * (turn + 1) // m for m in self._turns for turn in range(m)} | {mass})
        begin = 0
        for end in ends:
            if begin < end:
                turns = {m: (begin * m + m - 1) // mass for m in self._turns}  # begin was rounded down
                self._sittings(self._picks(z, turns), begin, end, seated)
                begin = end

    def _sittings(self, picks: list[tuple[Bench, int]], begin: int, end: int, seated: _Seated) -> None:
        """The pieces from `begin` to `end`: a new one whenever somebody's need or wait has passed."""
        always = [member for bench, seats in picks if seats == len(bench.members) for member in bench.members]
        waiting = [(bench, seats) for bench, seats in picks if seats < len(bench.members)]
        row = self._single.row([bench for bench, _ in waiting if bench.place is not None])
        several = [(bench, seats) for bench, seats in waiting if bench.place is None]
        while begin < end:
            calls = [bench.call(seats) for bench, seats in several]
            limits = [limit for _, limit in calls if limit > SLIVER]
            length = min(row.call(), min(limits, default=FINE), end - begin)
            members = list(always)
            for (bench, _), (sitters, _) in zip(several, calls, strict=True):
                members.extend(bench.members[i] for _, i in sitters)
                bench.sit(sitters, length)
            seated.panels.append(np.concatenate([row.members(), np.array(members, dtype=np.int64)]))
            seated.probabilities.append(length)
            row.sit(length)
            begin += length
