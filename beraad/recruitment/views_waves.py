"""Waves of letters: divide them over strata, look at a letter, approve, fetch the files, mark as sent."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies.access import current_assembly, registry, staff
from beraad.jobs import queries as job_queries
from beraad.recruitment import codes, letter_queries, letters, printing, sampling, strata, waves
from beraad.recruitment.entry import today
from beraad.recruitment.errors import DrawRefusedError, NobodyToRemindError, SameOfficialError, WaveStateError
from beraad.recruitment.forms import WaveForm, sizes_form
from beraad.recruitment.letters import Addressee
from beraad.recruitment.models import Wave, WaveState
from beraad.recruitment.words import draw_words
from beraad.web import forms
from beraad.web.tables import csv_file

views = Blueprint("recruitment_letters", __name__)
HERE = "/beheer/<slug>/brieven"


@views.get(HERE)
@staff
def overview(slug: str) -> ResponseReturnValue:
    """All waves with their response."""
    return render_template("recruitment/waves.html", waves=letter_queries.waves(current_assembly().id))


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@registry
def add(slug: str) -> ResponseReturnValue:
    """First question: how many letters, over which strata."""
    form = WaveForm()
    if form.validate_on_submit():
        asked = {"brieven": form.letters.data, "strata": form.strata.data or []}
        if not form.one_per_household.data:
            asked["huishouden"] = "alle"
        return redirect(url_for(".divide", slug=slug, **asked), 303)
    size = letter_queries.sample_size(current_assembly().id)
    return forms.page("recruitment/wave_add.html", form, sample=size)


@views.route(f"{HERE}/verdelen", methods=["GET", "POST"])
@registry
def divide(slug: str) -> ResponseReturnValue:
    """Second question: how many letters for each stratum; then draw them."""
    assembly = current_assembly()
    letters_asked = request.args.get("brieven", 0, int)
    by = [key for key in request.args.getlist("strata") if key in strata.DIMENSIONS]
    households = request.args.get("huishouden") != "alle"
    people = strata.sizes(strata.candidates(assembly.id, by, today().year, waves.next_number(assembly.id), households))
    if not 1 <= letters_asked <= sum(people.values()):
        flash(_("Er zijn nog %(people)s mensen om een brief te sturen.", people=sum(people.values())), "warning")
        return redirect(url_for(".add", slug=slug), 303)
    form = sizes_form(sampling.mirrored(people, letters_asked))
    if form.validate_on_submit():
        sizes = {stratum: form[f"size_{place}"].data for place, stratum in enumerate(people)}
        try:
            wave = waves.plan(assembly, sum(sizes.values()), by, sizes, households)
        except DrawRefusedError as error:
            form.form_errors.append(draw_words(error))
        else:
            return redirect(url_for(".wave", slug=slug, number=wave.number), 303)
    return forms.page("recruitment/wave_divide.html", form, people=people, letters=letters_asked)


@views.get(f"{HERE}/<int:number>")
@staff
def wave(slug: str, number: int) -> ResponseReturnValue:
    """One wave: its state, its files, the response per stratum."""
    found = letter_queries.wave(current_assembly(), number)
    working = found.print_job_id or found.job_id
    job = job_queries.job_view(working) if working else None
    return render_template(
        "recruitment/wave.html",
        wave=found,
        strata=letter_queries.strata(found),
        batches=printing.batches(found),
        is_ready=printing.is_ready(found),
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
        flash(_("U maakte deze ronde zelf. Vraag een collega om haar goed te keuren."), "error")
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


@views.get(f"{HERE}/<int:number>/bestanden/<int:batch>.pdf")
@registry
def batch(slug: str, number: int, batch: int) -> ResponseReturnValue:
    """A file with letters for the printer."""
    found = _printable(number)
    path = printing.path(found.id, batch)
    if not path.is_file():
        abort(404)
    answer = Response(path.read_bytes(), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f"attachment; filename={path.name}"
    return answer


@views.get(f"{HERE}/<int:number>/bestanden/sha256.txt")
@registry
def manifest(slug: str, number: int) -> ResponseReturnValue:
    """The hash of each file."""
    return Response(printing.manifest(_printable(number)), mimetype="text/plain")


@views.get(f"{HERE}/<int:number>/adressen.csv")
@registry
def addresses(slug: str, number: int) -> ResponseReturnValue:
    """The letters with number, file and address, for the printer to check against."""
    found = _printable(number)
    header = [_("Brief"), _("Bestand"), _("Naam"), _("Adres"), _("Tweede adresregel"), _("Postcode en plaats")]
    rows = []
    for place, person in enumerate(printing.addressees(found, 1, found.letters), 1):
        file = printing.filename(found.id, (place - 1) // printing.BATCH + 1)
        lines = [person.address[0], *[""] * (3 - len(person.address)), *person.address[1:]]
        rows.append([str(place), file, person.name, *lines])
    return csv_file(header, rows, f"adressen-{slug}-{number}.csv")


@views.get(f"{HERE}/<int:number>/steekproef.csv")
@registry
def drawn_from(slug: str, number: int) -> ResponseReturnValue:
    """What the notaris repeats the draw with: the sample without names and addresses."""
    found = letter_queries.wave(current_assembly(), number)
    answer = Response(waves.draw_file(found), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename=steekproef-{slug}-{number}.csv"
    return answer


@views.get(f"{HERE}/voorbeeld")
@staff
def example(slug: str) -> ResponseReturnValue:
    """The letter as a page, with a made-up addressee."""
    text = letters.text(current_assembly(), "0-0", today())
    return render_template("recruitment/letter.html", text=text, addressee=_somebody())


@views.get(f"{HERE}/voorbeeld.pdf")
@staff
def example_pdf(slug: str) -> ResponseReturnValue:
    """The letter as it is printed, with a made-up addressee; `groot` in large print."""
    assembly = current_assembly()
    text = letters.text(assembly, "0-0", today(), large="groot" in request.args)
    return Response(letters.pdf(text, [_somebody()], assembly.created_at), mimetype="application/pdf")


def _somebody() -> Addressee:
    code = codes.Code("0000", "00000000")
    return Addressee(_("Voorbeeldinwoner"), (_("Voorbeeldstraat 1"), _("1234 AB  VOORBEELDSTAD")), code)


def _printable(number: int) -> Wave:
    """A wave of which the files are there; 404 otherwise."""
    found = letter_queries.wave(current_assembly(), number)
    if found.state is not WaveState.APPROVED:
        abort(404)
    return found
