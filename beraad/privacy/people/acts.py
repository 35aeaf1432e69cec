"""Erasing one person: what the pages say, and what they do."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from beraad.acts.act import Act, Amount, Done, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.allowances.models import TravelClaim
from beraad.assemblies.access import members
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.panel.models import Seat
from beraad.privacy import erasing
from beraad.privacy.models import DeletionCertificate
from beraad.privacy.people import requests
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RegisterRow

registrars = members(Role.REGISTRY)


def preview_erase(registration: Registration) -> Preview:
    """What is deleted about somebody who signed up. Raises `RequestRefusedError`."""
    expected = requests.consequences(registration)
    if expected.refusal is not None:
        raise expected.refusal
    assembly = registration.assembly
    seats = select(Seat.id).where(Seat.registration_id == registration.id)
    claims = select(func.count()).select_from(TravelClaim).where(TravelClaim.seat_id.in_(seats))
    return Preview(
        title=_("Gegevens van %(id)s wissen", id=registration.pool_id),
        button=_("Wis alle gegevens van 1 mens"),
        amounts=(
            Amount("registration", _("Aanmeldingen"), 1),
            Amount("seat", _("Zetels die deze persoon heeft of had"), len(db.session.scalars(seats).all())),
            Amount("register_row", _("Regels uit de steekproef"), len(erasing.sample_rows(assembly, [registration]))),
            Amount("travel_claim", _("Declaraties van reiskosten"), db.session.scalar(claims) or 0),
        ),
        happens=(_identity_words(),),
        undo=_undo_words(),
        fixed=(Fixed("person", _("Wie het is"), f"{registration.pool_id} {registration.name} {registration.email}"),),
        part="privacy/erase_part.html",
        context={"registration": registration, "expected": expected},
    )


def _erase(registration: Registration, _form: ActForm) -> Done:
    assembly = registration.assembly
    return _done(assembly, requests.erase(registration))


def preview_erase_row(row: RegisterRow) -> Preview:
    """What is deleted about somebody in the sample alone. Raises `RequestRefusedError`."""
    refusal = requests.sample_refusal(_assembly(row), [row.id])
    if refusal is not None:
        raise refusal
    return Preview(
        title=_("Gegevens van iemand uit de steekproef wissen"),
        button=_("Wis alle gegevens van 1 mens"),
        amounts=(Amount("register_row", _("Regels uit de steekproef"), 1),),
        happens=(_identity_words(),),
        undo=_undo_words(),
        fixed=(Fixed("person", _("Wie het is"), row.fingerprint),),
        part="privacy/sample_erase_part.html",
    )


def _erase_row(row: RegisterRow, _form: ActForm) -> Done:
    assembly = _assembly(row)
    return _done(assembly, requests.erase_sample_row(assembly, row))


def _assembly(row: RegisterRow) -> Assembly:
    return db.session.get_one(Assembly, row.assembly_id)


def _identity_words() -> str:
    return str(_("Controleer eerst wie dit vraagt: deze persoon zelf, of iemand die voor hem of haar spreekt."))


def _undo_words() -> str:
    return str(
        _(
            "Nee. Gewiste gegevens komen niet terug. Op papier en in e-mail buiten dit systeem wist u ze zelf. "
            "Denk ook aan reservekopieën."
        )
    )


def _done(assembly: Assembly, certificate: DeletionCertificate) -> Done:
    place = url_for("privacy.certificate", slug=assembly.slug, certificate_id=certificate.id)
    return Done(_("De gegevens zijn gewist."), place)


ERASE: Act[Registration] = Act(
    key="privacy.erase",
    access=registrars,
    preview=preview_erase,
    perform=_erase,
    place=lambda registration: url_for(
        "privacy_people.person", slug=registration.assembly.slug, registration_id=registration.id
    ),
)
ERASE_ROW: Act[RegisterRow] = Act(
    key="privacy.erase_row",
    access=registrars,
    preview=preview_erase_row,
    perform=_erase_row,
    place=lambda row: url_for("privacy_sample.person", slug=_assembly(row).slug, row_id=row.id),
)
ACTS = (ERASE, ERASE_ROW)
