"""The outbox of a burgerberaad: what was sent to whom, what went wrong, proof of sending, and sending again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.assemblies.lists import declared as lists
from beraad.audit import service as audit
from beraad.mail import queries, service, words
from beraad.mail.models import MailState
from beraad.web import refusals
from beraad.web.lists.views import answer, list_page

views = Blueprint("assemblies_outbox", __name__)
HERE = "/beheer/<slug>/postvak-uit"


@views.route(HERE, methods=["GET", "POST"])
@registry_or_organiser
@list_page
def listed(slug: str) -> ResponseReturnValue:
    """All messages, to search and to filter by state."""
    assembly = current_assembly()
    counts = queries.counts(assembly.id)
    return answer(
        lists.outbox(assembly), "assemblies/outbox.html", counts=counts, states=list(MailState), why=words.error
    )


@views.get(f"{HERE}/<int:message_id>")
@registry_or_organiser
def detail(slug: str, message_id: int) -> ResponseReturnValue:
    """One message with its text, and what is known about its sending."""
    message = queries.message(current_assembly().id, message_id)
    return render_template(
        "assemblies/outbox_message.html",
        message=queries.row(message),
        text=queries.text(message),
        why=words.error(message.error_code),
    )


@views.post(f"{HERE}/<int:message_id>/opnieuw")
@registry_or_organiser
@refusals.shown_on(detail)
def send_again(slug: str, message_id: int) -> ResponseReturnValue:
    """Send a message that failed, or that may not have been sent, once more."""
    assembly = current_assembly()
    message = queries.message(assembly.id, message_id)
    service.send_again(message)
    audit.record("mail.sent_again", message, assembly_id=assembly.id)
    flash(_("Het bericht wordt opnieuw verstuurd."), "success")
    return redirect(url_for(".detail", slug=slug, message_id=message_id), 303)
