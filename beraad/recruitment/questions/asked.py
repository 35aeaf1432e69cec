"""What residents are asked and told when they sign up, read once and kept at hand until it changes.

Thousands of people walk through the same questions. Each revision of a burgerberaad (see `assemblies.revision`) is read
from the database once by each process; asking for it after that costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from beraad.assemblies.models import Assembly, Feature
from beraad.extensions import db
from beraad.recruitment.models.sign_up import Purpose, QuestionKind, Translation
from beraad.recruitment.questions import consents
from beraad.recruitment.questions import service as questions

#: revisions that are kept at hand
MOST = 200


@dataclass(frozen=True)
class Answer:
    """One of the answers to a feature."""

    id: int
    value: str


@dataclass(frozen=True)
class AskedFeature:
    """A feature with its answers."""

    id: int
    name: str
    #: as residents read it; empty when nobody wrote one
    question: str
    is_special: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class AskedQuestion:
    """A question of the organiser's own."""

    id: int
    kind: QuestionKind
    text: str
    is_required: bool
    choices: tuple[str, ...]


@dataclass(frozen=True)
class AskedConsent:
    """What people agree to."""

    #: number of the text; None for our own words, to which nobody has agreed yet
    id: int | None
    #: in Dutch
    words: str


@dataclass(frozen=True)
class Asked:
    """All of it, for one burgerberaad."""

    features: tuple[AskedFeature, ...]
    #: years that people have to be; 0 when everyone may sign up
    minimum_age: int
    asks_needs: bool
    asks_days: bool
    questions: tuple[AskedQuestion, ...]
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


_kept: dict[tuple[int, str], Asked] = {}


def of(assembly: Assembly) -> Asked:
    """What is asked in this burgerberaad now."""
    found = _kept.get((assembly.id, assembly.revision))
    if found is None:
        db.session.flush()  # what waits to be written makes another revision, and must not be kept under this one
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[assembly.id, assembly.revision] = _read(assembly)
    return found


def forget(assembly: Assembly) -> None:
    """Read it again when it is next asked for, although nothing changed that residents see."""
    _kept.pop((assembly.id, assembly.revision), None)


def _read(assembly: Assembly) -> Asked:
    settings = questions.settings(assembly.id)
    features = select(Feature).where(Feature.assembly_id == assembly.id).order_by(Feature.position, Feature.id)
    anew = features.execution_options(populate_existing=True)  # what lies at hand may have another order
    return Asked(
        features=tuple(_feature(feature) for feature in db.session.scalars(anew)),
        minimum_age=settings.minimum_age,
        asks_needs=settings.asks_needs,
        asks_days=settings.asks_days,
        questions=tuple(
            AskedQuestion(one.id, one.kind, one.text, one.is_required, tuple(one.choices))
            for one in questions.of(assembly.id)
        ),
        consents={purpose: AskedConsent(*consents.found(assembly.id, purpose)) for purpose in Purpose},
        translations=_translations(assembly.id),
    )


def _feature(feature: Feature) -> AskedFeature:
    answers = tuple(Answer(answer.id, answer.value) for answer in feature.answers)
    return AskedFeature(feature.id, feature.name, feature.question, feature.is_special, answers)


def _translations(assembly_id: int) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    for row in db.session.scalars(select(Translation).where(Translation.assembly_id == assembly_id)):
        known.setdefault(row.language, {})[row.sha256] = row.text
    return known
