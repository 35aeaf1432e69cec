"""The one adapter to `selection`: calls the engine in the terms of this application, and turns its errors into ours."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from beraad.lottery.bounds import Bounds
from beraad.lottery.errors import ComputationError, DropoutFileError, NoPanelError, QuotaFileError
from beraad.lottery.models import Rule
from beraad.lottery.snapshot import Snapshot, sha256
from beraad.lottery.ticket_numbers import TICKETS
from selection.letters.apportionment import sainte_lague
from selection.model import errors as engine_errors
from selection.model import formats, problem
from selection.model.errors import InputError
from selection.model.pairs import joined as joined
from selection.model.pairs import separate
from selection.model.seed import SeedStream
from selection.panels.alternates import find_reserves
from selection.panels.dropout import Dropout, read_dropout
from selection.panels.replacement import replace_people
from selection.proof import ceremony, inspection
from selection.proof.record import loads, sealed
from selection.proof.verify import verify as verify_record
from selection.rules import outlook as pool_outlook
from selection.rules.legacy import legacy_chances
from selection.rules.outlook import Group as Group
from selection.rules.outlook import Outlook as Outlook
from selection.rules.relaxed import relaxed_chances
from selection.tickets.figures import ticket_figures
from selection.tickets.lottery import find_lottery

#: called with how far a computation is, as (phase, done, total); may raise to stop it
Step = Callable[[str, int, int], None]


def outlook(snapshot: Snapshot) -> Outlook:
    """The state of a pool against its quotas: whether a panel exists, the chances, and who would help most."""
    return pool_outlook.outlook(make_problem(snapshot))


def restored_outlook(values: Mapping[str, Any]) -> Outlook | None:
    """An `Outlook` from `dataclasses.asdict` of it; None if another version of this software stored other fields."""
    return pool_outlook.restored(values)


@dataclass(frozen=True)
class QuotaFile:
    """What a categories file holds: feature → answer → bounds, and feature → feature → answer → answer → bounds."""

    features: Mapping[str, Mapping[str, Bounds]]
    pairs: Mapping[str, Mapping[str, Mapping[str, Mapping[str, Bounds]]]]


def read_categories(content: bytes, name: str) -> QuotaFile:
    """Returns the quotas in a categories file in any of its dialects. Raises `QuotaFileError`."""
    try:
        features, pairs = separate(formats.read_categories(content, name))
    except InputError as error:
        raise QuotaFileError(error.code, **error.params) from error
    return QuotaFile(
        {feature: {value: _bounds(quota) for value, quota in values.items()} for feature, values in features.items()},
        {
            first: {
                second: {v: {w: _bounds(quota) for w, quota in row.items()} for v, row in rows.items()}
                for second, rows in seconds.items()
            }
            for first, seconds in pairs.items()
        },
    )


def _bounds(quota: problem.Quota) -> Bounds:
    return Bounds(quota.min, quota.max, quota.min_flex, quota.max_flex)


def apportion(weights: Sequence[Fraction], seats: int) -> list[int]:
    """Whole seats for weights, by Sainte-Laguë; they add up to `seats`."""
    return sainte_lague(weights, [seats] * len(weights), seats)


def household_numbers(keys: Mapping[str, str | None]) -> dict[str, int]:
    """Pool id → number of the household, for people who share one; the addresses themselves are not in it."""
    return problem.household_numbers(keys, list(keys))


def make_problem(snapshot: Snapshot) -> problem.Problem:
    """The snapshot as the engine reads it."""
    quotas = {f: {v: problem.Quota(low, high) for v, (low, high) in vs.items()} for f, vs in snapshot.quotas.items()}
    answers = {person: snapshot.answers(person) for person in snapshot.people}
    keys = None if snapshot.households is None else {p: str(n) for p, n in snapshot.households.items()}
    pairs = {
        first: {
            second: {v: {w: problem.Quota(*bounds) for w, bounds in row.items()} for v, row in rows.items()}
            for second, rows in seconds.items()
        }
        for first, seconds in snapshot.pairs.items()
    }
    return problem.make_problem(quotas, answers, snapshot.seats, keys, pairs=pairs)


@dataclass(frozen=True)
class Reserves:
    """Pool ids, most useful first. The other figures are shares of quotas that are still met when people leave.

    `met` with these reserves, `met_random` with lists drawn by lot, `met_without` any; `leaving`: people on average.
    """

    ids: Sequence[str]
    met: float
    met_random: float
    met_without: float
    leaving: float


@dataclass(frozen=True)
class Listener:
    """Passes the engine's progress on to `on_step`."""

    on_step: Step

    def step(self, phase: str, done: int, total: int) -> None:
        self.on_step(phase, done, total)


def fair_chances(snapshot: Snapshot, rule: Rule) -> dict[str, float]:
    """Pool id → chance over the relaxed panel constraints, for any rule. Raises `NoPanelError`."""
    try:
        return relaxed_chances(make_problem(snapshot), rule.value)
    except engine_errors.NoPanelError as error:
        raise NoPanelError(reason=error.code, **error.params) from error


@dataclass(frozen=True)
class Legacy:
    """Chances in the traditional greedy draw, estimated from `draws` draws that succeeded; `failures` got stuck."""

    chances: Mapping[str, float]
    draws: int
    failures: int


