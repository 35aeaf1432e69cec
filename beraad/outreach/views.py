"""The map of interests and the log of contacts, for those who run a burgerberaad and for everyone."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import EDITORS, current_assembly, current_roles, members, staff, visible
from beraad.assemblies.models import Role
from beraad.days import today
from beraad.outreach import queries, service
from beraad.outreach.errors import InterestExistsError
from beraad.outreach.forms import NAME_EXISTS, ContactForm, InterestForm
from beraad.outreach.models import Means
from beraad.web import forms

views = Blueprint("outreach", __name__)
HERE = "/beheer/<slug>/belangen"
#: council and executive know groups that those who run a burgerberaad do not
CONTRIBUTORS = EDITORS | {Role.OFFICIAL, Role.EXECUTIVE, Role.COUNCILLOR}
contributors = members(*CONTRIBUTORS)


@views.get(HERE)
@staff
def index(slug: str) -> ResponseReturnValue:
    return render_template(
        "outreach/index.html",
        means=list(Means),
        rows=queries.interest_map(current_assembly()),
        log=queries.log(current_assembly()),
        may_add=bool(current_roles() & CONTRIBUTORS),
    )


@views.get("/burgerberaden/<slug>/belangen")
@visible
def shown(slug: str) -> ResponseReturnValue:
    return render_template(
        "outreach/shown.html",
        means=list(Means),
        rows=queries.interest_map(current_assembly()),
        log=queries.log(current_assembly()),
    )


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@contributors
def add_interest(slug: str) -> ResponseReturnValue:
    form = InterestForm()
    if form.validate_on_submit():
        try:
            service.add_interest(current_assembly(), *form.values())
        except InterestExistsError:
            forms.refuse(form.name, NAME_EXISTS)
        else:
            return _back(_("Het belang staat op de kaart."))
    return forms.page("outreach/interest.html", form, interest=None)


@views.route(f"{HERE}/<int:number>", methods=["GET", "POST"])
@contributors
def change_interest(slug: str, number: int) -> ResponseReturnValue:
    interest = queries.find_interest(current_assembly(), number)
    form = InterestForm.of(interest)
    if form.validate_on_submit():
        try:
            service.change_interest(interest, *form.values())
        except InterestExistsError:
            forms.refuse(form.name, NAME_EXISTS)
        else:
            return _back(_("Opgeslagen."))
    return forms.page("outreach/interest.html", form, interest=interest)


@views.post(f"{HERE}/<int:number>/verwijderen")
@contributors
def remove_interest(slug: str, number: int) -> ResponseReturnValue:
    service.remove_interest(queries.find_interest(current_assembly(), number))
    return _back(_("Het belang staat niet meer op de kaart."))


@views.route(f"{HERE}/contact", methods=["GET", "POST"])
@contributors
def add_contact(slug: str) -> ResponseReturnValue:
    form = ContactForm(on=today())
    form.interest.offer(queries.names(current_assembly()))
    if form.validate_on_submit():
        service.add_contact(current_assembly(), *form.values())
        return _back(_("Het contact staat in de lijst."))
    return forms.page("outreach/contact.html", form, contact=None)


@views.route(f"{HERE}/contact/<int:number>", methods=["GET", "POST"])
@contributors
def change_contact(slug: str, number: int) -> ResponseReturnValue:
    contact = queries.find_contact(current_assembly(), number)
    form = ContactForm(obj=contact, data={"interest": contact.interest_id})
    form.interest.offer(queries.names(current_assembly()))
    if form.validate_on_submit():
        service.change_contact(contact, *form.values())
        return _back(_("Opgeslagen."))
    return forms.page("outreach/contact.html", form, contact=contact)


@views.post(f"{HERE}/contact/<int:number>/verwijderen")
@contributors
def remove_contact(slug: str, number: int) -> ResponseReturnValue:
    service.remove_contact(queries.find_contact(current_assembly(), number))
    return _back(_("Het contact is verwijderd."))


def _back(message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("outreach.index", slug=current_assembly().slug), 303)
