"""Waves of letters: approve one or throw it away, fetch its files, mark it as sent, remind."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, registry_or_organiser, staff
from beraad.jobs import queries as job_queries
from beraad.recruitment.letters import acts, printing, strata, texts
from beraad.recruitment.letters import queries as letter_queries
from beraad.recruitment.letters import service as waves
from beraad.recruitment.models.waves import Wave
from beraad.recruitment.questions import before_letters
from beraad.web import refusals
from beraad.web.documents.downloads import PDF, attachment
from beraad.web.documents.tables import csv_file

views = Blueprint("recruitment_letters", __name__)
HERE = "/beheer/<slug>/brieven"


@views.get(HERE)
@staff
def overview(slug: str) -> ResponseReturnValue:
    """All waves with their response."""
    return render_template("recruitment/letters/waves.html", waves=letter_queries.waves(current_assembly().id))


@views.get(f"{HERE}/<int:number>")
@staff
def wave(slug: str, number: int) -> ResponseReturnValue:
    """One wave: its state, its files, the response per stratum."""
    shown = letter_queries.wave(current_assembly(), number)
    job_id = shown.print_job_id if shown.state.is_approved else shown.job_id
    job = job_queries.job_view(job_id) if job_id else None
    return render_template(
        "recruitment/letters/wave.html",
        wave=shown,
        strata=letter_queries.strata(shown.id),
        batches=printing.batches(shown),
        is_ready=printing.is_ready(shown),
        unfetched=waves.unfetched(shown) if shown.state.is_approved else [],
        gaps=before_letters.gaps(shown.assembly) if shown.state.is_drawn else [],
        is_outdated=waves.is_outdated(shown),
        kind=texts.kind_of(shown),
        job=job,
        names=[strata.DIMENSIONS[key] for key in shown.strata_by],
        refresh_seconds=2 if job and job.is_unfinished else None,
    )


@views.route(f"{HERE}/<int:number>/goedkeuren", methods=["GET", "POST"])
@registry_or_organiser
@refusals.shown_on(wave)
def approve(slug: str, number: int) -> ResponseReturnValue:
    """A second official lets the letters be printed."""
    approved = letter_queries.wave(current_assembly(), number)
    waves.require_settled(approved)
    return acts_page(acts.APPROVE, approved)


@views.route(f"{HERE}/<int:number>/weggooien", methods=["GET", "POST"])
@registry_or_organiser
@refusals.shown_on(wave)
def discard(slug: str, number: int) -> ResponseReturnValue:
    """Throw away a wave that nobody approved."""
    return acts_page(acts.DISCARD, letter_queries.wave(current_assembly(), number))


@views.route(f"{HERE}/<int:number>/verstuurd", methods=["GET", "POST"])
@registry_or_organiser
@refusals.shown_on(wave)
def sent(slug: str, number: int) -> ResponseReturnValue:
    """The letters are in the post: wipe codes and files."""
    return acts_page(acts.SENT, letter_queries.wave(current_assembly(), number))


@views.post(f"{HERE}/<int:number>/herinneren")
@registry_or_organiser
@refusals.shown_on(wave)
def remind(slug: str, number: int) -> ResponseReturnValue:
    """A wave that reminds those who have not answered."""
    reminder = waves.remind(letter_queries.wave(current_assembly(), number))
    return redirect(url_for(".wave", slug=slug, number=reminder.number), 303)


def _wave_of_file(slug: str, number: int, file_number: int) -> ResponseReturnValue:
    return wave(slug=slug, number=number)


@views.post(f"{HERE}/<int:number>/bestanden/<int:file_number>.pdf")
@registry_or_organiser
@refusals.shown_on(_wave_of_file)
def batch(slug: str, number: int, file_number: int) -> ResponseReturnValue:
    """A file with letters for the printer. A POST, because from now on its words are fixed, and the log says so."""
    file = letter_queries.batch(_printable(number).id, file_number)
    return attachment(printing.fetch(file), printing.filename(file.wave_id, file_number), PDF)


@views.get(f"{HERE}/<int:number>/bestanden/sha256.txt")
@registry_or_organiser
def manifest(slug: str, number: int) -> ResponseReturnValue:
    """The hash of each file."""
    return Response(printing.manifest(_printable(number)), mimetype="text/plain")


@views.post(f"{HERE}/<int:number>/adressen.csv")
@registry_or_organiser
def addresses(slug: str, number: int) -> ResponseReturnValue:
    """The letters with number, file and address, for the printer to check against."""
    rows = printing.address_rows(_printable(number))
    header = [_("Brief"), _("Bestand"), _("Naam"), _("Adres"), _("Tweede adresregel"), _("Postcode en plaats")]
    return csv_file(header, rows, f"adressen-{slug}-{number}.csv")


def _printable(number: int) -> Wave:
    """Returns a wave whose files are there, or 404."""
    approved = letter_queries.wave(current_assembly(), number)
    if not approved.state.is_approved:
        abort(404)
    return approved
