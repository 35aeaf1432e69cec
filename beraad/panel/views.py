"""Pages for officials about the panel: seats, asking, answers by phone and post, replacement."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.assemblies.access import current_assembly, current_roles, registry, staff
from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.jobs.models import Job, JobState
from beraad.jobs.queries import REFRESH, latest
from beraad.lottery import words as lottery_words
from beraad.lottery.errors import DropoutFileError
from beraad.panel import forms, queries, service, signals, words
from beraad.panel.errors import PanelError
from beraad.panel.models import Cause, Seat, SeatState, Way
from beraad.panel.needs import completeness
from beraad.panel.needs.bank import Bank
from beraad.panel.replacement import reserves
from beraad.panel.replacement import service as replacing
from beraad.web import edge
from beraad.web.forms import page

views = Blueprint("panel", __name__, url_prefix="/beheer/<slug>/panel")

#: who sees names and numbers of telephones
SEES_PEOPLE = frozenset({Role.REGISTRY, Role.ORGANISER})


@views.get("")
@staff
def overview(slug: str) -> ResponseReturnValue:
    """All seats with their state, and the panel against quotas and population."""
    return _overview(forms.AskForm(formdata=None))


def _overview(form: forms.AskForm) -> ResponseReturnValue:
    assembly = current_assembly()
    rows = queries.seats(assembly.id)
    return page(
        "panel/overview.html",
        form,
        seats=rows,
        counts=queries.counts(rows),
        State=SeatState,
        picture=queries.picture(assembly),
        late=[row for row in rows if row.is_late],
        to_tell=queries.to_tell(rows),
        sees_people=bool(current_roles() & SEES_PEOPLE),
    )


def _done(slug: str, message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("panel.overview", slug=slug), 303)


def _refused(slug: str, error: PanelError) -> ResponseReturnValue:
    edge.rollback()
    flash(words.sentence(error), "error")
    return redirect(url_for("panel.overview", slug=slug), 303)


@views.post("/vragen")
@registry
def ask(slug: str) -> ResponseReturnValue:
    """Ask everyone who was drawn and not asked yet."""
    form = forms.AskForm()
    if not form.validate():
        return _overview(form)
    try:
        mailed, others = service.ask_everyone(current_assembly(), form.answer_by.data)
    except PanelError as error:
        edge.rollback()
        form.answer_by.errors = [words.sentence(error)]
        return _overview(form)
    by_hand = ngettext("%(num)s mens belt of schrijft u zelf.", "%(num)s mensen belt of schrijft u zelf.", others)
    sent = ngettext("%(num)s mail gaat op weg.", "%(num)s mails gaan op weg.", mailed)
    return _done(slug, f"{sent} {by_hand}" if others else sent)


@views.post("/herinneren")
@registry
def remind(slug: str) -> ResponseReturnValue:
    """Remind everyone who did not answer."""
    reminded = service.remind(current_assembly())
    return _done(slug, ngettext("%(num)s herinnering gaat op weg.", "%(num)s herinneringen gaan op weg.", reminded))


@views.post("/vrijgeven")
@registry
def release(slug: str) -> ResponseReturnValue:
    """Free the seats of everyone who did not answer in time."""
    released = service.release_late(current_assembly())
    return _done(slug, ngettext("%(num)s zetel is nu vrij.", "%(num)s zetels zijn nu vrij.", released))


@views.route("/zetel/<int:seat_id>", methods=["GET", "POST"])
@registry
def seat(slug: str, seat_id: int) -> ResponseReturnValue:
    """One seat: who holds it, its history, what this person needs; and an answer to write down."""
    found = queries.seat(current_assembly().id, seat_id)
    form = forms.AnswerForm()
    if form.validate_on_submit():
        try:
            _write_answer(found, form)
        except PanelError as error:
            return _refused(slug, error)
        return _done(slug, _("Het antwoord voor zetel %(number)d is opgeslagen.", number=found.number))
    return seat_page(found, form)


def seat_page(found: Seat, form: forms.AnswerForm, opened: Bank | None = None) -> ResponseReturnValue:
    """The page about one seat; with `opened`, the bank account is on it."""
    history = queries.history(found.assembly_id, found.number)
    return page(
        "panel/seat.html",
        form,
        seat=found,
        known=completeness.of_seat(found),
        history=history,
        moments=signals.moments(found.assembly, {line.left_on for line in history if line.left_on}),
        answers=queries.answers(found),
        last_turn=queries.is_last_turn(found),
        opened=opened,
        State=SeatState,
    )


def _write_answer(found: Seat, form: forms.AnswerForm) -> None:
    way, reason, cause = Way(form.way.data), form.reason.data or "", form.cause.data or Cause.UNTOLD
    if form.answer.data == SeatState.CONFIRMED:
        service.confirm(found, way)
    elif form.answer.data == SeatState.DECLINED:
        service.decline(found, way, reason, cause)
    elif form.answer.data == "toch":
        service.come_back(found, way)
    else:
        service.drop_out(found, way, reason, cause, form.happened_on.data)


@views.route("/reserves", methods=["GET", "POST"])
@registry
def reserve_list(slug: str) -> ResponseReturnValue:
    """The reserves, how they were chosen and what a list drawn by lot would have given; and choosing them anew."""
    assembly = current_assembly()
    form = forms.ReservesForm()
    if form.validate_on_submit():
        upload = form.factors.data
        factors, name = (upload.read().decode("utf-8-sig", "replace"), upload.filename) if upload else ("", "")
        try:
            reserves.ask(assembly, form.count.data, form.leave_percent.data, factors, name)
        except DropoutFileError as error:
            edge.rollback()
            form.factors.errors = [lottery_words.sentence(error)]
        except PanelError as error:
            return _refused(slug, error)
        else:
            flash(_("De reserves worden gekozen. Dat kan enkele minuten duren."), "success")
            return redirect(url_for("panel.reserve_list", slug=slug), 303)
    found = reserves.current(assembly.id)
    names = queries.names_of(assembly.id, [reserve.pool_id for reserve in found.reserves]) if found else {}
    job = latest(reserves.subject(assembly.id), reserves.CHOOSE_JOB)
    busy = job if job is not None and job.is_unfinished else None
    refresh = REFRESH if busy else None
    failed = job is not None and job.state is JobState.FAILED
    return page(
        "panel/replacement/reserves.html",
        form,
        found=found,
        names=names,
        busy=busy,
        failed=failed,
        refresh_seconds=refresh,
    )


@views.post("/reserves/stoppen")
@registry
def stop_choosing(slug: str) -> ResponseReturnValue:
    """Stop choosing reserves; the list that there was stays."""
    job = latest(reserves.subject(current_assembly().id), reserves.CHOOSE_JOB)
    if job is not None and job.is_unfinished:
        jobs.cancel(db.session.get_one(Job, job.id))
    flash(_("Het kiezen stopt."), "success")
    return redirect(url_for("panel.reserve_list", slug=slug), 303)


@views.route("/vervanging", methods=["GET", "POST"])
@registry
def replacement(slug: str) -> ResponseReturnValue:
    """Who could sit in the empty seats, what that does to every quota, and asking them."""
    assembly = current_assembly()
    form = forms.ReplaceForm(everyone=request.args.get("iedereen", ""))
    everyone = bool(form.everyone.data)
    if form.validate_on_submit():
        try:
            offered = replacing.accept(assembly, form.mark.data or "", form.answer_by.data, everyone)
        except PanelError as error:
            return _refused(slug, error)
        return _done(
            slug, ngettext("%(num)s vervanger is gevraagd.", "%(num)s vervangers zijn gevraagd.", len(offered))
        )
    try:
        proposal = replacing.propose(assembly, everyone)
    except PanelError as error:
        return page("panel/replacement/replacement.html", form, proposal=None, why_not=words.sentence(error), names={})
    names = queries.names_of(assembly.id, [pool_id for _number, pool_id in proposal.seats]) if proposal else {}
    return page("panel/replacement/replacement.html", form, proposal=proposal, why_not="", names=names)
