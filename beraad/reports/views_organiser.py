"""The composition over time for the team, as page and file, and the letter to the council."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, current_roles, registry_or_organiser, staff
from beraad.reports import figures, letter, service
from beraad.reports.composition import Composition, current_composition, table, unheard, without_small_counts
from beraad.reports.forms import LetterForm
from beraad.web import forms
from beraad.web.documents.downloads import PDF, attachment
from beraad.web.documents.tables import csv_file

views = Blueprint("reports", __name__, url_prefix="/beheer/<slug>/samenstelling")


def _visible_composition() -> Composition:
    """With all counts for people who may see who signed up; without small ones for the rest of the team."""
    composition = current_composition(current_assembly())
    return composition if current_roles() & registry_or_organiser.roles else without_small_counts(composition)


@views.get("")
@staff
def show(slug: str) -> ResponseReturnValue:
    """Who took part at each stage."""
    composition = _visible_composition()
    return render_template("reports/show.html", composition=composition, figures=figures, unheard=unheard(composition))


@views.get("/samenstelling.csv")
@staff
def file(slug: str) -> ResponseReturnValue:
    """The same as a table."""
    return csv_file(*table(_visible_composition()), f"samenstelling-{slug}.csv")


@views.route("/raadsbrief", methods=["GET", "POST"])
@registry_or_organiser
def words(slug: str) -> ResponseReturnValue:
    """The words of the letter: who was not heard has to be in it."""
    assembly = current_assembly()
    written = service.letter(assembly.id)
    form = LetterForm(obj=written).edits(written)
    if form.validate_on_submit():
        service.write(assembly, form.unheard.data, form.measures.data or "")
        flash(_("De tekst is opgeslagen. U kunt de brief nu downloaden."), "success")
        return redirect(url_for("reports.words", slug=slug), 303)
    groups = unheard(without_small_counts(current_composition(assembly)))
    return forms.page("reports/words.html", form, written=written, figures=figures, unheard=groups)


@views.get("/raadsbrief.pdf")
@registry_or_organiser
def paper(slug: str) -> ResponseReturnValue:
    """The letter, or 404 before its words were written."""
    assembly = current_assembly()
    written = service.letter(assembly.id) or abort(404)
    return attachment(letter.pdf(assembly, written), f"raadsbrief-{slug}.pdf", PDF)
