"""The map of interests and the log of contacts, for those who run a burgerberaad and for everyone."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import EDITORS, current_assembly, current_roles, members, staff, visible
from beraad.assemblies.models import Role
from beraad.days import today
from beraad.outreach import lists, queries, service
from beraad.outreach.forms import ContactForm, InterestForm
from beraad.outreach.models import ContactId, InterestId, Means
from beraad.web import forms, refusals
from beraad.web.lists.views import answer, list_page

views = Blueprint("outreach", __name__)
HERE = "/beheer/<slug>/belangen"
#: council and executive know groups that those who run a burgerberaad do not
CONTRIBUTORS = EDITORS | {Role.OFFICIAL, Role.EXECUTIVE, Role.COUNCILLOR}
contributors = members(*CONTRIBUTORS)


@views.route(HERE, methods=["GET", "POST"])
@staff
@list_page
def index(slug: str) -> ResponseReturnValue:
    """The map and the log, for those who work on the burgerberaad."""
    log = lists.contacts(queries.log(current_assembly()), "outreach.index")
    return answer(log, "outreach/index.html", **_map(), may_add=bool(current_roles() & CONTRIBUTORS))


@views.get("/burgerberaden/<slug>/belangen")
@visible
@list_page
def shown(slug: str) -> ResponseReturnValue:
    """The map and the log, for everyone."""
    log = lists.contacts(queries.log(current_assembly()), "outreach.shown", is_public=True)
    return answer(log, "outreach/shown.html", **_map())


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@contributors
def add_interest(slug: str) -> ResponseReturnValue:
    """Put an interest on the map."""
    form = InterestForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.add_interest(current_assembly(), form.values())
            return _back(_("Het belang staat op de kaart."))
    return forms.page("outreach/interest.html", form, interest=None)


@views.route(f"{HERE}/<int:interest_id>", methods=["GET", "POST"])
@contributors
def change_interest(slug: str, interest_id: InterestId) -> ResponseReturnValue:
    """Change an interest and how it is heard."""
    interest = queries.interest(current_assembly(), interest_id)
    form = InterestForm.filled(interest).edits(interest)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.change_interest(interest, form.values())
            return _back(_("Opgeslagen."))
    return forms.page("outreach/interest.html", form, interest=interest)


@views.post(f"{HERE}/<int:interest_id>/verwijderen")
@contributors
def remove_interest(slug: str, interest_id: InterestId) -> ResponseReturnValue:
    """Take an interest off the map."""
    service.remove_interest(queries.interest(current_assembly(), interest_id))
    return _back(_("Het belang staat niet meer op de kaart."))


@views.route(f"{HERE}/contact", methods=["GET", "POST"])
@contributors
def add_contact(slug: str) -> ResponseReturnValue:
    """Write down a contact."""
    form = ContactForm(on=today())
    form.interest.offer(queries.names(current_assembly()))
    if form.validate_on_submit():
        service.add_contact(current_assembly(), form.values())
        return _back(_("Het contact staat in de lijst."))
    return forms.page("outreach/contact.html", form, contact=None)


@views.route(f"{HERE}/contact/<int:contact_id>", methods=["GET", "POST"])
@contributors
def change_contact(slug: str, contact_id: ContactId) -> ResponseReturnValue:
    """Correct a contact."""
    contact = queries.contact(current_assembly(), contact_id)
    form = ContactForm.filled(contact).edits(contact)
    form.interest.offer(queries.names(current_assembly()))
    if form.validate_on_submit():
        service.change_contact(contact, form.values())
        return _back(_("Opgeslagen."))
    return forms.page("outreach/contact.html", form, contact=contact)


@views.post(f"{HERE}/contact/<int:contact_id>/verwijderen")
@contributors
def remove_contact(slug: str, contact_id: ContactId) -> ResponseReturnValue:
    """Take a contact out of the log."""
    service.remove_contact(queries.contact(current_assembly(), contact_id))
    return _back(_("Het contact is verwijderd."))


def _map() -> dict[str, Any]:
    """Returns what both pages of the map show."""
    assembly = current_assembly()
    labels = [means.label for means in Means]
    return {
        "head": [_("Groep of belang"), *labels, _("Contacten"), _("Mensen gesproken")],
        "means": list(Means),
        "rows": queries.interest_map(assembly),
    }


def _back(message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("outreach.index", slug=current_assembly().slug), 303)
