"""Answers to special features, such as origin: sealed, opened by the lottery alone, deleted after the last replacement.

Nobody sees them with a name: no page of the staff shows them, no file holds them. Whoever said nothing, or did not
agree to the use of it, counts as having answered "zeg ik liever niet".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, select

from beraad.assemblies.models import Feature, FeatureValue
from beraad.extensions import db
from beraad.recruitment.models import Registration
from beraad.recruitment.models_sign_up import SealedAnswer
from beraad.recruitment.questions import DECLINED
from beraad.web import sealing
from beraad.web.i18n import dutch


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
    return {row.feature_id: _open(row) for row in db.session.scalars(chosen)}


def pool(assembly_id: int) -> tuple[dict[str, str], dict[int, dict[str, str]]]:
    """For the lottery: what everyone answers who said nothing (name of the feature → answer), and the number of the
    registration → name of the feature → answer of the others."""
    features = dict(
        db.session.execute(
            select(Feature.id, Feature.name).where(Feature.assembly_id == assembly_id, Feature.is_special)
        ).all()
    )
    told: dict[int, dict[str, str]] = {}
    chosen = select(SealedAnswer).where(SealedAnswer.feature_id.in_(features))
    for row in db.session.scalars(chosen):
        told.setdefault(row.registration_id, {})[features[row.feature_id]] = _open(row)
    return dict.fromkeys(features.values(), dutch(DECLINED)), told


def value_ids(assembly_id: int) -> set[int]:
    """Numbers of the answers to special features: what is told about them in public stays coarse."""
    chosen = select(FeatureValue.id).join(Feature).where(Feature.assembly_id == assembly_id, Feature.is_special)
    return set(db.session.scalars(chosen))


def held(assembly_id: int) -> list[int]:
    """Numbers of the registrations of a burgerberaad with a sealed answer."""
    chosen = select(SealedAnswer.registration_id).join(Registration, Registration.id == SealedAnswer.registration_id)
    return list(db.session.scalars(chosen.where(Registration.assembly_id == assembly_id).distinct()))


def forget(registration_ids: Iterable[int]) -> int:
    """Delete the answers of these people; gives how many there were."""
    gone = db.session.execute(delete(SealedAnswer).where(SealedAnswer.registration_id.in_(list(registration_ids))))
    return int(gone.rowcount)


def _open(row: SealedAnswer) -> str:
    return sealing.unseal(row.sealed, _row(row.registration_id, row.feature_id))


def _row(registration_id: int, feature_id: int) -> str:
    return f"registration:{registration_id}:feature:{feature_id}"
