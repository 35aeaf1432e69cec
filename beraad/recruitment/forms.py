"""What is asked of the griffie and the organiser, and the words of each error."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from beraad.recruitment.register_columns import LABELS
from beraad.recruitment.strata import DIMENSIONS
from beraad.web.forms import Form, at_most, required

CHOOSE = _l("Kies een van de mogelijkheden.")


class ConfirmForm(Form):
    """A button that asks to be sure; it has no fields."""


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
