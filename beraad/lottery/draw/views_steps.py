"""The steps of a draw, each a button: approve, compute, publish, type the number, confirm it, withdraw.

A step that is refused changes nothing but the register of draws, which says that it was asked for.
"""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.lottery.draw import acts, forms, queries, register, service
from beraad.lottery.draw.views import draw_page, show, to_draw, views
from beraad.lottery.models import Draw
from beraad.web import refusals


def _draw(number: int) -> Draw:
    return queries.draw(current_assembly().id, number)


@views.route("/<int:number>/goedkeuren", methods=["GET", "POST"])
@registry_or_organiser
@refusals.shown_on(show)
def approve(slug: str, number: int) -> ResponseReturnValue:
    """The second official freezes the pool."""
    draw = _draw(number)
    return acts_page(acts.FREEZE, draw) if draw.state.is_proposed else to_draw(draw)


@views.post("/<int:number>/berekenen")
@registry_or_organiser
def start(slug: str, number: int) -> ResponseReturnValue:
    """Fix the seed and compute the tickets in the background."""
    draw, form = _draw(number), forms.DigitsForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.start(draw, form.digits.data or "", require_account(), form.beacon.data or "")
            flash(_("De berekening is gestart."), "success")
            return to_draw(draw)
    return draw_page(draw, form)


@views.post("/<int:number>/stoppen")
@registry_or_organiser
@refusals.shown_on(show)
def cancel(slug: str, number: int) -> ResponseReturnValue:
    """Stop the computation."""
    draw = _draw(number)
    service.cancel(draw, require_account())
    flash(_("De berekening is gestopt. De bevroren lijst is niet veranderd."), "success")
    return to_draw(draw)


@views.route("/<int:number>/publiceren", methods=["GET", "POST"])
@registry_or_organiser
@refusals.shown_on(show)
def publish(slug: str, number: int) -> ResponseReturnValue:
    """Show all tickets to everyone."""
    return acts_page(acts.PUBLISH, _draw(number))


@views.post("/<int:number>/nummer")
@registry_or_organiser
def enter_number(slug: str, number: int) -> ResponseReturnValue:
    """The first official types the drawn number."""
    draw, form = _draw(number), forms.NumberForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.enter_number(draw, form.number.data, require_account())
            flash(_("Het nummer is ingevuld."), "success")
            return to_draw(draw)
    return draw_page(draw, form)


@views.route("/<int:number>/bevestigen", methods=["GET", "POST"])
@registry_or_organiser
@refusals.shown_on(show)
def confirm_number(slug: str, number: int) -> ResponseReturnValue:
    """The second official types the same number, and the panel is drawn."""
    return acts_page(acts.CONCLUDE, _draw(number))


@views.post("/<int:number>/intrekken")
@registry_or_organiser
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """End a draw with its reason."""
    draw, form = _draw(number), forms.ReasonForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            if draw.ends_by_two:
                service.ask_to_end(draw, form.reason.data, require_account())
                flash(_("Een collega moet dit bevestigen. Wij hebben bericht gestuurd."), "success")
                return to_draw(draw)
            return acts_page(acts.WITHDRAW, acts.Withdrawal(draw, form.reason.data), carried=form)
    return draw_page(draw, form)


@views.route("/<int:number>/einde", methods=["GET", "POST"])
@registry_or_organiser
@refusals.shown_on(show)
def end(slug: str, number: int) -> ResponseReturnValue:
    """The second official ends a draw of which the tickets are public."""
    draw = _draw(number)
    is_asked = draw.ends_by_two and register.last(draw, service.ASKED) is not None
    return acts_page(acts.END, draw) if is_asked else to_draw(draw)
