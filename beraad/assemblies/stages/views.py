"""The pages that change the phase, and whether everyone sees the page."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from beraad.acts.views import page as acts_page
from beraad.assemblies import gates
from beraad.assemblies.access import current_assembly, organisers
from beraad.assemblies.forms import PhaseForm
from beraad.assemblies.stages import acts
from beraad.assemblies.views_overview import linked, views
from beraad.web import forms, refusals
from beraad.web.forms import Form


@views.route("/fase", methods=["GET", "POST"])
@organisers
def phase(slug: str) -> ResponseReturnValue:
    """Enter another phase; what is missing is shown first."""
    assembly = current_assembly()
    form = PhaseForm(phase=assembly.phase.following)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            move = acts.PhaseMove(assembly, form.phase.data, bool(form.despite.data))
            return acts_page(acts.MOVE, move, carried=form)
    next_phase = assembly.phase if form.phase.errors else form.phase.data
    return forms.page("assemblies/phase.html", form, gaps=linked(gates.before_phase(assembly, next_phase)))


@views.route("/openbaar", methods=["GET", "POST"])
@organisers
def publication(slug: str) -> ResponseReturnValue:
    """Show the page to everyone, or no longer; what has to be there first is shown instead."""
    assembly = current_assembly()
    gaps = gates.before_publication(assembly)
    if gaps and not assembly.is_public:
        return forms.page("assemblies/publication.html", Form(formdata=None), gaps=linked(gaps))
    return acts_page(acts.PUBLICATION, assembly)
