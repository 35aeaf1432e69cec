"""The acts of weight on people who signed up: what their pages say, and what they do."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import registry_or_organiser
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.office import queries
from beraad.recruitment.sign_up import confirmations, service
from beraad.telling.ways import way_of


def place(registration: Registration) -> str:
    """Address of the page of the sign-up."""
    return url_for("recruitment.detail", slug=registration.assembly.slug, registration_id=registration.id)


def preview_withdraw(registration: Registration) -> Preview:
    """Who leaves the draw, how many are left, and whether they hear of it."""
    pool = queries.pool(registration.assembly_id)
    left = [one for one in pool if one.registration_id != registration.id]
    way = way_of(registration)
    return Preview(
        title=_("Aanmelding %(id)s intrekken", id=registration.pool_id),
        button=_("Trek aanmelding %(id)s in", id=registration.pool_id),
        amounts=(
            Amount("now", _("Mensen die nu kunnen worden geloot"), len(pool), drifts=True),
            Amount("then", _("Mensen die straks kunnen worden geloot"), len(left), drifts=True),
        ),
        happens=(
            _("Deze persoon doet dan niet mee aan de loting. Doe dit alleen als de persoon dat zelf wil."),
            _("Deze persoon krijgt meteen een bevestiging.")
            if way is not None and way.message_kind is not None
            else _("Deze persoon krijgt geen bericht. Bel of schrijf zelf."),
        ),
        undo=_("Ja. Wijzig en bewaar de aanmelding, dan doet deze persoon weer mee. Het bericht blijft verstuurd."),
        fixed=(
            Fixed("name", _("De naam"), registration.name),
            Fixed("way", _("Hoe deze persoon van ons hoort"), f"{registration.contact_by.value} {registration.email}"),
        ),
    )


def _withdraw(registration: Registration, _form: ActForm) -> str:
    confirmations.send(service.withdraw(registration))
    return str(_("De aanmelding is ingetrokken."))


WITHDRAW: Act[Registration] = Act(
    key="recruitment.withdraw",
    access=registry_or_organiser,
    preview=preview_withdraw,
    perform=_withdraw,
    place=place,
)
ACTS = (WITHDRAW,)
