"""The outbox of a burgerberaad: what was sent to whom, what went wrong, proof of sending, and sending again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry
from beraad.audit import service as audit
from beraad.mail import queries, service, words
from beraad.mail.models import MailState
from beraad.mail.service import NotRepeatableError
from beraad.web import edge, paging

views = Blueprint("assemblies_outbox", __name__)
HERE = "/beheer/<slug>/postvak-uit"


@views.route(HERE, methods=["GET", "POST"])
@registry
@edge.only_reads
def listed(slug: str) -> ResponseReturnValue:
    """All messages, to search and to filter by state."""
    assembly = current_assembly()
    asked, looked_for = request.values.get("stand", ""), paging.sought()
    state = MailState(asked) if asked in set(MailState) else None
    return render_template(
        "assemblies/outbox.html",
        page=queries.outbox(assembly.id, paging.asked(), state, looked_for),
        counts=queries.counts(assembly.id),
        states=list(MailState),
        chosen=state,
        looked_for=looked_for,
        asked={"stand": asked} if asked else {},
        why=words.error,
    )


@views.get(f"{HERE}/<int:number>")
@registry
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One message with its text, and what is known about its sending."""
    found = queries.message(current_assembly().id, number)
    return render_template(
        "assemblies/outbox_message.html",
        message=queries.row(found),
        text=queries.text(found),
        why=words.error(found.error_code),
    )


@views.post(f"{HERE}/<int:number>/opnieuw")
@registry
def send_again(slug: str, number: int) -> ResponseReturnValue:
    """Send a message that failed, or that may not have been sent, once more."""
    assembly = current_assembly()
    found = queries.message(assembly.id, number)
    try:
        service.send_again(found)
    except NotRepeatableError:
        flash(_("Dit bericht kunt u niet opnieuw versturen."), "error")
    else:
        audit.record("mail.sent_again", f"outbox_message:{number}", assembly_id=assembly.id)
        flash(_("Het bericht wordt opnieuw verstuurd."), "success")
    return redirect(url_for(".detail", slug=slug, number=number), 303)
