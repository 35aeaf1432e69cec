"""Pages for officials about allowances: the scheme, what is due, payment lists, the file for the finance department."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.acts.views import page as acts_page
from beraad.allowances import acts, lists, owed, queries, service
from beraad.allowances.forms import SchemeForm
from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.web import forms, refusals
from beraad.web.documents.tables import csv_file
from beraad.web.lists.views import answer, list_page

views = Blueprint("allowances", __name__, url_prefix="/beheer/<slug>/vergoedingen")


@views.route("", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """What is due and to whom, and the payment lists so far."""
    assembly = current_assembly()
    due = queries.per_person(owed.due(assembly))
    return answer(
        lists.due(due),
        "allowances/overview.html",
        scheme=owed.scheme(assembly.id),
        due=due,
        payable=[row for row in due if row.has_account],
        refusing=owed.refusing(assembly.id),
        payment_lists=queries.lists(assembly.id),
    )


@views.route("/regeling", methods=["GET", "POST"])
@registry_or_organiser
def scheme(slug: str) -> ResponseReturnValue:
    """Decide what is paid."""
    assembly = current_assembly()
    known = owed.scheme(assembly.id)
    form = SchemeForm.filled_from(known).edits(known)
    if form.validate_on_submit():
        service.set_scheme(assembly, form.values())
        flash(_("De regeling is opgeslagen."), "success")
        return redirect(url_for(".overview", slug=slug), 303)
    return forms.page("allowances/scheme.html", form)


@views.post("/lijsten")
@registry_or_organiser
@refusals.shown_on(overview)
def draw_up(slug: str) -> ResponseReturnValue:
    """Draw up a list of all that can be paid."""
    payment_list = service.draw_up(current_assembly(), require_account())
    flash(_("Betaallijst %(number)d is gemaakt. Een collega keurt haar goed.", number=payment_list.number), "success")
    return _to_list(slug, payment_list.number)


@views.route("/lijsten/<int:number>", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One payment list."""
    payment_list = queries.payment_list(current_assembly().id, number)
    stale = service.stale_lines(payment_list) if payment_list.state.is_to_pay else []
    rows = queries.per_person(queries.amounts(payment_list))
    return answer(
        lists.on_list(rows, number),
        "allowances/list.html",
        payment_list=payment_list,
        rows=rows,
        stale={line.seat_id for line in stale},
        own=payment_list.drawn_up_by_id == require_account().id,
    )


@views.route("/lijsten/<int:number>/goedkeuren", methods=["GET", "POST"])
@registry_or_organiser
@refusals.shown_on(detail)
def approve(slug: str, number: int) -> ResponseReturnValue:
    """Approve what a colleague drew up."""
    return acts_page(acts.APPROVE, queries.payment_list(current_assembly().id, number))


@views.route("/lijsten/<int:number>/intrekken", methods=["GET", "POST"])
@registry_or_organiser
@refusals.shown_on(detail)
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """Delete a list that was not approved."""
    return acts_page(acts.WITHDRAW, queries.payment_list(current_assembly().id, number))


@views.post("/lijsten/<int:number>/bestand")
@acts.griffie
@refusals.shown_on(detail)
def file(slug: str, number: int) -> ResponseReturnValue:
    """The list with bank accounts, for the finance department. A button, because handing it out is logged."""
    assembly = current_assembly()
    payment_list = queries.payment_list(assembly.id, number)
    if service.reopen_changed(payment_list):
        flash(_("Een rekening is veranderd na de goedkeuring. Een collega moet de lijst opnieuw goedkeuren."), "info")
        return _to_list(slug, number)
    service.hand_out(payment_list)
    rows = queries.file_rows(assembly, payment_list)
    return csv_file(queries.FILE_HEADER, rows, f"betaallijst-{number}.csv")


@views.route("/lijsten/<int:number>/betaald", methods=["GET", "POST"])
@acts.griffie
@refusals.shown_on(detail)
def mark_paid(slug: str, number: int) -> ResponseReturnValue:
    """Note that everything on the list was paid."""
    return acts_page(acts.PAID, queries.payment_list(current_assembly().id, number))


def _to_list(slug: str, number: int) -> ResponseReturnValue:
    return redirect(url_for(".detail", slug=slug, number=number), 303)
