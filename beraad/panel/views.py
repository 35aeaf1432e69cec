"""Pages for officials about the panel: seats, asking, answers by phone and post, replacement."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.assemblies.access import current_assembly, current_roles, registry, staff
from beraad.assemblies.models import Role
from beraad.jobs.models import JobState
from beraad.jobs.queries import REFRESH, latest
from beraad.lottery import words as lottery_words
from beraad.lottery.errors import DropoutFileError
from beraad.panel import forms, needs, queries, replacing, reserves, service, words
from beraad.panel.errors import PanelError
from beraad.panel.models import Seat, SeatState, Way
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
        return _done(slug, _("Het antwoord voor zetel %(number)s is opgeslagen.", number=found.number))
    shown: dict[str, Any] = {"needs": needs.needs_of(found), "bank_account": needs.bank_account_of(found)}
    lines = queries.history(found.assembly_id, found.number)
    return page("panel/seat.html", form, seat=found, history=lines, State=SeatState, **shown)


def _write_answer(found: Seat, form: forms.AnswerForm) -> None:
    way, reason = Way(form.way.data), form.reason.data or ""
    if form.answer.data == SeatState.CONFIRMED:
        service.confirm(found, way)
    elif form.answer.data == SeatState.DECLINED:
        service.decline(found, way, reason)
    else:
        service.drop_out(found, way, reason)


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
        "panel/reserves.html", form, found=found, names=names, busy=busy, failed=failed, refresh_seconds=refresh
    )


@views.route("/vervanging", methods=["GET", "POST"])
@registry
def replacement(slug: str) -> ResponseReturnValue:
    """Who could sit in the empty seats, what that does to every quota, and asking them."""
    assembly = current_assembly()
    form = forms.ReplaceForm()
    if form.validate_on_submit():
        try:
            offered = replacing.accept(assembly, form.mark.data or "", form.answer_by.data)
        except PanelError as error:
            return _refused(slug, error)
        return _done(
            slug, ngettext("%(num)s vervanger is gevraagd.", "%(num)s vervangers zijn gevraagd.", len(offered))
        )
    try:
        proposal = replacing.propose(assembly)
    except PanelError as error:
        return page("panel/replacement.html", form, proposal=None, why_not=words.sentence(error), names={})
    names = queries.names_of(assembly.id, [pool_id for _number, pool_id in proposal.seats]) if proposal else {}
    return page("panel/replacement.html", form, proposal=proposal, why_not="", names=names)
