"""What the organiser asks besides the features: settings, days of the meetings, questions of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from beraad.assemblies import order
from beraad.assemblies.features.service import FeatureData, add_feature, remove_feature
from beraad.assemblies.models import Assembly, Feature
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recruitment.models.sign_up import ExtraQuestion, ExtraReply, QuestionKind, SignUpSettings
from beraad.recruitment.signals import meeting_days
from beraad.web.i18n import dutch

#: the special feature: three coarse classes, and the way out that is always there
ORIGIN = _l("herkomst")
ORIGIN_QUESTION = _l("Waar bent u of is een van uw ouders geboren?")
DECLINED = _l("zeg ik liever niet")
ORIGIN_ANSWERS = (_l("Nederland"), _l("elders in Europa"), _l("buiten Europa"), DECLINED)


class QuestionAnsweredError(Exception):
    """People have answered this question: what it asks can't change any more."""


@dataclass(frozen=True)
class Question:
    """What an extra question asks."""

    kind: QuestionKind
    text: str
    is_required: bool = False
    #: for a choice
    choices: tuple[str, ...] = ()


def settings(assembly_id: int) -> SignUpSettings:
    """What is asked, and of whom; nothing extra when nobody set it. Not for writing: see `set_up`."""
    found = db.session.get(SignUpSettings, assembly_id)
    return found or SignUpSettings(assembly_id=assembly_id, minimum_age=0, asks_days=False, days=[], asks_needs=False)


def set_up(assembly: Assembly, minimum_age: int, asks_days: bool, days: Sequence[date], asks_needs: bool) -> None:
    """Say what is asked, and of whom."""
    db.session.merge(
        SignUpSettings(
            assembly_id=assembly.id,
            minimum_age=minimum_age,
            asks_days=asks_days,
            days=[day.isoformat() for day in sorted(set(days))],
            asks_needs=asks_needs,
        )
    )
    db.session.flush()
    audit.record(
        "recruitment.sign_up_set",
        f"assembly:{assembly.id}",
        assembly_id=assembly.id,
        minimum_age=minimum_age,
        days=len(days) if asks_days else 0,
        needs=asks_needs,
    )


def days(assembly: Assembly) -> tuple[date, ...]:
    """The days of the meetings on which people are asked whether they can come: of the programme, or as typed."""
    chosen = settings(assembly.id)
    if not chosen.asks_days:
        return ()
    return meeting_days(assembly) or tuple(date.fromisoformat(day) for day in chosen.days)


def of(assembly_id: int) -> Sequence[ExtraQuestion]:
    """The extra questions, in order."""
    chosen = select(ExtraQuestion).where(ExtraQuestion.assembly_id == assembly_id)
    return db.session.scalars(chosen.order_by(ExtraQuestion.position, ExtraQuestion.id)).all()


def question(assembly: Assembly, number: int) -> ExtraQuestion:
    """One of the extra questions; 404 when this burgerberaad has no such."""
    found = db.session.get(ExtraQuestion, number)
    if found is None or found.assembly_id != assembly.id:
        abort(404)
    return found


def is_answered(asked: ExtraQuestion) -> bool:
    """Whether anybody has answered this question."""
    return bool(db.session.scalar(select(exists().where(ExtraReply.question_id == asked.id))))


def add(assembly: Assembly, wanted: Question) -> ExtraQuestion:
    """A new question, last in order."""
    made = ExtraQuestion(assembly_id=assembly.id, position=order.next_position(list(of(assembly.id))))
    _fill(made, wanted)
    db.session.add(made)
    return _done(made, "recruitment.question_added")


def change(asked: ExtraQuestion, wanted: Question) -> ExtraQuestion:
    """Ask it otherwise; once answered, only new choices and whether it must be (`QuestionAnsweredError` else)."""
    meaning = asked.kind is wanted.kind and asked.text == wanted.text and set(asked.choices) <= set(wanted.choices)
    if not meaning and is_answered(asked):
        raise QuestionAnsweredError
    _fill(asked, wanted)
    return _done(asked, "recruitment.question_changed")


def remove(asked: ExtraQuestion) -> None:
    """Ask it no more; raises `QuestionAnsweredError`."""
    if is_answered(asked):
        raise QuestionAnsweredError
    subject, assembly_id = f"extra_question:{asked.id}", asked.assembly_id
    db.session.delete(asked)
    db.session.flush()
    audit.record("recruitment.question_removed", subject, assembly_id=assembly_id)


def special_features(assembly: Assembly) -> list[Feature]:
    """The features whose answers are sealed."""
    return [feature for feature in assembly.features if feature.is_special]


def ask_origin(assembly: Assembly, asks: bool) -> None:
    """Ask for the origin of people, or stop asking; raises `FeaturesInUseError` once people have signed up."""
    present = special_features(assembly)
    if asks and not present:
        answers = [dutch(answer) for answer in ORIGIN_ANSWERS]
        made = add_feature(assembly, FeatureData(dutch(ORIGIN), dutch(ORIGIN_QUESTION), answers))
        made.is_special = True
        audit.record("recruitment.origin_asked", f"assembly:{assembly.id}", assembly_id=assembly.id)
    elif not asks:
        for feature in present:
            remove_feature(feature)
    db.session.flush()


def _fill(asked: ExtraQuestion, wanted: Question) -> None:
    asked.kind, asked.text, asked.is_required = wanted.kind, wanted.text, wanted.is_required
    asked.choices = list(wanted.choices) if wanted.kind is QuestionKind.CHOICE else []


def _done(asked: ExtraQuestion, action: str) -> ExtraQuestion:
    db.session.flush()
    audit.record(action, f"extra_question:{asked.id}", assembly_id=asked.assembly_id, kind=asked.kind.value)
    return asked
