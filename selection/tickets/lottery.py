"""Problem → lottery: fair chances, panels, people, tickets and the proof, put together.

`find_lottery` is the way in. `publish` is its second half, for whoever has another mixture of profile panels with fair
chances: it seats people, makes the tickets and the record.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain

import numpy as np

from selection.model.constraints import Constraints, make_constraints
from selection.model.deadline import TIME_LIMIT, Deadline
from selection.model.errors import InputError, NoPanelError
from selection.model.problem import Problem
from selection.model.profiles import Profiles, make_profiles
from selection.model.progress import Progress, Silent
from selection.model.seed import SeedStream
from selection.model.statistics import Statistics, statistics
from selection.model.tolerances import FINE, UNIT
from selection.proof.certificate import Certificate, most_seats
from selection.proof.certificate_record import to_record
from selection.proof.evidence import Evidence, weigh
from selection.proof.record import FORMAT, PAIRS_FORMAT, Record, decimal, seal
from selection.proof.ticket_bound import largest_change
from selection.rules import bottlenecks
from selection.rules.existence import refusal
from selection.rules.obvious import obvious
from selection.rules.solve import Solved, solve
from selection.solving.multipliers import certificate
from selection.solving.polytope import Floats, Polytope, make_polytope
from selection.solving.pricing import NothingError
from selection.solving.solver import versions
from selection.tickets.deal import Tickets, make_tickets
from selection.tickets.roster import Roll, Roster
from selection.tickets.spread import Mixing, most_random


@dataclass(frozen=True, repr=False)
class Lottery:
    """A lottery over panels. Probabilities and chances are whole multiples of 1/UNIT; `tickets` index `panels`.

    As numbers from 0 to 1 the chances are `chances_as_floats`, rounded to doubles, and `chances_as_fractions`, exact.

    `evidence`: what the certificate proves, by the arithmetic of the verifier.
    `mixing`: None unless the tickets were spread, and then how far.
    """

    problem: Problem
    rule: str
    seed: bytes
    panels: tuple[tuple[str, ...], ...]
    probabilities: tuple[int, ...]
    tickets: tuple[int, ...]
    chances: Mapping[str, int]
    cannot_be_selected: tuple[str, ...]
    certificate: Certificate
    evidence: Evidence
    software: Mapping[str, str]
    mixing: Mixing | None = None

    def __repr__(self) -> str:
        people, seats = len(self.problem.people), self.problem.seats
        sizes = f"{people} people, {seats} seats, {len(self.panels)} panels, {len(self.tickets)} tickets"
        return f"<Lottery {self.rule}: {sizes}, smallest chance {self.minimum / UNIT:.6f}>"

    @property
    def minimum(self) -> int:
        """The smallest chance of those who aren't proven to be on no panel."""
        return self.evidence.minimum

    @property
    def upper_bound(self) -> int:
        """What no lottery gives everyone who isn't proven to be on no panel."""
        return self.evidence.upper_bound

    @property
    def rule_gap(self) -> int:
        """How much better another lottery could be by the rule's own measure."""
        return self.evidence.rule_gap

    @property
    def complete(self) -> bool:
        """Whether the chances are proven to be those of the rule."""
        return self.evidence.fair

    @property
    def least_change(self) -> int:
        """No list of so many tickets has a smaller largest change of a chance, in 1/UNIT of a ticket."""
        return self.evidence.ticket_change_bound

    @cached_property
    def chances_as_floats(self) -> dict[str, float]:
        """Id → chance, from 0 to 1."""
        return {person: decimal(units) for person, units in self.chances.items()}

    @property
    def chances_as_fractions(self) -> dict[str, Fraction]:
        """Id → chance, exactly as in the record."""
        return {person: Fraction(units, UNIT) for person, units in self.chances.items()}

    @cached_property
    def ticket_counts(self) -> dict[str, int]:
        """Id → number of tickets with this person on the panel."""
        drawn = Counter(chain.from_iterable(self.panels[ticket] for ticket in self.tickets))
        return {person: drawn[person] for person in self.problem.people}

    @cached_property
    def largest_change(self) -> int:
        """The largest difference between M times a chance and the person's number of tickets, in 1/UNIT of a ticket."""
        return largest_change(self.chances, self.ticket_counts, len(self.tickets))

    def statistics(self) -> Statistics:
        """Figures about the chances of everybody in the pool."""
        return statistics(self.chances_as_floats, self.problem.seats)

    def to_record(self) -> Record:
        """Returns the record to publish, sealed with its own hash."""
        return seal(self.unsealed())

    def unsealed(self) -> Record:
        """Returns the record without its hash: for who adds to it, or only wants the bytes of it `sealed`."""
        problem, M = self.problem, len(self.tickets)
        record: Record = {
            "format": PAIRS_FORMAT if problem.pairs else FORMAT,
            "seats": problem.seats,
            "rule": self.rule,
            "seed": self.seed.hex(),
            "people": list(problem.people),
            "categories": problem.categories(),
            "answers": {person: list(problem.own_answers(person)) for person in problem.people},
            "must": list(problem.must),
            "must_not": list(problem.must_not),
            "panels": [list(panel) for panel in self.panels],
            "probabilities": [decimal(units) for units in self.probabilities],
            "chances": self.chances_as_floats,
            "tickets": list(self.tickets),
            "ticket_chances": {person: count / M for person, count in self.ticket_counts.items()},
            **{field: decimal(figure) for field, figure in self.evidence.figures().items()},
            "complete": self.complete,
            "cannot_be_selected": list(self.cannot_be_selected),
            "certificate": to_record(make_constraints(problem, make_profiles(problem)), self.certificate),
            "input_sha256": problem.sha256(),
            "software": dict(self.software),
        }
        if problem.households is not None:
            record["households"] = dict(problem.households)
        if problem.pairs:
            record["pairs"] = problem.pair_quotas()
        if self.mixing is not None:
            record["spread"] = True
        return record


