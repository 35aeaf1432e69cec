"""What is asked about allowances."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import NumberRange, ValidationError

from beraad.allowances.models import AllowanceScheme, TravelClaim, TravelKind
from beraad.allowances.owed import euros
from beraad.allowances.service import SchemeData, TravelData
from beraad.web.fields import EnumRadioField
from beraad.web.forms import Form, NeededWhen, required

MOST_KILOMETRES = 1000
MOST_CENTS = 100_000


class EuroField(StringField):
    """An amount of money, as 135 or 135,50; `cents` is None if it is empty or not an amount."""

    @property
    def cents(self) -> int | None:
        text = (self.data or "").replace("€", "").replace(",", ".").strip()
        if not text.replace(".", "", 1).isdigit():
            return None
        cents = Decimal(text) * 100
        return int(cents) if cents == int(cents) else None


def _amount(_form: Form, field: Any) -> None:
    if field.cents is None or field.cents > MOST_CENTS:
        raise ValidationError(_("Vul een bedrag in, zoals 135 of 0,23. Hooguit 1.000 euro."))


class SchemeForm(Form):
    """What is paid."""

    meeting = EuroField(_l("Vergoeding per bijeenkomst, in euro"), [*required(_l("Vul een bedrag in, of 0.")), _amount])
    partly_percent = IntegerField(
        _l("Deel daarvan voor wie een deel van de tijd was, in procenten"),
        [
            *required(_l("Vul een getal van 0 tot en met 100 in.")),
            NumberRange(0, 100, _l("Vul een getal van 0 tot en met 100 in.")),
        ],
        default=100,
    )
    km = EuroField(_l("Vergoeding per kilometer, in euro"), [*required(_l("Vul een bedrag in, of 0.")), _amount])
    pays_actual = BooleanField(_l("Wij betalen ook kaartjes, taxi en parkeren"))

    @classmethod
    def filled_from(cls, scheme: AllowanceScheme | None) -> SchemeForm:
        """Returns the form with what is paid now."""
        if scheme is None:
            return cls()
        return cls(
            meeting=euros(scheme.meeting_cents),
            km=euros(scheme.km_cents),
            pays_actual=scheme.pays_actual,
            partly_percent=scheme.partly_percent,
        )

    def values(self) -> SchemeData:
        return SchemeData(
            meeting_cents=self.meeting.cents or 0,
            km_cents=self.km.cents or 0,
            pays_actual=self.pays_actual.data,
            partly_percent=self.partly_percent.data,
        )


class TravelForm(Form):
    """Travel costs for one meeting."""

    kind = EnumRadioField(_l("Hoe reisde u?"), TravelKind, required(_l("Kies hoe u reisde.")))
    kilometres = IntegerField(
        _l("Hoeveel kilometer was het, heen en terug samen?"), [NeededWhen(_l("nodig bij eigen vervoer"))]
    )
    amount = EuroField(
        _l("Hoeveel kostte het, in euro?"), [NeededWhen(_l("nodig bij een kaartje, taxi of parkeren")), _amount]
    )

    @classmethod
    def filled_from(cls, claim: TravelClaim | None) -> TravelForm:
        """Returns the form with what was claimed before."""
        if claim is None:
            return cls()
        amount = euros(claim.cents) if claim.cents else ""
        return cls(kind=claim.kind, kilometres=claim.kilometres or None, amount=amount)

    def values(self) -> TravelData:
        if self.kind.data is TravelKind.DISTANCE:
            return TravelData(TravelKind.DISTANCE, kilometres=self.kilometres.data)
        return TravelData(TravelKind.ACTUAL, cents=self.amount.cents or 0)

    def validate_kind(self, field: Any) -> None:
        kilometres, cents = self.kilometres.data or 0, self.amount.cents or 0
        if field.data is TravelKind.DISTANCE and not 1 <= kilometres <= MOST_KILOMETRES:
            raise ValidationError(_("Vul in hoeveel kilometer het was, van 1 tot en met 1000."))
        if field.data is TravelKind.ACTUAL and cents < 1:
            raise ValidationError(_("Vul in hoeveel het kostte."))
