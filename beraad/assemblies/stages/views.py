"""The pages that change the phase, and whether everyone sees the page."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from beraad.acts.views import page as acts_page
from beraad.assemblies import gates
from beraad.assemblies.access import current_assembly, organisers
from beraad.assemblies.forms import PhaseForm
from beraad.assemblies.models import Assembly
from beraad.assemblies.promises import changing
from beraad.assemblies.promises.models import Topic
from beraad.assemblies.promises.views_changes import why
from beraad.assemblies.signals import has_draw
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
            move = acts.PhaseMove(assembly, form.phase.data, form.despite.data or "")
            return acts_page(acts.MOVE, move, carried=form)
    next_phase = assembly.phase if form.phase.errors else form.phase.data
    return forms.page("assemblies/phase.html", form, gaps=linked(gates.before_phase(assembly, next_phase)))


@views.route("/openbaar", methods=["GET", "POST"])
@organisers
def publication(slug: str) -> ResponseReturnValue:
    """Show the page to everyone, or no longer; what has to be there first is shown instead."""
    assembly = current_assembly()
    if assembly.is_public and has_draw(assembly):
        return _withdrawal(assembly)
    gaps = gates.before_publication(assembly)
    if gaps and not assembly.is_public:
        return forms.page("assemblies/publication.html", Form(formdata=None), gaps=linked(gaps))
    return acts_page(acts.PUBLICATION, assembly)


def _withdrawal(assembly: Assembly) -> ResponseReturnValue:
    """After the draw the page goes by a change: with a reason that stays in its place, by two."""
    form = Form()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            change = changing.ask(assembly, {Topic.PAGE: {"is_public": False}})
            assert change is not None, "the page is public"
            return why(change)
    return forms.page("assemblies/withdrawal.html", form)
