"""Messages: choose an audience, write, look over, send, and what became of it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts import service as acts_service
from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.extensions import db
from beraad.jobs import queries as job_queries
from beraad.jobs import service as jobs
from beraad.jobs.models import Job
from beraad.telling import acts, audiences, queries, service
from beraad.telling.audiences import Audience
from beraad.telling.forms import MessageForm
from beraad.telling.lists import declared as lists
from beraad.telling.models import Message, MessageId
from beraad.web import forms, refusals
from beraad.web.lists.views import answer, list_page

views = Blueprint("telling", __name__, url_prefix="/beheer/<slug>/berichten")


@views.route("", methods=["GET", "POST"])
@registry_or_organiser
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """All messages, and what is to be done by hand."""
    assembly = current_assembly()
    return answer(lists.messages(assembly), "telling/overview.html", work=queries.work(assembly.id))


@views.get("/nieuw")
@registry_or_organiser
def choose(slug: str) -> ResponseReturnValue:
    """Who is the message for?"""
    return render_template("telling/choose.html", offered=audiences.counted(current_assembly()))


@views.route("/nieuw/<audience_code>", methods=["GET", "POST"])
@registry_or_organiser
def add(slug: str, audience_code: str) -> ResponseReturnValue:
    """Write a new message to an audience."""
    return _written(MessageForm(), _audience(audience_code), None)


@views.route("/<int:message_id>/wijzigen", methods=["GET", "POST"])
@registry_or_organiser
def edit(slug: str, message_id: MessageId) -> ResponseReturnValue:
    """Other words for a draft."""
    message = queries.message(current_assembly(), message_id)
    if not message.state.is_draft:
        abort(404)
    return _written(MessageForm(obj=message).edits(message), _audience(message.audience), message)


def _audience(code: str) -> Audience:
    return audiences.find(current_assembly(), code) or abort(404)


def _written(form: MessageForm, audience: Audience, message: Message | None) -> ResponseReturnValue:
    assembly = current_assembly()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            saved = service.write(assembly, form.values(audience.code), message)
            if audience.count():
                acts_service.propose(service.SEND_KEY, saved)
            return redirect(url_for(".detail", slug=assembly.slug, message_id=saved.id), 303)
    return forms.page("telling/edit.html", form, message=message, audience=audience, count=audience.count())


@views.get("/<int:message_id>")
@registry_or_organiser
def detail(slug: str, message_id: MessageId) -> ResponseReturnValue:
    """A draft as it will read and whom it reaches, or what became of a message."""
    assembly = current_assembly()
    message = queries.message(assembly, message_id)
    if message.state.is_draft:
        return _draft(message)
    job = job_queries.job_view(message.job_id) if message.job_id else None
    return render_template(
        "telling/sent.html",
        message=message,
        audience=queries.audience_words(message),
        outcomes=queries.outcomes(message.id),
        text=queries.example(message),
        job=job,
        refresh_seconds=2 if job and job.is_unfinished else None,
    )


def _draft(message: Message) -> ResponseReturnValue:
    return render_template(
        "telling/draft.html",
        message=message,
        audience=audiences.find(message.assembly, message.audience),
        text=queries.example(message),
    )


@views.route("/<int:message_id>/weggooien", methods=["GET", "POST"])
@registry_or_organiser
def discard(slug: str, message_id: MessageId) -> ResponseReturnValue:
    """Throw a draft away."""
    message = queries.message(current_assembly(), message_id)
    if not message.state.is_draft:
        abort(404)
    return acts_page(acts.DISCARD, message)


@views.route("/<int:message_id>/versturen", methods=["GET", "POST"])
@registry_or_organiser
@refusals.shown_on(detail)
def send(slug: str, message_id: MessageId) -> ResponseReturnValue:
    """Put a draft before a colleague, or send what a colleague wrote and this official has looked over."""
    return acts_page(acts.SEND, queries.message(current_assembly(), message_id))


@views.post("/<int:message_id>/opnieuw")
@registry_or_organiser
def retry(slug: str, message_id: MessageId) -> ResponseReturnValue:
    """Let a message go on that stopped halfway; nobody gets it twice."""
    message = queries.message(current_assembly(), message_id)
    if message.job_id is not None and jobs.retry(db.session.get_one(Job, message.job_id)):
        flash(_("Wij proberen het opnieuw."), "success")
    return redirect(url_for(".detail", slug=slug, message_id=message_id), 303)
