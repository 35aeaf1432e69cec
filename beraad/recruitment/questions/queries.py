"""What is asked at sign-up besides the features: settings, days of the meetings, questions of the organiser's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, select

from beraad.assemblies.models import Assembly, AssemblyId, Feature
from beraad.extensions import db
from beraad.recruitment import minimum_age
from beraad.recruitment.models.letters import LetterForm
from beraad.recruitment.models.sign_up import ExtraQuestion, ExtraQuestionId, ExtraReply, ParentAsk, SignUpSettings
from beraad.recruitment.signals import meeting_days


def settings(assembly_id: AssemblyId) -> SignUpSettings:
    """What is asked, and the minimum age; nothing extra if nobody chose. Not for writing: see `service.set_up`."""
    usual = {"minimum_age": minimum_age.DEFAULT, "asks_days": False, "days": [], "asks_needs": False}
    return db.session.get(SignUpSettings, assembly_id) or SignUpSettings(
        assembly_id=assembly_id, parent_asks=ParentAsk.NOTHING, **usual
    )


def days(assembly: Assembly) -> tuple[date, ...]:
    """The days of the meetings on which people are asked whether they can come: of the programme, or as typed."""
    return planned_days(assembly) if settings(assembly.id).asks_days else ()


def planned_days(assembly: Assembly) -> tuple[date, ...]:
    """The days of the meetings: of the programme, or as typed."""
    return meeting_days(assembly) or tuple(date.fromisoformat(day) for day in settings(assembly.id).days)


def privacy_contact(assembly_id: AssemblyId) -> str:
    """How the data protection officer can be reached, as the letters say; empty if nobody filled it in."""
    form = db.session.get(LetterForm, assembly_id)
    return form.privacy_contact if form is not None else ""


def extra_questions(assembly_id: AssemblyId) -> Sequence[ExtraQuestion]:
    """The questions of the organiser's own, in order."""
    mine = select(ExtraQuestion).where(ExtraQuestion.assembly_id == assembly_id)
    return db.session.scalars(mine.order_by(ExtraQuestion.position, ExtraQuestion.id)).all()


def extra_question(assembly: Assembly, question_id: ExtraQuestionId) -> ExtraQuestion:
    """Returns one of the extra questions, or 404."""
    mine = select(ExtraQuestion).where(ExtraQuestion.id == question_id, ExtraQuestion.assembly_id == assembly.id)
    question: ExtraQuestion = db.first_or_404(mine)
    return question


def is_answered(question: ExtraQuestion) -> bool:
    """Whether anybody has answered this question."""
    return bool(db.session.scalar(select(exists().where(ExtraReply.question_id == question.id))))


def special_features(assembly: Assembly) -> list[Feature]:
    """The features whose answers are sealed."""
    return [feature for feature in assembly.features if feature.is_special]
