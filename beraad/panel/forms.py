"""What is asked about seats, and the words of each error."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional, ValidationError

from beraad.days import today
from beraad.panel.models import WAY_LABELS, Cause, Way
from beraad.panel.needs import iban
from beraad.panel.needs.bank import Bank
from beraad.panel.needs.service import Needs
from beraad.web.fields import DayField, EnumSelectField
from beraad.web.forms import Form, at_most, required

#: what somebody can give as a reason
GIVEN_CAUSES = tuple(cause for cause in Cause if cause not in (Cause.NO_ANSWER, Cause.UNTOLD))


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
    #: not empty when others than the reserves were asked for
    everyone = HiddenField()


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
            SelectChoice("toch", _l("Zei nee, maar doet toch mee")),
            SelectChoice("uitgevallen", _l("Deed mee, maar stopt")),
        ],
    )
    way = RadioField(
        _l("Hoe kwam het antwoord binnen?"),
        required(_l("Kies hoe het antwoord binnenkwam.")),
        choices=[SelectChoice(way.value, WAY_LABELS[way]) for way in (Way.PHONE, Way.POST, Way.OFFICE)],
    )
    cause = EnumSelectField(
        _l("Waarom niet?"), Cause, [Optional()], empty=_l("Niet verteld, of niet van toepassing"), only=GIVEN_CAUSES
    )
    reason = TextAreaField(_l("Toelichting, als die gegeven is"), [Optional(), at_most(1000)])
    happened_on = DayField(_l("Op welke dag stopte dit panellid?"), [Optional()])

    def validate_happened_on(self, field: DayField) -> None:
        if field.data is not None and field.data > today():
            raise ValidationError(_("Kies vandaag of een dag die voorbij is."))


class NeedsForm(Form):
    """What a panellist needs, and where the allowance goes."""

    access = TextAreaField(_l("Toegankelijkheid, zoals een rolstoelplek"), [Optional(), at_most(500)])
    diet = TextAreaField(_l("Eten en drinken, zoals een allergie"), [Optional(), at_most(500)])
    childcare = TextAreaField(_l("Oppas of mantelzorg"), [Optional(), at_most(500)])
    interpreter = TextAreaField(_l("Een tolk of hulp bij lezen"), [Optional(), at_most(500)])
    transport = TextAreaField(_l("Vervoer naar de bijeenkomst"), [Optional(), at_most(500)])
    device = TextAreaField(_l("Een laptop of tablet"), [Optional(), at_most(500)])
    emergency_contact = StringField(_l("Wie bellen wij in nood?"), [Optional(), at_most(200)])
    wants_allowance = RadioField(
        _l("Wilt u de vergoeding ontvangen?"),
        [Optional()],
        choices=[SelectChoice("ja", _l("Ja")), SelectChoice("nee", _l("Nee, ik wil geen vergoeding"))],
    )
    iban = StringField(_l("Rekeningnummer (IBAN)"), [Optional(), at_most(40)])
    holder = StringField(_l("Op welke naam staat de rekening?"), [at_most(70)])

    def validate_iban(self, field: StringField) -> None:
        if not iban.is_iban(field.data):
            raise ValidationError(_("Dit rekeningnummer klopt niet. Kijk het na, bijvoorbeeld NL02 ABNA 0123 4567 89."))

    def validate_holder(self, field: StringField) -> None:
        if self.iban.data and not field.data:
            raise ValidationError(_("Vul in op welke naam de rekening staat."))

    def needs(self) -> Needs:
        return Needs(**{name: self[name].data or "" for name in Needs.__dataclass_fields__})

    def bank(self) -> Bank:
        return Bank(iban.plain(self.iban.data or ""), self.holder.data or "")

    def wants(self) -> bool | None:
        """True, False, or None when this was not answered; an account says yes."""
        if self.wants_allowance.data:
            return bool(self.wants_allowance.data == "ja")
        return True if self.iban.data else None


class StopForm(Form):
    """A panellist stops."""

    cause = EnumSelectField(
        _l("Waarom stopt u?"), Cause, [Optional()], empty=_l("Dat vertel ik liever niet"), only=GIVEN_CAUSES
    )
    reason = TextAreaField(_l("Wilt u er iets bij zeggen?"), [Optional(), at_most(1000)])
