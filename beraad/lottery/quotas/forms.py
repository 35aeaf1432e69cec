"""What officials are asked about quotas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import NumberRange, Optional, ValidationError

from beraad.assemblies.models import FeatureId, FeatureValueId
from beraad.lottery.bounds import Bounds, Source
from beraad.lottery.errors import ReasonNeededError, StatisticsFileError
from beraad.lottery.quotas.queries import FeatureQuotas
from beraad.web.fields import DayField
from beraad.web.forms import Form, NeededWhen, at_most, required
from beraad.web.refusals import Refusal

MOST_SEATS = 9999
#: when the reason of a change is needed: the first quotas need none
WHEN_CHANGED = _l("nodig als u een streefcijfer wijzigt")


def _seats(label: Any, *, optional: bool = False) -> IntegerField:
    message = _l("Vul een heel getal van 0 of meer in.")
    start = [Optional()] if optional else required(message)
    return IntegerField(label, [*start, NumberRange(0, MOST_SEATS, message)])


def as_percentage(share: float | None) -> str:
    """A part from 0 to 1 as people type it: 0.125 is "12,5"."""
    return "" if share is None else f"{100 * share:.4f}".rstrip("0").rstrip(".").replace(".", ",")


def as_share(typed: str | None) -> float | None:
    """What people type as a part from 0 to 1; None when it is empty. Raises ValueError when it is no percentage."""
    text = (typed or "").replace("%", "").replace(",", ".").strip()
    if not text:
        return None
    share = float(text) / 100
    if not 0 <= share <= 1:
        raise ValueError(typed)
    return share


def percentage(_form: Any, field: Any) -> None:
    """Validator: empty, or a percentage."""
    try:
        as_share(field.data)
    except ValueError as error:
        raise ValidationError(_l("Vul een percentage in van 0 tot en met 100.")) from error


def as_number(typed: str | None) -> float:
    """A number as people type it: 12.345 and 12345 are the same, 12,5 is twelve and a half; empty is 0."""
    text = (typed or "").replace(" ", "").replace("%", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", text):
        text = text.replace(".", "")
    number = float(text.replace(",", ".") or 0)
    if not 0 <= number < 1e9:
        raise ValueError(typed)
    return number


def amount(_form: Any, field: Any) -> None:
    """Validator: empty, or a number of 0 or more."""
    try:
        as_number(field.data)
    except ValueError as error:
        raise ValidationError(_l("Vul een getal van 0 of meer in.")) from error


class QuotaRow(PlainForm):
    """One answer in the table of a feature."""

    value_id = HiddenField()
    minimum = _seats(_l("Ten minste"))
    maximum = _seats(_l("Ten hoogste"))
    flex_minimum = _seats(_l("Desnoods ten minste"), optional=True)
    flex_maximum = _seats(_l("Desnoods ten hoogste"), optional=True)
    share = StringField(_l("Procent van de bevolking"), [Optional(), percentage])

    def validate_maximum(self, field: Any) -> None:
        if None not in (self.minimum.data, field.data) and field.data < self.minimum.data:
            raise ValidationError(_l("Ten hoogste moet even groot of groter zijn dan ten minste."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether both flex boxes are filled or neither, and in order: an empty box has no checks of its own."""
        if not super().validate(extra_validators):
            return False
        low, high = self.flex_minimum.data, self.flex_maximum.data
        if (low is None) != (high is None):
            self.flex_maximum.errors = [_l("Vul beide vakken voor desnoods in, of geen van beide.")]
        elif low is not None and not self.bounds().are_in_order():
            self.flex_maximum.errors = [_l("Desnoods moet ruimer zijn dan het streefcijfer.")]
        return not self.errors

    def bounds(self) -> Bounds:
        return Bounds(
            self.minimum.data or 0,
            self.maximum.data or 0,
            self.flex_minimum.data,
            self.flex_maximum.data,
            as_share(self.share.data),
        )


class SourceForm(PlainForm):
    """Where the shares of one feature come from."""

    table = StringField(_l("Tabel of bron van de bevolkingscijfers"), [Optional(), at_most(80)])
    period = StringField(_l("Periode van de cijfers"), [Optional(), at_most(80)])
    day = DayField(_l("Datum waarop u ze ophaalde"), [Optional()])


class QuotasForm(Form):
    """All quotas of a burgerberaad; the tables are added per feature by `quotas_form`."""

    refusal_fields: ClassVar = {ReasonNeededError: "reason"}

    reason = TextAreaField(_l("Reden van de wijziging"), [NeededWhen(WHEN_CHANGED)])

    def bounds(self) -> dict[FeatureValueId, Bounds]:
        """Id of the answer → its bounds."""
        rows = [entry.form for name, field in self._fields.items() if name.startswith("rows_") for entry in field]
        return {FeatureValueId(int(row.value_id.data)): row.bounds() for row in rows}

    def sources(self) -> dict[FeatureId, Source]:
        """Id of the feature → where its shares come from."""
        return {
            FeatureId(int(name.removeprefix("source_"))): Source(
                f.form.table.data or "", f.form.period.data or "", f.form.day.data
            )
            for name, f in self._fields.items()
            if name.startswith("source_")
        }


