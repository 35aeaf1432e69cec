"""Sign-ups that look alike, to be settled one pair at a time."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry
from beraad.recruitment import duplicates, queries
from beraad.recruitment.errors import NotAPairError

views = Blueprint("recruitment_duplicates", __name__)
HERE = "/beheer/<slug>/aanmeldingen/dubbel"


@views.get(HERE)
@registry
def overview(slug: str) -> ResponseReturnValue:
    """All pairs that still have to be settled."""
    number = current_assembly().id
    found, homes = duplicates.pairs(number), duplicates.households(number)
    return render_template("recruitment/duplicates.html", pairs=found, homes=homes)


@views.post(f"{HERE}/<int:first>/<int:second>/<verdict>")
@registry
def settle(slug: str, first: int, second: int, verdict: str) -> ResponseReturnValue:
    """`verschillend`: two people. `eerste` or `tweede`: one person, of whom that sign-up stays."""
    assembly = current_assembly()
    pair = queries.registration(assembly, first), queries.registration(assembly, second)
    kept = {"verschillend": None, "eerste": pair[0], "tweede": pair[1]}
    if verdict not in kept:
        abort(404)
    try:
        duplicates.settle(*pair, kept[verdict])
    except NotAPairError:
        abort(409)
    flash(_("Dit is vastgelegd."), "success")
    return redirect(url_for(".overview", slug=slug), 303)
