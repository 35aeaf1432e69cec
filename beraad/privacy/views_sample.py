"""Requests of somebody who is in the register sample and did not sign up."""

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
from beraad.recruitment.register import queries as register_queries
from beraad.web import forms
from beraad.web.documents.downloads import JSON, attachment

views = Blueprint("privacy_sample", __name__)
HERE = "/beheer/<slug>/privacy/steekproef/<int:number>"
registrars = members(Role.REGISTRY)


@views.get(HERE)
@registrars
def person(slug: str, number: int) -> ResponseReturnValue:
    """What can be done at the request of this person."""
    row = register_queries.sample_row(current_assembly(), number)
    return render_template("privacy/sample_person.html", row=row)


@views.post(f"{HERE}/gegevens")
@registrars
def export(slug: str, number: int) -> ResponseReturnValue:
    """Everything about this person as a file; a POST, because giving it out is written down."""
    row = register_queries.sample_row(current_assembly(), number)
    content = json.dumps(requests.export_sample_row(row), ensure_ascii=False, indent=2)
    return attachment(content, f"gegevens-steekproef-{row.id}.json", JSON)


@views.route(f"{HERE}/wissen", methods=["GET", "POST"])
@registrars
def erase(slug: str, number: int) -> ResponseReturnValue:
    """Take this person out of the sample for good, after a yes."""
    assembly = current_assembly()
    row, form = register_queries.sample_row(assembly, number), EraseForm()
    if form.validate_on_submit():
        try:
            made = requests.erase_sample_row(assembly, row)
        except RequestRefusedError as error:
            form.form_errors.append(words.refusal(error))
        else:
            flash(_("De gegevens zijn gewist."), "success")
            return redirect(url_for("privacy.certificate", slug=slug, number=made.id), 303)
    expected = requests.sample_refusal(assembly, [row.id])
    refusal = words.refusal(expected) if expected else ""
    return forms.page("privacy/sample_erase.html", form, row=row, refusal=refusal)
