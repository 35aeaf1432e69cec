"""The sign-up form: one question per page, all answers once more, and it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from beraad.accounts.errors import TooManyTriesError
from beraad.recruitment.errors import AlreadySignedUpError, UnknownAnswerError
from beraad.recruitment.models.registration import Channel, ContactBy
from beraad.recruitment.models.sign_up import Purpose
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.questions import asked, open_link, translations
from beraad.recruitment.questions.replies import Replies
from beraad.recruitment.sign_up import ages, bots, confirmations, return_codes, service, steps, visit
from beraad.recruitment.sign_up import progress as here
from beraad.recruitment.sign_up.forms import consent_form, feature_name
from beraad.recruitment.sign_up.progress import Here
from beraad.recruitment.sign_up.steps import Step
from beraad.recruitment.sign_up.visit import TooMuchError, Visit
from beraad.web import edge, forms
from beraad.web.access import holder

views = Blueprint("recruitment_form", __name__)


@views.route("/aanmelden/stap/<int:number>", methods=["GET", "POST"])
@holder
@edge.only_reads
def step(number: int) -> ResponseReturnValue:
    """One question."""
    at = here.find(number)
    if at.known and not at.visit.recognised:
        return redirect(url_for("recruitment_public.recognise"), 303)
    walk = steps.of(at.assembly, at.for_draw)
    reached = steps.first_open(walk, at.visit.answers) or len(walk)
    if not 1 <= number <= len(walk):
        abort(404)
    if number > reached:
        return redirect(url_for(".step", number=reached), 303)
    form = walk[number - 1].form(data=at.visit.answers)
    if form.validate_on_submit() and _remember(at.visit, walk[number - 1], form):
        following = steps.first_open(walk, at.visit.answers)
        return redirect(url_for(".check") if following is None else url_for(".step", number=following), 303)
    back = url_for(".step", number=number - 1) if number > 1 else None
    return forms.page(
        "recruitment/sign_up/step.html",
        form,
        step=walk[number - 1],
        number=number,
        total=len(walk) + 1,
        back_url=back,
        for_draw=at.for_draw,
    )


def _remember(current: Visit, page: Step, form: Any) -> bool:
    """Keep the answers of one page in the browser; says so in the form when they are too long together."""
    before = dict(current.answers)
    current.answers.update({name: form.data[name] for name in page.fields})
    try:
        visit.save(current)
    except TooMuchError:
        current.answers = before
        forms.refuse(form[page.fields[0]], _("Uw antwoorden zijn samen te lang. Maak uw antwoord korter."))
        return False
    return True


@views.route("/aanmelden/controleren", methods=["GET", "POST"])
@holder
@edge.reads_first
def check() -> ResponseReturnValue:
    """Show all answers once more; then sign up, or change the sign-up."""
    at = here.find()
    if at.known and not at.visit.recognised:
        return redirect(url_for("recruitment_public.recognise"), 303)
    walk = steps.of(at.assembly, at.for_draw)
    following = steps.first_open(walk, at.visit.answers)
    if following is not None:
        return redirect(url_for(".step", number=following), 303)
    if at.visit.checked != at.assembly.revision:
        if request.method == "POST":  # they agreed to what they read before
            flash(_("Er is intussen iets veranderd. Kijk alles nog eens na."), "info")
            return redirect(url_for(".check"), 303)
        wrong = steps.first_wrong(walk, at.visit.answers)
        if wrong is not None:
            flash(_("Deze vraag is intussen veranderd. Kijk uw antwoord nog eens na."), "info")
            return redirect(url_for(".step", number=wrong), 303)
        visit.keep_checked(at.visit, at.assembly.revision)
    is_open_link = at.holder is None
    told = asked.of(at.assembly)
    purpose = Purpose.DRAW if at.for_draw else Purpose.THINK_ALONG
    agreed = translations.reader(told)(told.consents[purpose].words)
    kind = consent_form(agreed, guarded=is_open_link)
    form = bots.guarded(kind) if is_open_link else kind()
    if form.validate_on_submit() and not (is_open_link and _is_doubtful(form)):
        return _sign_up(at)
    return forms.page(
        "recruitment/sign_up/check.html",
        form,
        rows=steps.summary(walk, at.visit.answers),
        total=len(walk) + 1,
        known=at.known is not None,
        for_draw=at.for_draw,
        **_doubt(at, walk),
    )


def _doubt(at: Here, walk: Sequence[Step]) -> dict[str, Any]:
    """Two answers that can't both be true, if there are, and the numbers of their steps."""
    values = at.visit.answers
    found = ages.doubt(at.assembly, steps.answers_of(at.assembly, values), values["birth_year"])
    fields = {"birth_year", feature_name(found.feature)} if found else set()
    return {"doubt": found, "doubted": [n for n, one in enumerate(walk, 1) if fields & set(one.fields)]}


