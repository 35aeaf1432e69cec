"""What is asked about a feature."""

from __future__ import annotations

from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, ValidationError

from beraad.assemblies.errors import AnswerTwiceError, FeaturesInUseError, NameTakenError
from beraad.assemblies.features.service import FeatureData
from beraad.assemblies.forms import line
from beraad.web.fields import printable
from beraad.web.forms import Form, at_most, required


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
        too_long = [answer for answer in answers if len(answer) > 120]
        if too_long:
            raise ValidationError(
                _("Dit antwoord is te lang: %(answer)s. Gebruik hooguit 120 tekens.", answer=too_long[0])
            )
