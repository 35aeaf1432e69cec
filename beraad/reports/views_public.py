"""Who took part at each stage, for everyone: without small counts."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, visible
from beraad.reports import composition
from beraad.web.documents.tables import csv_file

views = Blueprint("reports_public", __name__, url_prefix="/burgerberaden/<slug>/samenstelling")


@views.get("")
@visible
def show(slug: str) -> ResponseReturnValue:
    """The composition as far as it is known."""
    found = composition.public(composition.of(current_assembly()))
    return render_template("reports/public.html", found=found)


@views.get("/samenstelling.csv")
@visible
def file(slug: str) -> ResponseReturnValue:
    """The same as a table."""
    header, rows = composition.table(composition.public(composition.of(current_assembly())))
    made: Response = csv_file(header, rows, f"samenstelling-{slug}.csv")
    return made
