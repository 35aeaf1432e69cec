"""Waves of letters: approve one, fetch its files, mark it as sent, remind."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies.access import current_assembly, registry, staff
from beraad.jobs import queries as job_queries
from beraad.recruitment.errors import LetterWordsError, NobodyToRemindError, SameOfficialError, WaveStateError
from beraad.recruitment.letters import printing, strata
from beraad.recruitment.letters import queries as letter_queries
from beraad.recruitment.letters import service as waves
from beraad.recruitment.letters import texts as letter_texts
from beraad.recruitment.models.waves import Wave, WaveState
from beraad.recruitment.words import letter_words
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
    found = letter_queries.wave(current_assembly(), number)
    working = found.print_job_id if found.state is WaveState.APPROVED else found.job_id
    job = job_queries.job_view(working) if working else None
    return render_template(
        "recruitment/letters/wave.html",
        wave=found,
        strata=letter_queries.strata(found),
        batches=printing.batches(found),
        is_ready=printing.is_ready(found),
        is_outdated=waves.is_outdated(found),
        kind=letter_texts.kind_of(found),
        job=job,
        names=[strata.DIMENSIONS[key] for key in found.strata_by],
        refresh_seconds=2 if job and job.is_unfinished else None,
    )


@views.post(f"{HERE}/<int:number>/goedkeuren")
@registry
def approve(slug: str, number: int) -> ResponseReturnValue:
    """A second official lets the letters be printed."""
    found = letter_queries.wave(current_assembly(), number)
    try:
        printing.start(waves.approve(found, require_account()))
    except SameOfficialError:
        flash(_("U maakte deze ronde of de tekst zelf. Vraag een collega om haar goed te keuren."), "error")
    except LetterWordsError as error:
        flash(letter_words(error), "error")
    except WaveStateError:
        abort(409)
    return redirect(url_for(".wave", slug=slug, number=number), 303)


@views.post(f"{HERE}/<int:number>/verstuurd")
@registry
def sent(slug: str, number: int) -> ResponseReturnValue:
    """The letters are in the post: wipe codes and files."""
    found = letter_queries.wave(current_assembly(), number)
    try:
        printing.finish(found)
    except WaveStateError:
        abort(409)
    flash(_("De ronde is verstuurd. De codes en bestanden zijn gewist."), "success")
    return redirect(url_for(".wave", slug=slug, number=number), 303)


@views.post(f"{HERE}/<int:number>/herinneren")
@registry
def remind(slug: str, number: int) -> ResponseReturnValue:
    """A wave that reminds those who have not answered."""
    found = letter_queries.wave(current_assembly(), number)
    try:
        reminder = waves.remind(found)
    except NobodyToRemindError:
        flash(_("Er is niemand om te herinneren."), "info")
        return redirect(url_for(".wave", slug=slug, number=number), 303)
    except WaveStateError:
        abort(409)
    return redirect(url_for(".wave", slug=slug, number=reminder.number), 303)


@views.post(f"{HERE}/<int:number>/bestanden/<int:batch>.pdf")
@registry
def batch(slug: str, number: int, batch: int) -> ResponseReturnValue:
    """A file with letters for the printer. A POST, because from now on its words are fixed, and the log says so."""
    found = letter_queries.batch(_printable(number), batch)
    try:
        content = printing.fetch(found)
    except WaveStateError:
        flash(_("De tekst is veranderd na de goedkeuring. Keur de ronde eerst opnieuw goed."), "error")
        return redirect(url_for(".wave", slug=slug, number=number), 303)
    return attachment(content, printing.filename(found.wave_id, batch), PDF)


@views.get(f"{HERE}/<int:number>/bestanden/sha256.txt")
@registry
def manifest(slug: str, number: int) -> ResponseReturnValue:
    """The hash of each file."""
    return Response(printing.manifest(_printable(number)), mimetype="text/plain")


@views.post(f"{HERE}/<int:number>/adressen.csv")
@registry
def addresses(slug: str, number: int) -> ResponseReturnValue:
    """The letters with number, file and address, for the printer to check against."""
    found = _printable(number)
    header = [_("Brief"), _("Bestand"), _("Naam"), _("Adres"), _("Tweede adresregel"), _("Postcode en plaats")]
    return csv_file(header, printing.address_rows(found), f"adressen-{slug}-{number}.csv")


def _printable(number: int) -> Wave:
    """A wave of which the files are there; 404 otherwise."""
    found = letter_queries.wave(current_assembly(), number)
    if found.state is not WaveState.APPROVED:
        abort(404)
    return found
