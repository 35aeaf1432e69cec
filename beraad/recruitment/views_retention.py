"""Until when data are kept, and the certificates of what was deleted."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry
from beraad.recruitment import retention
from beraad.recruitment.forms import ConfirmForm, RetentionForm
from beraad.recruitment.models_retention import Kept
from beraad.web import forms

views = Blueprint("recruitment_retention", __name__)
HERE = "/beheer/<slug>/bewaartermijnen"
FIELDS = {Kept.SAMPLE: "sample", Kept.POOL: "pool"}


@views.route(HERE, methods=["GET", "POST"])
@registry
def terms(slug: str) -> ResponseReturnValue:
    """The days, with proposals that follow from the calendar."""
    assembly = current_assembly()
    known = retention.terms(assembly.id)
    days = {**retention.proposal(assembly), **{kept: term.until for kept, term in known.items()}}
    form = RetentionForm(data={FIELDS[kept]: day for kept, day in days.items()})
    if form.validate_on_submit():
        for kept, name in FIELDS.items():
            if form[name].data is not None:
                retention.set_term(assembly, kept, form[name].data)
        flash(_("De bewaartermijnen zijn opgeslagen."), "success")
        return redirect(url_for(".terms", slug=slug), 303)
    left = {kept: retention.remaining(assembly, kept) for kept in Kept}
    return forms.page("recruitment/retention.html", form, terms=known, left=left)


@views.route(f"{HERE}/<kind>", methods=["GET", "POST"])
@registry
def carry_out(slug: str, kind: str) -> ResponseReturnValue:
    """Ask to be sure, then delete at once what the term is about."""
    assembly, form = current_assembly(), ConfirmForm()
    if kind not in set(Kept):
        abort(404)
    term = retention.terms(assembly.id).get(Kept(kind))
    if term is None or term.done_at is not None:
        abort(404)
    if form.validate_on_submit():
        retention.carry_out(term)
        flash(_("De gegevens zijn gewist."), "success")
        return redirect(url_for(".terms", slug=slug), 303)
    left = retention.remaining(assembly, term.kept)
    return forms.page("recruitment/retention_carry_out.html", form, term=term, left=left)
