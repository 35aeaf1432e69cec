"""Seats of one household situation → households: nobody twice on a ticket, and everybody as often as can be.

The m households of a situation are alike. Ticket t gives z_tp seats to people of profile p, together at most m; each
seat goes to another household. Seats are the edges of a bipartite graph between tickets and profiles, households are
colours: at a ticket no colour twice, at a profile each colour equally often, but for one. Such a colouring always
exists (de Werra 1971). Here households take turns, and where a profile has one household two times or more oftener than
another, the two are exchanged along a path of tickets that ends where that makes nothing worse.
"""

from __future__ import annotations

from selection.solving.polytope import Ints


def take_turns(seats: Ints, m: int) -> list[list[tuple[int, int]]]:
    """For `seats` (tickets × profiles): for every ticket its seats as (profile, household below m)."""
    turns = _Turns(seats.shape[1], m)
    for row in seats.tolist():
        turns.add([p for p, z in enumerate(row) for _ in range(z)])
    turns.level()
    return [sorted((p, household) for household, p in ticket.items()) for ticket in turns.tickets]


class _Turns:
    """`tickets`: for each ticket, household → profile."""

    def __init__(self, profiles: int, m: int) -> None:
        self.tickets: list[dict[int, int]] = []
        self._m, self._next = m, 0
        # profile → household → its tickets; dictionaries, since their order is always the same
        self._of: list[list[dict[int, None]]] = [[{} for _ in range(m)] for _ in range(profiles)]

    def add(self, slots: list[int]) -> None:
        """One more ticket, with seats for these profiles; the households whose turn it is have them."""
        ticket = {}
        for p in slots:
            household = self._next % self._m
            self._next += 1
            ticket[household] = p
            self._of[p][household][len(self.tickets)] = None
        self.tickets.append(ticket)

    def level(self) -> None:
        """Exchange households until each profile has them all equally often, but for one."""
        for households in self._of:
            while True:
                numbers = [len(tickets) for tickets in households]
                if max(numbers) - min(numbers) < 2:
                    break
                self._exchange(households, numbers.index(max(numbers)), numbers.index(min(numbers)))

    def _exchange(self, households: list[dict[int, None]], a: int, b: int) -> None:
        """One ticket less for household a and one more for b, there; elsewhere no difference between them grows."""
        path: dict[int, None] = {}
        while True:
            ticket = next(ticket for ticket in households[a] if ticket not in path)
            path[ticket] = None
            other = self.tickets[ticket].get(b)
            if other is None:
                break
            households = self._of[other]
            if len(households[b]) > len(households[a]):
                break
        for ticket in path:
            profile_of = self.tickets[ticket]
            seats = [(household, profile_of.pop(household)) for household in (a, b) if household in profile_of]
            for household, p in seats:  # all out before any in: both seats may be of the same profile
                del self._of[p][household][ticket]
            for household, p in seats:
                profile_of[a + b - household] = p
                self._of[p][a + b - household][ticket] = None
