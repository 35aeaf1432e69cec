"""Sign-ups that look alike, to be settled one pair or one group at a time."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry
from beraad.recruitment.errors import NotAPairError
from beraad.recruitment.office import duplicates, queries
from beraad.recruitment.office.duplicates import Group
from beraad.recruitment.office.forms import group_form
from beraad.web import forms

views = Blueprint("recruitment_duplicates", __name__)
HERE = "/beheer/<slug>/aanmeldingen/dubbel"


@views.get(HERE)
@registry
def overview(slug: str) -> ResponseReturnValue:
    """All groups and pairs that still have to be settled."""
    number = current_assembly().id
    return render_template(
        "recruitment/office/duplicates.html",
        groups=duplicates.groups(number),
        pairs=duplicates.pairs(number),
        homes=duplicates.households(number),
    )


@views.route(f"{HERE}/groep/<sign>/<int:number>", methods=["GET", "POST"])
@registry
def group(slug: str, sign: str, number: int) -> ResponseReturnValue:
    """The group that sign-up `number` is in: say which of them are double."""
    found = next((group for group in duplicates.groups(current_assembly().id) if _is_it(group, sign, number)), None)
    if found is None:
        abort(404)
    form = group_form(found.people)
    if form.validate_on_submit():
        try:
            duplicates.settle_group(found, form.looked_at(), form.doubles.data)
        except NotAPairError:
            forms.refuse(form.doubles, _("Laat minstens één aanmelding staan."))
        else:
            flash(_("Dit is vastgelegd."), "success")
            return redirect(url_for(".overview", slug=slug), 303)
    return forms.page("recruitment/office/duplicate_group.html", form, group=found)


def _is_it(group: Group, sign: str, number: int) -> bool:
    return group.sign == sign and any(person.id == number for person in group.people)


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