def quotas_form(features: Sequence[FeatureQuotas]) -> QuotasForm:
    """A form with a table and a source for each feature, filled with what is known."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    for feature in features:
        fields[f"rows_{feature.feature_id}"] = FieldList(FormField(QuotaRow), label=feature.name)
        fields[f"source_{feature.feature_id}"] = FormField(SourceForm, label=feature.name)
        data[f"source_{feature.feature_id}"] = feature.source
        data[f"rows_{feature.feature_id}"] = [
            {
                "value_id": answer.value_id,
                "minimum": answer.bounds.minimum if answer.bounds else None,
                "maximum": answer.bounds.maximum if answer.bounds else None,
                "flex_minimum": answer.bounds.flex_minimum if answer.bounds else None,
                "flex_maximum": answer.bounds.flex_maximum if answer.bounds else None,
                "share": as_percentage(answer.bounds.share if answer.bounds else None),
            }
            for answer in feature.answers
        ]
    form = type("QuotasFormOfThisBurgerberaad", (QuotasForm,), fields)(data=data)
    assert isinstance(form, QuotasForm)
    return form


class PopulationRow(PlainForm):
    """One answer with its number of people (or per cent) in the population."""

    value_id = HiddenField()
    number = StringField(_l("Aantal of procent"), [Optional(), amount])


class GroupRow(PlainForm):
    """A group in a file with population figures, and the answer that it counts for."""

    label = HiddenField()
    number = HiddenField()
    answer = SelectField(_l("Telt mee bij"), [Optional()], validate_choice=False)


class PopulationForm(Form):
    """The population of one feature, from which its quotas follow: a file, or a number for each answer."""

    refusal_fields: ClassVar = {StatisticsFileError: "file", ReasonNeededError: "reason"}

    file = FileField(_l("Bestand van CBS StatLine (CSV)"), [Optional()])
    rows = FieldList(FormField(PopulationRow), label=_l("Bevolking"))
    groups = FieldList(FormField(GroupRow), label=_l("Groepen in het bestand"))
    tolerance = IntegerField(
        _l("Speling in zetels, naar beide kanten"),
        [*required(_l("Vul een heel getal van 0 of meer in.")), NumberRange(0, 99)],
        default=1,
    )
    source = FormField(SourceForm, label=_l("Bron"))
    reason = TextAreaField(_l("Reden van de wijziging"), [NeededWhen(WHEN_CHANGED)])

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if not self.file.data and not any(self.numbers().values()):
            self.form_errors.append(_("Vul voor ten minste één antwoord een getal in."))
            return False
        return True

    def numbers(self) -> dict[int, float]:
        """Id of the answer → people: as typed, or added up from the groups of a file."""
        if self.groups.entries:
            return self._added_up()
        return {int(entry.form.value_id.data): as_number(entry.form.number.data) for entry in self.rows}

    def _added_up(self) -> dict[int, float]:
        people = {int(entry.form.value_id.data): 0.0 for entry in self.rows}
        for entry in self.groups:
            value_id = entry.form.answer.data or ""
            if value_id.isdigit() and int(value_id) in people:
                people[int(value_id)] += as_number(entry.form.number.data)
        return people

    def source_data(self) -> Source:
        """Where the numbers come from."""
        typed = self.source.form
        return Source(typed.table.data or "", typed.period.data or "", typed.day.data)


class QuotaFileForm(Form):
    """A file with quotas."""

    refusal_fields: ClassVar = {Refusal: "file", ReasonNeededError: "reason"}

    file = FileField(_l("Bestand met streefcijfers"), [FileRequired(_l("Kies een bestand."))])
    reason = TextAreaField(_l("Reden van de wijziging"), [NeededWhen(WHEN_CHANGED)])


def population_form(
    feature: FeatureQuotas, numbers: dict[str, float] | None = None, groups: Sequence[tuple[str, float, str]] = ()
) -> PopulationForm:
    """The form for one feature, filled with the known shares (in per cent) or with `numbers` from a file.

    `groups`: label, people and answer ("" for none) of groups that the organiser puts with an answer.
    """
    value_ids = {answer.answer: answer.value_id for answer in feature.answers}
    rows = []
    for answer in feature.answers:
        share = answer.bounds.share if answer.bounds else None
        shown = as_percentage(share) if numbers is None else f"{numbers.get(answer.answer, 0):.0f}"
        rows.append({"value_id": answer.value_id, "number": shown})
    data: dict[str, Any] = {"rows": rows, "source": feature.source}
    if numbers is None:
        form = PopulationForm(data=data)
    else:
        group_rows = [
            {"label": label, "number": f"{people:.0f}", "answer": str(value_ids.get(answer, ""))}
            for label, people, answer in groups
        ]
        form = PopulationForm(formdata=None, data={**data, "groups": group_rows})
    for entry in form.groups:
        entry.form.answer.choices = [
            SelectChoice("", _l("Telt niet mee")),
            *(SelectChoice(str(value_id), name) for name, value_id in value_ids.items()),
        ]
    return form
