"""Requests of one person, who signed up or is in the register sample alone: see everything, or have it erased."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, members
from beraad.assemblies.models import Role
from beraad.privacy import requests
from beraad.privacy.dossiers import Dossier
from beraad.privacy.forms import EraseForm
from beraad.privacy.models import DeletionCertificate
from beraad.recruitment.models.registration import RegistrationId
from beraad.recruitment.models.sample import RegisterRowId
from beraad.recruitment.office import lists
from beraad.recruitment.office import queries as recruitment
from beraad.recruitment.register import queries as register_queries
from beraad.web import forms, refusals
from beraad.web.documents.downloads import JSON, attachment
from beraad.web.lists.views import answer, list_page

views = Blueprint("privacy_people", __name__)
sample_views = Blueprint("privacy_sample", __name__)
HERE = "/beheer/<slug>/privacy/personen"
SAMPLE = "/beheer/<slug>/privacy/steekproef/<int:row_id>"
registrars = members(Role.REGISTRY)


@views.route(HERE, methods=["GET", "POST"])
@registrars
@list_page
def find(slug: str) -> ResponseReturnValue:
    """Look somebody up; without words to look for nobody is shown."""
    assembly = current_assembly()
    return answer(
        lists.looked_up(assembly, "privacy_people.find"),
        "privacy/find.html",
        sampled=lambda words: register_queries.found_in_sample(assembly.id, words),
        most=register_queries.MOST_FOUND,
    )


@views.get(f"{HERE}/<int:registration_id>")
@registrars
def person(slug: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """What can be done at the request of this person."""
    registration = recruitment.registration(current_assembly(), registration_id)
    return render_template("privacy/person.html", registration=registration)


@views.post(f"{HERE}/<int:registration_id>/gegevens")
@registrars
def export(slug: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """Everything about this person as a file; a POST, because giving it out is written down."""
    registration = recruitment.registration(current_assembly(), registration_id)
    return _dossier_file(requests.export(registration), registration.pool_id)


@views.route(f"{HERE}/<int:registration_id>/wissen", methods=["GET", "POST"])
@registrars
def erase(slug: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """Delete everything about this person, after a yes."""
    registration = recruitment.registration(current_assembly(), registration_id)
    form = EraseForm()
    done = _erased_after_yes(form, lambda: requests.erase(registration))
    if done is not None:
        return done
    expected = requests.consequences(registration)
    refusal = refusals.sentence(expected.refusal) if expected.refusal else ""
    return forms.page("privacy/erase.html", form, registration=registration, expected=expected, refusal=refusal)


@sample_views.get(SAMPLE, endpoint="person")
@registrars
def sample_person(slug: str, row_id: RegisterRowId) -> ResponseReturnValue:
    """What can be done at the request of this person."""
    row = register_queries.sample_row(current_assembly(), row_id)
    return render_template("privacy/sample_person.html", row=row)


@sample_views.post(f"{SAMPLE}/gegevens", endpoint="export")
@registrars
def export_sample_row(slug: str, row_id: RegisterRowId) -> ResponseReturnValue:
    """Everything about this person as a file; a POST, because giving it out is written down."""
    row = register_queries.sample_row(current_assembly(), row_id)
    return _dossier_file(requests.export_sample_row(row), f"steekproef-{row.id}")


@sample_views.route(f"{SAMPLE}/wissen", endpoint="erase", methods=["GET", "POST"])
@registrars
def erase_sample_row(slug: str, row_id: RegisterRowId) -> ResponseReturnValue:
    """Take this person out of the sample for good, after a yes."""
    assembly = current_assembly()
    row, form = register_queries.sample_row(assembly, row_id), EraseForm()
    done = _erased_after_yes(form, lambda: requests.erase_sample_row(assembly, row))
    if done is not None:
        return done
    expected = requests.sample_refusal(assembly, [row.id])
    refusal = refusals.sentence(expected) if expected else ""
    return forms.page("privacy/sample_erase.html", form, row=row, refusal=refusal)


def _dossier_file(dossier: Dossier, name: str) -> ResponseReturnValue:
    """Returns everything about a person as a file called after `name`."""
    return attachment(json.dumps(dossier, ensure_ascii=False, indent=2), f"gegevens-{name}.json", JSON)


def _erased_after_yes(form: EraseForm, erase: Callable[[], DeletionCertificate]) -> ResponseReturnValue | None:
    """Erase once the form says yes. Returns the way to the certificate, or None if the form is to be shown."""
    if form.validate_on_submit():
        with refusals.shown_in(form):
            certificate = erase()
            flash(_("De gegevens zijn gewist."), "success")
            slug = current_assembly().slug
            return redirect(url_for("privacy.certificate", slug=slug, certificate_id=certificate.id), 303)
    return None
