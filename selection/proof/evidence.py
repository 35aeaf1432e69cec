"""How much of a lottery's claims is proven, and by how much the proof falls short.

*Proven* means: by the rule no chance could be higher by more than `PROVEN_ROOM` (for nash and goldilocks: the objective
not better by more than `RULE_GAP`); everybody with chance 0 is proven to be on no panel; and the tickets change a
chance by at most one ticket more than the bound for any list of tickets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selection.model.constraints import Constraints
from selection.model.tolerances import RULE_GAP, UNIT
from selection.proof.certificate import ROOM, Certificate, Proven, most_seats, proven
from selection.proof.findings import Finding
from selection.proof.objective import rule_gap
from selection.proof.ticket_bound import least_change


@dataclass(frozen=True)
class Evidence:
    """Figures in 1/UNIT, changes in 1/UNIT of a ticket.

    `upper_bound`: on the smallest chance of those not proven to be on no panel. `rule_gap`: how much better another
    lottery could be by the rule's own measure; for leximin the largest room. `unfair`, `uneven`: what is missing for
    the chances, and for the tickets, to be proven.
    """

    minimum: int
    upper_bound: int
    rule_gap: int
    ticket_change: int
    ticket_change_bound: int
    unfair: tuple[Finding, ...]
    uneven: tuple[Finding, ...]

    @property
    def gap(self) -> int:
        return self.upper_bound - self.minimum

    @property
    def fair(self) -> bool:
        """Whether the chances are proven to be those of the rule."""
        return not self.unfair

    @property
    def missing(self) -> tuple[Finding, ...]:
        """All that is missing for the lottery to be proven."""
        return self.unfair + self.uneven

    def figures(self) -> dict[str, int]:
        """Returns the figures by their names in a record."""
        names = ("ticket_change", "ticket_change_bound", "minimum", "upper_bound", "gap", "rule_gap")
        return {name: getattr(self, name) for name in names}


def weigh(
    constraints: Constraints, certificate: Certificate, rule: str, chances: list[int], M: int, change: int
) -> Evidence:
    """Returns what the certificate proves about these chances (by profile) and M tickets with this largest change."""
    seats = most_seats(constraints, certificate)
    inequalities = proven(constraints, certificate, chances)
    smallest = min((chance for chance, most in zip(chances, seats, strict=True) if most), default=0)
    least = least_change(constraints, certificate.tickets.multipliers, chances, M)
    own = rule_gap(constraints, certificate, rule, chances) if rule in RULE_GAP else None
    gap = inequalities.upper_bound - smallest
    if rule in RULE_GAP:
        lacking = _objective(rule, own)
    elif rule == "maximin":
        lacking = _minimum(gap)
    else:
        lacking = _rooms(constraints, inequalities)
        own = max(inequalities.rooms, default=0)
    return Evidence(
        minimum=smallest,
        upper_bound=inequalities.upper_bound,
        rule_gap=gap if own is None else own,
        ticket_change=change,
        ticket_change_bound=least,
        unfair=(*_absent(constraints, seats, chances), *lacking),
        uneven=tuple(_tickets(change, least)),
    )


def _absent(constraints: Constraints, seats: list[int], chances: list[int]) -> Iterator[Finding]:
    absent = [p for p, most in enumerate(seats) if most and not chances[p]]
    if absent:
        people = sum(constraints.count[p] for p in absent)
        yield Finding("absent", {"people": people, "person": constraints.first[absent[0]]})


def _objective(rule: str, own: int | None) -> Iterator[Finding]:
    if own is None:
        yield Finding("rule_unproven", {"rule": rule})
    elif own > RULE_GAP[rule] * UNIT:
        yield Finding("rule_open", {"rule": rule, "more": own / UNIT})


def _minimum(gap: int) -> Iterator[Finding]:
    if gap > ROOM:
        yield Finding("minimum_open", {"more": gap / UNIT})


def _rooms(constraints: Constraints, inequalities: Proven) -> Iterator[Finding]:
    wide = [p for p, room in enumerate(inequalities.rooms) if room > ROOM]
    if wide:
        people, widest = sum(constraints.count[p] for p in wide), max(wide, key=lambda p: inequalities.rooms[p])
        more = {"person": constraints.first[widest], "more": inequalities.rooms[widest] / UNIT}
        yield Finding("chance_open", {"people": people, **more})


def _tickets(change: int, least: int) -> Iterator[Finding]:
    if change > least + UNIT:
        yield Finding("tickets_open", {"change": change / UNIT, "bound": least / UNIT})
