"""The terms of a burgerberaad, what they would delete, and the certificates of what was deleted."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, current_roles, members
from beraad.assemblies.models import Role
from beraad.days import today
from beraad.privacy import certificates, retention, terms, words
from beraad.privacy.forms import DayForm, TermForm
from beraad.privacy.kinds import Kind, SiteKind
from beraad.privacy.models import CertificateId
from beraad.web import forms, refusals
from beraad.web.lists.views import answer, list_page

views = Blueprint("privacy", __name__)
HERE = "/beheer/<slug>/privacy"
keepers = members(Role.REGISTRY, Role.ADMINISTRATOR)


@views.route(HERE, methods=["GET", "POST"])
@keepers
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """Each kind of data: how long it is kept, when it goes, how much there is; and what was deleted."""
    return answer(
        certificates.issued(current_assembly()),
        "privacy/overview.html",
        rows=retention.outlook(current_assembly(), today()),
        site_kinds=list(SiteKind),
        sees_people=Role.REGISTRY in current_roles(),
    )


@views.get(f"{HERE}/vooruitblik")
@keepers
def preview(slug: str) -> ResponseReturnValue:
    """What would be deleted by a day to come; nothing is deleted."""
    form = DayForm(request.args)
    day = form.dag.data if form.validate() and form.dag.data else today()
    rows = retention.outlook(current_assembly(), day)
    return forms.page("privacy/preview.html", form, rows=rows, day=day)


@views.route(f"{HERE}/termijnen/<kind>", methods=["GET", "POST"])
@keepers
def term(slug: str, kind: str) -> ResponseReturnValue:
    """Choose another term for one kind of data."""
    assembly, data_kind = current_assembly(), Kind.by_code(kind)
    if data_kind is None:
        abort(404)
    form = TermForm(days=terms.current_terms(assembly.id)[data_kind]).edits(None)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            terms.change(assembly, data_kind, form.days.data, form.reason.data)
            flash(_("De nieuwe termijn geldt vanaf nu."), "success")
            return redirect(url_for(".overview", slug=slug), 303)
    return forms.page("privacy/term.html", form, kind=data_kind, history=terms.history(assembly.id, data_kind))


@views.get(f"{HERE}/verwijderbewijzen/<int:certificate_id>")
@keepers
def certificate(slug: str, certificate_id: CertificateId) -> ResponseReturnValue:
    """One certificate: what was deleted, and why."""
    shown = certificates.certificate(current_assembly(), certificate_id)
    counts = [(words.counted(code), amount) for code, amount in shown.counts.items()]
    return render_template("privacy/certificate.html", certificate=shown, counts=counts)
