"""The register sample: send a file, say what its columns are, watch it being read."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.jobs import queries as job_queries
from beraad.recruitment.errors import KnownFileError
from beraad.recruitment.models.sample import ImportState, RegisterImport, RegisterImportId
from beraad.recruitment.register import acts, profiles
from beraad.recruitment.register import queries as register_queries
from beraad.recruitment.register import service as samples
from beraad.recruitment.register.columns import LABELS, REASONS
from beraad.recruitment.register.forms import SampleForm, mapping_form
from beraad.web import edge, forms, refusals
from beraad.web.documents.tables import csv_file

views = Blueprint("recruitment_sample", __name__)
HERE = "/beheer/<slug>/steekproef"


@views.route(HERE, methods=["GET", "POST"])
@registry_or_organiser
@edge.reads_first
def imports(slug: str) -> ResponseReturnValue:
    """The files so far, and a form for one more."""
    assembly, form = current_assembly(), SampleForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            return _received(form)
    return forms.page(
        "recruitment/register/sample_list.html",
        form,
        files=register_queries.imports(assembly.id),
        size=register_queries.sample_size(assembly.id),
    )


def _received(form: SampleForm) -> ResponseReturnValue:
    """The way to the page of this file, or of the same file that was taken in before."""
    assembly, file = current_assembly(), form.file.data
    try:
        looked_at = samples.look_at(assembly, file.filename or "bestand", file.stream)
        edge.start_writing()
        import_id: RegisterImportId = samples.take_in(assembly, looked_at).id
    except KnownFileError as error:
        flash(refusals.sentence(error), "info")
        import_id = RegisterImportId(error.import_id)
    return redirect(url_for(".sample", slug=assembly.slug, import_id=import_id), 303)


@views.route(f"{HERE}/<int:import_id>", methods=["GET", "POST"])
@registry_or_organiser
@edge.reads_first
def sample(slug: str, import_id: RegisterImportId) -> ResponseReturnValue:
    """One file: choose its columns, or see how far it is and what came of it."""
    received = register_queries.sample_import(current_assembly(), import_id)
    if received.state is ImportState.UPLOADED:
        return _choose_columns(received)
    job = job_queries.job_view(received.job_id) if received.job_id else None
    return render_template(
        "recruitment/register/sample.html",
        received=received,
        job=job,
        can_be_discarded=samples.can_be_discarded(received),
        refused=[(REASONS[reason], rows) for reason, rows in register_queries.refusals(received).items()],
        refresh_seconds=2 if job and job.is_unfinished else None,
    )


def _choose_columns(received: RegisterImport) -> ResponseReturnValue:
    """Ask which column is what. The button to look shows envelopes by that choice, and reads nothing in."""
    assembly, header = current_assembly(), tuple(received.layout["header"])
    profile = profiles.matching(assembly.id, header)
    name = profile.name if profile else ""
    form = mapping_form(header, received.mapping, name, received.leaves_out_secret)
    if form.validate_on_submit() and "bekijken" not in request.form:
        mapping, leaves_out_secret = form.mapping(), form.leaves_out_secret.data
        edge.start_writing()
        with refusals.shown_in(form):
            samples.start(received, mapping, leaves_out_secret)
            if form.profile_name.data:
                samples.save_profile(assembly, form.profile_name.data, header, mapping, leaves_out_secret)
            return redirect(url_for(".sample", slug=assembly.slug, import_id=received.id), 303)
    rows = samples.preview(received)
    return forms.page(
        "recruitment/register/sample_columns.html",
        form,
        received=received,
        rows=rows,
        envelopes=samples.envelopes(received, form.mapping(), form.leaves_out_secret.data),
        reasons=REASONS,
        profile=profile,
        titles=[_("Rij"), *header],
        fields=list(LABELS),
    )


@views.route(f"{HERE}/<int:import_id>/weggooien", methods=["GET", "POST"])
@registry_or_organiser
def discard(slug: str, import_id: RegisterImportId) -> ResponseReturnValue:
    """Delete a file that has not been read to its end."""
    received = register_queries.sample_import(current_assembly(), import_id)
    if not samples.can_be_discarded(received):
        abort(404)
    return acts_page(acts.DISCARD, received)


@views.get(f"{HERE}/<int:import_id>/weggelaten.csv")
@registry_or_organiser
def refused(slug: str, import_id: RegisterImportId) -> ResponseReturnValue:
    """Row number and reason of the rows that were left out."""
    received = register_queries.sample_import(current_assembly(), import_id)
    rows = [(str(row), str(REASONS[reason])) for row, reason in register_queries.refused_rows(received)]
    return csv_file([_("Rij"), _("Reden")], rows, "weggelaten.csv")
