"""The composition of a burgerberaad at every stage, answer by answer.

Stages that have not happened yet have no counts. After the draw, the people who signed up are the frozen pool: it stays
when names and addresses have been deleted, so the figures of a report do not change afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.lottery.draw import files
from beraad.lottery.draw import queries as lottery
from beraad.lottery.frozen.disclosure import SMALLEST, shown
from beraad.lottery.quotas import queries as quota_queries
from beraad.lottery.snapshot import Snapshot
from beraad.meetings.models import Attendance, Meeting, Presence, Status
from beraad.panel.models import HOLDING, Seat, SeatState
from beraad.recruitment.office import queries as recruitment
from beraad.reports import invited

Key = tuple[str, str]
#: stands for a count that is not shown
HIDDEN = "x"
#: the stage of who left, which is no part of the way of the others
LEFT = "afgevallen"
ATTENDING = (Presence.PRESENT, Presence.PARTLY)


@dataclass(frozen=True)
class Stage:
    """One stage: people in all, and by (feature, answer). None: not happened, not known or not shown."""

    #: as in the file: "aangemeld", "bijeenkomst 2", …
    code: str
    label: str
    total: int | None
    counts: Mapping[Key, int | None]
    #: people were counted, even if the number is not shown
    is_known: bool

    def shown(self, key: Key | None = None) -> str:
        """Returns the count of an answer, or of all people: HIDDEN if it is not shown, empty if not known."""
        number = self.total if key is None else self.counts.get(key)
        is_known = self.is_known if key is None else key in self.counts
        return str(number) if number is not None else HIDDEN if is_known else ""

    def share(self, key: Key) -> float | None:
        """Returns the part (0 … 1) of the people at this stage who gave an answer, or None."""
        count = self.counts.get(key)
        return count / self.total if count is not None and self.total else None


@dataclass(frozen=True)
class Composition:
    """All stages, in order."""

    #: feature → its answers, in order
    features: Mapping[str, Sequence[str]]
    #: part of the population (0 … 1); None where that is not known
    population: Mapping[Key, float | None]
    #: least and most seats for an answer, as parts (0 … 1) of all seats
    targets: Mapping[Key, tuple[float, float]]
    stages: Sequence[Stage]
    #: whether small counts have been hidden
    is_public: bool = False

    def stage(self, code: str) -> Stage:
        return next(stage for stage in self.stages if stage.code == code)

    def has_passed(self, stage: Stage) -> bool:
        """Returns whether something is known of a later stage, so this stage is final."""
        return any(later.is_known for later in self.stages[self.stages.index(stage) + 1 :])

    @property
    def latest(self) -> Stage | None:
        """The last stage with figures, apart from the people who left."""
        known = [stage for stage in self.stages if stage.is_known and stage.code != LEFT]
        return known[-1] if known else None


def current_composition(assembly: Assembly) -> Composition:
    """Returns the composition at this moment, with all counts."""
    quotas = [feature for feature in quota_queries.quotas(assembly.id) if not feature.is_special]
    features = {feature.name: [answer.answer for answer in feature.answers] for feature in quotas}
    bounds = {(feature.name, answer.answer): answer.bounds for feature in quotas for answer in feature.answers}
    shares = {key: bound.share if bound else None for key, bound in bounds.items()}
    seats = assembly.seats
    targets = {key: (bound.minimum / seats, bound.maximum / seats) for key, bound in bounds.items() if bound}
    draw = lottery.real_draw(assembly.id)
    snapshot = files.public_snapshot(draw) if draw is not None and draw.concluded_at is not None else None
    stages = [*_before(assembly, features, snapshot), *_after(assembly, snapshot)]
    return Composition(features, shares, targets, stages)


def without_small_counts(composition: Composition) -> Composition:
    """Returns what everyone may see: no small count, and none that comes out by taking one stage from another."""
    stages = [_hide(stage, composition, composition.stages[:i]) for i, stage in enumerate(composition.stages)]
    return replace(composition, stages=stages, is_public=True)


def _hide(stage: Stage, composition: Composition, before: Sequence[Stage]) -> Stage:
    counts: dict[Key, int | None] = {}
    for feature, answers in composition.features.items():
        keys = [(feature, answer) for answer in answers if stage.counts.get((feature, answer)) is not None]
        beside = _beside(stage, [[one.counts.get(key) or 0 for key in keys] for one in before], before)
        counts |= dict(zip(keys, shown([stage.counts[key] or 0 for key in keys], beside), strict=True))
    small = stage.total is not None and stage.total < SMALLEST
    return replace(stage, total=None if small else stage.total, counts=counts)


def _beside(stage: Stage, counts: Sequence[Sequence[int]], before: Sequence[Stage]) -> list[Sequence[int]]:
    """The counts from which those of `stage` may be taken: of each stage before it, or of all who left by then.

    Who left is what those who stayed lack; a difference with that is the number of people who came in their place.
    """
    by_code = dict(zip((one.code for one in before), counts, strict=True))
    if stage.code == LEFT:
        return [[drawn - stayed for drawn, stayed in zip(by_code["geloot"], by_code["bevestigd"], strict=True)]]
    return [by_code[one.code] for one in before if one.is_known and one.code != LEFT]


def _before(assembly: Assembly, features: Mapping[str, Sequence[str]], snapshot: Snapshot | None) -> list[Stage]:
    letters = invited.total(assembly.id)
    reached = invited.counts(assembly.id, features) if letters else {}
    if snapshot is not None:
        signed_up, people = dict(snapshot.counts()), len(snapshot.people)
    else:
        counted = recruitment.answer_counts(assembly.id)
        signed_up = {(row.feature, row.value): row.people for row in counted}
        people = recruitment.counts(assembly.id).signed_up
    return [
        _stage("uitgenodigd", _("Uitgenodigd"), letters, reached),
        _stage("aangemeld", _("Aangemeld"), people or None, signed_up),
    ]


def _after(assembly: Assembly, snapshot: Snapshot | None) -> list[Stage]:
    seats = db.session.execute(select(Seat.pool_id, Seat.turn, Seat.state).where(Seat.assembly_id == assembly.id)).all()
    groups = (
        ("geloot", _("Geloot"), [row.pool_id for row in seats if row.turn == 1]),
        ("bevestigd", _("Bevestigd"), [row.pool_id for row in seats if row.state is SeatState.CONFIRMED]),
        (LEFT, _("Afgevallen"), [row.pool_id for row in seats if row.state not in HOLDING]),
    )
    stages = [_of_people(code, label, people if seats else None, snapshot) for code, label, people in groups]
    return [*stages, *_meetings(assembly, snapshot)]


def _meetings(assembly: Assembly, snapshot: Snapshot | None) -> Iterable[Stage]:
    noted: dict[int, list[tuple[str, Presence]]] = {}
    statement = (
        select(Attendance.meeting_id, Seat.pool_id, Attendance.presence)
        .join(Seat, Seat.id == Attendance.seat_id)
        .where(Seat.assembly_id == assembly.id)
    )
    for meeting_id, pool_id, presence in db.session.execute(statement):
        noted.setdefault(meeting_id, []).append((pool_id, presence))
    meetings = db.session.scalars(
        select(Meeting)
        .where(Meeting.assembly_id == assembly.id, Meeting.status != Status.CANCELLED)
        .order_by(Meeting.number)
    )
    for meeting in meetings:
        rows = noted.get(meeting.id, []) if meeting.status is Status.HELD else []
        attendees = [pool_id for pool_id, presence in rows if presence in ATTENDING]
        label = _("Bijeenkomst %(number)d", number=meeting.number)
        yield _of_people(f"bijeenkomst {meeting.number}", label, attendees or None, snapshot)


def _of_people(code: str, label: str, people: Sequence[str] | None, snapshot: Snapshot | None) -> Stage:
    if people is None or snapshot is None:
        return _stage(code, label, None, {})
    return _stage(code, label, len(people), snapshot.counts(people))


def _stage(code: str, label: str, total: int | None, counts: Mapping[Key, int]) -> Stage:
    return Stage(code, label, total, counts if total is not None else {}, total is not None)


@dataclass(frozen=True)
class Unheard:
    """A group that is smaller among the participants than in the population; both shares from 0 to 1."""

    feature: str
    answer: str
    population: float
    share: float


#: a group counts as less heard if its share is below this part of its share of the population
HEARD_ENOUGH = 0.8


def unheard(composition: Composition) -> list[Unheard]:
    """Returns the groups heard less at the latest stage, the smallest ratio first, from shown counts alone."""
    stage = composition.latest
    if stage is None:
        return []
    compared = [
        Unheard(*key, share, part)
        for key, share in composition.population.items()
        if share and (part := stage.share(key)) is not None
    ]
    less = [group for group in compared if group.share < HEARD_ENOUGH * group.population]
    return sorted(less, key=lambda group: group.share / group.population)


def table(composition: Composition) -> tuple[list[str], list[list[str]]]:
    """Returns header and rows of the whole composition for a file, the totals first."""
    header = ["kenmerk", "antwoord", "bevolking", *(stage.code for stage in composition.stages)]
    rows = [["totaal", "", "", *(stage.shown() for stage in composition.stages)]]
    for feature, answers in composition.features.items():
        for answer in answers:
            share = composition.population.get((feature, answer))
            part = "" if share is None else f"{share:.4f}"
            cells = [stage.shown((feature, answer)) for stage in composition.stages]
            rows.append([feature, answer, part, *cells])
    return header, rows
