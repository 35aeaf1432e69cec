"""Residents come in with their code, and come back with it to look, change or withdraw. Works without JavaScript."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.errors import TooManyTriesError
from beraad.acts.views import page as acts_page
from beraad.recruitment.models.registration import RegistrationState
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.questions import open_link
from beraad.recruitment.sign_up import acts, bots, entry, steps, visit, visitors
from beraad.recruitment.sign_up.entry import Holder
from beraad.recruitment.sign_up.forms import BirthYearForm, CodeForm
from beraad.recruitment.sign_up.visit import Visit
from beraad.web import edge, forms, refusals
from beraad.web.access import holder

views = Blueprint("recruitment_public", __name__)
views.register_error_handler(TooManyTriesError, visitors.busy)
#: key in the cookie under which the code of a link waits until the visitor goes on
CODE_KEY = "sign_up_code"


@views.route("/aanmelden", methods=["GET", "POST"])
@holder
def code() -> ResponseReturnValue:
    """Ask for the code."""
    form = CodeForm(code=session.get(CODE_KEY, ""))
    if not form.validate_on_submit():
        return forms.page("recruitment/sign_up/code.html", form, refused=False)
    with refusals.shown_in(form):
        opened = entry.opened_by(form.code.data)
        session.pop(CODE_KEY, None)
        return _begin(opened)
    bots.count_wrong()  # after it was looked at: who has a right code never waits for what others typed
    edge.keep_despite_error()
    return forms.page("recruitment/sign_up/code.html", form, refused=True)


def _begin(opened: Holder) -> ResponseReturnValue:
    """Start the visit of this code, or go on with the answers of one that was closed."""
    if isinstance(opened, Invitation):
        fresh = Visit(invitation=opened.id)
    else:
        fresh = Visit(registration=opened.registration_id)
    before = visit.load()
    if before is not None and before.is_of(fresh):
        fresh.answers = before.answers
    visit.save(fresh)
    if entry.registration_of(opened) is not None:
        return redirect(url_for(".recognise"), 303)
    start = url_for("recruitment_form.step", number=1) if fresh.answers else url_for("recruitment_form.begin")
    return redirect(start, 303)


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
    visitor = visitors.find()
    if visitor.holder is None or visitor.registration is None:
        return redirect(url_for("recruitment_form.step", number=1), 303)
    form = BirthYearForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            entry.recognise(visitor.holder, form.birth_year.data)
            visitor.visit.recognised = True
            visit.save(visitor.visit)
            return redirect(url_for(".own"), 303)
    return forms.page("recruitment/sign_up/recognise.html", form)


@views.get("/aanmelden/mijn-aanmelding")
@holder
def own() -> ResponseReturnValue:
    """Somebody's own sign-up, to change or withdraw."""
    visitor, registration = visitors.recognised()
    answers = steps.answers_in(registration)
    form_steps = steps.sign_up_steps(registration.assembly, visitor.for_draw, answers)
    return render_template(
        "recruitment/sign_up/own.html",
        registration=registration,
        rows=steps.summary(form_steps, answers),
        can_be_drawn=open_link.can_be_drawn(registration),
    )


@views.post("/aanmelden/wijzigen")
@holder
@edge.only_reads
@refusals.shown_on(own)
def change() -> ResponseReturnValue:
    """Put the sign-up in the form again, filled in."""
    visitor, registration = visitors.recognised()
    current, answers = visitor.visit, steps.answers_in(registration)
    visit.save_sign_up(Visit(current.invitation, current.registration, answers=answers, recognised=True))
    return redirect(url_for("recruitment_form.check"), 303)


@views.route("/aanmelden/intrekken", methods=["GET", "POST"])
@holder
def withdraw() -> ResponseReturnValue:
    """The page of the act that withdraws the person from the draw."""
    _visitor, registration = visitors.recognised()
    if registration.state is not RegistrationState.SIGNED_UP:
        return redirect(url_for(".own"), 303)
    return acts_page(acts.WITHDRAW, registration)


@views.post("/aanmelden/stoppen")
@holder
@edge.only_reads
def leave() -> ResponseReturnValue:
    """Let the browser forget everything; what was sent stays with us."""
    last = visit.load()
    visit.end()
    session.pop(CODE_KEY, None)
    stopped = _("U bent gestopt. Wij hebben niets bewaard wat u nog niet had verstuurd.")
    closed = _("De pagina is afgesloten. Aan uw aanmelding is niets veranderd.")
    flash(closed if last is not None and last.recognised and not last.answers else stopped, "success")
    return redirect(url_for(".code"), 303)
