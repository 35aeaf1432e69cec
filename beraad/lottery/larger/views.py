"""The page where organisers choose to draw more people than seats, because some will leave."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, organisers, staff
from beraad.jobs.queries import REFRESH
from beraad.lottery.larger import queries, service
from beraad.lottery.larger.forms import LargerForm, larger_form
from beraad.web import refusals
from beraad.web.forms import page

views = Blueprint("lottery_larger", __name__, url_prefix="/beheer/<slug>/loting/meer-mensen")


@views.get("")
@staff
def show(slug: str) -> ResponseReturnValue:
    """The last proposal with its simulations, and asking for another."""
    return _page(larger_form(queries.seats(current_assembly())))


@views.post("")
@organisers
def ask(slug: str) -> ResponseReturnValue:
    """Look for a draw of more people."""
    form = larger_form(queries.seats(current_assembly()))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.ask(current_assembly(), form.values())
            return redirect(url_for("lottery_larger.show", slug=slug), 303)
    return _page(form)


@views.post("/overnemen")
@organisers
@refusals.shown_on(show)
def take_over(slug: str) -> ResponseReturnValue:
    """Take the proposed seats and quotas over."""
    assembly = current_assembly()
    before = assembly.seats
    service.take_over(assembly, _("Meer mensen loten, omdat er mensen afvallen"))
    flash(_("U loot nu %(new)s mensen in plaats van %(old)s.", new=assembly.seats, old=before), "success")
    return redirect(url_for("lottery_quotas.show", slug=slug), 303)


def _page(form: LargerForm) -> ResponseReturnValue:
    standing = queries.standing(current_assembly())
    refresh = REFRESH if standing.is_busy else None
    return page("lottery/larger/overview.html", form, standing=standing, refresh_seconds=refresh)
