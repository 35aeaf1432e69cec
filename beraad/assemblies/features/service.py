"""The verbs of features and their answers.

Once people have answered them (see `signals.features_in_use`) only wording, order and new answers can still change:
anything else would leave answers without a meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beraad.assemblies import order
from beraad.assemblies.errors import FeaturesInUseError, NameTakenError
from beraad.assemblies.models import Assembly, Feature, FeatureValue
from beraad.assemblies.signals import are_features_in_use
from beraad.audit.service import record
from beraad.extensions import db


def set_features(assembly: Assembly, features: Mapping[str, Sequence[str]]) -> list[Feature]:
    """Make `features` (name → answers, in order) the features; one that stays keeps its question."""
    current = {feature.name: [answer.value for answer in feature.answers] for feature in assembly.features}
    wanted = {name: list(answers) for name, answers in features.items()}
    if list(current.items()) == list(wanted.items()):
        return assembly.features
    _refuse_when_in_use(assembly)
    questions = {feature.name: feature.question for feature in assembly.features}
    assembly.features.clear()
    db.session.flush()
    assembly.features.extend(
        Feature(
            name=name,
            question=questions.get(name, ""),
            position=position,
            answers=[FeatureValue(value=value, position=place) for place, value in enumerate(answers, 1)],
        )
        for position, (name, answers) in enumerate(wanted.items(), 1)
    )
    db.session.flush()
    record("assembly.features_set", f"assembly:{assembly.id}", assembly_id=assembly.id, features=len(wanted))
    return assembly.features


def add_feature(assembly: Assembly, name: str, question: str, answers: Sequence[str]) -> Feature:
    """A new feature with its answers, last in order."""
    _refuse_when_in_use(assembly)
    _refuse_doubles(name, assembly.features, answers)
    feature = Feature(name=name, question=question, position=order.next_position(assembly.features))
    assembly.features.append(feature)
    _arrange(feature, answers)
    _done(feature, "assembly.feature_added")
    return feature


def change_feature(feature: Feature, name: str, question: str, answers: Sequence[str]) -> Feature:
    """Another name, question, or other answers in this order; an answer that stays keeps its row."""
    present = {answer.value for answer in feature.answers}
    if name != feature.name or not present <= set(answers):
        _refuse_when_in_use(feature.assembly)
    _refuse_doubles(name, [other for other in feature.assembly.features if other is not feature], answers)
    feature.name, feature.question = name, question
    _arrange(feature, answers)
    _done(feature, "assembly.feature_changed")
    return feature


def remove_feature(feature: Feature) -> None:
    """Take the feature away with its answers."""
    assembly = feature.assembly
    _refuse_when_in_use(assembly)
    subject = f"feature:{feature.id}"
    assembly.features.remove(feature)
    db.session.flush()
    record("assembly.feature_removed", subject, assembly_id=assembly.id)


def move_feature(feature: Feature, steps: int) -> None:
    """Move the feature `steps` places down (negative: up) among the others."""
    order.move(feature.assembly.features, feature, steps)
    _done(feature, "assembly.feature_moved")


def _arrange(feature: Feature, answers: Sequence[str]) -> None:
    present = {answer.value: answer for answer in feature.answers}
    feature.answers = [present.get(value) or FeatureValue(value=value) for value in answers]
    for position, answer in enumerate(feature.answers, 1):
        answer.position = position


def _refuse_when_in_use(assembly: Assembly) -> None:
    if are_features_in_use(assembly):
        raise FeaturesInUseError(assembly.slug)


def _refuse_doubles(name: str, others: Sequence[Feature], answers: Sequence[str]) -> None:
    """Raise `NameTakenError` when another feature has this name, or two answers are the same but for capitals."""
    if name.casefold() in {other.name.casefold() for other in others}:
        raise NameTakenError(name)
    for place, value in enumerate(answers):
        if value.casefold() in {earlier.casefold() for earlier in answers[:place]}:
            raise NameTakenError(value)


def _done(feature: Feature, action: str) -> None:
    db.session.flush()
    record(action, f"feature:{feature.id}", assembly_id=feature.assembly_id, answers=len(feature.answers))
