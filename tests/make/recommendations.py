"""Recommendations in each state, from draft to answered."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly, Role
from beraad.days import today
from beraad.extensions import db
from beraad.orm import now
from beraad.recommendations.advice import service as advice
from beraad.recommendations.advice.models import AdviceReport
from beraad.recommendations.advice.service import HandoverData
from beraad.recommendations.answers import deciding
from beraad.recommendations.answers import service as answers
from beraad.recommendations.answers.service import ResponseData
from beraad.recommendations.follow_up import service as follow_up
from beraad.recommendations.follow_up.service import EvidenceData, UpdateData
from beraad.recommendations.models import FormalResponse, Recommendation, Update
from beraad.recommendations.proposals import service as proposals
from beraad.recommendations.proposals.models import Wording, WrittenBy
from beraad.recommendations.proposals.service import RecommendationData
from beraad.recommendations.queries import handover_of
from beraad.recommendations.statuses import Decision, EvidenceKind, Execution, ReasonCategory
from beraad.recommendations.votes import queries as votes
from beraad.recommendations.votes.models import Outcome, Purpose, ShareOf, VoteRound, VotingRule, Way
from beraad.web import uploads
from tests.make import assemblies

#: the smallest file that is taken
PICTURE = b"GIF89a"


def recommendation(assembly: Assembly | None = None, **values: Any) -> Recommendation:
    """A draft."""
    defaults = {"title": "Meer bomen in het dorp", "text": "Plant ieder jaar honderd bomen."}
    data, made_in = RecommendationData(**{**defaults, **values}), assembly or assemblies.assembly()
    handover = handover_of(made_in.id)
    recommendation = proposals.add_recommendation(made_in, data) if handover is None else _late(made_in, data)
    db.session.commit()
    return recommendation


def _late(assembly: Assembly, data: RecommendationData) -> Recommendation:
    """One that was there before the handover, although the test makes it afterwards."""
    last = db.session.scalar(select(func.max(Recommendation.number)).where(Recommendation.assembly_id == assembly.id))
    late = Recommendation(assembly_id=assembly.id, number=(last or 0) + 1, **asdict(data))
    db.session.add(late)
    db.session.flush()
    words = {"title": data.title, "text": data.text}
    db.session.add(Wording(recommendation_id=late.id, version=1, words=words, written_by=WrittenBy.ORGANISER))
    return late


def adopted(assembly: Assembly | None = None, due: date = date(2099, 3, 1), **values: Any) -> Recommendation:
    """A recommendation that the panel voted for, handed over to the council."""
    adopted = recommendation(assembly, **values)
    voted(adopted)
    if handover_of(adopted.assembly_id) is not None:
        adopted.response_due_on = due
        db.session.commit()
        return adopted
    signed_off(assembly_of(adopted))
    advice.hand_over(assembly_of(adopted), HandoverData(date(2020, 1, 1), "de gemeenteraad", due))
    db.session.commit()
    return adopted


def voted(recommendation: Recommendation, votes_for: int = 40, votes_against: int = 5, **values: Any) -> VoteRound:
    """A counted vote of a panel of fifty, of whom three voted blank; `votes` itself has the way to it."""
    moment, assembly_id = now(), recommendation.assembly_id
    rule = votes.rule_of(assembly_id) or VotingRule(
        assembly_id=assembly_id,
        version=1,
        threshold=50,
        share_of=ShareOf.CAST,
        quorum=50,
        is_secret=True,
        most_rounds=2,
        minority_days=7,
        published_at=moment,
    )
    adopted = votes_for > votes_against
    round_ = VoteRound(
        assembly_id=assembly_id,
        number=values.pop("number", recommendation.number),
        purpose=values.pop("purpose", Purpose.ADOPT),
        recommendation=recommendation,
        rule=rule,
        rule_published_at=rule.published_at,
        way=Way.TABLE,
        opened_at=moment,
        closes_at=moment,
        counted_at=moment,
        eligible=50,
        present=votes_for + votes_against + 3,
        votes_for=votes_for,
        votes_against=votes_against,
        votes_blank=3,
        outcome=Outcome.ADOPTED if adopted else Outcome.REJECTED,
        **values,
    )
    if round_.purpose is Purpose.ADOPT:
        recommendation.locked_at, recommendation.adopted = moment, adopted
    db.session.add(round_)
    db.session.commit()
    return round_


def signed_off(assembly: Assembly) -> AdviceReport:
    """The advice with the words of this moment, for which the panel voted."""
    report = advice.compose(assembly)
    about = select(Recommendation).where(Recommendation.assembly_id == assembly.id).limit(1)
    round_ = voted(db.session.scalars(about).one(), purpose=Purpose.SIGN_OFF, text=report.sha256, number=900)
    round_.recommendation = None
    db.session.commit()
    return report


def draft_response(recommendation: Recommendation, *, is_decided: bool = True, **values: Any) -> FormalResponse:
    """The draft of a response to an adopted recommendation, signed by the executive unless said otherwise."""
    official = assemblies.member(assembly_of(recommendation), Role.OFFICIAL)
    draft = answers.draft_response(recommendation, official, response_data(**values))
    if is_decided:
        deciding.sign(draft, assemblies.member(assembly_of(recommendation), Role.EXECUTIVE))
    db.session.commit()
    return draft


def answered(assembly: Assembly | None = None, decision: Decision = Decision.ACCEPTED, **values: Any) -> Recommendation:
    """A recommendation with a published response."""
    answered = adopted(assembly, **values)
    draft = draft_response(answered, decision=decision)
    answers.publish_response(draft, assemblies.member(assembly_of(answered), Role.REGISTRY))
    db.session.commit()
    return answered


def reported_done(answered: Recommendation) -> Update:
    """Work that an official says is done, with a file that shows it; the griffie has not confirmed it."""
    assembly = assembly_of(answered)
    official = assemblies.member(assembly, Role.OFFICIAL)
    answered.execution = Execution.IN_PROGRESS
    proof = EvidenceData(EvidenceKind.PHOTO, "Foto van de bomen", file=uploads.keep(PICTURE))
    data = UpdateData(today(), Execution.DONE, "Alle bomen staan.", evidence=[proof])
    update = follow_up.add_update(answered, Role.OFFICIAL, data, official.id)
    db.session.commit()
    return update


def response_data(decision: Decision = Decision.ACCEPTED, **values: Any) -> ResponseData:
    """Everything that a response needs, whatever it decides."""
    defaults = {
        "reason": "De raad weegt dit zo.",
        "body": "de raad",
        "decided_on": date(2026, 2, 1),
        "what_changes": "Er komen bomen.",
        "not_done": "De bomen in het dal.",
        "owner": "bureau Groen",
        "reason_category": ReasonCategory.FINANCIAL,
        "alternative": "geen",
        "reference": "Groenvisie",
        "reference_date": date(2024, 5, 1),
        "planned_end": date(2099, 1, 1),
        "forwarded_to": "de provincie",
    }
    return ResponseData(decision, **{**defaults, **values})


def assembly_of(recommendation: Recommendation) -> Assembly:
    """The burgerberaad of a recommendation."""
    return db.session.get_one(Assembly, recommendation.assembly_id)
