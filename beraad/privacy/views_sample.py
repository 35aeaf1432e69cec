"""Requests of somebody who is in the register sample and did not sign up."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, members
from beraad.assemblies.models import Role
from beraad.privacy import erasure, requests
from beraad.privacy.forms import EraseForm
from beraad.recruitment.register import queries as register_queries
from beraad.web import forms, refusals

views = Blueprint("privacy_sample", __name__)
HERE = "/beheer/<slug>/privacy/steekproef/<int:row_id>"
registrars = members(Role.REGISTRY)


@views.get(HERE)
@registrars
def person(slug: str, row_id: int) -> ResponseReturnValue:
    """What can be done at the request of this person."""
    row = register_queries.sample_row(current_assembly(), row_id)
    return render_template("privacy/sample_person.html", row=row)


@views.post(f"{HERE}/gegevens")
@registrars
def export(slug: str, row_id: int) -> ResponseReturnValue:
    """Everything about this person as a file; a POST, because giving it out is written down."""
    row = register_queries.sample_row(current_assembly(), row_id)
    return erasure.dossier_file(requests.export_sample_row(row), f"steekproef-{row.id}")


@views.route(f"{HERE}/wissen", methods=["GET", "POST"])
@registrars
def erase(slug: str, row_id: int) -> ResponseReturnValue:
    """Take this person out of the sample for good, after a yes."""
    assembly = current_assembly()
    row, form = register_queries.sample_row(assembly, row_id), EraseForm()
    done = erasure.erased_after_yes(form, lambda: requests.erase_sample_row(assembly, row))
    if done is not None:
        return done
    expected = requests.sample_refusal(assembly, [row.id])
    refusal = refusals.sentence(expected) if expected else ""
    return forms.page("privacy/sample_erase.html", form, row=row, refusal=refusal)
