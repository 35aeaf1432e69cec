"""What the pages for a person who signed up and for somebody in the register sample alone have in common."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly
from beraad.privacy.dossiers import Dossier
from beraad.privacy.forms import EraseForm
from beraad.privacy.models import DeletionCertificate
from beraad.web import refusals
from beraad.web.documents.downloads import JSON, attachment


def dossier_file(dossier: Dossier, name: str) -> ResponseReturnValue:
    """Returns everything about a person as a file called after `name`."""
    return attachment(json.dumps(dossier, ensure_ascii=False, indent=2), f"gegevens-{name}.json", JSON)


def erased_after_yes(form: EraseForm, erase: Callable[[], DeletionCertificate]) -> ResponseReturnValue | None:
    """Erase once the form says yes. Returns the way to the certificate, or None if the form is to be shown."""
    if form.validate_on_submit():
        with refusals.shown_in(form):
            certificate = erase()
            flash(_("De gegevens zijn gewist."), "success")
            slug = current_assembly().slug
            return redirect(url_for("privacy.certificate", slug=slug, certificate_id=certificate.id), 303)
    return None
