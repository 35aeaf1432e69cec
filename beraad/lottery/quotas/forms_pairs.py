"""What officials are asked about quotas on two features together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, IntegerField, SelectChoice, SelectField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import NumberRange, Optional

from beraad.assemblies.models import Feature, FeatureId
from beraad.lottery.bounds import Bounds
from beraad.lottery.errors import PairError, ReasonNeededError
from beraad.lottery.quotas import pairs
from beraad.lottery.quotas.forms import MOST_SEATS, WHEN_CHANGED
from beraad.web.forms import Form, NeededWhen, required


class PairForm(Form):
    """Which two features have quotas together."""

    refusal_fields: ClassVar = {PairError: "second"}

    first = SelectField(_l("Eerste kenmerk"), required(_l("Kies een kenmerk.")))
    second = SelectField(_l("Tweede kenmerk"), required(_l("Kies een kenmerk.")))

    def values(self) -> tuple[FeatureId, FeatureId]:
        return FeatureId(int(self.first.data)), FeatureId(int(self.second.data))


def pair_form(features: Sequence[Feature]) -> PairForm:
    """The form with these features to choose from."""
    form = PairForm()
    choices = [SelectChoice(str(feature.id), feature.name) for feature in features]
    form.first.choices = form.second.choices = [SelectChoice("", _l("Kies een kenmerk")), *choices]
    return form


def _seats(label: Any) -> IntegerField:
    message = _l("Vul een heel getal van 0 of meer in.")
    return IntegerField(label, [Optional(), NumberRange(0, MOST_SEATS, message)])


class CombinationRow(PlainForm):
    """One answer to the second feature, for people with one answer to the first; empty for no quota."""

    minimum = _seats(_l("Ten minste"))
    maximum = _seats(_l("Ten hoogste"))
    flex_minimum = _seats(_l("Desnoods ten minste"))
    flex_maximum = _seats(_l("Desnoods ten hoogste"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether each two boxes are both filled or both empty, and in order: an empty box has no checks of its own."""
        if not super().validate(extra_validators):
            return False
        self._check(self.minimum, self.maximum, _l("Vul beide vakken in, of geen van beide."))
        self._check(self.flex_minimum, self.flex_maximum, _l("Vul beide vakken voor desnoods in, of geen van beide."))
        bounds = self.bounds()
        if self.flex_minimum.data is not None and not self.errors and (bounds is None or not bounds.are_in_order()):
            self.flex_maximum.errors = [_l("Desnoods moet ruimer zijn dan het streefcijfer.")]
        return not self.errors

    def _check(self, low: IntegerField, high: IntegerField, both: Any) -> None:
        if (low.data is None) != (high.data is None):
            high.errors = [both]
        elif low.data is not None and high.data is not None and high.data < low.data:
            high.errors = [_l("Ten hoogste moet even groot of groter zijn dan ten minste.")]

    def bounds(self) -> Bounds | None:
        """The quota, None for no quota."""
        if self.minimum.data is None or self.maximum.data is None:
            return None
        return Bounds(self.minimum.data, self.maximum.data, self.flex_minimum.data, self.flex_maximum.data)


class CombinationsForm(Form):
    """The quotas on two features together; a table for each answer to the first is added by `combinations_form`."""

    refusal_fields: ClassVar = {ReasonNeededError: "reason"}

    #: name of a table and place in it → combination
    keys: ClassVar[dict[tuple[str, int], pairs.Combination]] = {}

    reason = TextAreaField(_l("Reden van de wijziging"), [NeededWhen(WHEN_CHANGED)])

    def values(self) -> dict[pairs.Combination, Bounds | None]:
        """Every combination with its quota."""
        return {key: self[name].entries[place].form.bounds() for (name, place), key in self.keys.items()}


def combinations_form(first: Feature, second: Feature, known: Sequence[pairs.CombinationQuota]) -> CombinationsForm:
    """A form with a table for each answer to `first`, of a row for each to `second`, filled with what is `known`."""
    by_key = {row.combination: row.bounds for row in known}
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    keys: dict[tuple[str, int], pairs.Combination] = {}
    size = len(second.answers)
    for answer in first.answers:
        name = f"rows_{answer.id}"
        fields[name] = FieldList(FormField(CombinationRow), label=answer.value, min_entries=size, max_entries=size)
        combinations = [pairs.combination(answer, other) for other in second.answers]
        keys.update({(name, place): key for place, key in enumerate(combinations)})
        data[name] = [_shown(by_key.get(key)) for key in combinations]
    form = type("CombinationsFormOfThesePairs", (CombinationsForm,), {**fields, "keys": keys})(data=data)
    assert isinstance(form, CombinationsForm)
    return form


def _shown(bounds: Bounds | None) -> dict[str, int | None]:
    if bounds is None:
        return {}
    return {
        "minimum": bounds.minimum,
        "maximum": bounds.maximum,
        "flex_minimum": bounds.flex_minimum,
        "flex_maximum": bounds.flex_maximum,
    }
