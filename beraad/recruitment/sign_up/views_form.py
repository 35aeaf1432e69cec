"""The sign-up form: one question per page, all answers once more, and it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from beraad.accounts.errors import TooManyTriesError
from beraad.recruitment.errors import AlreadySignedUpError, UnknownAnswerError
from beraad.recruitment.models.registration import Channel
from beraad.recruitment.models.sign_up import Purpose
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.questions import ages, open_link, question_set, translations
from beraad.recruitment.questions import queries as question_queries
from beraad.recruitment.sign_up import bots, confirmations, return_codes, service, steps, visit, visitors
from beraad.recruitment.sign_up.forms import consent_form
from beraad.recruitment.sign_up.service import RegistrationData
from beraad.recruitment.sign_up.steps import Step
from beraad.recruitment.sign_up.visit import Visit
from beraad.recruitment.sign_up.visitors import Visitor
from beraad.recruitment.signals import terms
from beraad.web import edge, forms, refusals
from beraad.web.access import holder
from beraad.web.forms import Form

views = Blueprint("recruitment_form", __name__)
views.register_error_handler(TooManyTriesError, visitors.busy)


@views.get("/aanmelden/begin")
@holder
@edge.only_reads
def begin() -> ResponseReturnValue:
    """What it is about, what is asked and how long that takes, before the first question."""
    visitor = visitors.find()
    if visitor.has_to_be_recognised:
        return redirect(url_for("recruitment_public.recognise"), 303)
    form_steps = steps.sign_up_steps(visitor.assembly, visitor.for_draw, visitor.visit.answers)
    return render_template(
        "recruitment/sign_up/begin.html",
        total=len(form_steps) + 1,
        days=question_queries.days(visitor.assembly),
        weeks=-(-terms(visitor.assembly).not_drawn // 7),
        officer=question_queries.privacy_contact(visitor.assembly.id),
        for_draw=visitor.for_draw,
    )


@views.route("/aanmelden/stap/<int:number>", methods=["GET", "POST"])
@holder
@edge.only_reads
def step(number: int) -> ResponseReturnValue:
    """One question."""
    visitor = visitors.find(number)
    if visitor.has_to_be_recognised:
        return redirect(url_for("recruitment_public.recognise"), 303)
    form_steps = steps.sign_up_steps(visitor.assembly, visitor.for_draw, visitor.visit.answers)
    reached = steps.first_open(form_steps, visitor.visit.answers) or len(form_steps)
    if not 1 <= number <= len(form_steps):
        abort(404)
    if number > reached:
        return redirect(url_for(".step", number=reached), 303)
    current = form_steps[number - 1]
    form = current.form(data=visitor.visit.answers)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            answers = {**visitor.visit.answers, **{name: form.data[name] for name in current.fields}}
            visit.save(replace(visitor.visit, answers=answers))
            all_steps = steps.sign_up_steps(visitor.assembly, visitor.for_draw, answers)
            following = steps.first_open(all_steps, answers)
            return redirect(url_for(".check") if following is None else url_for(".step", number=following), 303)
    return forms.page(
        "recruitment/sign_up/step.html",
        form,
        step=current,
        number=number,
        total=len(form_steps) + 1,
        back_url=url_for(".step", number=number - 1) if number > 1 else None,
        for_draw=visitor.for_draw,
    )


@views.route("/aanmelden/controleren", methods=["GET", "POST"])
@holder
@edge.reads_first
def check() -> ResponseReturnValue:
    """Show all answers once more; then sign up, or change the sign-up."""
    visitor = visitors.find()
    if visitor.has_to_be_recognised:
        return redirect(url_for("recruitment_public.recognise"), 303)
    form_steps = steps.sign_up_steps(visitor.assembly, visitor.for_draw, visitor.visit.answers)
    detour = _what_comes_first(visitor, form_steps)
    if detour is not None:
        return detour
    form = _consent_form(visitor)
    if form.validate_on_submit() and bots.is_human(form):
        return _sign_up(visitor)
    return forms.page(
        "recruitment/sign_up/check.html",
        form,
        rows=steps.summary(form_steps, visitor.visit.answers),
        total=len(form_steps) + 1,
        known=visitor.registration is not None,
        for_draw=visitor.for_draw,
        age_group=ages.group_of(visitor.assembly, visitor.visit.answers["birth_year"]),
        birth_year=visitor.visit.answers["birth_year"],
        meeting_year=ages.year(visitor.assembly),
    )


def _what_comes_first(visitor: Visitor, form_steps: Sequence[Step]) -> ResponseReturnValue | None:
    """The way to a question without an answer, or with one that is no longer right. None if all is answered."""
    following = steps.first_open(form_steps, visitor.visit.answers)
    if following is not None:
        return redirect(url_for(".step", number=following), 303)
    if visitor.visit.checked == visitor.assembly.revision:
        return None
    if request.method == "POST":  # they agreed to what they read before
        flash(_("Er is intussen iets veranderd. Kijk alles nog eens na."), "info")
        return redirect(url_for(".check"), 303)
    wrong = steps.first_wrong(form_steps, visitor.visit.answers)
    if wrong is not None:
        flash(_("Deze vraag is intussen veranderd. Kijk uw antwoord nog eens na."), "info")
        return redirect(url_for(".step", number=wrong), 303)
    visit.save_checked(visitor.visit, visitor.assembly.revision)
    return None


def _consent_form(visitor: Visitor) -> Form:
    """Asks for consent; on the way that machines can find, also for a sign of a human being."""
    questions = question_set.current(visitor.assembly)
    purpose = Purpose.DRAW if visitor.for_draw else Purpose.THINK_ALONG
    words = translations.reader(questions)(questions.consents[purpose].words)
    form: Form = consent_form(words, guarded=visitor.holder is None)()
    if isinstance(form, bots.GuardedForm):
        bots.start_clock(form)
    return form


def _sign_up(visitor: Visitor) -> ResponseReturnValue:
    """Store what was checked: until here nothing was written, so others could."""
    data = steps.registration_data(visitor.assembly, visitor.visit.answers, visitor.for_draw)
    edge.start_writing()
    try:
        if not visitors.is_still_open(visitor):
            return visitors.start_again()
        return _write(visitor, data)
    except (IntegrityError, StaleDataError, UnknownAnswerError):  # gone since it was read
        return visitors.start_again()


def _write(visitor: Visitor, data: RegistrationData) -> ResponseReturnValue:
    if visitor.registration is not None:
        before = service.person_in(visitor.registration)
        person = steps.person_of(visitor.visit.answers, before)
        confirmations.send(service.change(visitor.registration, replace(data, person=person)))
        visit.save(Visit(visitor.visit.invitation, visitor.visit.registration, recognised=True))
        return redirect(url_for(".done"), 303)
    if visitor.holder is None:
        return _sign_up_without_letter(visitor, data)
    assert isinstance(visitor.holder, Invitation)
    try:
        registration = service.register(visitor.assembly, data, Channel.LETTER, visitor.holder)
    except AlreadySignedUpError:  # another sign-up with this letter came first
        edge.rollback()
        visit.save(Visit(visitor.holder.id))
        return redirect(url_for(".taken"), 303)
    confirmations.send(registration)
    visit.save(Visit(visitor.holder.id, recognised=True))
    return redirect(url_for(".done"), 303)


def _sign_up_without_letter(visitor: Visitor, data: RegistrationData) -> ResponseReturnValue:
    """Sign a person up through the open link, with a code to return with."""
    key = visitor.visit.key
    bots.count_sent()
    try:
        registration = service.register(visitor.assembly, data, Channel.OPEN_LINK)
        code = return_codes.add(registration, key)
    except AlreadySignedUpError:
        edge.rollback()
        return _pressed_twice(key)
    confirmations.send(registration, code)
    visit.save(Visit(registration=registration.id, code=str(code), recognised=True))
    return redirect(url_for(".done"), 303)


def _pressed_twice(key: str) -> ResponseReturnValue:
    """The first time counts. Its answer may never have arrived, so people without mail get a new code on this page."""
    known = return_codes.of_visit(key)
    code = "" if known.registration.contact_by.is_email else str(return_codes.renew(known))
    visit.save(Visit(registration=known.registration_id, code=code, recognised=True))
    return redirect(url_for(".done"), 303)


@views.get("/aanmelden/klaar")
@holder
def done() -> ResponseReturnValue:
    """It worked; what happens next."""
    visitor, registration = visitors.recognised()
    return render_template(
        "recruitment/sign_up/done.html",
        registration=registration,
        code=visitor.visit.code,
        can_be_drawn=open_link.can_be_drawn(registration),
    )


@views.get("/aanmelden/al-aangemeld")
@holder
def taken() -> ResponseReturnValue:
    """Somebody signed up with this code a moment earlier."""
    visitors.find()
    return render_template("recruitment/sign_up/taken.html")
