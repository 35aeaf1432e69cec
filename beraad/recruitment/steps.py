"""The questions of the sign-up form, one page each: the features, then who somebody is and how to reach them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from beraad.assemblies.models import Assembly, Feature
from beraad.recruitment.forms import AddressForm, BirthYearForm, ContactForm, feature_field, feature_name
from beraad.recruitment.models import ContactBy
from beraad.web.forms import Form


@dataclass(frozen=True)
class Step:
    """One page of the form."""

    #: words of the page's heading
    title: str
    form: type[Form]
    #: names of the fields
    fields: tuple[str, ...]

    def is_answered(self, answers: Mapping[str, Any]) -> bool:
        return all(name in answers for name in self.fields)


def of(assembly: Assembly) -> Sequence[Step]:
    """The steps of this burgerberaad, in order."""
    return (
        *(_feature_step(feature) for feature in assembly.features),
        Step(_("In welk jaar bent u geboren?"), BirthYearForm, ("birth_year",)),
        Step(_("Wie bent u en waar woont u?"), AddressForm, ("name", "address_line1", "postcode", "place")),
        Step(_("Hoe bereiken wij u?"), ContactForm, ("contact_by", "email", "phone")),
    )


def first_open(steps: Sequence[Step], answers: Mapping[str, Any]) -> int | None:
    """Number (from 1) of the first step without an answer; None when all have one."""
    return next((number for number, step in enumerate(steps, 1) if not step.is_answered(answers)), None)


def summary(steps: Sequence[Step], answers: Mapping[str, Any]) -> list[tuple[int, str, str]]:
    """Number of the step, question and answer, for the page on which they are checked."""
    rows = []
    for number, step in enumerate(steps, 1):
        form = step.form(formdata=None, data=dict(answers))
        for name in step.fields:
            shown = ContactBy(answers[name]).label if name == "contact_by" else str(answers[name])
            question = str(form[name].label.text) if len(step.fields) > 1 else step.title
            rows.append((number, question, shown or _("niet ingevuld")))
    return rows


def _feature_step(feature: Feature) -> Step:
    name = feature_name(feature)
    built = type("FeatureForm", (Form,), {name: feature_field(feature)})
    return Step(feature.name.capitalize(), built, (name,))