def find_lottery(
    problem: Problem,
    rule: str = "leximin",
    seed: bytes | None = None,
    tickets: int = 1000,
    progress: Progress | None = None,
    time_limit: float | None = TIME_LIMIT,
    spread: bool = False,
) -> Lottery:
    """Returns the fairest lottery by `rule`, as `tickets` equal tickets.

    `seed`: what people are told apart by; left out, the hash of the problem. `time_limit`: seconds after which every
    step ends with what it has, None for never. Where that is the rule, the lottery isn't `complete` and its gap is
    proven. `spread`: the tickets are mixed at random as far as `mixing` says, with these chances.

    Raises NoPanelError with its proof when no panel exists, SolverError when the time is up before a panel or that
    proof was found, InputError for an unknown rule or number of tickets, Cancelled when
    `progress` asks.
    """
    if isinstance(tickets, bool) or not isinstance(tickets, int) or not 1 <= tickets <= 1_000_000:
        raise InputError("bad_argument", argument="tickets", value=tickets, reason="must be from 1 to 1000000")
    progress = progress or Silent()
    profiles = make_profiles(problem)
    polytope = make_polytope(problem, profiles)
    deadline = Deadline(time_limit)
    reason = obvious(problem)
    if reason is not None:
        raise refusal(problem, polytope, reason, deadline)
    try:
        solved = solve(polytope, rule, progress, deadline)
    except NothingError:
        raise refusal(problem, polytope, NoPanelError("no_panel"), deadline) from None
    return publish(problem, profiles, solved, rule, seed, tickets, progress, spread, deadline)


def publish(
    problem: Problem,
    profiles: Profiles,
    solved: Solved,
    rule: str,
    seed: bytes | None,
    tickets: int,
    progress: Progress,
    spread: bool = False,
    deadline: Deadline | None = None,
) -> Lottery:
    """Seat people on the mixture of profile panels in `solved`, and make the tickets and the proof."""
    deadline = deadline or Deadline()
    seed = seed if seed is not None else bytes.fromhex(problem.sha256())
    constraints, polytope = make_constraints(problem, profiles), make_polytope(problem, profiles)
    ticketed = make_tickets(polytope, solved.panels, solved.probabilities, tickets, progress, deadline)
    roll = _seated(problem, profiles, solved, ticketed, seed, progress, apart=spread)
    mixing = None
    if spread:
        roll.panels[:tickets], mixing = most_random(problem, roll.panels[:tickets], seed, progress, deadline)
    panels, probabilities, drawn = _merge(roll, tickets)
    chances = profile_chances(profiles, panels, probabilities)
    proof = _certificate(constraints, polytope, solved, rule, chances, ticketed.multipliers)
    SeedStream(seed, "tickets").shuffle(drawn)
    by_person = _by_person(problem, profiles, chances)
    change = largest_change(by_person, Counter(chain.from_iterable(panels[ticket] for ticket in drawn)), tickets)
    return Lottery(
        problem=problem,
        rule=rule,
        seed=seed,
        panels=panels,
        probabilities=probabilities,
        tickets=tuple(drawn),
        chances=by_person,
        cannot_be_selected=_nowhere(problem, profiles, set(proof.excluded)),
        certificate=proof,
        evidence=weigh(constraints, proof, rule, chances, tickets, change),
        software={"python": platform.python_version(), "numpy": np.__version__, **versions()},
        mixing=mixing,
    )


