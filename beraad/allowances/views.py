"""Pages for officials about allowances: the scheme, what is due, payment lists, the file for the finance department."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.allowances import forms, owed, queries, service, words
from beraad.allowances.errors import AllowanceError
from beraad.allowances.models import AllowanceScheme
from beraad.assemblies.access import current_assembly, members, registry
from beraad.assemblies.models import Role
from beraad.web import edge
from beraad.web.documents.tables import csv_file
from beraad.web.forms import page

views = Blueprint("allowances", __name__, url_prefix="/beheer/<slug>/vergoedingen")

#: only the griffie gives bank accounts to the finance department, and writes down that it paid
griffie = members(Role.REGISTRY)


@views.get("")
@registry
def overview(slug: str) -> ResponseReturnValue:
    """What is due and to whom, and the payment lists so far."""
    assembly = current_assembly()
    due = owed.by_account(owed.due(assembly))
    return render_template(
        "allowances/overview.html",
        scheme=owed.scheme(assembly.id),
        payable=queries.per_person(due.payable),
        without_account=queries.per_person(due.without_account),
        refusing=owed.refusing(assembly.id),
        lists=queries.lists(assembly.id),
    )


@views.route("/regeling", methods=["GET", "POST"])
@registry
def scheme(slug: str) -> ResponseReturnValue:
    """Lay down what is paid."""
    assembly = current_assembly()
    known = owed.scheme(assembly.id)
    form = forms.SchemeForm(data=_shown(known) if known else None)
    if form.validate_on_submit():
        amounts = form.meeting.cents or 0, form.km.cents or 0
        service.set_scheme(assembly, *amounts, form.pays_actual.data, form.partly_percent.data)
        flash(_("De regeling is opgeslagen."), "success")
        return redirect(url_for("allowances.overview", slug=slug), 303)
    return page("allowances/scheme.html", form)


def _shown(known: AllowanceScheme) -> dict[str, object]:
    return {
        "meeting": queries.euros(known.meeting_cents),
        "km": queries.euros(known.km_cents),
        "pays_actual": known.pays_actual,
        "partly_percent": known.partly_percent,
    }


@views.post("/lijsten")
@registry
def draw_up(slug: str) -> ResponseReturnValue:
    """Draw up a list of all that can be paid."""
    try:
        made = service.draw_up(current_assembly(), require_account())
    except AllowanceError as error:
        return _refused(error, url_for("allowances.overview", slug=slug))
    flash(_("Betaallijst %(number)d is gemaakt. Een collega keurt haar goed.", number=made.number), "success")
    return redirect(url_for("allowances.detail", slug=slug, number=made.number), 303)


@views.get("/lijsten/<int:number>")
@registry
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One payment list."""
    found = queries.payment_list(current_assembly().id, number)
    return render_template(
        "allowances/list.html",
        found=found,
        rows=queries.per_person(queries.amounts(found)),
        stale={line.seat_id for line in service.stale(found)} if found.approved_at is None else set(),
        own=found.drawn_up_by_id == require_account().id,
    )


@views.post("/lijsten/<int:number>/goedkeuren")
@registry
def approve(slug: str, number: int) -> ResponseReturnValue:
    """Approve what a colleague drew up."""
    found = queries.payment_list(current_assembly().id, number)
    here = url_for("allowances.detail", slug=slug, number=number)
    try:
        service.approve(found, require_account())
    except AllowanceError as error:
        return _refused(error, here)
    flash(_("De betaallijst is goedgekeurd."), "success")
    return redirect(here, 303)


@views.post("/lijsten/<int:number>/intrekken")
@registry
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """Throw away a list that was not approved."""
    try:
        service.withdraw(queries.payment_list(current_assembly().id, number))
    except AllowanceError as error:
        return _refused(error, url_for("allowances.detail", slug=slug, number=number))
    flash(_("De betaallijst is ingetrokken. De bedragen staan weer open."), "success")
    return redirect(url_for("allowances.overview", slug=slug), 303)


@views.post("/lijsten/<int:number>/bestand")
@griffie
def file(slug: str, number: int) -> ResponseReturnValue:
    """The list with bank accounts, for the finance department. A button, because handing it out is recorded."""
    assembly = current_assembly()
    found = queries.payment_list(assembly.id, number)
    try:
        service.hand_out(found)
    except AllowanceError as error:
        return _refused(error, url_for("allowances.detail", slug=slug, number=number))
    made: Response = csv_file(queries.FILE_HEADER, queries.file_rows(assembly, found), f"betaallijst-{number}.csv")
    return made


@views.post("/lijsten/<int:number>/betaald")
@griffie
def mark_paid(slug: str, number: int) -> ResponseReturnValue:
    """Write down that everything on the list was paid."""
    here = url_for("allowances.detail", slug=slug, number=number)
    try:
        service.mark_paid(queries.payment_list(current_assembly().id, number), require_account())
    except AllowanceError as error:
        return _refused(error, here)
    flash(_("Genoteerd dat de lijst is betaald."), "success")
    return redirect(here, 303)


def _refused(error: AllowanceError, back: str) -> ResponseReturnValue:
    edge.rollback()
    flash(words.sentence(error), "error")
    return redirect(back, 303)
