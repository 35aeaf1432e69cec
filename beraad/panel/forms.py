"""What is asked about seats, and the words of each error."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional

from beraad.panel.models import WAY_LABELS, Way
from beraad.panel.needs import Needs
from beraad.web.forms import Form, at_most, required


class AskForm(Form):
    """The last day on which people can answer."""

    answer_by = DateField(
        _l("Laatste dag om te antwoorden"),
        required(_l("Kies een laatste dag om te antwoorden, vandaag of later.")),
        description=_l("Bijvoorbeeld over een week."),
    )


class ReplaceForm(AskForm):
    """Accepting the replacements that were proposed."""

    mark = HiddenField()


def _between(label: Any, low: int, high: int, default: int, message: Any) -> IntegerField:
    return IntegerField(label, [*required(message), NumberRange(low, high, message)], default=default)


class ReservesForm(Form):
    """How many reserves, and how many people are expected to leave."""

    count = _between(_l("Hoeveel reserves?"), 1, 500, 20, _l("Vul een getal van 1 tot en met 500 in."))
    leave_percent = _between(
        _l("Hoeveel procent valt naar verwachting af?"), 1, 90, 20, _l("Vul een getal van 1 tot en met 90 in.")
    )
    factors = FileField(_l("Bestand met ervaringen uit eerdere burgerberaden"), [Optional()])


class AnswerForm(Form):
    """An answer that somebody gave by phone, by post or at the counter."""

    answer = RadioField(
        _l("Wat is het antwoord?"),
        required(_l("Kies het antwoord.")),
        choices=[
            SelectChoice("bevestigd", _l("Doet mee")),
            SelectChoice("afgezegd", _l("Doet niet mee")),
            SelectChoice("uitgevallen", _l("Deed mee, maar stopt")),
        ],
    )
    way = RadioField(
        _l("Hoe kwam het antwoord binnen?"),
        required(_l("Kies hoe het antwoord binnenkwam.")),
        choices=[SelectChoice(way.value, WAY_LABELS[way]) for way in (Way.PHONE, Way.POST, Way.OFFICE)],
    )
    reason = TextAreaField(_l("Reden, als die gegeven is"), [Optional()])


class NeedsForm(Form):
    """What a panellist needs, and where the allowance goes."""

    access = TextAreaField(_l("Toegankelijkheid, zoals een rolstoelplek"), [Optional(), at_most(500)])
    diet = TextAreaField(_l("Eten en drinken, zoals een allergie"), [Optional(), at_most(500)])
    childcare = TextAreaField(_l("Oppas of mantelzorg"), [Optional(), at_most(500)])
    interpreter = TextAreaField(_l("Een tolk of hulp bij lezen"), [Optional(), at_most(500)])
    transport = TextAreaField(_l("Vervoer naar de bijeenkomst"), [Optional(), at_most(500)])
    device = TextAreaField(_l("Een laptop of tablet"), [Optional(), at_most(500)])
    emergency_contact = StringField(_l("Wie bellen wij in nood?"), [Optional(), at_most(200)])
    bank_account = StringField(_l("Rekeningnummer voor de vergoeding (IBAN)"), [Optional(), at_most(40)])

    def needs(self) -> Needs:
        return Needs(**{name: self[name].data or "" for name in Needs.__dataclass_fields__})
