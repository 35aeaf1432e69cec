"""The composition over time for the team, as page and file, and the letter to the council."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, current_roles, registry, staff
from beraad.reports import composition, forms, letter, service
from beraad.reports.composition import Composition
from beraad.web.documents.downloads import PDF, attachment
from beraad.web.documents.tables import csv_file
from beraad.web.forms import page

views = Blueprint("reports", __name__, url_prefix="/beheer/<slug>/samenstelling")


def _found() -> Composition:
    """With all counts for those who may see who signed up; without small ones for the rest of the team."""
    found = composition.of(current_assembly())
    return found if current_roles() & registry.roles else composition.public(found)


@views.get("")
@staff
def show(slug: str) -> ResponseReturnValue:
    """Who took part at each stage."""
    found = _found()
    return render_template("reports/show.html", found=found, unheard=composition.unheard(found))


@views.get("/samenstelling.csv")
@staff
def file(slug: str) -> ResponseReturnValue:
    """The same as a table."""
    header, rows = composition.table(_found())
    made: Response = csv_file(header, rows, f"samenstelling-{slug}.csv")
    return made


@views.route("/raadsbrief", methods=["GET", "POST"])
@registry
def words(slug: str) -> ResponseReturnValue:
    """The words of the letter: who was not heard has to be in it."""
    assembly = current_assembly()
    written = service.letter(assembly.id)
    form = forms.LetterForm(obj=written)
    if form.validate_on_submit():
        service.write(assembly, form.unheard.data, form.measures.data or "")
        flash(_("De tekst is opgeslagen. U kunt de brief nu downloaden."), "success")
        return redirect(url_for("reports.words", slug=slug), 303)
    unheard = composition.unheard(composition.public(composition.of(assembly)))
    return page("reports/words.html", form, written=written, unheard=unheard)


@views.get("/raadsbrief.pdf")
@registry
def paper(slug: str) -> ResponseReturnValue:
    """The letter; 404 before its words were written."""
    assembly = current_assembly()
    written = service.letter(assembly.id) or abort(404)
    return attachment(letter.pdf(assembly, written), f"raadsbrief-{slug}.pdf", PDF)
