"""What is asked about a feature."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.assemblies.errors import AnswerTwiceError, FeaturesInUseError, NameTakenError
from beraad.assemblies.features import usual
from beraad.assemblies.features.service import FeatureData
from beraad.assemblies.forms import line
from beraad.assemblies.models import Assembly
from beraad.web.fields import printable
from beraad.web.forms import Form, at_most, required

#: signs of one answer
LONGEST_ANSWER = 120


class UsualForm(Form):
    """Which usual features to add, and the districts of this municipality."""

    refusal_fields: ClassVar = {FeaturesInUseError: "codes", AnswerTwiceError: "districts"}
    codes = SelectMultipleField(
        _l("Welke kenmerken voegt u toe?"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    districts = TextAreaField(
        _l("Wijken of dorpen"),
        [Optional(), printable],
        description=_l("Eén per regel. Leeg: u voegt geen wijk toe."),
    )

    def listed(self) -> list[str]:
        """The districts, one per filled line; none where there is a feature for them already."""
        typed = self.districts.data if "districts" in self else ""
        return [text for row in (typed or "").splitlines() if (text := row.strip())]

    def validate_districts(self, field: TextAreaField) -> None:
        names = self.listed()
        if len(names) == 1:
            raise ValidationError(_("Vul minstens twee wijken of dorpen in, elk op een eigen regel."))
        if any(len(name) > LONGEST_ANSWER for name in names):
            raise ValidationError(_("Gebruik voor elke naam hooguit %(most)s tekens.", most=LONGEST_ANSWER))
        if not names and not self.codes.data:
            raise ValidationError(_("Kies een kenmerk, of vul wijken of dorpen in."))


def usual_form(assembly: Assembly) -> UsualForm:
    """A form with the usual features that are missing, all chosen."""
    lacking = usual.missing(assembly)
    form = UsualForm(codes=[one.code for one in lacking])
    form.codes.choices = [SelectChoice(one.code, f"{one.name}: {', '.join(map(str, one.answers))}") for one in lacking]
    if usual.has_district(assembly):
        del form.districts
    return form


class FeatureForm(Form):
    """A feature with its question and its answers."""

    refusal_fields: ClassVar = {NameTakenError: "name", FeaturesInUseError: "name", AnswerTwiceError: "answers"}
    name = StringField(
        _l("Naam"),
        [*required(_l("Vul de naam van het kenmerk in.")), at_most(80), printable],
        description=_l("Eén woord, zoals leeftijd. Zo heet ook de kolom in bestanden."),
    )
    question = line(_l("Vraag"), 300, description=_l("Zo leest een inwoner de vraag. Leeg: de naam."))
    explanation = line(
        _l("Uitleg onder de vraag"),
        500,
        description=_l("Zoals bij opleiding: ‘Praktisch: lagere school, mulo, vmbo of mbo 1. Theoretisch: hbo of wo.’"),
    )
    answers = TextAreaField(
        _l("Antwoorden"),
        [*required(_l("Vul minstens twee antwoorden in, elk op een eigen regel.")), printable],
        description=_l("Eén antwoord per regel, in de volgorde waarin een inwoner ze ziet."),
    )

    def values(self) -> FeatureData:
        return FeatureData(self.name.data, self.question.data or "", self.listed(), self.explanation.data or "")

    def listed(self) -> list[str]:
        """The answers, one per filled line."""
        return [text for row in (self.answers.data or "").splitlines() if (text := row.strip())]

    def validate_answers(self, field: TextAreaField) -> None:
        answers = self.listed()
        if len(answers) < 2:
            raise ValidationError(_("Vul minstens twee antwoorden in, elk op een eigen regel."))
        too_long = [answer for answer in answers if len(answer) > LONGEST_ANSWER]
        if too_long:
            raise ValidationError(
                _("Dit antwoord is te lang: %(answer)s. Gebruik hooguit 120 tekens.", answer=too_long[0])
            )
