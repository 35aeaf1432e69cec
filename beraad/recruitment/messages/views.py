"""Messages to people who signed up: write, look over, send, and the lists of letters and calls."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext

from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.audit import service as audit
from beraad.jobs import queries as job_queries
from beraad.recruitment.forms import ConfirmForm
from beraad.recruitment.messages import placeholders, queries
from beraad.recruitment.messages import service as messages
from beraad.recruitment.messages.forms import MessageForm
from beraad.recruitment.models.messages import DeliveryId, Message, MessageId
from beraad.recruitment.models.registration import BY_HAND, ContactBy
from beraad.web import forms, refusals
from beraad.web.documents.tables import csv_file

views = Blueprint("recruitment_messages", __name__)
HERE = "/beheer/<slug>/berichten"
WAYS = ",".join(way.value for way in BY_HAND)


@views.get(HERE)
@registry_or_organiser
def overview(slug: str) -> ResponseReturnValue:
    """All messages."""
    return render_template("recruitment/messages/overview.html", messages=queries.messages(current_assembly().id))


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@registry_or_organiser
def add(slug: str) -> ResponseReturnValue:
    """Write a new message, on an empty page with a beginning and an end."""
    form = MessageForm(body=_("Beste {naam},\n\n\n\nMet vriendelijke groet,\nDe griffie"))
    return _written(form, None)


@views.route(f"{HERE}/<int:message_id>/wijzigen", methods=["GET", "POST"])
@registry_or_organiser
def edit(slug: str, message_id: MessageId) -> ResponseReturnValue:
    """Other words for a draft."""
    message = queries.message(current_assembly(), message_id)
    if not message.state.is_draft:
        abort(404)
    return _written(MessageForm(obj=message), message)


def _written(form: MessageForm, message: Message | None) -> ResponseReturnValue:
    assembly = current_assembly()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            saved = messages.write(assembly, form.subject.data, form.body.data, message)
            return redirect(url_for(".detail", slug=assembly.slug, message_id=saved.id), 303)
    return forms.page("recruitment/messages/message_edit.html", form, message=message)


@views.get(f"{HERE}/<int:message_id>")
@registry_or_organiser
def detail(slug: str, message_id: MessageId) -> ResponseReturnValue:
    """A draft as it will read, or what became of a message that was sent."""
    assembly = current_assembly()
    message = queries.message(assembly, message_id)
    job = job_queries.job_view(message.job_id) if message.job_id else None
    return render_template(
        "recruitment/messages/message.html",
        message=message,
        audience=queries.audience(assembly.id),
        outcomes=queries.outcomes(message.id),
        words=placeholders.example(message, assembly.title),
        job=job,
        refresh_seconds=2 if job and job.is_unfinished else None,
    )


@views.route(f"{HERE}/<int:message_id>/weggooien", methods=["GET", "POST"])
@registry_or_organiser
def discard(slug: str, message_id: MessageId) -> ResponseReturnValue:
    """Throw a draft away."""
    message, form = queries.message(current_assembly(), message_id), ConfirmForm()
    if not message.state.is_draft:
        abort(404)
    if form.validate_on_submit():
        messages.discard(message)
        flash(_("Het bericht is weggegooid."), "success")
        return redirect(url_for(".overview", slug=slug), 303)
    return forms.page("recruitment/messages/message_discard.html", form, message=message)


@views.post(f"{HERE}/<int:message_id>/versturen")
@registry_or_organiser
@refusals.shown_on(detail)
def send(slug: str, message_id: MessageId) -> ResponseReturnValue:
    """Send what a colleague wrote and this official has looked over."""
    messages.send(queries.message(current_assembly(), message_id))
    return redirect(url_for(".detail", slug=slug, message_id=message_id), 303)


@views.get(f"{HERE}/<int:message_id>/<any({WAYS}):way>")
@registry_or_organiser
def work_list(slug: str, message_id: MessageId, way: str) -> ResponseReturnValue:
    """The letters to post or the people to call."""
    assembly = current_assembly()
    message = queries.message(assembly, message_id)
    by_hand = next(member for member in BY_HAND if member.value == way)
    deliveries = queries.work_list(message.id, by_hand)
    return render_template("recruitment/messages/work_list.html", message=message, way=by_hand, deliveries=deliveries)


@views.post(f"{HERE}/<int:message_id>/post.csv")
@registry_or_organiser
def post_file(slug: str, message_id: MessageId) -> ResponseReturnValue:
    """The letters that still have to be posted, one row each, with the text filled in: for mail merge.

    A POST, because the log says who took it.
    """
    assembly = current_assembly()
    message = queries.message(assembly, message_id)
    rows = []
    for delivery in queries.work_list(message.id, ContactBy.POST):
        person = delivery.registration
        if delivery.done_at is None:
            address = (person.address_line1, person.address_line2, person.postcode, person.place)
            rows.append(
                [person.pool_id, person.name, *address, placeholders.fill_in(message.body, person, assembly.title)]
            )
    audit.record("recruitment.post_fetched", message, assembly_id=assembly.id, people=len(rows))
    reference = pgettext("reference", "Kenmerk")
    header = [reference, _("Naam"), _("Adres"), _("Tweede adresregel"), _("Postcode"), _("Woonplaats"), _("Tekst")]
    return csv_file(header, rows, f"post-{slug}-{message_id}.csv")


@views.post(f"{HERE}/<int:message_id>/gedaan/<int:delivery_id>")
@registry_or_organiser
def done(slug: str, message_id: MessageId, delivery_id: DeliveryId) -> ResponseReturnValue:
    """Tick a letter or a call off."""
    delivery = messages.tick_off(queries.delivery(queries.message(current_assembly(), message_id), delivery_id))
    return redirect(url_for(".work_list", slug=slug, message_id=message_id, way=delivery.contact_by.value), 303)
