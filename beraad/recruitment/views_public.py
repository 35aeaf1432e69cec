"""Residents sign up with the code of their letter, and come back to change or withdraw. Works without JavaScript."""

from __future__ import annotations

from flask import Blueprint, abort, flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.recruitment import confirmations, entry, service, steps, visit
from beraad.recruitment.errors import AlreadySignedUpError, CodeRefusedError, NotYourSignUpError
from beraad.recruitment.forms import (
    PERSON_FIELDS,
    BirthYearForm,
    CodeForm,
    ConfirmForm,
    ConsentForm,
    answers_of,
    feature_name,
    person_of,
)
from beraad.recruitment.models import Channel, Invitation, Registration
from beraad.recruitment.visit import Visit
from beraad.web import edge, forms
from beraad.web.access import holder

views = Blueprint("recruitment_public", __name__)
#: key in the cookie under which the code of a link waits until the visitor goes on
CODE_KEY = "sign_up_code"


@views.route("/aanmelden", methods=["GET", "POST"])
@holder
def code() -> ResponseReturnValue:
    """Ask for the code of the letter."""
    form = CodeForm(code=session.get(CODE_KEY, ""))
    if form.validate_on_submit():
        try:
            invitation = entry.invitation_of(form.code.data)
        except CodeRefusedError:
            edge.keep_despite_error()
            forms.refuse(form.code, _("Met deze code kunnen wij geen aanmelding openen."))
            return forms.page("recruitment/code.html", form, refused=True)
        session.pop(CODE_KEY, None)
        visit.save(Visit(invitation.id))
        known = entry.registration_of(invitation)
        return redirect(url_for(".recognise") if known else url_for(".step", number=1), 303)
    return forms.page("recruitment/code.html", form, refused=False)


@views.get("/aanmelden/<code>")
@views.get("/AANMELDEN/<code>")
@holder
def link(code: str) -> ResponseReturnValue:
    """The link in the QR code: keep the code in the cookie and go on at an address without it."""
    session[CODE_KEY] = code[:40]
    return redirect(url_for(".code"), 303)


@views.route("/aanmelden/stap/<int:number>", methods=["GET", "POST"])
@holder
def step(number: int) -> ResponseReturnValue:
    """One question."""
    current, invitation = _visit()
    if entry.registration_of(invitation) and not current.recognised:
        return redirect(url_for(".recognise"), 303)
    asked = steps.of(invitation.wave.assembly)
    reached = steps.first_open(asked, current.answers) or len(asked)
    if not 1 <= number <= len(asked):
        abort(404)
    if number > reached:
        return redirect(url_for(".step", number=reached), 303)
    form = asked[number - 1].form(data=current.answers)
    if form.validate_on_submit():
        current.answers.update({name: form.data[name] for name in asked[number - 1].fields})
        visit.save(current)
        following = steps.first_open(asked, current.answers)
        return redirect(url_for(".check") if following is None else url_for(".step", number=following), 303)
    back = url_for(".step", number=number - 1) if number > 1 else None
    return forms.page(
        "recruitment/step.html", form, step=asked[number - 1], number=number, total=len(asked) + 1, back_url=back
    )


@views.route("/aanmelden/controleren", methods=["GET", "POST"])
@holder
def check() -> ResponseReturnValue:
    """Show all answers once more; then sign up, or change the sign-up."""
    current, invitation = _visit()
    known = entry.registration_of(invitation)
    if known and not current.recognised:
        return redirect(url_for(".recognise"), 303)
    asked = steps.of(invitation.wave.assembly)
    following = steps.first_open(asked, current.answers)
    if following is not None:
        return redirect(url_for(".step", number=following), 303)
    form = ConsentForm()
    if form.validate_on_submit():
        return _sign_up(current, invitation, known)
    rows = steps.summary(asked, current.answers)
    return forms.page("recruitment/check.html", form, rows=rows, total=len(asked) + 1, known=known is not None)


