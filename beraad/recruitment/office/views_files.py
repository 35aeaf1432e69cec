"""People out of a file in the field's own format, in two steps: see what would change, then do it."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.extensions import db
from beraad.recruitment.office import acts, respondents, service
from beraad.recruitment.office.forms import RespondentsForm
from beraad.recruitment.register import waiting_files
from beraad.web import edge, forms, refusals

views = Blueprint("recruitment_files", __name__)
HERE = "/beheer/<slug>/aanmeldingen/inlezen"


@views.route(HERE, methods=["GET", "POST"])
@registry_or_organiser
@edge.only_reads
def upload(slug: str) -> ResponseReturnValue:
    """Upload a file; it waits until its changes are confirmed."""
    form = RespondentsForm()
    if form.validate_on_submit():
        content, name = form.file.data.read(), form.file.data.filename or "bestand"
        with refusals.shown_in(form):
            merge = respondents.prepare(current_assembly(), content, name, form.id_column.data or None)
            service.require_room(current_assembly(), merge)
            token = waiting_files.store(current_assembly().id, name, form.id_column.data or "", content)
            return redirect(url_for(".preview", slug=slug, token=token), 303)
    return forms.page("recruitment/office/file_upload.html", form)


@views.route(f"{HERE}/<token>", methods=["GET", "POST"])
@registry_or_organiser
@edge.reads_first
def preview(slug: str, token: str) -> ResponseReturnValue:
    """What the file would change; then change it."""
    file = waiting_files.find(current_assembly().id, token)
    if file is None:
        abort(404)
    people = acts.PeopleFile(current_assembly(), token, file)
    if request.method == "POST":
        people.look()
        edge.start_writing()
        db.session.expire_all()
    return acts_page(acts.READ_IN, people)
