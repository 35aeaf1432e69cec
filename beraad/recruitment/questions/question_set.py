"""All questions of the sign-up of one burgerberaad with their texts, read once and cached until any of it changes.

Thousands of people walk through the same questions. Each revision of a burgerberaad (see `assemblies.revision`) is read
from the database once by each process; after that it comes from a cache of the application.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy import select

from beraad.assemblies.models import Assembly, AssemblyId, Feature, FeatureId, FeatureValueId
from beraad.extensions import db
from beraad.recruitment.models.sign_up import (
    ConsentTextId,
    ExtraQuestionId,
    ParentAsk,
    Purpose,
    QuestionKind,
    Translation,
)
from beraad.recruitment.questions import consents, queries

#: revisions in the cache at most
MOST = 200


@dataclass(frozen=True)
class Answer:
    """One of the answers to a feature."""

    id: FeatureValueId
    value: str


@dataclass(frozen=True)
class AskedFeature:
    """A feature with its answers."""

    id: FeatureId
    name: str
    #: as residents read it; empty when nobody wrote one
    question: str
    #: shown below the question; may be empty
    explanation: str
    is_special: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class AskedQuestion:
    """A question of the organiser's own."""

    id: ExtraQuestionId
    kind: QuestionKind
    text: str
    is_required: bool
    choices: tuple[str, ...]


@dataclass(frozen=True)
class AskedConsent:
    """What people agree to."""

    #: id of the text; None for our own words, to which nobody has agreed yet
    id: ConsentTextId | None
    #: in Dutch
    words: str


@dataclass(frozen=True)
class QuestionSet:
    """All of it, for one burgerberaad."""

    features: tuple[AskedFeature, ...]
    #: see `recruitment.minimum_age`
    minimum_age: int
    asks_needs: bool
    asks_days: bool
    parent_asks: ParentAsk
    #: the organiser's own, in order
    extra: tuple[AskedQuestion, ...]
    consents: Mapping[Purpose, AskedConsent]
    #: language → SHA-256 (hex) of a Dutch text → the same in that language
    translations: Mapping[str, Mapping[str, str]]

    @property
    def open_features(self) -> tuple[AskedFeature, ...]:
        """The features whose answers are not sealed."""
        return tuple(feature for feature in self.features if not feature.is_special)

    @property
    def special_features(self) -> tuple[AskedFeature, ...]:
        """The features whose answers are sealed."""
        return tuple(feature for feature in self.features if feature.is_special)


#: id and revision of the burgerberaad → its questions at that revision
Cache = dict[tuple[int, str], QuestionSet]
CACHE_KEY = "recruitment.question_sets"


def init_app(app: Flask) -> None:
    """Start the cache of this application, empty."""
    app.extensions[CACHE_KEY] = {}


def current(assembly: Assembly) -> QuestionSet:
    """The questions of this burgerberaad as they are now."""
    cache = _cache()
    questions = cache.get((assembly.id, assembly.revision))
    if questions is None:
        db.session.flush()  # pending changes make another revision, and must not be cached under this one
        if len(cache) >= MOST:
            cache.clear()
        questions = cache[assembly.id, assembly.revision] = _read(assembly)
    return questions


def forget(assembly: Assembly) -> None:
    """Read the questions again next time, although nothing changed that residents see."""
    _cache().pop((assembly.id, assembly.revision), None)


def _cache() -> Cache:
    cache: Cache = current_app.extensions[CACHE_KEY]
    return cache


def _read(assembly: Assembly) -> QuestionSet:
    settings = queries.settings(assembly.id)
    features = select(Feature).where(Feature.assembly_id == assembly.id).order_by(Feature.position, Feature.id)
    refreshed = features.execution_options(populate_existing=True)  # the session may hold them in another order
    return QuestionSet(
        features=tuple(_feature(feature) for feature in db.session.scalars(refreshed)),
        minimum_age=settings.minimum_age,
        asks_needs=settings.asks_needs,
        asks_days=settings.asks_days,
        parent_asks=settings.parent_asks,
        extra=tuple(
            AskedQuestion(one.id, one.kind, one.text, one.is_required, tuple(one.choices))
            for one in queries.extra_questions(assembly.id)
        ),
        consents={purpose: AskedConsent(*consents.current_text(assembly.id, purpose)) for purpose in Purpose},
        translations=_translations(assembly.id),
    )


def _feature(feature: Feature) -> AskedFeature:
    answers = tuple(Answer(answer.id, answer.value) for answer in feature.answers)
    return AskedFeature(feature.id, feature.name, feature.question, feature.explanation, feature.is_special, answers)


def _translations(assembly_id: AssemblyId) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    for row in db.session.scalars(select(Translation).where(Translation.assembly_id == assembly_id)):
        known.setdefault(row.language, {})[row.sha256] = row.text
    return known
