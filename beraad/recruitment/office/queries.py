"""The questions that pages and the lottery ask about sign-ups; frozen rows come out."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from beraad.assemblies.models import Assembly, AssemblyId, Feature, FeatureValue, FeatureValueId
from beraad.extensions import db
from beraad.recruitment.models.registration import (
    Channel,
    Registration,
    RegistrationAnswer,
    RegistrationId,
    RegistrationState,
)
from beraad.recruitment.models.sign_up import ExtraQuestion, ExtraReply
from beraad.recruitment.office.respondent_files import CHANNEL_COLUMN, COLUMNS, ID_COLUMN
from beraad.recruitment.questions import open_link, replies


@dataclass(frozen=True)
class PoolPerson:
    """Somebody who can be drawn, without anything that says who it is."""

    registration_id: RegistrationId
    pool_id: str
    #: name of the feature → answer, in the order of the features; special features are left out
    answers: Mapping[str, str]
    #: the same for everyone at one address; None if the address is not known
    household: str | None


def pool(assembly_id: AssemblyId) -> tuple[PoolPerson, ...]:
    """Everyone who is signed up and answered every feature, sorted by pool id.

    People of the open link are there when the organiser lets them count.
    """
    features, answered = _open_features(assembly_id), _answers(assembly_id)
    signed_up = select(Registration.id, Registration.pool_id, Registration.household).where(
        Registration.assembly_id == assembly_id, Registration.state == RegistrationState.SIGNED_UP
    )
    people = db.session.execute(signed_up.where(open_link.in_draw(assembly_id)))
    complete = (
        PoolPerson(registration_id, pool_id, {name: answered[registration_id][name] for name in features}, household)
        for registration_id, pool_id, household in people
        if len(answered.get(registration_id, ())) == len(features)
    )
    return tuple(sorted(complete, key=lambda person: person.pool_id))


#: pool id → cell
Cells = Mapping[str, str]


def household_cells(assembly_id: AssemblyId, columns: Sequence[str]) -> Mapping[str, Cells]:
    """Column → pool id → cell, for those of `columns` that exist, and for everyone who is signed up.

    The columns are those of the export file (see `respondents.table`). A draw depends on these cells, so they are read
    from the tables and not from that file. An empty cell is left out.
    """
    ours = (getattr(Registration, field) for field in COLUMNS)
    people = db.session.execute(
        select(Registration.id, Registration.pool_id, Registration.channel, Registration.extra, *ours).where(
            Registration.assembly_id == assembly_id, Registration.state == RegistrationState.SIGNED_UP
        )
    ).all()
    pool_ids = {person.id: person.pool_id for person in people}

    def by_pool_id(cells: Mapping[int, str]) -> Cells:
        return {pool_ids[key]: cell for key, cell in cells.items() if key in pool_ids}

    features, answers = _open_features(assembly_id), _answers(assembly_id)
    cells_by_column = ChainMap[str, Cells](
        {ID_COLUMN: {pool_id: pool_id for pool_id in pool_ids.values()}},
        _kept_cells(people, features),
        {CHANNEL_COLUMN: {person.pool_id: person.channel.value for person in people}},
        {column.title: by_pool_id(column.cells) for column in reversed(replies.columns(assembly_id))},
        {name: by_pool_id({key: cells[name] for key, cells in answers.items() if name in cells}) for name in features},
    )
    return {column: cells_by_column[column] for column in columns if column in cells_by_column}


def _kept_cells(people: Sequence[Row[Any]], features: Sequence[str]) -> dict[str, Cells]:
    """Column → pool id → cell of what is known of people besides their answers."""
    ours = [titles[0] for titles in COLUMNS.values()]
    kept: dict[str, dict[str, str]] = {}
    for person in people:
        for column, value in {**dict(zip(ours, person[4:], strict=True)), **person.extra}.items():
            if value and (column in ours or column not in features):
                kept.setdefault(column, {})[person.pool_id] = str(value)
    return dict(kept)


def has_answers(assembly_id: AssemblyId) -> bool:
    """Whether anybody has answered the features of this burgerberaad."""
    signed_up = select(Registration.id).where(Registration.assembly_id == assembly_id).limit(1)
    return db.session.scalar(signed_up) is not None


def registration(assembly: Assembly, registration_id: RegistrationId) -> Registration:
    """Returns the sign-up with its answers, or 404."""
    registration: Registration = db.first_or_404(
        select(Registration)
        .options(
            selectinload(Registration.answers).joinedload(RegistrationAnswer.value),
            selectinload(Registration.answers).joinedload(RegistrationAnswer.feature),
            joinedload(Registration.invitation),
        )
        .where(Registration.id == registration_id, Registration.assembly_id == assembly.id)
    )
    return registration


def extra_replies(registration_id: RegistrationId) -> list[tuple[str, str]]:
    """Extra question and what this person answered, in order."""
    rows = db.session.execute(
        select(ExtraQuestion.text, ExtraReply.text)
        .join(ExtraReply, ExtraReply.question_id == ExtraQuestion.id)
        .where(ExtraReply.registration_id == registration_id)
        .order_by(ExtraQuestion.position, ExtraQuestion.id)
    )
    return [(question, reply) for question, reply in rows]


@dataclass(frozen=True)
class Counts:
    """How many people signed up, without saying who."""

    signed_up: int
    withdrawn: int
    double: int
    #: of those signed up, by channel
    channels: Mapping[Channel, int]


def counts(assembly_id: AssemblyId) -> Counts:
    """The sign-ups of a burgerberaad by state and channel."""
    rows = db.session.execute(
        select(Registration.state, Registration.channel, func.count())
        .where(Registration.assembly_id == assembly_id)
        .group_by(Registration.state, Registration.channel)
    ).all()
    by_state = {state: sum(people for other, _channel, people in rows if other is state) for state in RegistrationState}
    channels = {channel: people for state, channel, people in rows if state is RegistrationState.SIGNED_UP}
    return Counts(
        by_state[RegistrationState.SIGNED_UP],
        by_state[RegistrationState.WITHDRAWN],
        by_state[RegistrationState.DOUBLE],
        {channel: channels[channel] for channel in Channel if channel in channels},
    )


@dataclass(frozen=True)
class AnswerCount:
    """How many people who are signed up gave an answer."""

    feature: str
    value_id: FeatureValueId
    value: str
    people: int


def answer_counts(assembly_id: AssemblyId) -> Sequence[AnswerCount]:
    """Every answer to every feature that is not special, in order, with the number of people who can be drawn."""
    in_pool = (Registration.state == RegistrationState.SIGNED_UP) & open_link.in_draw(assembly_id)
    counted = case((in_pool, Registration.id))
    rows = db.session.execute(
        select(Feature.name, FeatureValue.id, FeatureValue.value, func.count(counted))
        .join(FeatureValue, FeatureValue.feature_id == Feature.id)
        .outerjoin(RegistrationAnswer, RegistrationAnswer.feature_value_id == FeatureValue.id)
        .outerjoin(Registration, Registration.id == RegistrationAnswer.registration_id)
        .where(Feature.assembly_id == assembly_id, ~Feature.is_special)
        .group_by(
            Feature.name, Feature.position, Feature.id, FeatureValue.id, FeatureValue.value, FeatureValue.position
        )
        .order_by(Feature.position, Feature.id, FeatureValue.position, FeatureValue.id)
    )
    return [AnswerCount(*row) for row in rows]


def pair_counts(assembly_id: AssemblyId, answers: Collection[int]) -> Mapping[tuple[int, int], int]:
    """The same for two of these answers by one person, the lower id first; pairs that nobody gave are left out."""
    one, other = aliased(RegistrationAnswer), aliased(RegistrationAnswer)
    rows = db.session.execute(
        select(one.feature_value_id, other.feature_value_id, func.count())
        .join(other, (other.registration_id == one.registration_id) & (other.feature_value_id > one.feature_value_id))
        .join(Registration, Registration.id == one.registration_id)
        .where(Registration.assembly_id == assembly_id, Registration.state == RegistrationState.SIGNED_UP)
        .where(one.feature_value_id.in_(answers), other.feature_value_id.in_(answers))
        .where(open_link.in_draw(assembly_id))
        .group_by(one.feature_value_id, other.feature_value_id)
    )
    return {(first, second): people for first, second, people in rows}


def _open_features(assembly_id: AssemblyId) -> Sequence[str]:
    """Names of the features whose answers are not sealed, in order."""
    return db.session.scalars(
        select(Feature.name)
        .where(Feature.assembly_id == assembly_id, ~Feature.is_special)
        .order_by(Feature.position, Feature.id)
    ).all()


def _answers(assembly_id: AssemblyId) -> dict[RegistrationId, dict[str, str]]:
    """Id of the registration → name of the feature → answer."""
    answers: dict[RegistrationId, dict[str, str]] = {}
    rows = db.session.execute(
        select(RegistrationAnswer.registration_id, Feature.name, FeatureValue.value)
        .join(Feature, Feature.id == RegistrationAnswer.feature_id)
        .join(FeatureValue, FeatureValue.id == RegistrationAnswer.feature_value_id)
        .where(Feature.assembly_id == assembly_id)
    )
    for registration_id, feature, value in rows:
        answers.setdefault(registration_id, {})[feature] = value
    return answers
