"""Answers to special features, such as origin: sealed, opened by the lottery alone, deleted after the last replacement.

Nobody sees them with a name: no page of the staff shows them, no file holds them. Somebody who said nothing, or did not
agree to the use of the answer, counts as having given the last answer: "zeg ik liever niet".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, select

from beraad.assemblies.models import AssemblyId, Feature, FeatureId
from beraad.extensions import db
from beraad.orm import rows_changed
from beraad.recruitment.models.registration import RegistrationId
from beraad.recruitment.models.sign_up import SealedAnswer
from beraad.recruitment.questions.question_set import AskedFeature
from beraad.web import sealing


def store(registration_id: RegistrationId, answers: Mapping[FeatureId, str]) -> None:
    """Replace what this person answered: id of the feature → answer."""
    forget([registration_id])
    for feature_id, answer in answers.items():
        sealed = sealing.seal(answer, _row(registration_id, feature_id))
        db.session.add(SealedAnswer(registration_id=registration_id, feature_id=feature_id, sealed=sealed))
    db.session.flush()


def read(registration_id: RegistrationId) -> dict[int, str]:
    """What this person answered, for themselves: id of the feature → answer."""
    mine = select(SealedAnswer).where(SealedAnswer.registration_id == registration_id)
    return {row.feature_id: _open(row) for row in db.session.scalars(mine.order_by(SealedAnswer.feature_id))}


def pool(assembly_id: AssemblyId) -> tuple[dict[str, str], dict[int, dict[str, str]]]:
    """The answers for the lottery, in two parts.

    The answer of everyone who said nothing: name of the feature → answer. And those of the others: id of the
    registration → name of the feature → answer.
    """
    specials = select(Feature).where(Feature.assembly_id == assembly_id, Feature.is_special)
    features = {feature.id: feature for feature in db.session.scalars(specials)}
    answers: dict[int, dict[str, str]] = {}
    for row in db.session.scalars(select(SealedAnswer).where(SealedAnswer.feature_id.in_(features))):
        answers.setdefault(row.registration_id, {})[features[row.feature_id].name] = _open(row)
    return {feature.name: declined(feature) for feature in features.values()}, answers


def declined(feature: Feature | AskedFeature) -> str:
    """The answer of people who would rather not say: the last one."""
    return feature.answers[-1].value


def forget(registration_ids: Iterable[int]) -> int:
    """Delete the answers of these people. Returns how many there were."""
    theirs = SealedAnswer.registration_id.in_(list(registration_ids))
    return rows_changed(db.session, delete(SealedAnswer).where(theirs))


def _open(row: SealedAnswer) -> str:
    return sealing.unseal(row.sealed, _row(row.registration_id, row.feature_id))


def _row(registration_id: RegistrationId, feature_id: FeatureId) -> str:
    return f"registration:{registration_id}:feature:{feature_id}"
