"""Requests of one person, who signed up or is in the register sample alone: see everything, or have it erased."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly
from beraad.privacy.dossiers import Dossier
from beraad.privacy.errors import RequestRefusedError
from beraad.privacy.people import acts, requests
from beraad.recruitment.models.registration import RegistrationId
from beraad.recruitment.models.sample import RegisterRowId
from beraad.recruitment.office import lists
from beraad.recruitment.office import queries as recruitment
from beraad.recruitment.register import queries as register_queries
from beraad.web import refusals
from beraad.web.documents.downloads import JSON, attachment
from beraad.web.lists.views import answer, list_page

views = Blueprint("privacy_people", __name__)
sample_views = Blueprint("privacy_sample", __name__)
HERE = "/beheer/<slug>/privacy/personen"
SAMPLE = "/beheer/<slug>/privacy/steekproef/<int:row_id>"


@views.route(HERE, methods=["GET", "POST"])
@acts.registrars
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
@acts.registrars
def person(slug: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """What can be done at the request of this person."""
    registration = recruitment.registration(current_assembly(), registration_id)
    return render_template("privacy/person.html", registration=registration)


@views.post(f"{HERE}/<int:registration_id>/gegevens")
@acts.registrars
def export(slug: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """Everything about this person as a file; a POST, because giving it out is written down."""
    registration = recruitment.registration(current_assembly(), registration_id)
    return _dossier_file(requests.export(registration), registration.pool_id)


@views.route(f"{HERE}/<int:registration_id>/wissen", methods=["GET", "POST"])
@acts.registrars
def erase(slug: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """Delete everything about this person; if that can't be done now, their page says why."""
    registration = recruitment.registration(current_assembly(), registration_id)
    refusal = requests.consequences(registration).refusal
    if refusal is not None:
        return _not_now("privacy/person.html", refusal, registration=registration)
    return acts_page(acts.ERASE, registration)


@sample_views.get(SAMPLE, endpoint="person")
@acts.registrars
def sample_person(slug: str, row_id: RegisterRowId) -> ResponseReturnValue:
    """What can be done at the request of this person."""
    row = register_queries.sample_row(current_assembly(), row_id)
    return render_template("privacy/sample_person.html", row=row)


@sample_views.post(f"{SAMPLE}/gegevens", endpoint="export")
@acts.registrars
def export_sample_row(slug: str, row_id: RegisterRowId) -> ResponseReturnValue:
    """Everything about this person as a file; a POST, because giving it out is written down."""
    row = register_queries.sample_row(current_assembly(), row_id)
    return _dossier_file(requests.export_sample_row(row), f"steekproef-{row.id}")


@sample_views.route(f"{SAMPLE}/wissen", endpoint="erase", methods=["GET", "POST"])
@acts.registrars
def erase_sample_row(slug: str, row_id: RegisterRowId) -> ResponseReturnValue:
    """Take this person out of the sample for good; if that can't be done now, their page says why."""
    assembly = current_assembly()
    row = register_queries.sample_row(assembly, row_id)
    refusal = requests.sample_refusal(assembly, [row.id])
    if refusal is not None:
        return _not_now("privacy/sample_person.html", refusal, row=row)
    return acts_page(acts.ERASE_ROW, row)


def _not_now(template: str, refusal: RequestRefusedError, **shown: Any) -> ResponseReturnValue:
    """The page of a person with why they can't be erased now; the link to it is there all the same."""
    status = 200 if request.method == "GET" else refusal.status
    return render_template(template, refusal=refusals.sentence(refusal), **shown), status


def _dossier_file(dossier: Dossier, name: str) -> ResponseReturnValue:
    """Returns everything about a person as a file called after `name`."""
    return attachment(json.dumps(dossier, ensure_ascii=False, indent=2), f"gegevens-{name}.json", JSON)
