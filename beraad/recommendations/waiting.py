"""What waits for whom in the advice and the follow-up: votes, the handover, answers, and news of the work."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from beraad.assemblies.models import Assembly, Phase, Role
from beraad.assemblies.waiting import (
    LONG_AGO,
    LONG_AGO_DAY,
    NOW,
    OFFICE,
    SOON_DAY,
    WITHOUT_CLOSED,
    Kind,
    by_number,
    found,
    move_on,
)
from beraad.meetings.models import Attendance
from beraad.panel.models import Seat, SeatState
from beraad.recommendations.models import SHOWN, FormalResponse, Handover, Recommendation, Update
from beraad.recommendations.statuses import UNANSWERED, UNDER_WAY, Execution
from beraad.recommendations.votes.models import HandCount, HandedIn, Outcome, PaperBallot, Purpose, VoteRound, Way
from beraad.recommendations.votes.queries import THERE

IN_FOLLOW_UP = frozenset({Phase.FOLLOW_UP})
AFTER_MEETINGS = IN_FOLLOW_UP | {Phase.ADVICE}
REGISTRY, COUNTERS = frozenset({Role.REGISTRY}), OFFICE | {Role.FACILITATOR}
#: those who write the answer, and those who say how far the work is
WRITERS, OFFICIALS = frozenset({Role.OFFICIAL, Role.EXECUTIVE}), frozenset({Role.OFFICIAL})
#: the work was done, and what it brought still has to be said
TO_ROUND_OFF = frozenset({Execution.DONE, Execution.EVALUATED})
ENDED = frozenset(Execution) - UNDER_WAY - TO_ROUND_OFF

_any = exists().where(Recommendation.assembly_id == Assembly.id)
_handed_over = exists().where(Handover.assembly_id == Assembly.id)
_due = func.coalesce(Recommendation.extended_to, Recommendation.response_due_on)
_draft = exists().where(
    FormalResponse.recommendation_id == Recommendation.id,
    FormalResponse.published_at.is_(None),
    FormalResponse.remark == "",
)
_answered_at = (
    select(func.max(FormalResponse.published_at))
    .where(FormalResponse.recommendation_id == Recommendation.id)
    .correlate(Recommendation)
    .scalar_subquery()
)
_last_update = (
    select(func.max(Update.id))
    .where(Update.recommendation_id == Recommendation.id, SHOWN)
    .correlate(Recommendation)
    .scalar_subquery()
)
#: the day that was named for the next step is near, or nothing was heard for long
_is_silent = or_(
    Update.next_on <= SOON_DAY,
    and_(Update.next_on.is_(None), Update.happened_on < LONG_AGO_DAY),
    and_(Update.id.is_(None), _answered_at < LONG_AGO),
)


_signed_off = exists().where(
    VoteRound.assembly_id == Assembly.id,
    VoteRound.purpose == Purpose.SIGN_OFF,
    VoteRound.outcome == Outcome.ADOPTED,
)
_undecided = or_(
    exists().where(Recommendation.assembly_id == Assembly.id, Recommendation.adopted.is_(None)),
    exists().where(VoteRound.assembly_id == Assembly.id, VoteRound.counted_at.is_(None)),
)


def _adopted(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    mine = Recommendation.assembly_id == Assembly.id, Recommendation.adopted.is_(True)
    return exists().where(*mine, *which)


def _of_each(**columns: Any) -> Select[Any]:
    numbered = {"row_id": Recommendation.id, "number": Recommendation.number}
    return found(Recommendation.assembly_id, **numbered, **columns).where(Recommendation.adopted.is_(True))


def _rounds(*which: ColumnElement[bool], **columns: Any) -> Select[Any]:
    numbered = {"row_id": VoteRound.id, "number": VoteRound.number}
    counted = VoteRound.counted_at.is_(None)
    return found(VoteRound.assembly_id, **numbered, **columns).where(counted, *which)


_advice_handed_over = exists().where(Handover.assembly_id == Recommendation.assembly_id)
_first_counter = (
    select(func.min(HandCount.account_id))
    .where(HandCount.round_id == VoteRound.id)
    .correlate(VoteRound)
    .scalar_subquery()
)
_counters = (
    select(func.count(HandCount.account_id))
    .where(HandCount.round_id == VoteRound.id)
    .correlate(VoteRound)
    .scalar_subquery()
)
_first_reader = (
    select(func.min(PaperBallot.first_by_id))
    .where(PaperBallot.round_id == VoteRound.id, PaperBallot.second.is_(None))
    .correlate(VoteRound)
    .scalar_subquery()
)
_has_voted = exists().where(HandedIn.round_id == VoteRound.id, HandedIn.seat_id == Seat.id)
_is_there = exists().where(
    Attendance.meeting_id == VoteRound.meeting_id, Attendance.seat_id == Seat.id, Attendance.presence.in_(THERE)
)
_to_vote_on = (
    found(Recommendation.assembly_id, count=func.count(), since=func.min(Recommendation.created_at))
    .where(Recommendation.adopted.is_(None), Recommendation.locked_at.is_(None), ~_advice_handed_over)
    .group_by(Recommendation.assembly_id)
)
_to_publish = (
    _of_each(until=_due, maker_id=FormalResponse.prepared_by_id)
    .join(FormalResponse, FormalResponse.recommendation_id == Recommendation.id)
    .where(FormalResponse.published_at.is_(None), FormalResponse.decided_at.is_not(None))
)
_to_decide = (
    _of_each(until=_due)
    .join(FormalResponse, FormalResponse.recommendation_id == Recommendation.id)
    .where(FormalResponse.published_at.is_(None), FormalResponse.decided_at.is_(None))
    .where(FormalResponse.remark == "", FormalResponse.decision_number == "")
)
_to_check = (
    _of_each(until=_due, maker_id=FormalResponse.recorded_by_id)
    .join(FormalResponse, FormalResponse.recommendation_id == Recommendation.id)
    .where(FormalResponse.decided_at.is_(None), FormalResponse.decision_number != "")
)
_to_report_on = (
    _of_each(until=Update.next_on)
    .outerjoin(Update, Update.id == _last_update)
    .where(Recommendation.execution.in_(UNDER_WAY), _is_silent)
)

_waiting_update = (
    select(func.max(Update.id))
    .where(Update.recommendation_id == Recommendation.id, ~SHOWN)
    .correlate(Recommendation)
    .scalar_subquery()
)
_to_confirm = (
    _of_each(since=Update.created_at, maker_id=Update.author_id)
    .join(Update, Update.id == _waiting_update)
    .where(Update.before == Recommendation.execution)
)

KINDS = (
    Kind(
        "recommendations.none",
        lambda _: _l("Schrijf de aanbevelingen van het panel op"),
        "recommendations_proposals.add",
        OFFICE,
        AFTER_MEETINGS,
        rows=found(Assembly.id, until=Assembly.advice_on).where(~_any),
    ),
    Kind(
        "recommendations.vote",
        lambda found: _l("Laat het panel stemmen over voorstellen: %(count)s", count=found.count),
        "recommendations_votes.overview",
        OFFICE,
        AFTER_MEETINGS,
        rows=_to_vote_on,
    ),
    Kind(
        "recommendations.second_count",
        lambda found: _l("Tel stemming %(number)d, als tweede", number=found.number),
        "recommendations_votes.hands",
        COUNTERS,
        WITHOUT_CLOSED,
        by_number,
        _rounds(_counters == 1, maker_id=_first_counter),
        is_urgent=True,
    ),
    Kind(
        "recommendations.second_reading",
        lambda found: _l("Voer de stembriefjes van stemming %(number)d in, als tweede", number=found.number),
        "recommendations_votes.read",
        COUNTERS,
        WITHOUT_CLOSED,
        by_number,
        _rounds(_first_reader.is_not(None), maker_id=_first_reader),
        is_urgent=True,
    ),
    Kind(
        "recommendations.count",
        lambda found: _l("Sluit stemming %(number)d en tel de stemmen", number=found.number),
        "recommendations_votes.detail",
        OFFICE,
        WITHOUT_CLOSED,
        by_number,
        _rounds(or_(VoteRound.closes_at < NOW, _counters >= 2), since=VoteRound.closes_at),
        is_urgent=True,
    ),
    Kind(
        "recommendations.sign_off",
        lambda _: _l("Stel het advies samen en laat het panel de tekst vaststellen"),
        "recommendations_advice.overview",
        OFFICE,
        AFTER_MEETINGS,
        rows=found(Assembly.id, until=Assembly.advice_on).where(_adopted(), ~_handed_over, ~_signed_off, ~_undecided),
    ),
    Kind(
        "recommendations.hand_over",
        lambda _: _l("Leg vast wanneer het panel zijn advies overhandigde"),
        "recommendations_advice.hand_over",
        REGISTRY,
        AFTER_MEETINGS,
        rows=found(Assembly.id, until=Assembly.advice_on).where(_adopted(), ~_handed_over, _signed_off),
    ),
    move_on(
        "recommendations.to_follow_up",
        Phase.ADVICE,
        Phase.FOLLOW_UP,
        found(Assembly.id).where(_handed_over),
    ),
    Kind(
        "recommendations.answer",
        lambda found: _l("Schrijf het antwoord op aanbeveling %(number)d", number=found.number),
        "recommendations_answers.respond",
        WRITERS,
        AFTER_MEETINGS,
        by_number,
        _of_each(until=_due).where(Recommendation.decision.in_(UNANSWERED), _due.is_not(None), ~_draft),
    ),
    Kind(
        "recommendations.decide",
        lambda found: _l("Besluit over het antwoord op aanbeveling %(number)d", number=found.number),
        "recommendations.detail",
        frozenset({Role.EXECUTIVE}),
        AFTER_MEETINGS,
        by_number,
        _to_decide,
    ),
    Kind(
        "recommendations.check",
        lambda found: _l("Kijk het besluit over aanbeveling %(number)d na", number=found.number),
        "recommendations.detail",
        REGISTRY,
        AFTER_MEETINGS,
        by_number,
        _to_check,
        is_told=True,
    ),
    Kind(
        "recommendations.publish",
        lambda found: _l("Bekijk het antwoord op aanbeveling %(number)d en publiceer het", number=found.number),
        "recommendations.detail",
        REGISTRY,
        AFTER_MEETINGS,
        by_number,
        _to_publish,
        is_told=True,
    ),
    Kind(
        "recommendations.report",
        lambda found: _l("Meld hoe het staat met aanbeveling %(number)d", number=found.number),
        "recommendations_follow_up.update",
        OFFICIALS,
        IN_FOLLOW_UP,
        by_number,
        _to_report_on,
    ),
    Kind(
        "recommendations.confirm",
        lambda found: _l(
            "Bekijk het bewijs dat aanbeveling %(number)d is uitgevoerd, en bevestig", number=found.number
        ),
        "recommendations.detail",
        REGISTRY,
        IN_FOLLOW_UP,
        by_number,
        _to_confirm,
    ),
    Kind(
        "recommendations.round_off",
        lambda found: _l("Meld wat aanbeveling %(number)d opleverde", number=found.number),
        "recommendations_follow_up.update",
        OFFICIALS,
        IN_FOLLOW_UP,
        by_number,
        _of_each().where(Recommendation.execution.in_(TO_ROUND_OFF)),
    ),
    move_on(
        "recommendations.to_closed",
        Phase.FOLLOW_UP,
        Phase.CLOSED,
        found(Assembly.id).where(
            _adopted(),
            ~_adopted(or_(Recommendation.decision.in_(UNANSWERED), Recommendation.execution.not_in(ENDED))),
        ),
    ),
)

OWN_KINDS = (
    Kind(
        "recommendations.own_vote",
        lambda found: _l("Stem: stemming %(number)d is open", number=found.number),
        "recommendations_votes_panel.vote",
        frozenset({Role.PANELLIST}),
        WITHOUT_CLOSED,
        by_number,
        _rounds(
            VoteRound.way == Way.PAGES,
            VoteRound.closes_at > NOW,
            Seat.state == SeatState.CONFIRMED,
            _is_there,
            ~_has_voted,
            until_at=VoteRound.closes_at,
            owner_id=Seat.account_id,
        ).join(Seat, Seat.assembly_id == VoteRound.assembly_id),
        is_urgent=True,
    ),
)
