"""The register sample: send a file, say what its columns are, watch it being read."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry
from beraad.jobs import queries as job_queries
from beraad.recruitment.errors import ColumnsMissingError, FileError, KnownFileError
from beraad.recruitment.forms import ConfirmForm
from beraad.recruitment.models.sample import ImportState, RegisterImport
from beraad.recruitment.register import profiles
from beraad.recruitment.register import queries as register_queries
from beraad.recruitment.register import service as samples
from beraad.recruitment.register.columns import LABELS, REASONS
from beraad.recruitment.register.forms import SampleForm, mapping_form
from beraad.recruitment.words import file_words
from beraad.web import forms
from beraad.web.documents.tables import csv_file

views = Blueprint("recruitment_sample", __name__)
HERE = "/beheer/<slug>/steekproef"


@views.route(HERE, methods=["GET", "POST"])
@registry
def imports(slug: str) -> ResponseReturnValue:
    """The files so far, and a form for one more."""
    assembly, form = current_assembly(), SampleForm()
    if form.validate_on_submit():
        try:
            received = samples.receive(assembly, form.file.data.filename or "bestand", form.file.data.stream)
        except FileError as error:
            forms.refuse(form.file, file_words(error))
        except KnownFileError as error:
            flash(_("Dit bestand was er al. Er is niets veranderd."), "info")
            return redirect(url_for(".sample", slug=slug, number=error.import_id), 303)
        else:
            return redirect(url_for(".sample", slug=slug, number=received.id), 303)
    files = register_queries.imports(assembly.id)
    size = register_queries.sample_size(assembly.id)
    return forms.page("recruitment/register/sample_list.html", form, files=files, size=size)


@views.route(f"{HERE}/<int:number>", methods=["GET", "POST"])
@registry
def sample(slug: str, number: int) -> ResponseReturnValue:
    """One file: choose its columns, or see how far it is and what came of it."""
    received = register_queries.sample_import(current_assembly(), number)
    if received.state is ImportState.UPLOADED:
        return _choose_columns(received)
    job = job_queries.job_view(received.job_id) if received.job_id else None
    return render_template(
        "recruitment/register/sample.html",
        received=received,
        job=job,
        can_be_discarded=samples.can_be_discarded(received),
        refusals=[(REASONS[reason], rows) for reason, rows in register_queries.refusals(received).items()],
        refresh_seconds=2 if job and job.is_unfinished else None,
    )


def _choose_columns(received: RegisterImport) -> ResponseReturnValue:
    assembly, header = current_assembly(), tuple(received.layout["header"])
    profile = profiles.matching(assembly.id, header)
    name = profile.name if profile else ""
    form = mapping_form(header, received.mapping, name, received.leaves_out_secret)
    if form.validate_on_submit():
        mapping = {field: form[field].data for field in LABELS}
        try:
            samples.start(received, mapping, form.leaves_out_secret.data)
        except ColumnsMissingError as error:
            for field in error.fields:
                forms.refuse(form[field], _("Kies een kolom, of kies kolommen voor de delen ervan."))
        else:
            if form.profile_name.data:
                profiles.keep(assembly, form.profile_name.data, header, mapping, form.leaves_out_secret.data)
            return redirect(url_for(".sample", slug=assembly.slug, number=received.id), 303)
    rows = samples.preview(received)
    return forms.page(
        "recruitment/register/sample_columns.html",
        form,
        received=received,
        rows=rows,
        profile=profile,
        fields=list(LABELS),
    )


@views.route(f"{HERE}/<int:number>/weggooien", methods=["GET", "POST"])
@registry
def discard(slug: str, number: int) -> ResponseReturnValue:
    """Delete a file that has not been read to its end."""
    received, form = register_queries.sample_import(current_assembly(), number), ConfirmForm()
    if not samples.can_be_discarded(received):
        abort(404)
    if form.validate_on_submit():
        samples.discard(received)
        flash(_("Het bestand is weggegooid."), "success")
        return redirect(url_for(".imports", slug=slug), 303)
    return forms.page("recruitment/register/sample_discard.html", form, received=received)


@views.get(f"{HERE}/<int:number>/weggelaten.csv")
@registry
def refused(slug: str, number: int) -> ResponseReturnValue:
    """Number and reason of the rows that were left out."""
    received = register_queries.sample_import(current_assembly(), number)
    rows = [(str(row), str(REASONS[reason])) for row, reason in register_queries.refused_rows(received)]
    return csv_file([_("Rij"), _("Reden")], rows, "weggelaten.csv")
