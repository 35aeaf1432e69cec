"""An answer about age that contradicts the year of birth: probably a slip, so the form asks again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from beraad.assemblies.features.age_bands import OLDEST, band
from beraad.assemblies.models import Assembly
from beraad.days import today
from beraad.recruitment.questions import question_set
from beraad.recruitment.questions.question_set import AskedFeature

#: what a question about age speaks of; bands of years may be of something else, such as living somewhere
ABOUT_AGE = re.compile(r"leeftijd|\boud\b|\bage\b|\bold\b", re.IGNORECASE)


@dataclass(frozen=True)
class Doubt:
    """Two answers of one person that can't both be true."""

    feature: AskedFeature
    answer: str
    birth_year: int
    #: the ages of this year, before and after the birthday
    before: int
    after: int


def find(assembly: Assembly, answers: Mapping[str, str], birth_year: int | None) -> Doubt | None:
    """The first of `answers` (feature → answer) about an age that nobody of this year of birth has, or None."""
    if birth_year is None:
        return None
    after = today().year - birth_year
    for feature in question_set.current(assembly).open_features:
        answer = answers.get(feature.name, "")
        ages = band(answer) if _is_about_age(feature) else None
        if ages is not None and not ages[0] - 1 <= min(after, OLDEST) - 1 <= ages[1]:
            return Doubt(feature, answer, birth_year, max(after - 1, 0), after)
    return None


def _is_about_age(feature: AskedFeature) -> bool:
    return ABOUT_AGE.search(f"{feature.name} {feature.question}") is not None
