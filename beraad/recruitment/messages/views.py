"""Messages to people who signed up: write, look over, send, and the lists of letters and calls."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext

from beraad.assemblies.access import current_assembly, registry
from beraad.audit import service as audit
from beraad.jobs import queries as job_queries
from beraad.recruitment.errors import MessageStateError, SameOfficialError, UnknownPlaceholderError
from beraad.recruitment.forms import ConfirmForm, MessageForm
from beraad.recruitment.messages import service as messages
from beraad.recruitment.models.messages import Message, MessageState
from beraad.recruitment.models.registration import ContactBy
from beraad.web import forms
from beraad.web.documents.tables import csv_file

views = Blueprint("recruitment_messages", __name__)
HERE = "/beheer/<slug>/berichten"


@views.get(HERE)
@registry
def overview(slug: str) -> ResponseReturnValue:
    """All messages."""
    return render_template("recruitment/messages/overview.html", messages=messages.listed(current_assembly().id))


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@registry
def add(slug: str) -> ResponseReturnValue:
    """Write a new message, on an empty page with a beginning and an end."""
    form = MessageForm(body=_("Beste {naam},\n\n\n\nMet vriendelijke groet,\nDe griffie"))
    return _written(form, None)


@views.route(f"{HERE}/<int:number>/wijzigen", methods=["GET", "POST"])
@registry
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Other words for a draft."""
    message = messages.find(current_assembly(), number)
    if message.state is not MessageState.DRAFT:
        abort(404)
    return _written(MessageForm(obj=message), message)


def _written(form: MessageForm, message: Message | None) -> ResponseReturnValue:
    assembly = current_assembly()
    if form.validate_on_submit():
        try:
            saved = messages.write(assembly, form.subject.data, form.body.data, message)
        except UnknownPlaceholderError as error:
            unknown = _("%(word)s kennen wij niet.", word=error)
            known = _("Gebruik {naam}, {kenmerk}, {burgerberaad} of {eigen-pagina}.")
            forms.refuse(form.body, f"{unknown} {known}")
        else:
            return redirect(url_for(".detail", slug=assembly.slug, number=saved.id), 303)
    return forms.page("recruitment/messages/message_edit.html", form, message=message)


@views.get(f"{HERE}/<int:number>")
@registry
def detail(slug: str, number: int) -> ResponseReturnValue:
    """A draft as it will read, or what became of a message that was sent."""
    assembly = current_assembly()
    message = messages.find(assembly, number)
    job = job_queries.job_view(message.job_id) if message.job_id else None
    return render_template(
        "recruitment/messages/message.html",
        message=message,
        audience=messages.audience(assembly.id),
        proof=messages.proof(message),
        words=messages.example(message, assembly.title),
        job=job,
        refresh_seconds=2 if job and job.is_unfinished else None,
    )


@views.route(f"{HERE}/<int:number>/weggooien", methods=["GET", "POST"])
@registry
def discard(slug: str, number: int) -> ResponseReturnValue:
    """Throw a draft away."""
    message, form = messages.find(current_assembly(), number), ConfirmForm()
    if message.state is not MessageState.DRAFT:
        abort(404)
    if form.validate_on_submit():
        messages.discard(message)
        flash(_("Het bericht is weggegooid."), "success")
        return redirect(url_for(".overview", slug=slug), 303)
    return forms.page("recruitment/messages/message_discard.html", form, message=message)


@views.post(f"{HERE}/<int:number>/versturen")
@registry
def send(slug: str, number: int) -> ResponseReturnValue:
    """Send what a colleague wrote and this official has looked over."""
    try:
        messages.send(messages.find(current_assembly(), number))
    except SameOfficialError:
        flash(_("U schreef dit bericht zelf. Vraag een collega om het te bekijken en te versturen."), "error")
    except MessageStateError:
        abort(409)
    return redirect(url_for(".detail", slug=slug, number=number), 303)


@views.get(f"{HERE}/<int:number>/<any(post,telefoon):way>")
@registry
def work_list(slug: str, number: int, way: str) -> ResponseReturnValue:
    """The letters to post or the people to call."""
    assembly = current_assembly()
    message = messages.find(assembly, number)
    rows = messages.work_list(message, ContactBy(way))
    return render_template("recruitment/messages/work_list.html", message=message, way=ContactBy(way), rows=rows)


@views.post(f"{HERE}/<int:number>/post.csv")
@registry
def post_file(slug: str, number: int) -> ResponseReturnValue:
    """The letters that still have to be posted, one row each, with the text filled in: for mail merge.

    A POST, because the log says who took it.
    """
    assembly = current_assembly()
    message = messages.find(assembly, number)
    rows = []
    for row in messages.work_list(message, ContactBy.POST):
        person = row.registration
        if row.done_at is None:
            address = (person.address_line1, person.address_line2, person.postcode, person.place)
            rows.append([person.pool_id, person.name, *address, messages.fill_in(message.body, person, assembly.title)])
    audit.record("recruitment.post_fetched", f"message:{message.id}", assembly_id=assembly.id, people=len(rows))
    reference = pgettext("reference", "Kenmerk")
    header = [reference, _("Naam"), _("Adres"), _("Tweede adresregel"), _("Postcode"), _("Woonplaats"), _("Tekst")]
    return csv_file(header, rows, f"post-{slug}-{number}.csv")


@views.post(f"{HERE}/<int:number>/gedaan/<int:delivery>")
@registry
def done(slug: str, number: int, delivery: int) -> ResponseReturnValue:
    """Tick a letter or a call off."""
    found = messages.delivery(messages.find(current_assembly(), number), delivery)
    messages.tick_off(found)
    return redirect(url_for(".work_list", slug=slug, number=number, way=found.contact_by.value), 303)