def _seated(
    problem: Problem,
    profiles: Profiles,
    solved: Solved,
    ticketed: Tickets,
    seed: bytes,
    progress: Progress,
    apart: bool,
) -> Roll:
    """Returns the people on the panels of `solved` and on the tickets."""
    shares = _whole(solved.probabilities.tolist(), FINE)
    roster = Roster(profiles, problem.households or {}, seed)
    return roster.seat(solved.panels, shares, ticketed, progress, apart=apart)


def _certificate(
    constraints: Constraints,
    polytope: Polytope,
    solved: Solved,
    rule: str,
    chances: Sequence[int],
    multipliers: Floats,
) -> Certificate:
    """Returns what proves these chances (1/UNIT, by profile); `multipliers` of the tickets."""
    proof = certificate((), solved.excluded, solved.objective, multipliers)
    able = replace(polytope, most=np.array(most_seats(constraints, proof), dtype=np.int64))
    levels = bottlenecks.levels(constraints, able, proof, solved.levels, chances, first=rule != "leximin")
    return replace(proof, levels=levels)


def _whole(shares: list[float], unit: int) -> list[int]:
    """`shares` (Σ ≈ 1) as whole multiples of 1/unit that add up to 1; the largest takes what rounding leaves."""
    whole = [round(share * unit) for share in shares]
    largest = max(range(len(whole)), key=lambda j: (whole[j], -j))
    whole[largest] += unit - sum(whole)
    return whole


def _merge(roll: Roll, M: int) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...], list[int]]:
    """Equal panels made one, in the order of their ids; probabilities in 1/UNIT; the panel of each ticket, in order."""
    mass: dict[tuple[str, ...], int] = {}
    for panel, units in zip(roll.panels, roll.probabilities, strict=True):
        mass[tuple(panel)] = mass.get(tuple(panel), 0) + units
    panels = sorted(mass)
    rounded = _whole([mass[panel] / FINE for panel in panels], UNIT)
    drawn = {tuple(panel) for panel in roll.panels[:M]}
    kept = [j for j, panel in enumerate(panels) if rounded[j] or panel in drawn]
    place = {panels[j]: i for i, j in enumerate(kept)}
    tickets = sorted(place[tuple(panel)] for panel in roll.panels[:M])
    return tuple(panels[j] for j in kept), tuple(rounded[j] for j in kept), tickets


def profile_chances(profiles: Profiles, panels: Sequence[Sequence[str]], probabilities: Sequence[int]) -> list[int]:
    """Returns the chance of a member by profile, in 1/UNIT: the mean of their panels' probabilities."""
    profile_of = {member: p for p, profile in enumerate(profiles.profiles) for member in profile.members}
    mass = np.zeros(len(profiles.profiles), dtype=np.int64)
    for panel, units in zip(panels, probabilities, strict=True):
        mass += units * np.bincount(list(map(profile_of.__getitem__, panel)), minlength=len(mass))
    return [round(Fraction(m, len(p.members))) for m, p in zip(mass.tolist(), profiles.profiles, strict=True)]


def _by_person(problem: Problem, profiles: Profiles, chances: Sequence[int]) -> dict[str, int]:
    by_person = dict.fromkeys(problem.people, 0)
    for profile, units in zip(profiles.profiles, chances, strict=True):
        by_person.update(dict.fromkeys(profile.members, units))
    return by_person


def _nowhere(problem: Problem, profiles: Profiles, nowhere: Set[int]) -> tuple[str, ...]:
    excluded = [member for p in nowhere for member in profiles.profiles[p].members]
    return tuple(sorted([*excluded, *problem.must_not]))
