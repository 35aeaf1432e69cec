"""What is asked about the register sample, the waves and the words of the letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import ClassVar

from flask_babel import format_decimal, lazy_pgettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional
from wtforms.validators import ValidationError as Invalid
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.assemblies.forms import line
from beraad.recruitment.errors import LetterWordsError, SignatureError
from beraad.recruitment.forms import CHOOSE
from beraad.recruitment.letters.letterhead.return_address import ReturnAddress
from beraad.recruitment.letters.letterhead.sender import Sender
from beraad.recruitment.letters.strata import DIMENSIONS
from beraad.recruitment.letters.texts import SECOND_LANGUAGES, Words
from beraad.recruitment.models.waves import Division
from beraad.web.fields import EnumRadioField, PostcodeField, printable
from beraad.web.forms import Form, at_most, required
from beraad.web.refusals import Refusal, sentence

WHOLE = _l("Vul het aantal brieven in met cijfers.")


class LetterTextForm(Form):
    """The words of a letter."""

    title = StringField(_l("Onderwerp van de brief"), [*required(_l("Vul een onderwerp in.")), at_most(200), printable])
    body = TextAreaField(_l("Tekst van de brief"), [*required(_l("Vul een tekst in.")), at_most(6000), printable])

    def values(self) -> Words:
        return Words(self.title.data, self.body.data)

    def refuse(self, error: Refusal) -> None:
        if isinstance(error, LetterWordsError):
            self[error.field].errors = [*self[error.field].errors, sentence(error)]
        else:
            super().refuse(error)


class LetterFormForm(Form):
    """How the letters look."""

    large = BooleanField(_l("Druk alle brieven in grote letters"))
    second_language = SelectField(
        _l("Bladzijde in een tweede taal achter de brief"),
        choices=[SelectChoice("", _l("Geen tweede taal")), *(SelectChoice(*pair) for pair in SECOND_LANGUAGES.items())],
        invalid_choice_message=CHOOSE,
    )


class ReturnAddressForm(Form):
    """Where paper sign-ups are sent."""

    name = StringField(
        _l("Naam of afdeling"), [*required(_l("Vul in wie de formulieren krijgt.")), at_most(100), printable]
    )
    line = StringField(
        _l("Antwoordnummer, of straat en huisnummer"),
        [*required(_l("Vul een antwoordnummer in, of een straat en huisnummer.")), at_most(100), printable],
    )
    postcode = PostcodeField(_l("Postcode"), required(PostcodeField.wrong))
    place = StringField(
        lazy_pgettext("address", "Plaats"), [*required(_l("Vul de plaats in.")), at_most(100), printable]
    )

    def values(self) -> ReturnAddress:
        return ReturnAddress(self.name.data, self.line.data, self.postcode.data or "", self.place.data)


class SenderForm(Form):
    """Who signs, and what the letter says about personal data."""

    refusal_fields: ClassVar = {SignatureError: "signature"}

    signed_by = line(_l("Naam van wie ondertekent"), 100, printable)
    signed_as = line(
        _l("Functie van wie ondertekent"), 100, printable, description=_l("Zoals: burgemeester van Voorbeeldstad.")
    )
    signature = FileField(
        _l("Handtekening"),
        [Optional()],
        description=_l("Een PNG-bestand met een witte of doorzichtige achtergrond. Leeg: de handtekening blijft."),
    )
    without_signature = BooleanField(_l("Druk geen handtekening af"))
    privacy_contact = StringField(
        _l("Functionaris gegevensbescherming"),
        [*required(_l("Vul in hoe mensen de functionaris gegevensbescherming bereiken.")), at_most(200), printable],
        description=_l("E-mailadres, telefoonnummer of adres. De wet vraagt dit in elke brief."),
    )
    address_source = line(
        _l("Waar komen de adressen vandaan?"),
        200,
        printable,
        description=_l("Leeg: ‘de Basisregistratie Personen (BRP) van uw gemeente’."),
    )
    ground = line(
        _l("Op welke grond mag u ze gebruiken?"),
        200,
        printable,
        description=_l("Leeg: ‘een taak van algemeen belang (artikel 6, lid 1, onder e, van de AVG)’."),
    )

    def values(self) -> Sender:
        answers = {field.name: self[field.name].data or "" for field in fields(Sender)}
        return Sender(**answers)


class WaveForm(Form):
    """How many letters, over which strata."""

    letters = IntegerField(
        _l("Aantal brieven"),
        validators=[
            *required(_l("Vul in hoeveel brieven u wilt sturen.")),
            NumberRange(min=1, max=500_000, message=_l("Vul een aantal brieven in van 1 tot en met 500.000.")),
        ],
        invalid_value_message=_l("Vul het aantal brieven in met cijfers."),
    )
    strata = SelectMultipleField(
        _l("Verdeel de brieven over"),
        choices=[SelectChoice(key, label) for key, label in DIMENSIONS.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        invalid_choice_message=CHOOSE,
    )
    division = EnumRadioField(
        _l("Hoe verdeelt u de brieven over de groepen?"),
        Division,
        only=(Division.PEOPLE, Division.RESPONSE),
        default=Division.PEOPLE,
    )
    one_per_household = BooleanField(_l("Stuur hooguit één brief naar een adres"), default=True)


class ResponseForm(Form):
    """Grows a field per stratum: the percentage of the letters that is expected to be answered. Asked with a GET."""

    class Meta(Form.Meta):
        csrf = False

    def shares(self) -> dict[str, float]:
        """Stratum → share, from 0 to 1."""
        return {field.label.text: float(_percentage(field.data)) / 100 for field in self}


def response_form(expected: Mapping[str, float], answers: Mapping[str, str]) -> ResponseForm:
    """A percentage for each stratum: what was answered, else what is `expected` (from 0 to 1)."""

    class Built(ResponseForm):
        """With the strata of this burgerberaad."""

    values = MultiDict[str, str]()
    for place, (stratum, share) in enumerate(expected.items()):
        name = f"respons_{place}"
        setattr(Built, name, StringField(stratum, [_is_percentage]))
        values[name] = answers.get(name, format_decimal(round(100 * share, 1)))
    return Built(formdata=values)


def _is_percentage(_form: Form, field: StringField) -> None:
    if not 0 < _percentage(field.data) <= 100:
        raise Invalid(_l("Vul een percentage in boven 0 en tot en met 100, zoals 4,5."))


def _percentage(text: str) -> Fraction:
    """The number in a text such as `4,5` or `4.5%`; 0 when there is none."""
    try:
        return Fraction(text.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        return Fraction(0)


@dataclass(frozen=True)
class SizeRow:
    """A stratum in the table of sizes: its field, its people, and the most letters that can go there."""

    field: IntegerField
    people: int
    most: int


class SizesForm(Form):
    """Grows a field per stratum: its number of letters."""

    everywhere = IntegerField(
        _l("Vul overal hetzelfde aantal in"),
        validators=[Optional(), NumberRange(min=0, message=WHOLE)],
        invalid_value_message=WHOLE,
    )

    @property
    def total(self) -> int:
        """The letters of all strata, as far as they are filled in."""
        return sum(field.data or 0 for field in self if field.name.startswith("size_"))

    def rows(self, people: Mapping[str, int], most: Mapping[str, int]) -> list[SizeRow]:
        """The table of sizes, a row for each stratum."""
        return [SizeRow(self[f"size_{place}"], people[name], most[name]) for place, name in enumerate(people)]

    def fill(self, most: Mapping[str, int]) -> None:
        """Put the one number that was asked for in every row, or the most letters that can go there."""
        for place, name in enumerate(most):
            field = self[f"size_{place}"]
            field.data = min(self.everywhere.data or 0, most[name])
            field.raw_data, field.process_errors = [str(field.data)], []

    def sizes(self, strata: Iterable[str]) -> dict[str, int]:
        """Stratum → letters."""
        return {stratum: self[f"size_{place}"].data for place, stratum in enumerate(strata)}


def sizes_form(strata: Mapping[str, int]) -> SizesForm:
    """A number of letters for each stratum, filled in with a proposal."""

    class Built(SizesForm):
        """With the strata of this burgerberaad."""

    for place, (stratum, size) in enumerate(strata.items()):
        check = NumberRange(min=0, message=WHOLE)
        field = IntegerField(stratum, validators=[*required(WHOLE), check], default=size, invalid_value_message=WHOLE)
        setattr(Built, f"size_{place}", field)
    return Built()
