"""What is asked, of residents and of the griffie, and the words of each error."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Email, NumberRange, Optional
from wtforms.validators import ValidationError as Invalid
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.assemblies.models import Assembly, Feature
from beraad.orm import now
from beraad.recruitment import ways
from beraad.recruitment.addresses import is_postcode
from beraad.recruitment.models import Channel, ContactBy, Registration
from beraad.recruitment.register_columns import LABELS
from beraad.recruitment.service import Person
from beraad.recruitment.strata import DIMENSIONS
from beraad.web.fields import EnumRadioField
from beraad.web.forms import Form, at_most, required
from beraad.web.i18n import language

EARLIEST_YEAR = 1900
#: fields of a form that are fields of a person under the same name
PERSON_FIELDS = ("name", "address_line1", "postcode", "place", "email", "phone")
CHOOSE = _l("Kies een van de mogelijkheden.")


def year_check() -> NumberRange:
    """Validator for a year in which somebody who is alive can have been born."""
    message = _l("Vul uw geboortejaar in met vier cijfers, zoals 1980.")
    return NumberRange(min=EARLIEST_YEAR, max=now().year, message=message)


def birth_year_field(label: Any) -> Any:
    message = _l("Vul uw geboortejaar in met vier cijfers, zoals 1980.")
    return IntegerField(label, validators=[*required(message), year_check()], invalid_value_message=message)


def feature_field(feature: Feature) -> Any:
    """The question of a feature, with its answers."""
    return RadioField(
        feature.question or _l("Kies het antwoord dat bij u past."),
        choices=[SelectChoice(answer.value, answer.value) for answer in feature.answers],
        validators=required(_l("Kies een antwoord.")),
        invalid_choice_message=_l("Kies een antwoord."),
    )


class CodeForm(Form):
    """The code of a letter."""

    code = StringField(_l("Code uit uw brief"), required(_l("Vul de code in die in uw brief staat.")))


class BirthYearForm(Form):
    """The year of birth, as a question to a resident."""

    birth_year = birth_year_field(_l("Geboortejaar"))


class AddressForm(Form):
    """Who somebody is and where they live."""

    name = StringField(_l("Naam"), [*required(_l("Vul uw naam in.")), at_most(200)])
    address_line1 = StringField(
        _l("Straat en huisnummer"), [*required(_l("Vul uw straat en huisnummer in.")), at_most(200)]
    )
    postcode = StringField(_l("Postcode"), required(_l("Vul uw postcode in, zoals 1234 AB.")))
    place = StringField(_l("Woonplaats"), [*required(_l("Vul uw woonplaats in.")), at_most(100)])

    def validate_postcode(self, field: StringField) -> None:
        if not is_postcode(field.data or ""):
            raise Invalid(_l("Vul uw postcode in, zoals 1234 AB."))


class ContactForm(Form):
    """How somebody can be reached."""

    contact_by = EnumRadioField(
        _l("Hoe wilt u van ons horen?"), ContactBy, required(_l("Kies hoe u van ons wilt horen."))
    )
    email = StringField(_l("E-mailadres"), [Optional(), at_most(254), Email(_l("Dit is geen e-mailadres."))])
    phone = StringField(_l("Telefoonnummer"), [Optional(), at_most(40)])

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.contact_by.choices = [SelectChoice(way.value, way.label) for way in ways.offered()]

    def validate_contact_by(self, field: RadioField) -> None:
        if field.data == ContactBy.EMAIL and not self.email.data:
            raise Invalid(_l("Vul uw e-mailadres in, of kies een andere manier."))
        if field.data in (ContactBy.PHONE, ContactBy.TEXT) and not self.phone.data:
            raise Invalid(_l("Vul uw telefoonnummer in, of kies een andere manier."))


class ConsentForm(Form):
    """The last step: agreeing to the use of the answers."""

    consent = BooleanField(
        _l("Ik doe mee aan de loting. Mijn antwoorden mogen daarvoor worden gebruikt."),
        validators=required(_l("Zet een vinkje om u aan te melden.")),
    )


class ConfirmForm(Form):
    """A button that asks to be sure; it has no fields."""


class RegistrationForm(AddressForm, ContactForm):
    """A whole sign-up, as the griffie types it from paper or phone."""

    birth_year = birth_year_field(_l("Geboortejaar"))


class RespondentsForm(Form):
    """A file with people, in the field's own format."""

    file = FileField(_l("CSV- of Excelbestand"), [FileRequired(_l("Kies een bestand."))])
    id_column = StringField(_l("Kolom met het kenmerk van elke persoon"), [Optional(), at_most(80)])


