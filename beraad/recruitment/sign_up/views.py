"""Residents come in with their code, and come back with it to look, change or withdraw. Works without JavaScript."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.errors import TooManyTriesError
from beraad.recruitment.errors import CodeRefusedError, NotYourSignUpError
from beraad.recruitment.forms import ConfirmForm
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.questions import open_link
from beraad.recruitment.sign_up import bots, confirmations, entry, service, steps, visit
from beraad.recruitment.sign_up import progress as here
from beraad.recruitment.sign_up.entry import Holder
from beraad.recruitment.sign_up.forms import BirthYearForm, CodeForm
from beraad.recruitment.sign_up.visit import TooMuchError, Visit
from beraad.web import edge, forms
from beraad.web.access import holder

views = Blueprint("recruitment_public", __name__)
#: key in the cookie under which the code of a link waits until the visitor goes on
CODE_KEY = "sign_up_code"


@views.route("/aanmelden", methods=["GET", "POST"])
@holder
def code() -> ResponseReturnValue:
    """Ask for the code."""
    form = CodeForm(code=session.get(CODE_KEY, ""))
    if form.validate_on_submit():
        try:
            bots.check_wrong()
            found = entry.opened_by(form.code.data)
        except TooManyTriesError:
            return here.busy(url_for(".code"))
        except CodeRefusedError:
            return _refused(form)
        session.pop(CODE_KEY, None)
        return _begin(found)
    return forms.page("recruitment/sign_up/code.html", form, refused=False)


def _refused(form: CodeForm) -> ResponseReturnValue:
    edge.keep_despite_error()
    try:
        bots.count_wrong()
    except TooManyTriesError:
        return here.busy(url_for(".code"))
    forms.refuse(form.code, _("Met deze code kunnen wij geen aanmelding openen."))
    return forms.page("recruitment/sign_up/code.html", form, refused=True)


def _begin(found: Holder) -> ResponseReturnValue:
    """Start the visit of this code, or go on with the answers of one that was closed."""
    fresh = Visit(invitation=found.id) if isinstance(found, Invitation) else Visit(registration=found.registration_id)
    before = visit.load()
    if before is not None and before.is_of(fresh):
        fresh.answers = before.answers
    visit.save(fresh)
    known = entry.registration_of(found)
    return redirect(url_for(".recognise") if known else url_for("recruitment_form.step", number=1), 303)


@views.get("/aanmelden/<code>")
@views.get("/AANMELDEN/<code>")
@holder
def link(code: str) -> ResponseReturnValue:
    """The link in the QR code: keep the code in the cookie and go on at an address without it."""
    session[CODE_KEY] = code[:40]
    return redirect(url_for(".code"), 303)


@views.route("/aanmelden/herkennen", methods=["GET", "POST"])
@holder
def recognise() -> ResponseReturnValue:
    """The code has been used: ask for something that only its owner knows."""
    at = here.find()
    if at.holder is None or at.known is None:
        return redirect(url_for("recruitment_form.step", number=1), 303)
    form = BirthYearForm()
    if form.validate_on_submit():
        try:
            entry.recognise(at.holder, form.birth_year.data)
        except (NotYourSignUpError, CodeRefusedError):
            edge.keep_despite_error()
            forms.refuse(form.birth_year, _("Met dit geboortejaar kunnen wij de aanmelding niet openen."))
            return forms.page("recruitment/sign_up/recognise.html", form)
        at.visit.recognised = True
        visit.save(at.visit)
        return redirect(url_for(".own"), 303)
    return forms.page("recruitment/sign_up/recognise.html", form)


@views.get("/aanmelden/mijn-aanmelding")
@holder
def own() -> ResponseReturnValue:
    """Somebody's own sign-up, to change or withdraw."""
    at, registration = here.own()
    rows = steps.summary(steps.of(registration.assembly, at.for_draw), steps.answers_in(registration))
    return render_template(
        "recruitment/sign_up/own.html",
        registration=registration,
        rows=rows,
        can_be_drawn=open_link.can_be_drawn(registration),
    )


@views.post("/aanmelden/wijzigen")
@holder
@edge.only_reads
def change() -> ResponseReturnValue:
    """Put the sign-up in the form again, filled in."""
    at, registration = here.own()
    answers = steps.answers_in(registration)
    try:
        visit.save(Visit(at.visit.invitation, at.visit.registration, answers=answers, recognised=True))
    except TooMuchError:
        flash(_("Uw aanmelding is te lang om hier te wijzigen. Bel of mail de contactpersoon."), "error")
        return redirect(url_for(".own"), 303)
    return redirect(url_for("recruitment_form.check"), 303)


@views.route("/aanmelden/intrekken", methods=["GET", "POST"])
@holder
def withdraw() -> ResponseReturnValue:
    """Ask to be sure, then take somebody out of the draw."""
    (_found, registration), form = here.own(), ConfirmForm()
    can_be_drawn = open_link.can_be_drawn(registration)
    if form.validate_on_submit():
        confirmations.send(service.withdraw(registration))
        draw = _("Uw aanmelding is ingetrokken. U doet niet mee aan de loting.")
        flash(draw if can_be_drawn else _("Uw aanmelding is ingetrokken."), "success")
        return redirect(url_for(".own"), 303)
    return forms.page("recruitment/sign_up/withdraw_own.html", form, can_be_drawn=can_be_drawn)


@views.post("/aanmelden/stoppen")
@holder
@edge.only_reads
def leave() -> ResponseReturnValue:
    """Let the browser forget everything."""
    visit.end()
    flash(_("U bent gestopt. Wij hebben niets bewaard wat u nog niet had verstuurd."), "success")
    return redirect(url_for(".code"), 303)