def legacy(snapshot: Snapshot, draws: int, tries: int) -> Legacy:
    """The traditional draw repeated, for comparison: at most `tries` for each draw that is wanted.

    People with equal answers have equal chances in it, so what was counted is spread evenly over them.
    """
    counted = legacy_chances(make_problem(snapshot), draws, b"beraad comparison", attempts_per_run=tries)
    seats: dict[tuple[str, ...], float] = {}
    members: dict[tuple[str, ...], int] = {}
    for person, share in counted.chances().items():
        answers = snapshot.people[person]
        seats[answers] = seats.get(answers, 0.0) + share
        members[answers] = members.get(answers, 0) + 1
    chances = {person: seats[answers] / members[answers] for person, answers in snapshot.people.items()}
    return Legacy(chances, counted.panels, counted.attempts - counted.panels)


def newcomers(snapshot: Snapshot, staying: Collection[str], seed: str) -> list[str]:
    """People for the seats that `staying` leave empty: fair chances for all who fit; quotas are relaxed if nobody does.

    Raises `NoPanelError` when nobody can join.
    """
    try:
        return list(replace_people(make_problem(snapshot), staying, (), bytes.fromhex(seed)).ids)
    except engine_errors.NoPanelError as error:
        raise NoPanelError(reason=error.code, **error.params) from error
    except engine_errors.SelectionError as error:
        raise ComputationError(code=error.code) from error


@dataclass(frozen=True)
class Leaving:
    """Who is expected to leave: everyone with chance `chance`, or as a table `feature,value,beta` (`factors`) says."""

    chance: Fraction
    factors: str = ""
    #: name of the file with factors
    source: str = ""


def check_leaving(snapshot: Snapshot, leaving: Leaving) -> None:
    """Raise `DropoutFileError` when the factors can't be used."""
    dropout(make_problem(snapshot), leaving)


def dropout(question: problem.Problem, leaving: Leaving) -> Dropout:
    """Who is likely to stay, as the engine reads it. Raises `DropoutFileError`."""
    if not leaving.factors:
        return Dropout(1 - leaving.chance)
    try:
        return read_dropout(leaving.factors.encode(), question, leaving.source)
    except InputError as error:
        raise DropoutFileError(error.code, **error.params) from error


def reserves(
    snapshot: Snapshot, panel: Collection[str], count: int, seed: str, leaving: Leaving, on_step: Step
) -> Reserves:
    """Reserves for the drop-out to be expected. Raises `DropoutFileError`, or `NoPanelError` when nobody can be one."""
    question = make_problem(snapshot)
    factors = dropout(question, leaving)
    try:
        alternates = find_reserves(question, panel, count, bytes.fromhex(seed), factors, Listener(on_step))
    except InputError as error:
        raise NoPanelError(reason=error.code, **error.params) from error
    return Reserves(
        alternates.ids,
        alternates.chosen.met,
        alternates.random.met,
        alternates.without.met,
        alternates.expected_dropout,
    )


#: hash of the drand chain whose rounds may go into the seed
CHAIN = ceremony.CHAIN


#: (root, hash of the list, digits, randomness or empty) → seed (hex) of the tickets
seed_of = ceremony.seed_of
#: signature (hex) of a drand round → its randomness (hex)
randomness_of = ceremony.randomness_of


def find_tickets(snapshot: Snapshot, seed: str, source: Mapping[str, Any], limit: float, on_step: Step) -> bytes:
    """The record (lottery.json) of the fairest lottery for this seed (hex); `source`: what the seed was made of.

    After `limit` seconds of search it is the best lottery found, marked as not complete. What `on_step` raises comes
    through. Raises `NoPanelError` or `ComputationError`.
    """
    question, progress = make_problem(snapshot), Listener(on_step)
    try:
        lottery = find_lottery(
            question, snapshot.rule, bytes.fromhex(seed), snapshot.tickets, progress, limit, spread=True
        )
    except engine_errors.NoPanelError as error:
        raise NoPanelError(reason=error.code, **error.params) from error
    except engine_errors.SelectionError as error:
        raise ComputationError(code=error.code) from error
    return sealed({**lottery.unsealed(), "ceremony": dict(source)})


def public_part(record: bytes, place: str) -> bytes:
    """What is public of a record (lottery.json) that is open for inspection only; `place`: where and with whom."""
    return inspection.public_part(loads(record), sha256(record), place)


def verify(record: bytes, snapshot: Snapshot) -> str:
    """Empty when the record proves itself and is about exactly this snapshot; otherwise codes of what is wrong."""
    return ", ".join(finding.code for finding in verify_record(record, make_problem(snapshot)).findings)


@dataclass(frozen=True)
class Randomness:
    """How random tickets are, as shares of the seats: what two of them have in common, on average and at most.

    `overlap_answers`: when people with equal answers count as the same. `intersections`: from 0 (as if everybody were
    drawn apart) to 1, for combinations of two answers.
    """

    overlap: float
    largest_overlap: float
    overlap_answers: float
    intersections: float


def randomness(record: Mapping[str, Any], snapshot: Snapshot) -> Randomness:
    """The figures about the tickets of a record of this snapshot."""
    figures = ticket_figures(make_problem(snapshot), [record["panels"][ticket] for ticket in record["tickets"]])
    return Randomness(figures.overlap, figures.largest_overlap, figures.overlap_kinds, figures.intersections)


def panel(record: Mapping[str, Any], number: int) -> list[str]:
    """The pool ids on ticket `number` of the record."""
    return sorted(record["panels"][record["tickets"][number]])


def number_from(seed: str) -> int:
    """A number for a rehearsal in which nobody draws balls, from the seed (hex) of its tickets."""
    return SeedStream(bytes.fromhex(seed), "rehearsal number").below(TICKETS)
