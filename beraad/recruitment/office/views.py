"""For the people who run the recruitment: who signed up, sign-ups from paper or phone, the list as a file."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.audit import service as audit
from beraad.recruitment.errors import CodeRefusedError
from beraad.recruitment.models.registration import Registration, RegistrationId
from beraad.recruitment.models.sign_up import Purpose
from beraad.recruitment.office import acts, age_checks, lists, queries, respondents
from beraad.recruitment.office.forms import NewRegistrationForm, change_form, new_form
from beraad.recruitment.questions import consents, needs, parents, replies
from beraad.recruitment.sign_up import confirmations, entry, return_codes, service, steps
from beraad.recruitment.sign_up.codes import sign_up_link
from beraad.recruitment.sign_up.forms import NEED_LABELS
from beraad.web import forms, refusals
from beraad.web.documents.tables import table_file
from beraad.web.lists.views import answer, list_page

views = Blueprint("recruitment", __name__)
HERE = "/beheer/<slug>/aanmeldingen"


@views.route(HERE, methods=["GET", "POST"])
@registry_or_organiser
@list_page
def listed(slug: str) -> ResponseReturnValue:
    """Everyone who signed up, to search and filter."""
    return answer(lists.registrations(current_assembly()), "recruitment/office/listed.html")


@views.get(f"{HERE}/<int:registration_id>")
@registry_or_organiser
def detail(slug: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """One sign-up."""
    assembly = current_assembly()
    registration = queries.registration(assembly, registration_id)
    answers = sorted(registration.answers, key=lambda answer: answer.feature.position)
    return render_template(
        "recruitment/office/detail.html",
        registration=registration,
        answers=answers,
        doubt=age_checks.of_one(registration),
        days=replies.days_of(registration_id),
        extra=queries.extra_replies(registration_id),
        needs=needs.read(registration_id),
        parent=parents.find(registration_id),
        need_labels=NEED_LABELS,
        consents=consents.agreed_by(registration_id),
        has_code=return_codes.of_registration(registration) is not None,
    )


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@registry_or_organiser
def add(slug: str) -> ResponseReturnValue:
    """Type a sign-up that came by paper or phone."""
    form = new_form(current_assembly())
    if form.validate_on_submit():
        with refusals.shown_in(form):
            registration = _registered(form)
            flash(_("De aanmelding is toegevoegd."), "success")
            following = ".detail" if registration.invitation_id else ".code"
            return redirect(url_for(following, slug=slug, registration_id=registration.id), 303)
    return forms.page("recruitment/office/edit.html", form, registration=None)


@views.get(f"{HERE}/<int:registration_id>/code")
@registry_or_organiser
def code(slug: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """The code of a sign-up without a letter, to pass on or to print; or where to make a new one."""
    registration = queries.registration(current_assembly(), registration_id)
    return_code = return_codes.of_registration(registration)
    return render_template(
        "recruitment/office/code.html",
        registration=registration,
        has_code=return_code is not None,
        code=return_codes.to_pass_on(return_code) if return_code is not None else None,
        link=sign_up_link(),
        is_open=entry.is_open(registration.assembly),
        kind=return_codes.SIGN_UP,
    )


def _registered(form: NewRegistrationForm) -> Registration:
    """Sign a person up as the form says. Raises `CodeRefusedError`, `AlreadySignedUpError`."""
    assembly = current_assembly()
    invitation = entry.letter_of(form.code.data) if form.code.data else None
    if invitation is not None and invitation.wave.assembly_id != assembly.id:
        raise CodeRefusedError
    data = steps.registration_data(assembly, form.data)
    registration = service.register(assembly, data, form.chosen_channel(), invitation)
    code = return_codes.add(registration) if invitation is None else None
    if code is not None:
        return_codes.keep(registration.id, code)
    confirmations.send(registration, code)
    return registration


@views.route(f"{HERE}/<int:registration_id>/wijzigen", methods=["GET", "POST"])
@registry_or_organiser
def edit(slug: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """Change a sign-up at the wish of the person it is about."""
    assembly = current_assembly()
    registration = queries.registration(assembly, registration_id)
    form = change_form(assembly, registration).edits(registration)
    if form.validate_on_submit():
        data = steps.registration_data(assembly, form.data, before=service.person_in(registration))
        confirmations.send(service.change(registration, data.without_consent(Purpose.DRAW)))
        flash(_("De aanmelding is gewijzigd."), "success")
        return redirect(url_for(".detail", slug=slug, registration_id=registration_id), 303)
    return forms.page("recruitment/office/edit.html", form, registration=registration)


@views.route(f"{HERE}/<int:registration_id>/intrekken", methods=["GET", "POST"])
@registry_or_organiser
def withdraw(slug: str, registration_id: RegistrationId) -> ResponseReturnValue:
    """Withdraw a person from the draw at their own request."""
    registration = queries.registration(current_assembly(), registration_id)
    if not registration.state.is_signed_up:
        abort(404)
    return acts_page(acts.WITHDRAW, registration)


@views.post(f"{HERE}/bestand.<any(csv,xlsx):kind>")
@registry_or_organiser
def export(slug: str, kind: str) -> ResponseReturnValue:
    """Everyone who is signed up, safe for spreadsheets. A POST, because the log says who took it."""
    assembly = current_assembly()
    header, rows = respondents.table(assembly)
    audit.record("recruitment.respondents_exported", assembly, assembly_id=assembly.id, people=len(rows))
    return table_file(header, rows, f"aanmeldingen-{slug}", kind)