def _is_doubtful(form: bots.GuardedForm) -> bool:
    """Whether a machine may have sent the form, which the form then says kindly."""
    doubt = form.guard()
    if doubt is not None:
        form.form_errors.append(doubt.words)
    return doubt is not None


def _sign_up(at: Here) -> ResponseReturnValue:
    """Keep what was checked: until here nothing was written, so that others could."""
    values = at.visit.answers
    answers, told = steps.answers_of(at.assembly, values), steps.replies_of(at.assembly, values, at.for_draw)
    edge.start_writing()
    try:
        if not here.is_still_open(at):
            return here.start_again()
        return _write(at, answers, told)
    except (IntegrityError, StaleDataError, UnknownAnswerError):  # gone since it was read
        return here.start_again()


def _write(at: Here, answers: Mapping[str, str], told: Replies) -> ResponseReturnValue:
    values, known = at.visit.answers, at.known
    if known:
        confirmations.send(service.change(known, steps.person_of(values, service.person_in(known)), answers, told))
        visit.save(Visit(at.visit.invitation, at.visit.registration, recognised=True))
        return redirect(url_for(".done"), 303)
    if at.holder is None:
        return _sign_up_without_letter(at, answers, told)
    assert isinstance(at.holder, Invitation)
    try:
        person = steps.person_of(values)
        registration = service.register(at.assembly, person, answers, Channel.LETTER, at.holder, told)
    except AlreadySignedUpError:
        visit.save(Visit(at.holder.id))
        return redirect(url_for(".taken"), 303)
    confirmations.send(registration)
    visit.save(Visit(at.holder.id, recognised=True))
    return redirect(url_for(".done"), 303)


def _sign_up_without_letter(at: Here, answers: Mapping[str, str], told: Replies) -> ResponseReturnValue:
    """Sign somebody up through the open link, with a code to return with."""
    values, key = at.visit.answers, at.visit.key
    try:
        bots.count_sent()
        made = service.register(at.assembly, steps.person_of(values), answers, Channel.OPEN_LINK, told=told)
        code = return_codes.give(made, key)
    except TooManyTriesError:
        return here.busy(url_for(".check"))
    except AlreadySignedUpError:
        edge.rollback()
        return _pressed_twice(key)
    confirmations.send(made, code)
    visit.save(Visit(registration=made.id, code=str(code), recognised=True))
    return redirect(url_for(".done"), 303)


def _pressed_twice(key: str) -> ResponseReturnValue:
    """The first time counts. Its answer may never have arrived, so whoever got no mail gets a code here."""
    found = return_codes.of_visit(key)
    has_mail = found.registration.contact_by is ContactBy.EMAIL
    code = "" if has_mail else str(return_codes.renew(found))
    visit.save(Visit(registration=found.registration_id, code=code, recognised=True))
    return redirect(url_for(".done"), 303)


@views.get("/aanmelden/klaar")
@holder
def done() -> ResponseReturnValue:
    """It worked; what happens next."""
    at, registration = here.own()
    return render_template(
        "recruitment/sign_up/done.html",
        registration=registration,
        code=at.visit.code,
        can_be_drawn=open_link.can_be_drawn(registration),
    )


@views.get("/aanmelden/al-aangemeld")
@holder
def taken() -> ResponseReturnValue:
    """Somebody signed up with this code a moment earlier."""
    here.find()
    return render_template("recruitment/sign_up/taken.html")
