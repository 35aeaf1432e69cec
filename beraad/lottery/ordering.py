"""Features and answers in the organiser's order; frozen lists and records have them by the alphabet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlalchemy import select

from beraad.assemblies.models import AssemblyId, Feature, FeatureValue
from beraad.extensions import db

Row = TypeVar("Row")
#: feature and answer → sort key; names that the burgerberaad does not have (any more) come last
Place = Callable[[str, str], tuple[int, int, str, str]]


def place_in(assembly_id: AssemblyId) -> Place:
    """The sort key for features and answers of this burgerberaad."""
    rows = db.session.execute(
        select(Feature.name, FeatureValue.value)
        .join(FeatureValue, FeatureValue.feature_id == Feature.id)
        .where(Feature.assembly_id == assembly_id)
        .order_by(Feature.position, Feature.id, FeatureValue.position, FeatureValue.id)
    ).all()
    answers = {(feature, answer): i for i, (feature, answer) in enumerate(rows)}
    features = {feature: i for i, feature in enumerate(dict.fromkeys(feature for feature, _ in rows))}
    last = len(rows)
    return lambda feature, answer: (features.get(feature, last), answers.get((feature, answer), last), feature, answer)


def grouped(place: Place, rows: Iterable[Row], names: Callable[[Row], tuple[str, str]]) -> list[tuple[str, list[Row]]]:
    """The rows per feature, in order; `names` returns the feature and the answer of a row."""
    by_feature: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: place(*names(row))):
        by_feature.setdefault(names(row)[0], []).append(row)
    return list(by_feature.items())


def features(place: Place, names: Iterable[str]) -> list[str]:
    """These features, in order."""
    return sorted(names, key=lambda name: place(name, ""))
