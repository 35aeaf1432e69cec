"""The verbs of features and their answers.

Once people have answered them (see `signals.features_in_use`) only wording, order and new answers can still change:
anything else would leave answers without a meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beraad.assemblies import order
from beraad.assemblies.errors import AnswerTwiceError, FeaturesInUseError, NameTakenError
from beraad.assemblies.models import Assembly, Feature, FeatureValue
from beraad.assemblies.signals import are_features_in_use
from beraad.audit import service as audit
from beraad.extensions import db


@dataclass(frozen=True)
class FeatureData:
    """A feature as it is asked for; `answers` in the order in which a resident sees them."""

    name: str
    question: str
    answers: Sequence[str]
    #: shown below the question
    explanation: str = ""


def set_features(assembly: Assembly, features: Mapping[str, Sequence[str]]) -> list[Feature]:
    """Make `features` (name → answers, in order) the features; one that stays keeps its words.

    Raises FeaturesInUseError.
    """
    current = {feature.name: [answer.value for answer in feature.answers] for feature in assembly.features}
    answers_by_feature = {name: list(answers) for name, answers in features.items()}
    if list(current.items()) == list(answers_by_feature.items()):
        return assembly.features
    _refuse_when_in_use(assembly)
    words = {feature.name: (feature.question, feature.explanation) for feature in assembly.features}
    assembly.features.clear()
    db.session.flush()
    assembly.features.extend(
        Feature(
            name=name,
            question=words.get(name, ("", ""))[0],
            explanation=words.get(name, ("", ""))[1],
            position=position,
            answers=[FeatureValue(value=value, position=place) for place, value in enumerate(answers, 1)],
        )
        for position, (name, answers) in enumerate(answers_by_feature.items(), 1)
    )
    db.session.flush()
    audit.record("assemblies.features_set", assembly, assembly_id=assembly.id, features=len(answers_by_feature))
    return assembly.features


def add_feature(assembly: Assembly, data: FeatureData) -> Feature:
    """Add a feature with its answers, as the last. Raises FeaturesInUseError, NameTakenError or AnswerTwiceError."""
    _refuse_when_in_use(assembly)
    _refuse_doubles(data, assembly.features)
    feature = Feature(name=data.name, position=order.next_position(assembly.features))
    feature.question, feature.explanation = data.question, data.explanation
    assembly.features.append(feature)
    _arrange(feature, data.answers)
    _record_change(feature, "assemblies.feature_added")
    return feature


def change_feature(feature: Feature, data: FeatureData) -> Feature:
    """Change name, question or answers; an answer that stays keeps its row. Refuses as `add_feature` does."""
    present = {answer.value for answer in feature.answers}
    if data.name != feature.name or not present <= set(data.answers):
        _refuse_when_in_use(feature.assembly)
    _refuse_doubles(data, [other for other in feature.assembly.features if other is not feature])
    feature.name, feature.question, feature.explanation = data.name, data.question, data.explanation
    _arrange(feature, data.answers)
    _record_change(feature, "assemblies.feature_changed")
    return feature


def remove_feature(feature: Feature) -> None:
    """Take the feature away with its answers. Raises FeaturesInUseError."""
    assembly = feature.assembly
    _refuse_when_in_use(assembly)
    subject = audit.subject_of(Feature, feature.id)
    assembly.features.remove(feature)
    db.session.flush()
    audit.record("assemblies.feature_removed", subject, assembly_id=assembly.id)


def move_feature(feature: Feature, steps: int) -> None:
    """Move the feature `steps` places down (negative: up) among the others."""
    order.move(feature.assembly.features, feature, steps)
    _record_change(feature, "assemblies.feature_moved")


def _arrange(feature: Feature, answers: Sequence[str]) -> None:
    present = {answer.value: answer for answer in feature.answers}
    feature.answers = [present.get(value) or FeatureValue(value=value) for value in answers]
    for position, answer in enumerate(feature.answers, 1):
        answer.position = position


def _refuse_when_in_use(assembly: Assembly) -> None:
    if are_features_in_use(assembly):
        raise FeaturesInUseError


def _refuse_doubles(data: FeatureData, others: Sequence[Feature]) -> None:
    """Raises NameTakenError or AnswerTwiceError; capitals make no difference."""
    if data.name.casefold() in {other.name.casefold() for other in others}:
        raise NameTakenError(name=data.name)
    for place, value in enumerate(data.answers):
        if value.casefold() in {earlier.casefold() for earlier in data.answers[:place]}:
            raise AnswerTwiceError(name=value)


def _record_change(feature: Feature, action: str) -> None:
    db.session.flush()
    audit.record(action, feature, assembly_id=feature.assembly_id, answers=len(feature.answers))
