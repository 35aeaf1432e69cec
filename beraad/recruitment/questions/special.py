"""Answers to special features, such as origin: sealed, opened by the lottery alone, deleted after the last replacement.

Nobody sees them with a name: no page of the staff shows them, no file holds them. Whoever said nothing, or did not
agree to the use of it, counts as having given the last answer: "zeg ik liever niet".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, select

from beraad.assemblies.models import Feature
from beraad.extensions import db
from beraad.orm import rows_changed
from beraad.recruitment.models.sign_up import SealedAnswer
from beraad.recruitment.questions.asked import AskedFeature
from beraad.web import sealing


def keep(registration_id: int, answers: Mapping[int, str]) -> None:
    """Replace what this person answered: number of the feature → answer."""
    forget([registration_id])
    for feature_id, answer in answers.items():
        sealed = sealing.seal(answer, _row(registration_id, feature_id))
        db.session.add(SealedAnswer(registration_id=registration_id, feature_id=feature_id, sealed=sealed))
    db.session.flush()


def of(registration_id: int) -> dict[int, str]:
    """What this person answered, for themselves: number of the feature → answer."""
    chosen = select(SealedAnswer).where(SealedAnswer.registration_id == registration_id)
    return {row.feature_id: _open(row) for row in db.session.scalars(chosen.order_by(SealedAnswer.feature_id))}


def pool(assembly_id: int) -> tuple[dict[str, str], dict[int, dict[str, str]]]:
    """For the lottery: what everyone answers who said nothing (name of the feature → answer), and the number of the
    registration → name of the feature → answer of the others."""
    chosen = select(Feature).where(Feature.assembly_id == assembly_id, Feature.is_special)
    features = {feature.id: feature for feature in db.session.scalars(chosen)}
    told: dict[int, dict[str, str]] = {}
    for row in db.session.scalars(select(SealedAnswer).where(SealedAnswer.feature_id.in_(features))):
        told.setdefault(row.registration_id, {})[features[row.feature_id].name] = _open(row)
    return {feature.name: declined(feature) for feature in features.values()}, told


def declined(feature: Feature | AskedFeature) -> str:
    """The answer of whoever would rather not say: the last one."""
    return feature.answers[-1].value


def forget(registration_ids: Iterable[int]) -> int:
    """Delete the answers of these people; gives how many there were."""
    theirs = SealedAnswer.registration_id.in_(list(registration_ids))
    return rows_changed(db.session, delete(SealedAnswer).where(theirs))


def _open(row: SealedAnswer) -> str:
    return sealing.unseal(row.sealed, _row(row.registration_id, row.feature_id))


def _row(registration_id: int, feature_id: int) -> str:
    return f"registration:{registration_id}:feature:{feature_id}"
