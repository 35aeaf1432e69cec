"""What officials are asked about draws."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from beraad.days import ZONE
from beraad.lottery import errors, ticket_numbers
from beraad.lottery.draw.service import Plan
from beraad.lottery.frozen.freezing import ADDRESS
from beraad.lottery.models import Disclosure, DrawKind, Rule
from beraad.web.forms import Form, NeededWhen, at_most, required


class ReasonForm(Form):
    """A reason, for a step that needs one."""

    reason = TextAreaField(_l("Reden"), required(_l("Vul de reden in.")))


class PlanForm(Form):
    """What the first official proposes."""

    refusal_fields: ClassVar = {
        errors.ReasonNeededError: "reason",
        errors.MomentPastError: "ceremony_at",
        errors.TooSoonError: "short_term_reason",
        errors.BeaconError: "with_beacon",
    }

    kind = RadioField(
        _l("Soort loting"),
        required(_l("Kies een proefloting of een echte loting.")),
        choices=[SelectChoice(kind.value, kind.label) for kind in DrawKind],
        default=DrawKind.REHEARSAL.value,
    )
    rule = RadioField(
        _l("Wat is eerlijk?"),
        required(_l("Kies een regel.")),
        choices=[SelectChoice(rule.value, rule.label) for rule in Rule],
        default=Rule.LEXIMIN.value,
    )
    one_per_household = BooleanField(_l("Hooguit één persoon per adres"), default=True)
    ceremony_at = DateTimeLocalField(_l("Wanneer wordt het nummer getrokken?"), [Optional()])
    place = StringField(_l("Waar wordt het nummer getrokken?"), [Optional(), at_most(200)])
    with_beacon = BooleanField(_l("Voeg een openbaar toevalsgetal (drand) toe aan het startgetal"))
    disclosure = RadioField(
        _l("Wie krijgt het bestand waarmee iemand alles kan narekenen?"),
        required(_l("Kies wie het bestand krijgt.")),
        choices=[SelectChoice(choice.value, choice.label) for choice in Disclosure],
        default=Disclosure.INSPECTION.value,
    )
    short_term_reason = TextAreaField(
        _l("Reden voor een termijn korter dan 24 uur"), [NeededWhen(_l("nodig als u eerder loot"))]
    )
    reason = TextAreaField(
        _l("Reden voor een nieuwe echte loting"), [NeededWhen(_l("nodig na een eerdere echte loting"))]
    )

    def values(self) -> Plan:
        moment: datetime | None = self.ceremony_at.data
        return Plan(
            kind=DrawKind(self.kind.data),
            rule=Rule(self.rule.data),
            household_columns=ADDRESS if self.one_per_household.data else (),
            reason=self.reason.data or "",
            ceremony_at=moment.replace(tzinfo=ZONE) if moment else None,
            place=self.place.data or "",
            short_term_reason=self.short_term_reason.data or "",
            with_beacon=self.with_beacon.data,
            disclosure=Disclosure(self.disclosure.data),
        )


class DigitsForm(Form):
    """The notary's ten digits, optional for a rehearsal, and the drand round if one was announced."""

    refusal_fields: ClassVar = {errors.DigitsError: "digits", errors.BeaconError: "beacon"}

    digits = StringField(_l("De tien cijfers van de notaris"), [NeededWhen(_l("nodig bij een echte loting"))])
    beacon = TextAreaField(_l("Het antwoord van drand"), [NeededWhen(), at_most(2000)])


class NumberForm(Form):
    """The drawn number, as the balls show it."""

    refusal_fields: ClassVar = {
        errors.TicketRangeError: "number",
        errors.TicketDiffersError: "number",
        errors.NumberEarlyError: "number",
    }
    number = StringField(
        _l("Getrokken nummer"),
        required(_l("Vul %(digits)s in die getrokken zijn.", digits=ticket_numbers.THE_DIGITS)),
    )
