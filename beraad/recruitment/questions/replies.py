"""What somebody told when they signed up, besides who they are and what they answered to the open features."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, select

from beraad.extensions import db
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sign_up import DayReply, ExtraQuestion, ExtraReply, Purpose
from beraad.recruitment.questions import asked, consents, needs, special
from beraad.recruitment.questions.needs import Needs

#: how the names of our columns in files begin; files that come in keep nothing from them
DAY_COLUMN, EXTRA_COLUMN = "kan op ", "vraag: "


@dataclass(frozen=True)
class Replies:
    """Answers to all that was asked; a part that is None was not asked, and stays as it was."""

    #: day of a meeting → whether they can come; days of which they don't know are left out
    days: Mapping[date, bool] | None = None
    #: number of the extra question → answer
    extra: Mapping[int, str] = field(default_factory=dict)
    needs: Needs | None = None
    #: number of the special feature → answer
    special: Mapping[int, str] | None = None
    #: to which texts they agreed, and the language in which they read them
    agreed: frozenset[Purpose] = frozenset()
    language: str = "nl"


def keep(registration: Registration, replies: Replies) -> None:
    """Replace what this person told us before by `replies`, as far as it was asked."""
    number = registration.id
    if replies.days is not None:
        db.session.execute(delete(DayReply).where(DayReply.registration_id == number))
        db.session.add_all(DayReply(registration_id=number, day=day, can_come=can) for day, can in replies.days.items())
    if replies.extra:
        before = ExtraReply.registration_id == number, ExtraReply.question_id.in_(replies.extra)
        db.session.execute(delete(ExtraReply).where(*before))
        told = {question: text for question, text in replies.extra.items() if text}
        db.session.add_all(ExtraReply(registration_id=number, question_id=q, text=text) for q, text in told.items())
    if replies.needs is not None:
        needs.keep(number, replies.needs)
    if replies.special is not None:
        special.keep(number, replies.special)
    texts = asked.of(registration.assembly).consents
    agreed = {purpose: texts[purpose].id for purpose in sorted(replies.agreed)}
    consents.agree(registration, agreed, replies.language)
    if None in agreed.values():  # our own words have a number from now on
        asked.forget(registration.assembly)
    db.session.flush()


def days_of(registration_id: int) -> dict[date, bool]:
    """Day of a meeting → whether this person can come."""
    chosen = select(DayReply).where(DayReply.registration_id == registration_id).order_by(DayReply.day)
    return {row.day: row.can_come for row in db.session.scalars(chosen)}


def extra_of(registration_id: int) -> dict[int, str]:
    """Number of the extra question → what this person answered."""
    chosen = select(ExtraReply).where(ExtraReply.registration_id == registration_id)
    return {row.question_id: row.text for row in db.session.scalars(chosen.order_by(ExtraReply.question_id))}


@dataclass(frozen=True)
class Column:
    """What everyone replied to one thing, for a file."""

    title: str
    #: number of the registration → cell
    cells: Mapping[int, str]


def columns(assembly_id: int) -> list[Column]:
    """A column for each day of a meeting and each extra question, with the cells of everyone who replied."""
    people = select(Registration.id).where(Registration.assembly_id == assembly_id)
    by_day: dict[date, dict[int, str]] = {}
    for row in db.session.scalars(select(DayReply).where(DayReply.registration_id.in_(people))):
        by_day.setdefault(row.day, {})[row.registration_id] = "ja" if row.can_come else "nee"
    told: dict[int, dict[int, str]] = {}
    for reply in db.session.scalars(select(ExtraReply).where(ExtraReply.registration_id.in_(people))):
        told.setdefault(reply.question_id, {})[reply.registration_id] = reply.text
    chosen = select(ExtraQuestion).where(ExtraQuestion.assembly_id == assembly_id)
    questions = db.session.scalars(chosen.order_by(ExtraQuestion.position, ExtraQuestion.id)).all()
    days = [Column(f"{DAY_COLUMN}{day.isoformat()}", by_day[day]) for day in sorted(by_day)]
    extra = [Column(f"{EXTRA_COLUMN}{question.text}", told.get(question.id, {})) for question in questions]
    return [*days, *extra]
