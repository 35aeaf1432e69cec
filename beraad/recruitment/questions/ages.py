"""Age: the one that somebody reaches in the year of the first meeting, worked out from the year of birth.

The year of birth is asked once. Where a feature is about age, its answer follows from that year, on every way in: the
form, telephone, paper and files. `office.age_checks` finds people whose stored answer says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from beraad.assemblies.features.age_bands import OLDEST, band
from beraad.assemblies.models import Assembly
from beraad.days import today
from beraad.recruitment.questions import queries, question_set
from beraad.recruitment.questions.question_set import AskedFeature, QuestionSet

#: what a question about age speaks of; bands of years may be of something else, such as living somewhere
ABOUT_AGE = re.compile(r"leeftijd|\boud\b|\bage\b|\bold\b", re.IGNORECASE)


@dataclass(frozen=True)
class AgeGroups:
    """The feature whose answer follows from the year of birth."""

    feature: AskedFeature
    #: answer → first and last age
    bands: Mapping[str, tuple[int, int]]

    @property
    def other(self) -> str | None:
        """The answer that is no band of age, for ages in none of them; None if there is none."""
        return next((answer.value for answer in self.feature.answers if answer.value not in self.bands), None)

    def of(self, age: int) -> str | None:
        """The answer of somebody of this age, or None if none fits."""
        fits = (answer for answer, (first, last) in self.bands.items() if first <= min(age, OLDEST) <= last)
        return next(fits, self.other)


def groups(questions: QuestionSet) -> AgeGroups | None:
    """The feature about age with its bands; None if no feature is about age."""
    for feature in questions.open_features:
        bands = {answer.value: ages for answer in feature.answers if (ages := band(answer.value)) is not None}
        if bands and ABOUT_AGE.search(f"{feature.name} {feature.question}"):
            return AgeGroups(feature, bands)
    return None


def year(assembly: Assembly) -> int:
    """The year of the first meeting; this year while no meeting is planned."""
    if assembly.starts_on is not None:
        return assembly.starts_on.year
    planned = queries.planned_days(assembly)
    return planned[0].year if planned else today().year


def group_of(assembly: Assembly, birth_year: int | None) -> tuple[AskedFeature, str] | None:
    """The feature about age, and its answer for this year of birth. None if there is no such feature or answer."""
    found = groups(question_set.current(assembly)) if birth_year is not None else None
    if found is None or birth_year is None:
        return None
    answer = found.of(year(assembly) - birth_year)
    return (found.feature, answer) if answer is not None else None


def with_age(assembly: Assembly, answers: Mapping[str, str], birth_year: int | None) -> dict[str, str]:
    """`answers` (name of the feature → answer), with the age group that follows from the year of birth."""
    found = group_of(assembly, birth_year)
    return {**answers, found[0].name: found[1]} if found else dict(answers)
