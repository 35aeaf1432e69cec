"""What a forger has: the engine's own source, every panel that can be found, and the seal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from selection import dumps, find_lottery
from selection.model.constraints import Constraints, make_constraints
from selection.model.deadline import Deadline
from selection.model.problem import Problem
from selection.model.profiles import Profiles, make_profiles
from selection.model.progress import Silent
from selection.model.seed import SeedStream
from selection.proof.certificate import Certificate
from selection.proof.certificate_record import from_record, to_record
from selection.proof.evidence import weigh
from selection.proof.record import Record, decimal, seal, units
from selection.proof.ticket_bound import largest_change
from selection.proof.verify import Announced
from selection.rules.solve import Solved
from selection.solving.polytope import Floats, Ints, Polytope, make_polytope
from selection.solving.solver import Status
from selection.tickets.lottery import Lottery, publish

TICKETS = 20
RULES = ("leximin", "maximin", "nash", "goldilocks")
#: A chance that is this far from the honest one makes another lottery.
OTHER = 1e-5


@dataclass(frozen=True)
class Forgery:
    """A record, and what whoever checks it knows: what was announced about the honest one."""

    data: bytes
    announced: Announced = field(default_factory=Announced)


@dataclass(frozen=True)
class Workshop:
    """One pool with its honest lotteries, and the luck of the forger."""

    problem: Problem
    number: int

    @cached_property
    def profiles(self) -> Profiles:
        return make_profiles(self.problem)

    @cached_property
    def constraints(self) -> Constraints:
        return make_constraints(self.problem, self.profiles)

    @cached_property
    def polytope(self) -> Polytope:
        return make_polytope(self.problem, self.profiles)

    @cached_property
    def _honest(self) -> dict[str, Lottery]:
        return {}

    def honest(self, rule: str = "leximin") -> Lottery:
        if rule not in self._honest:
            self._honest[rule] = find_lottery(self.problem, rule, tickets=TICKETS)
        return self._honest[rule]

    def record(self, rule: str = "leximin") -> Record:
        """The honest record, to spoil."""
        return deepcopy(self.honest(rule).to_record())

    def stream(self, label: str) -> SeedStream:
        return SeedStream(self.number.to_bytes(8, "big"), label)

    @property
    def known(self) -> Announced:
        """The fingerprint of the honest problem, as announced."""
        return Announced(fingerprints=(self.problem.sha256(),))

    def panel(self, value: Floats) -> Ints | None:
        """The panel of the largest value, by profile."""
        solution = self.polytope.model(value, whole=True).solve("a forged panel")
        return np.rint(solution.x).astype(np.int64) if solution.status is Status.OPTIMAL else None

    @cached_property
    def _extremes(self) -> dict[tuple[int, bool], Ints | None]:
        return {}

    def extreme(self, p: int, worst: bool = False) -> Ints | None:
        """A panel with as many of profile p as can be, or as few."""
        if (p, worst) not in self._extremes:
            self._extremes[p, worst] = self.panel(_one(len(self.polytope.count), p, -1.0 if worst else 1.0))
        return self._extremes[p, worst]

    def favourite(self, worst: bool = False) -> int | None:
        """A profile whose chance a forger can raise (or lower, `worst`), the one that it changes most."""
        z = self.expected("leximin")
        best, change = None, OTHER
        for p in range(len(z)):
            found = self.extreme(p, worst)
            if found is not None and abs(found[p] - z[p]) / self.polytope.count[p] > change:
                best, change = p, abs(found[p] - z[p]) / self.polytope.count[p]
        return best

    def expected(self, rule: str) -> Floats:
        chances = self.honest(rule).chances
        return np.array([chances[p.members[0]] * len(p.members) / 1e12 for p in self.profiles.profiles])

    def mixture(self, panels: list[Ints], rule: str = "leximin", share: float = 1.0) -> Lottery | None:
        """A lottery over these panels, with the rest on honest ones; the engine proves of it what it can."""
        honest = self._profile_panels(rule)
        weights = [share / len(panels)] * len(panels) + [(1 - share) * w for _, w in honest]
        stack = np.array([*panels, *(z for z, _ in honest)])
        kept = np.array(weights) > 0
        solved = Solved(stack[kept], np.array(weights)[kept], (), {})
        made = publish(self.problem, self.profiles, solved, rule, None, TICKETS, Silent(), False, Deadline())
        return made if self.differs(made, rule) else None

    def _profile_panels(self, rule: str) -> list[tuple[Ints, float]]:
        place = {i: p for p, profile in enumerate(self.profiles.profiles) for i in profile.members}
        made = self.honest(rule)
        found = []
        for panel, probability in zip(made.panels, made.probabilities, strict=True):
            z = np.bincount([place[i] for i in panel], minlength=len(self.profiles.profiles)).astype(np.int64)
            found.append((z, probability / 1e12))
        return found

    def differs(self, made: Lottery, rule: str) -> bool:
        honest = self.honest(rule).chances
        return any(abs(made.chances[i] - honest[i]) > OTHER * 1e12 for i in honest)

    @cached_property
    def _friends(self) -> dict[tuple[str, float], Lottery | None]:
        return {}

    def friends(self, rule: str = "leximin", share: float = 1.0) -> Lottery | None:
        """A lottery in which a friend is on as many panels as can be."""
        if (rule, share) not in self._friends:
            self._friends[rule, share] = self._with_a_friend(rule, share)
        return self._friends[rule, share]

    def _with_a_friend(self, rule: str, share: float) -> Lottery | None:
        friend = self.favourite()
        best = None if friend is None else self.extreme(friend)
        return None if best is None else self.mixture([best], rule, share)

    def forged(
        self,
        made: Lottery | Record,
        change: Callable[[Record], object] = lambda record: None,
        certificate: Certificate | Mapping[str, object] | None = None,
    ) -> bytes:
        """The record with another certificate, in which every figure is what a verifier computes, sealed."""
        record = deepcopy(made.to_record() if isinstance(made, Lottery) else made)
        if isinstance(certificate, Certificate):
            certificate = to_record(self.constraints, certificate)
        if certificate is not None:
            record["certificate"] = deepcopy(dict(certificate))
        change(record)
        fit(record)
        return dumps(seal(record))


def _one(P: int, p: int, value: float) -> Floats:
    found = np.zeros(P)
    found[p] = value
    return found


def fit(record: Record) -> None:
    """Make every figure of the record fit its panels, tickets and certificate, so that nothing contradicts it."""
    from selection.proof.given import problem as problem_of

    problem = problem_of(record)
    profiles = make_profiles(problem)
    constraints = make_constraints(problem, profiles)
    mass = dict.fromkeys(problem.people, 0)
    for panel, number in zip(record["panels"], record["probabilities"], strict=True):
        for person in panel:
            mass[person] += units(number) or 0
    chances = [round(sum(mass[i] for i in p.members) / len(p.members)) for p in profiles.profiles]
    record["chances"] = dict.fromkeys(problem.people, 0.0) | {
        i: decimal(chance) for p, chance in zip(profiles.profiles, chances, strict=True) for i in p.members
    }
    record["input_sha256"] = problem.sha256()
    M = len(record["tickets"])
    counts = dict.fromkeys(problem.people, 0)
    for ticket in record["tickets"]:
        for person in record["panels"][ticket]:
            counts[person] += 1
    record["ticket_chances"] = {person: count / M for person, count in counts.items()}
    proofs = from_record(constraints, record["certificate"], chances)
    if proofs is None:
        return
    by_person = {i: chances[p] for p, profile in enumerate(profiles.profiles) for i in profile.members}
    change = largest_change(by_person, counts, M)
    evidence = weigh(constraints, proofs, record["rule"], chances, M, change)
    record.update({name: decimal(figure) for name, figure in evidence.figures().items()}, complete=evidence.fair)
    nowhere = [i for p in proofs.excluded for i in profiles.profiles[p].members]
    record["cannot_be_selected"] = sorted([*nowhere, *record["must_not"]])


def shuffled(record: Record, tickets: list[int]) -> None:
    """These tickets, in the order that the seed gives them."""
    record["tickets"] = sorted(tickets)
    SeedStream(bytes.fromhex(record["seed"]), "tickets").shuffle(record["tickets"])


def without_levels(certificate: Certificate) -> Certificate:
    return replace(certificate, levels=())
