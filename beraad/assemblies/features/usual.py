"""The usual features of a burgerberaad, with their usual questions and answers: a start that can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from beraad.assemblies.features.service import FeatureData, add_feature
from beraad.assemblies.models import Assembly, Feature
from beraad.web.i18n import dutch


@dataclass(frozen=True)
class Usual:
    """A feature that most burgerberaden have; texts are stored in Dutch, as an organiser would type them."""

    code: str
    name: Any
    question: Any
    answers: Sequence[Any]
    explanation: Any = ""

    @property
    def data(self) -> FeatureData:
        answers = [dutch(answer) for answer in self.answers]
        return FeatureData(dutch(self.name), dutch(self.question), answers, dutch(self.explanation))


GENDER = Usual("gender", _l("geslacht"), _l("Wat is uw geslacht?"), (_l("vrouw"), _l("man"), _l("anders")))
AGE = Usual("age", _l("leeftijd"), _l("Hoe oud bent u?"), ("16-24", "25-39", "40-54", "55-69", "70+"))
EDUCATION = Usual(
    "education",
    _l("opleiding"),
    _l("Wat is uw hoogste opleiding?"),
    (_l("praktisch"), _l("middelbaar"), _l("theoretisch")),
    _l(
        "Praktisch: basisschool, vmbo of mbo 1. Middelbaar: havo, vwo of mbo 2, 3 of 4. "
        "Theoretisch: hbo of universiteit."
    ),
)
#: those whose answers are the same everywhere, in order
KNOWN = (GENDER, AGE, EDUCATION)
DISTRICT, DISTRICT_QUESTION = _l("wijk"), _l("In welke wijk of welk dorp woont u?")


def missing(assembly: Assembly) -> list[Usual]:
    """The usual features that this burgerberaad does not have."""
    return [usual for usual in KNOWN if not _has(assembly, dutch(usual.name))]


def has_district(assembly: Assembly) -> bool:
    """Whether there is a feature about where people live."""
    return _has(assembly, dutch(DISTRICT))


def add(assembly: Assembly, codes: Sequence[str], districts: Sequence[str]) -> list[Feature]:
    """Add these usual features that are not there yet, and one of the `districts` if there are any.

    Raises FeaturesInUseError, or AnswerTwiceError for a district.
    """
    added = [add_feature(assembly, usual.data) for usual in missing(assembly) if usual.code in codes]
    if districts and not has_district(assembly):
        added.append(add_feature(assembly, FeatureData(dutch(DISTRICT), dutch(DISTRICT_QUESTION), districts)))
    return added


def _has(assembly: Assembly, name: str) -> bool:
    return name.casefold() in {feature.name.casefold() for feature in assembly.features}
