"""Requests of one person: see everything about them, or have it erased."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, members
from beraad.assemblies.models import Role
from beraad.privacy import erasure, requests
from beraad.privacy.forms import EraseForm
from beraad.recruitment.office import queries as recruitment
from beraad.recruitment.register import queries as register_queries
from beraad.web import edge, forms, paging, refusals

views = Blueprint("privacy_people", __name__)
HERE = "/beheer/<slug>/privacy/personen"
registrars = members(Role.REGISTRY)


@views.route(HERE, methods=["GET", "POST"])
@registrars
@edge.only_reads
def find(slug: str) -> ResponseReturnValue:
    """Look somebody up; without words to look for nobody is shown."""
    search = paging.sought()
    page = recruitment.listed(current_assembly(), paging.asked(), search) if search else None
    sampled = register_queries.found_in_sample(current_assembly().id, search) if search else []
    most = register_queries.MOST_FOUND
    return render_template("privacy/find.html", search=search, page=page, sampled=sampled, most=most)


@views.get(f"{HERE}/<int:registration_id>")
@registrars
def person(slug: str, registration_id: int) -> ResponseReturnValue:
    """What can be done at the request of this person."""
    registration = recruitment.registration(current_assembly(), registration_id)
    return render_template("privacy/person.html", registration=registration)


@views.post(f"{HERE}/<int:registration_id>/gegevens")
@registrars
def export(slug: str, registration_id: int) -> ResponseReturnValue:
    """Everything about this person as a file; a POST, because giving it out is written down."""
    registration = recruitment.registration(current_assembly(), registration_id)
    return erasure.dossier_file(requests.export(registration), registration.pool_id)


@views.route(f"{HERE}/<int:registration_id>/wissen", methods=["GET", "POST"])
@registrars
def erase(slug: str, registration_id: int) -> ResponseReturnValue:
    """Delete everything about this person, after a yes."""
    registration = recruitment.registration(current_assembly(), registration_id)
    form = EraseForm()
    done = erasure.erased_after_yes(form, lambda: requests.erase(registration))
    if done is not None:
        return done
    expected = requests.consequences(registration)
    refusal = refusals.sentence(expected.refusal) if expected.refusal else ""
    return forms.page("privacy/erase.html", form, registration=registration, expected=expected, refusal=refusal)