class MessageForm(Form):
    """A message to everyone who is signed up."""

    subject = StringField(_l("Onderwerp"), [*required(_l("Vul een onderwerp in.")), at_most(200)])
    body = TextAreaField(_l("Tekst"), [*required(_l("Vul een tekst in.")), at_most(5000)])


class SampleForm(Form):
    """A file with a sample from the register."""

    file = FileField(_l("CSV- of Excelbestand met de steekproef"), [FileRequired(_l("Kies een bestand."))])


class WaveForm(Form):
    """How many letters, over which strata."""

    letters = IntegerField(
        _l("Aantal brieven"),
        validators=[
            *required(_l("Vul in hoeveel brieven u wilt sturen.")),
            NumberRange(min=1, max=500_000, message=_l("Vul een aantal brieven in van 1 of meer.")),
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
    one_per_household = BooleanField(_l("Stuur hooguit één brief naar een adres"), default=True)


def mapping_form(header: tuple[str, ...], mapping: dict[str, str]) -> Any:
    """Which column holds what: a list of columns for each field of the register sample."""
    options = [SelectChoice("", _l("Niet in dit bestand"))] + [SelectChoice(title, title) for title in header if title]

    class Built(Form):
        """Grows a field per field of the sample."""

    for name, label in LABELS.items():
        setattr(Built, name, SelectField(label, choices=options, invalid_choice_message=CHOOSE))
    return Built(data=mapping)


def sizes_form(strata: dict[str, int]) -> Any:
    """A number of letters for each stratum, filled in with a proposal."""
    message = _l("Vul het aantal brieven in met cijfers.")

    class Built(Form):
        """Grows a field per stratum."""

    for place, (stratum, size) in enumerate(strata.items()):
        check = NumberRange(min=0, message=message)
        field = IntegerField(
            stratum, validators=[*required(message), check], default=size, invalid_value_message=message
        )
        setattr(Built, f"size_{place}", field)
    return Built()


def registration_form(assembly: Assembly, registration: Registration | None = None) -> Any:
    """The form for a whole sign-up: new, or filled with `registration`."""

    class Built(RegistrationForm):
        """Grows a field per feature."""

    for feature in assembly.features:
        setattr(Built, feature_name(feature), feature_field(feature))
    if registration is None:
        ways = (Channel.PAPER, Channel.PHONE)
        Built.channel = RadioField(
            _l("Hoe kwam de aanmelding binnen?"),
            choices=[SelectChoice(way.value, way.label) for way in ways],
            validators=required(_l("Kies hoe de aanmelding binnenkwam.")),
            invalid_choice_message=CHOOSE,
        )
        Built.code = StringField(_l("Code uit de brief"), [Optional()])
        return Built()
    chosen = {answer.feature_id: answer.value.value for answer in registration.answers}
    return Built(obj=registration, data={feature_name(f): chosen.get(f.id) for f in assembly.features})


def feature_name(feature: Feature) -> str:
    """The name of a feature's field."""
    return f"feature_{feature.id}"


def person_of(values: dict[str, Any], known: Person | None = None) -> Person:
    """The person out of answers by field name; what was not asked stays as it was `known`."""
    asked = {name: values[name] or "" for name in PERSON_FIELDS if name in values}
    if "contact_by" in values:
        asked["contact_by"] = ContactBy(values["contact_by"])
    if known is None:
        known = Person(language=language())
    return replace(known, **asked, birth_year=values["birth_year"])


def answers_of(assembly: Assembly, values: dict[str, Any]) -> dict[str, str]:
    """Name of the feature → answer, out of answers by field name."""
    return {feature.name: str(values.get(feature_name(feature)) or "") for feature in assembly.features}
