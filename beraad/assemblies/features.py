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
    """Make `features` (name → answers, in order) the features of `assembly`; a feature that stays keeps its question."""
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


def add_feature(assembly: Assembly, name: str, question: str = "") -> Feature:
    """A new feature, last in order, without answers yet."""
    _refuse_when_in_use(assembly)
    _refuse_taken(name, [feature.name for feature in assembly.features])
    feature = Feature(name=name, question=question, position=order.next_position(assembly.features))
    assembly.features.append(feature)
    _done(feature, "assembly.feature_added")
    return feature


def change_feature(feature: Feature, name: str, question: str) -> Feature:
    """Give the feature another question, or another name while nobody has answered it."""
    if name != feature.name:
        _refuse_when_in_use(feature.assembly)
        _refuse_taken(name, [other.name for other in feature.assembly.features if other is not feature])
    feature.name, feature.question = name, question
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


def add_answer(feature: Feature, value: str) -> FeatureValue:
    """One more answer that residents can give, last in order."""
    _refuse_taken(value, [answer.value for answer in feature.answers])
    answer = FeatureValue(value=value, position=order.next_position(feature.answers))
    feature.answers.append(answer)
    _done(feature, "assembly.answer_added")
    return answer


def change_answer(answer: FeatureValue, value: str) -> FeatureValue:
    """Another word for the answer, while nobody has given it."""
    if value != answer.value:
        _refuse_when_in_use(answer.feature.assembly)
        _refuse_taken(value, [other.value for other in answer.feature.answers if other is not answer])
        answer.value = value
        _done(answer.feature, "assembly.answer_changed")
    return answer


def remove_answer(answer: FeatureValue) -> None:
    """Take the answer away."""
    feature = answer.feature
    _refuse_when_in_use(feature.assembly)
    feature.answers.remove(answer)
    _done(feature, "assembly.answer_removed")


def move_answer(answer: FeatureValue, steps: int) -> None:
    """Move the answer `steps` places down (negative: up) among the others."""
    order.move(answer.feature.answers, answer, steps)
    _done(answer.feature, "assembly.answer_moved")


def _refuse_when_in_use(assembly: Assembly) -> None:
    if are_features_in_use(assembly):
        raise FeaturesInUseError(assembly.slug)


def _refuse_taken(name: str, others: Sequence[str]) -> None:
    if name.casefold() in (other.casefold() for other in others):
        raise NameTakenError(name)


def _done(feature: Feature, action: str) -> None:
    db.session.flush()
    record(action, f"feature:{feature.id}", assembly_id=feature.assembly_id, answers=len(feature.answers))
