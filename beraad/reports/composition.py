"""The composition of a burgerberaad at every stage, answer by answer.

Stages that have not happened yet have no counts. After the draw, who signed up is the frozen pool: it stays when names
and addresses have been deleted, so that the figures of a report do not change afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.lottery.draw import queries as lottery
from beraad.lottery.draw import service as draws
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
HERE = (Presence.PRESENT, Presence.PARTLY)


@dataclass(frozen=True)
class Stage:
    """One moment on the road: people in all, and by (feature, answer). None: not happened, not known or not shown."""

    #: as in the file: "aangemeld", "bijeenkomst 2", …
    code: str
    label: str
    total: int | None
    counts: Mapping[Key, int | None]
    #: people were counted, also when the number is not shown
    is_known: bool

    def told(self, key: Key | None = None) -> str:
        """The count of an answer (or of all people) in a table: HIDDEN when it is not shown, empty when not known."""
        number = self.total if key is None else self.counts.get(key)
        is_known = self.is_known if key is None else key in self.counts
        return str(number) if number is not None else HIDDEN if is_known else ""

    def share(self, key: Key) -> float | None:
        """Part (0 … 1) of the people at this stage who gave an answer."""
        found = self.counts.get(key)
        return found / self.total if found is not None and self.total else None


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
        """Whether something is known of a later stage, so that nothing is to be expected of this one any more."""
        return any(later.is_known for later in self.stages[self.stages.index(stage) + 1 :])

    @property
    def latest(self) -> Stage | None:
        """The last stage of which something is known, people who left aside."""
        known = [stage for stage in self.stages if stage.is_known and stage.code != "afgevallen"]
        return known[-1] if known else None


def of(assembly: Assembly) -> Composition:
    """The composition of this moment, with all counts."""
    quotas = [feature for feature in quota_queries.quotas(assembly.id) if not feature.is_special]
    features = {feature.name: [answer.answer for answer in feature.answers] for feature in quotas}
    bounds = {(feature.name, answer.answer): answer.bounds for feature in quotas for answer in feature.answers}
    shares = {key: found.share if found else None for key, found in bounds.items()}
    seats = assembly.seats
    targets = {key: (found.minimum / seats, found.maximum / seats) for key, found in bounds.items() if found}
    draw = lottery.real_draw(assembly.id)
    snapshot = draws.told(draw) if draw is not None and draw.concluded_at is not None else None
    stages = [*_before(assembly, features, snapshot), *_after(assembly, snapshot)]
    return Composition(features, shares, targets, stages)


def public(found: Composition) -> Composition:
    """The same without small counts: what everyone may see."""
    return replace(found, stages=[_hide(stage, found.features) for stage in found.stages], is_public=True)


def _hide(stage: Stage, features: Mapping[str, Sequence[str]]) -> Stage:
    counts: dict[Key, int | None] = {}
    for feature, answers in features.items():
        keys = [(feature, answer) for answer in answers if stage.counts.get((feature, answer)) is not None]
        counts |= dict(zip(keys, shown([stage.counts[key] or 0 for key in keys]), strict=True))
    small = stage.total is not None and stage.total < SMALLEST
    return replace(stage, total=None if small else stage.total, counts=counts)


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
        ("afgevallen", _("Afgevallen"), [row.pool_id for row in seats if row.state not in HOLDING]),
    )
    stages = [_of_people(code, label, people if seats else None, snapshot) for code, label, people in groups]
    return [*stages, *_meetings(assembly, snapshot)]


def _meetings(assembly: Assembly, snapshot: Snapshot | None) -> Iterable[Stage]:
    noted: dict[int, list[tuple[str, Presence]]] = {}
    chosen = (
        select(Attendance.meeting_id, Seat.pool_id, Attendance.presence)
        .join(Seat, Seat.id == Attendance.seat_id)
        .where(Seat.assembly_id == assembly.id)
    )
    for meeting_id, pool_id, presence in db.session.execute(chosen):
        noted.setdefault(meeting_id, []).append((pool_id, presence))
    meetings = db.session.scalars(
        select(Meeting)
        .where(Meeting.assembly_id == assembly.id, Meeting.status != Status.CANCELLED)
        .order_by(Meeting.number)
    )
    for meeting in meetings:
        rows = noted.get(meeting.id, []) if meeting.status is Status.HELD else []
        here = [pool_id for pool_id, presence in rows if presence in HERE]
        label = _("Bijeenkomst %(number)d", number=meeting.number)
        yield _of_people(f"bijeenkomst {meeting.number}", label, here or None, snapshot)


def _of_people(code: str, label: str, people: Sequence[str] | None, snapshot: Snapshot | None) -> Stage:
    if people is None or snapshot is None:
        return _stage(code, label, None, {})
    return _stage(code, label, len(people), snapshot.counts(people))


def _stage(code: str, label: str, total: int | None, counts: Mapping[Key, int]) -> Stage:
    return Stage(code, label, total, counts if total is not None else {}, total is not None)


@dataclass(frozen=True)
class Unheard:
    """A group that is smaller among those who took part than in the population; both parts from 0 to 1."""

    feature: str
    answer: str
    population: float
    share: float


#: a group counts as less heard when its part is below this part of its part of the population
HEARD_ENOUGH = 0.8


def unheard(found: Composition) -> list[Unheard]:
    """Groups that are heard less at the latest stage, the smallest ratio first; only counts that are shown."""
    stage = found.latest
    if stage is None:
        return []
    compared = [
        Unheard(*key, share, part)
        for key, share in found.population.items()
        if share and (part := stage.share(key)) is not None
    ]
    less = [group for group in compared if group.share < HEARD_ENOUGH * group.population]
    return sorted(less, key=lambda group: group.share / group.population)


def table(found: Composition) -> tuple[list[str], list[list[str]]]:
    """The whole composition as a table for a file: header and rows, the totals first."""
    header = ["kenmerk", "antwoord", "bevolking", *(stage.code for stage in found.stages)]
    rows = [["totaal", "", "", *(stage.told() for stage in found.stages)]]
    for feature, answers in found.features.items():
        for answer in answers:
            share = found.population.get((feature, answer))
            part = "" if share is None else f"{share:.4f}"
            cells = [stage.told((feature, answer)) for stage in found.stages]
            rows.append([feature, answer, part, *cells])
    return header, rows