def _sign_up(current: Visit, invitation: Invitation, known: Registration | None) -> ResponseReturnValue:
    assembly = invitation.wave.assembly
    answers = answers_of(assembly, current.answers)
    if known:
        person = person_of(current.answers, service.person_in(known))
        registration = service.change(known, person, answers)
    else:
        try:
            registration = service.register(assembly, person_of(current.answers), answers, Channel.LETTER, invitation)
        except AlreadySignedUpError:
            visit.save(Visit(invitation.id))
            return redirect(url_for(".taken"), 303)
    confirmations.send(registration)
    visit.save(Visit(invitation.id, recognised=True))
    return redirect(url_for(".done"), 303)


@views.get("/aanmelden/klaar")
@holder
def done() -> ResponseReturnValue:
    """It worked; what happens next."""
    return render_template("recruitment/done.html", registration=_own())


@views.get("/aanmelden/al-aangemeld")
@holder
def taken() -> ResponseReturnValue:
    """Somebody signed up with this code a moment earlier."""
    _visit()
    return render_template("recruitment/taken.html")


@views.route("/aanmelden/herkennen", methods=["GET", "POST"])
@holder
def recognise() -> ResponseReturnValue:
    """The code has been used: ask for something that only its owner knows."""
    current, invitation = _visit()
    if entry.registration_of(invitation) is None:
        return redirect(url_for(".step", number=1), 303)
    form = BirthYearForm()
    if form.validate_on_submit():
        try:
            entry.recognise(invitation, form.birth_year.data)
        except (NotYourSignUpError, CodeRefusedError):
            edge.keep_despite_error()
            forms.refuse(form.birth_year, _("Met dit geboortejaar kunnen wij de aanmelding niet openen."))
            return forms.page("recruitment/recognise.html", form)
        current.recognised = True
        visit.save(current)
        return redirect(url_for(".own"), 303)
    return forms.page("recruitment/recognise.html", form)


@views.get("/aanmelden/mijn-aanmelding")
@holder
def own() -> ResponseReturnValue:
    """Somebody's own sign-up, to change or withdraw."""
    registration = _own()
    asked = steps.of(registration.assembly)
    rows = steps.summary(asked, _answers_in(registration))
    return render_template("recruitment/own.html", registration=registration, rows=rows)


@views.post("/aanmelden/wijzigen")
@holder
def change() -> ResponseReturnValue:
    """Put the sign-up in the form again, filled in."""
    registration = _own()
    visit.save(Visit(registration.invitation_id or 0, _answers_in(registration), recognised=True))
    return redirect(url_for(".check"), 303)


@views.route("/aanmelden/intrekken", methods=["GET", "POST"])
@holder
def withdraw() -> ResponseReturnValue:
    """Ask to be sure, then take somebody out of the draw."""
    registration, form = _own(), ConfirmForm()
    if form.validate_on_submit():
        service.withdraw(registration)
        confirmations.send(registration)
        flash(_("Uw aanmelding is ingetrokken. U doet niet mee aan de loting."), "success")
        return redirect(url_for(".own"), 303)
    return forms.page("recruitment/withdraw_own.html", form)


@views.post("/aanmelden/stoppen")
@holder
def leave() -> ResponseReturnValue:
    """Let the browser forget everything."""
    visit.end()
    flash(_("U bent gestopt. Wij hebben niets bewaard wat u nog niet had verstuurd."), "success")
    return redirect(url_for(".code"), 303)


def _visit() -> tuple[Visit, Invitation]:
    """The visit with its invitation; sends a visitor without one to the page that asks for the code."""
    current = visit.load()
    invitation = entry.opened(current.invitation) if current else None
    if current is None or invitation is None:
        abort(redirect(url_for(".code"), 303))
    g.assembly = invitation.wave.assembly
    return current, invitation


def _own() -> Registration:
    """The sign-up of a visitor who has been recognised."""
    current, invitation = _visit()
    registration = entry.registration_of(invitation)
    if registration is None or not current.recognised:
        abort(redirect(url_for(".recognise"), 303))
    return registration


def _answers_in(registration: Registration) -> dict[str, object]:
    """Answers by name of the field, as the form keeps them."""
    answers = {feature_name(answer.feature): answer.value.value for answer in registration.answers}
    names = (*PERSON_FIELDS, "birth_year", "contact_by")
    return {**answers, **{name: getattr(registration, name) for name in names}}
