"""Who took part at each stage, for everyone: without small counts."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, visible
from beraad.reports import figures, service
from beraad.reports.composition import current_composition, table, without_small_counts
from beraad.web.documents.tables import csv_file

views = Blueprint("reports_public", __name__, url_prefix="/burgerberaden/<slug>/samenstelling")


@views.get("")
@visible
def show(slug: str) -> ResponseReturnValue:
    """The composition as far as it is known."""
    assembly = current_assembly()
    composition = without_small_counts(current_composition(assembly))
    return render_template(
        "reports/public.html", composition=composition, figures=figures, letter=service.letter(assembly.id)
    )


@views.get("/samenstelling.csv")
@visible
def file(slug: str) -> ResponseReturnValue:
    """The same as a table."""
    composition = without_small_counts(current_composition(current_assembly()))
    return csv_file(*table(composition), f"samenstelling-{slug}.csv")
