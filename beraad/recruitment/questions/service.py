"""What the organiser decides about signing up: what is asked, in which words and languages, and who may come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from beraad.assemblies import order
from beraad.assemblies.features.service import FeatureData, add_feature, remove_feature
from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import are_features_in_use
from beraad.audit import service as audit
from beraad.days import day_of
from beraad.extensions import db
from beraad.recruitment.errors import OriginFixedError, PoolFrozenError, QuestionAnsweredError, QuestionInUseError
from beraad.recruitment.models.sign_up import (
    ConsentText,
    ExtraQuestion,
    OpenLinkSwitch,
    ParentAsk,
    Purpose,
    QuestionKind,
    SignUpSettings,
    Translation,
)
from beraad.recruitment.questions import consents, queries, translations
from beraad.recruitment.signals import announce_pool_change
from beraad.web import visitor
from beraad.web.i18n import dutch

#: the special feature: three coarse classes, and the way out that is always there
ORIGIN = _l("herkomst")
ORIGIN_QUESTION = _l("Waar bent u of is een van uw ouders geboren?")
DECLINED = _l("zeg ik liever niet")
ORIGIN_ANSWERS = (_l("Nederland"), _l("elders in Europa"), _l("buiten Europa"), DECLINED)


@dataclass(frozen=True)
class SettingsData:
    """What is asked at sign-up besides the features, and the minimum age."""

    minimum_age: int
    asks_days: bool = False
    #: days of the meetings, for as long as the programme has none
    days: Sequence[date] = ()
    asks_needs: bool = False
    parent_asks: ParentAsk = ParentAsk.NOTHING


@dataclass(frozen=True)
class QuestionData:
    """What an extra question asks."""

    kind: QuestionKind
    text: str
    is_required: bool = False
    #: for a choice
    choices: tuple[str, ...] = ()


def set_up(assembly: Assembly, data: SettingsData) -> None:
    """Store what is asked at sign-up, and the minimum age."""
    days = [day.isoformat() for day in sorted(set(data.days))]
    settings = SignUpSettings(
        assembly_id=assembly.id,
        minimum_age=data.minimum_age,
        asks_days=data.asks_days,
        days=days,
        asks_needs=data.asks_needs,
        parent_asks=data.parent_asks,
    )
    db.session.merge(settings)
    db.session.flush()
    audit.record(
        "recruitment.sign_up_set",
        assembly,
        assembly_id=assembly.id,
        minimum_age=data.minimum_age,
        days=len(data.days) if data.asks_days else 0,
        needs=data.asks_needs,
        parent=data.parent_asks.value,
    )


def ask_origin(assembly: Assembly, asks: bool) -> None:
    """Ask for the origin of people, or stop asking. Raises `OriginFixedError` once people have signed up."""
    present = queries.special_features(assembly)
    if asks == bool(present):
        return
    if are_features_in_use(assembly):
        raise OriginFixedError
    if asks:
        answers = [dutch(answer) for answer in ORIGIN_ANSWERS]
        feature = add_feature(assembly, FeatureData(dutch(ORIGIN), dutch(ORIGIN_QUESTION), answers))
        feature.is_special = True
        audit.record("recruitment.origin_asked", assembly, assembly_id=assembly.id)
    for feature in present:
        remove_feature(feature)
    db.session.flush()


def add(assembly: Assembly, data: QuestionData) -> ExtraQuestion:
    """Add an extra question, last in order."""
    others = list(queries.extra_questions(assembly.id))
    question = ExtraQuestion(assembly_id=assembly.id, position=order.next_position(others))
    _fill(question, data)
    db.session.add(question)
    return _recorded(question, "recruitment.question_added")


def change(question: ExtraQuestion, data: QuestionData) -> ExtraQuestion:
    """Ask it in another way. Once it is answered, choices can be added and it can be made required or not.

    Raises `QuestionAnsweredError` for any other change of an answered question.
    """
    keeps_meaning = (question.kind, question.text) == (data.kind, data.text) and set(question.choices) <= set(
        data.choices
    )
    if not keeps_meaning and queries.is_answered(question):
        raise QuestionAnsweredError
    _fill(question, data)
    return _recorded(question, "recruitment.question_changed")


def remove(question: ExtraQuestion) -> None:
    """Stop asking it. Raises `QuestionInUseError` once it is answered."""
    if queries.is_answered(question):
        raise QuestionInUseError
    subject, assembly_id = audit.subject_of(ExtraQuestion, question.id), question.assembly_id
    db.session.delete(question)
    db.session.flush()
    audit.record("recruitment.question_removed", subject, assembly_id=assembly_id)


def move(question: ExtraQuestion, steps: int) -> None:
    """Move the question `steps` places down (negative: up) among the others."""
    order.move(list(queries.extra_questions(question.assembly_id)), question, steps)


def write_consent(assembly: Assembly, purpose: Purpose, text: str) -> ConsentText:
    """Let people agree to `text` from now on. The same text again makes no new version."""
    last = consents.current(assembly.id, purpose)
    if last.text == text:
        return last
    version = consents.add_version(assembly.id, purpose, last.version + 1, text)
    audit.record(
        "recruitment.consent_written",
        version,
        assembly_id=assembly.id,
        purpose=purpose.value,
        version=version.version,
    )
    return version


def translate(assembly: Assembly, code: str, texts: Mapping[str, str]) -> None:
    """Replace all translations in the language `code` by `texts`: Dutch → the same in that language, empty for none."""
    mine = select(Translation).where(Translation.assembly_id == assembly.id, Translation.language == code)
    for row in db.session.scalars(mine).all():  # one by one: the revision of the burgerberaad follows each row
        db.session.delete(row)
    db.session.flush()
    filled = {dutch_text: text for dutch_text, text in texts.items() if text}
    for dutch_text, text in filled.items():
        key = translations.key(dutch_text)
        db.session.add(Translation(assembly_id=assembly.id, language=code, sha256=key, text=text))
    db.session.flush()
    audit.record("recruitment.texts_translated", assembly, assembly_id=assembly.id, language=code, texts=len(filled))


def switch_open_link(assembly: Assembly, is_open: bool, counts: bool, reason: str) -> OpenLinkSwitch:
    """Open or close the link for everyone, or let its people count in the draw or not; with the reason.

    Raises `PoolFrozenError` once the list of the draw is frozen.
    """
    if assembly.pool_frozen_at is not None:
        raise PoolFrozenError(day=day_of(assembly.pool_frozen_at))
    switch = OpenLinkSwitch(
        assembly_id=assembly.id, is_open=is_open, counts=counts, reason=reason, by_id=visitor.current_account_id()
    )
    db.session.add(switch)
    db.session.flush()
    audit.record("recruitment.open_link_set", switch, assembly_id=assembly.id, is_open=is_open, counts=counts)
    announce_pool_change(assembly.id)
    return switch


def _fill(question: ExtraQuestion, data: QuestionData) -> None:
    question.kind, question.text, question.is_required = data.kind, data.text, data.is_required
    question.choices = list(data.choices) if data.kind is QuestionKind.CHOICE else []


def _recorded(question: ExtraQuestion, action: str) -> ExtraQuestion:
    db.session.flush()
    audit.record(action, question, assembly_id=question.assembly_id, kind=question.kind.value)
    return question
