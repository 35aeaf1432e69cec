"""Throwing away a file of the register: what its page says, and what it does."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from beraad.acts.act import Act, Amount, Done, Fixed, Preview
from beraad.acts.forms import ActForm
from beraad.assemblies.access import registry_or_organiser
from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.recruitment.models.sample import RegisterImport
from beraad.recruitment.register import service


def _slug(received: RegisterImport) -> str:
    return db.session.get_one(Assembly, received.assembly_id).slug


def preview_discard(received: RegisterImport) -> Preview:
    """How many people go with a file."""
    return Preview(
        title=_("Bestand weggooien"),
        button=_("Gooi %(file)s weg", file=received.filename),
        amounts=(Amount("rows", _("Mensen die uit de steekproef verdwijnen"), received.rows_added or 0),),
        happens=(_("Het bestand gaat weg, met wie er al uit is overgenomen."),),
        undo=_("Ja. U kunt het bestand opnieuw sturen."),
        fixed=(Fixed("file", _("Het bestand"), received.filename),),
    )


def _discard(received: RegisterImport, _form: ActForm) -> Done:
    place = url_for("recruitment_sample.imports", slug=_slug(received))
    service.discard(received)
    return Done(_("Het bestand is weggegooid."), place)


DISCARD: Act[RegisterImport] = Act(
    key="recruitment.discard_sample",
    access=registry_or_organiser,
    preview=preview_discard,
    perform=_discard,
    place=lambda received: url_for("recruitment_sample.sample", slug=_slug(received), import_id=received.id),
)
