"""Pages for officials about quotas on two features together."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.assemblies.access import current_assembly, organisers
from beraad.assemblies.models import FeatureId
from beraad.lottery.quotas import forms_pairs, pairs
from beraad.web import refusals
from beraad.web.forms import page

views = Blueprint("lottery_pairs", __name__, url_prefix="/beheer/<slug>/loting/streefcijfers/samen")


@views.route("", methods=["GET", "POST"])
@organisers
def choose(slug: str) -> ResponseReturnValue:
    """Choose two features."""
    assembly = current_assembly()
    form = forms_pairs.pair_form([feature for feature in assembly.features if not feature.is_special])
    if form.validate_on_submit():
        with refusals.shown_in(form):
            first, second = pairs.two_features(assembly, *form.values())
            return redirect(url_for(".edit", slug=slug, first_id=first.id, second_id=second.id), 303)
    return page("lottery/quotas/choose_pair.html", form)


@views.route("/<int:first_id>/<int:second_id>", methods=["GET", "POST"])
@organisers
def edit(slug: str, first_id: FeatureId, second_id: FeatureId) -> ResponseReturnValue:
    """Type the quotas on the combinations of two features."""
    assembly = current_assembly()
    if not {first_id, second_id} <= {feature.id for feature in assembly.features}:
        abort(404)
    first, second = pairs.two_features(assembly, first_id, second_id)
    known = next((pair.rows for pair in pairs.pairs(assembly.id) if pair.ids == (first.id, second.id)), ())
    form = forms_pairs.combinations_form(first, second, known).edits(None)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            changed = pairs.set_pair_quotas(assembly, form.values(), form.reason.data or "")
            flash(_saved(changed), "success")
            return redirect(url_for("lottery_quotas.show", slug=slug), 303)
    return page("lottery/quotas/edit_pair.html", form, first=first, second=second)


def _saved(changed: int) -> str:
    if not changed:
        return str(_("Opgeslagen. Er is geen streefcijfer gewijzigd."))
    return str(ngettext("%(num)s streefcijfer is gewijzigd.", "%(num)s streefcijfers zijn gewijzigd.", changed))
