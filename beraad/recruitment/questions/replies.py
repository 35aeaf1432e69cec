"""The answers at sign-up other than the person's details and the open features."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, select

from beraad.assemblies.models import AssemblyId, FeatureId
from beraad.extensions import db
from beraad.recruitment.models.registration import Registration, RegistrationId
from beraad.recruitment.models.sign_up import DayReply, ExtraQuestion, ExtraReply, Purpose
from beraad.recruitment.questions import consents, needs, parents, question_set, special
from beraad.recruitment.questions.needs import Needs
from beraad.recruitment.questions.parents import Parent

#: how the names of our columns in files begin; nothing is read from them in files that come in
DAY_COLUMN, EXTRA_COLUMN = "kan op ", "vraag: "


@dataclass(frozen=True)
class Replies:
    """Answers to all that was asked; a part that is None was not asked, and stays as it was."""

    #: day of a meeting → whether they can come; without the days they are not sure of
    days: Mapping[date, bool] | None = None
    #: id of the extra question → answer
    extra: Mapping[int, str] = field(default_factory=dict)
    needs: Needs | None = None
    parent: Parent | None = None
    #: id of the special feature → answer
    special: Mapping[FeatureId, str] | None = None
    #: to which texts they agreed, and the language in which they read them
    agreed: frozenset[Purpose] = frozenset()
    language: str = "nl"


def store(registration: Registration, replies: Replies) -> None:
    """Replace what this person answered before by `replies`, as far as it was asked."""
    registration_id = registration.id
    if replies.days is not None:
        db.session.execute(delete(DayReply).where(DayReply.registration_id == registration_id))
        db.session.add_all(
            DayReply(registration_id=registration_id, day=day, can_come=can) for day, can in replies.days.items()
        )
    if replies.extra:
        before = ExtraReply.registration_id == registration_id, ExtraReply.question_id.in_(replies.extra)
        db.session.execute(delete(ExtraReply).where(*before))
        db.session.add_all(
            ExtraReply(registration_id=registration_id, question_id=question_id, text=text)
            for question_id, text in replies.extra.items()
            if text
        )
    if replies.needs is not None:
        needs.store(registration_id, replies.needs)
    if replies.parent is not None:
        parents.store(registration_id, replies.parent)
    if replies.special is not None:
        special.store(registration_id, replies.special)
    texts = question_set.current(registration.assembly).consents
    agreed = {purpose: texts[purpose].id for purpose in Purpose if purpose in replies.agreed}
    consents.agree(registration, agreed, replies.language)
    if None in agreed.values():  # our own words have a number from now on
        question_set.forget(registration.assembly)
    db.session.flush()


def days_of(registration_id: RegistrationId) -> dict[date, bool]:
    """Day of a meeting → whether this person can come."""
    mine = select(DayReply).where(DayReply.registration_id == registration_id).order_by(DayReply.day)
    return {row.day: row.can_come for row in db.session.scalars(mine)}


def extra_of(registration_id: RegistrationId) -> dict[int, str]:
    """Id of the extra question → what this person answered."""
    mine = select(ExtraReply).where(ExtraReply.registration_id == registration_id)
    return {row.question_id: row.text for row in db.session.scalars(mine.order_by(ExtraReply.question_id))}


@dataclass(frozen=True)
class Column:
    """What everyone replied to one thing, for a file."""

    title: str
    #: id of the registration → cell
    cells: Mapping[int, str]


def columns(assembly_id: AssemblyId) -> list[Column]:
    """A column for each day of a meeting and each extra question, with the cells of everyone who replied."""
    people = select(Registration.id).where(Registration.assembly_id == assembly_id)
    by_day: dict[date, dict[int, str]] = {}
    for row in db.session.scalars(select(DayReply).where(DayReply.registration_id.in_(people))):
        by_day.setdefault(row.day, {})[row.registration_id] = "ja" if row.can_come else "nee"
    by_question: dict[int, dict[int, str]] = {}
    for reply in db.session.scalars(select(ExtraReply).where(ExtraReply.registration_id.in_(people))):
        by_question.setdefault(reply.question_id, {})[reply.registration_id] = reply.text
    mine = select(ExtraQuestion).where(ExtraQuestion.assembly_id == assembly_id)
    questions = db.session.scalars(mine.order_by(ExtraQuestion.position, ExtraQuestion.id)).all()
    days = [Column(f"{DAY_COLUMN}{day.isoformat()}", by_day[day]) for day in sorted(by_day)]
    extra = [Column(f"{EXTRA_COLUMN}{question.text}", by_question.get(question.id, {})) for question in questions]
    return [*days, *extra]
