"""The act of weight of residents: withdrawing their own sign-up. Same page as the acts of staff, without an account."""

from __future__ import annotations

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.questions import open_link
from beraad.recruitment.sign_up import confirmations, service
from beraad.telling.ways import way_of
from beraad.web.access import holder


def preview_withdraw(registration: Registration) -> Preview:
    """What the person no longer takes part in, whether they hear of it, and until when they can come back."""
    can_be_drawn, way = open_link.can_be_drawn(registration), way_of(registration)
    return Preview(
        title=_("Uw aanmelding intrekken"),
        button=_("Trek mijn aanmelding in"),
        amounts=(Amount("sign_ups", _("Aanmeldingen die wij intrekken"), 1),),
        happens=(
            _("U doet dan niet mee aan de loting.") if can_be_drawn else _("Wij sturen u dan geen berichten meer."),
            _("U krijgt meteen een bevestiging.")
            if way is not None and way.message_kind is not None
            else _("U krijgt geen bericht. Op de volgende bladzijde ziet u dat het is gelukt."),
        ),
        undo=_undo(registration),
        fixed=(Fixed("state", _("De stand van uw aanmelding"), registration.state.value),),
    )


def _undo(registration: Registration) -> str:
    closes = registration.assembly.sign_up_closes
    if closes is None:
        return str(_("Ja. Tot de aanmelding sluit, kunt u zich weer aanmelden."))
    return str(_("Ja. Tot en met %(day)s kunt u zich weer aanmelden.", day=format_date(closes, "d MMMM yyyy")))


def _withdraw(registration: Registration, _form: ActForm) -> str:
    can_be_drawn = open_link.can_be_drawn(registration)
    confirmations.send(service.withdraw(registration))
    draw = _("Uw aanmelding is ingetrokken. U doet niet mee aan de loting.")
    return str(draw if can_be_drawn else _("Uw aanmelding is ingetrokken."))


WITHDRAW: Act[Registration] = Act(
    key="recruitment.withdraw_own",
    access=holder,
    preview=preview_withdraw,
    perform=_withdraw,
    place=lambda _registration: url_for("recruitment_public.own"),
    layout="recruitment/sign_up/layout.html",
)
