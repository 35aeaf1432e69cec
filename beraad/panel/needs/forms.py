"""What a panellist is asked about needs and allowance."""

from __future__ import annotations

from dataclasses import asdict

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from beraad.panel.models import Seat
from beraad.panel.needs import bank
from beraad.panel.needs import service as needs
from beraad.panel.needs.bank import Bank
from beraad.panel.needs.service import Needs
from beraad.web import checks
from beraad.web.fields import IbanField
from beraad.web.forms import Form, at_most

YES, NO = "ja", "nee"


class NeedsForm(Form):
    """What a panellist needs, and where the allowance goes."""

    wants_allowance = RadioField(
        _l("Wilt u de vergoeding ontvangen?"),
        [Optional()],
        choices=[SelectChoice(YES, _l("Ja")), SelectChoice(NO, _l("Nee, ik wil geen vergoeding"))],
    )
    iban = IbanField(_l("Rekeningnummer (IBAN)"), [Optional(), at_most(40)])
    holder = StringField(_l("Op welke naam staat de rekening?"), [at_most(70), checks.name])
    access = TextAreaField(_l("Toegankelijkheid, zoals een rolstoelplek"), [Optional(), at_most(500)])
    diet = TextAreaField(_l("Eten en drinken, zoals een allergie"), [Optional(), at_most(500)])
    childcare = TextAreaField(_l("Oppas of mantelzorg"), [Optional(), at_most(500)])
    interpreter = TextAreaField(_l("Een tolk of hulp bij lezen"), [Optional(), at_most(500)])
    transport = TextAreaField(_l("Vervoer naar de bijeenkomst"), [Optional(), at_most(500)])
    device = TextAreaField(_l("Een laptop of tablet"), [Optional(), at_most(500)])
    emergency_contact = StringField(_l("Wie bellen wij in nood?"), [Optional(), at_most(200)])

    def validate_holder(self, field: StringField) -> None:
        if self.iban.data and not field.data:
            raise ValidationError(_("Vul in op welke naam de rekening staat."))

    def needs(self) -> Needs:
        return Needs(**{name: self[name].data or "" for name in Needs.__dataclass_fields__})

    def bank(self) -> Bank:
        return Bank(self.iban.data or "", self.holder.data or "")

    def wants(self) -> bool | None:
        """None if this was not answered; an account number means yes."""
        if self.wants_allowance.data:
            return bool(self.wants_allowance.data == YES)
        return True if self.iban.data else None


def needs_form(seat: Seat) -> NeedsForm:
    """The form, filled with what this panellist told before."""
    account = bank.of_seat(seat)
    wants = {True: YES, False: NO, None: ""}[seat.wants_allowance]
    stored = {**asdict(needs.needs_of(seat)), "wants_allowance": wants}
    return NeedsForm(data={**stored, "iban": account.iban, "holder": account.holder})
