"""The question queue as the people who answer it see it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies import access
from beraad.assemblies.access import current_assembly, current_roles
from beraad.days import today
from beraad.materials import queries_requests, requests
from beraad.materials.forms import AssignForm, CloseForm
from beraad.materials.lists import declared as lists
from beraad.materials.models import Request, RequestId
from beraad.materials.views_organiser import editors
from beraad.web import forms, refusals
from beraad.web.documents.markdown import to_html
from beraad.web.lists import views as list_views
from beraad.web.lists.views import list_page

views = Blueprint("materials_requests", __name__, url_prefix="/beheer/<slug>/kennisvragen")


@views.context_processor
def what_may_be_done() -> dict[str, object]:
    """Returns, for templates, whether the visitor may answer, and which day it is."""
    return {"may_edit": bool(current_roles() & editors.roles), "today": today()}


@views.route("", methods=["GET", "POST"])
@access.staff
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """All requests of the panel, the open ones first."""
    return list_views.answer(lists.requests(queries_requests.requests(current_assembly())), "materials/requests.html")


@views.get("/<int:request_id>")
@access.staff
def detail(slug: str, request_id: RequestId) -> ResponseReturnValue:
    """One request."""
    row = queries_requests.row(queries_requests.request(current_assembly(), request_id))
    return render_template("materials/request.html", request_row=row, answer=to_html(row.answer))


@views.route("/<int:request_id>/toewijzen", methods=["GET", "POST"])
@editors
def assign(slug: str, request_id: RequestId) -> ResponseReturnValue:
    """Say who handles a request, and by when."""
    assembly = current_assembly()
    request = queries_requests.request(assembly, request_id)
    form = AssignForm(obj=request).edits(request)
    for field in (form.owner_id, form.deputy_id):
        field.offer(queries_requests.owners(assembly))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            requests.assign(request, form.owner_id.data, form.due_on.data, form.deputy_id.data)
            flash(_("De vraag is toegewezen. Het panel ziet wanneer er een antwoord komt."), "success")
            return _to_request(request)
    return forms.page("materials/assign.html", form, request_row=queries_requests.row(request))


@views.route("/<int:request_id>/antwoord", methods=["GET", "POST"])
@editors
def answer(slug: str, request_id: RequestId) -> ResponseReturnValue:
    """Answer the panel."""
    return _close(queries_requests.request(current_assembly(), request_id), requests.answer, is_refusal=False)


@views.route("/<int:request_id>/nee", methods=["GET", "POST"])
@editors
def refuse(slug: str, request_id: RequestId) -> ResponseReturnValue:
    """Say no, and why."""
    return _close(queries_requests.request(current_assembly(), request_id), requests.refuse, is_refusal=True)


def _close(request: Request, verb: Callable[[Request, str], Request], is_refusal: bool) -> ResponseReturnValue:
    """Ask for the words with which `verb` closes the request."""
    form = CloseForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            verb(request, form.words.data)
            flash(_("Het panel kan het antwoord nu lezen."), "success")
            return _to_request(request)
    row = queries_requests.row(request)
    return forms.page("materials/close.html", form, request_row=row, is_refusal=is_refusal)


def _to_request(request: Request) -> ResponseReturnValue:
    return redirect(url_for(".detail", slug=current_assembly().slug, request_id=request.id), 303)
