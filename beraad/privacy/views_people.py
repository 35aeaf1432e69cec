"""Requests of one person: see everything about them, or have it erased."""

from __future__ import annotations

import json

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, members
from beraad.assemblies.models import Role
from beraad.privacy import requests, words
from beraad.privacy.forms import EraseForm
from beraad.privacy.requests import RequestRefusedError
from beraad.recruitment.office import queries as recruitment
from beraad.recruitment.register import queries as register_queries
from beraad.web import edge, forms, paging
from beraad.web.documents.downloads import JSON, attachment

views = Blueprint("privacy_people", __name__)
HERE = "/beheer/<slug>/privacy/personen"
registrars = members(Role.REGISTRY)


@views.route(HERE, methods=["GET", "POST"])
@registrars
@edge.only_reads
def find(slug: str) -> ResponseReturnValue:
    """Look somebody up; without words to look for nobody is shown."""
    asked = paging.sought()
    page = recruitment.listed(current_assembly(), paging.asked(), asked) if asked else None
    sampled = register_queries.found_in_sample(current_assembly().id, asked) if asked else []
    most = register_queries.MOST_FOUND
    return render_template("privacy/find.html", asked=asked, page=page, sampled=sampled, most=most)


@views.get(f"{HERE}/<int:number>")
@registrars
def person(slug: str, number: int) -> ResponseReturnValue:
    """What can be done at the request of this person."""
    found = recruitment.registration(current_assembly(), number)
    return render_template("privacy/person.html", registration=found)


@views.post(f"{HERE}/<int:number>/gegevens")
@registrars
def export(slug: str, number: int) -> ResponseReturnValue:
    """Everything about this person as a file; a POST, because giving it out is written down."""
    found = recruitment.registration(current_assembly(), number)
    content = json.dumps(requests.export(found), ensure_ascii=False, indent=2)
    return attachment(content, f"gegevens-{found.pool_id}.json", JSON)


@views.route(f"{HERE}/<int:number>/wissen", methods=["GET", "POST"])
@registrars
def erase(slug: str, number: int) -> ResponseReturnValue:
    """Delete everything about this person, after a yes."""
    found = recruitment.registration(current_assembly(), number)
    form = EraseForm()
    if form.validate_on_submit():
        try:
            made = requests.erase(found)
        except RequestRefusedError as error:
            form.form_errors.append(words.refusal(error))
        else:
            flash(_("De gegevens zijn gewist."), "success")
            return redirect(url_for("privacy.certificate", slug=slug, number=made.id), 303)
    expected = requests.consequences(found)
    refusal = words.refusal(expected.refusal) if expected.refusal else ""
    return forms.page("privacy/erase.html", form, registration=found, expected=expected, refusal=refusal)
