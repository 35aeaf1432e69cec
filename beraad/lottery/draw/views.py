"""Pages for officials about draws: propose, approve, compute, publish, type the number. Each step is one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies.access import current_assembly, registry, staff
from beraad.audit import service as audit
from beraad.lottery import beacon, ordering, tickets, words
from beraad.lottery.draw import downloads, files, forms, papers, progress, queries, register, service
from beraad.lottery.errors import LotteryError
from beraad.lottery.frozen import disclosure
from beraad.lottery.models import Disclosure, Draw, DrawState
from beraad.lottery.quotas import queries as quota_queries
from beraad.web import edge
from beraad.web.documents.downloads import JSON, PDF, attachment
from beraad.web.forms import page

views = Blueprint("lottery", __name__, url_prefix="/beheer/<slug>/loting")


@views.get("")
@staff
def overview(slug: str) -> ResponseReturnValue:
    """Where the lottery is: quotas, check, rehearsals, the real draw, the register of draws."""
    assembly = current_assembly()
    return render_template(
        "lottery/draw/overview.html",
        features=quota_queries.quotas(assembly.id),
        pool=quota_queries.pool_size(assembly.id),
        draws=queries.draws(assembly.id),
        failed=words.failed(queries.failures(assembly.id)),
    )


@views.route("/nieuw", methods=["GET", "POST"])
@registry
def propose(slug: str) -> ResponseReturnValue:
    """Propose a draw: a rehearsal is frozen at once, a real draw waits for a colleague."""
    form = forms.PlanForm()
    if form.validate_on_submit():
        try:
            draw = service.propose(current_assembly(), form.plan(), require_account())
        except LotteryError as error:
            edge.rollback()
            register.refuse_proposal(current_assembly(), error)
            edge.keep_despite_error()
            form.form_errors.append(words.sentence(error))
        else:
            flash(_("De aanmeldingen, streefcijfers en regel zijn vastgelegd."), "success")
            return redirect(_address(slug, draw), 303)
    assembly = current_assembly()
    alone = disclosure.alone_in(assembly)
    return page("lottery/draw/propose.html", form, pool=quota_queries.pool_size(assembly.id), alone=alone)


@views.get("/<int:number>")
@staff
def show(slug: str, number: int) -> ResponseReturnValue:
    """One draw: where it is, what was fixed, what is to be done now, what happened."""
    return _page(queries.draw(current_assembly().id, number))


def _page(draw: Draw, status: int = 200, refused: str = "", **own_forms: Any) -> ResponseReturnValue:
    shown = {"digits_form": forms.DigitsForm, "number_form": forms.NumberForm, "withdraw_form": forms.ReasonForm}
    filled = {name: own_forms.get(name) or kind(formdata=None) for name, kind in shown.items()}
    body = render_template(
        "lottery/draw/draw.html",
        draw=draw,
        State=DrawState,
        officials=queries.officials(draw.id),
        events=queries.events(draw.id),
        progress=progress.of(draw),
        destroyed_at=files.destroyed_at(draw),
        refresh_seconds=2 if draw.state is DrawState.COMPUTING else None,
        refused=refused,
        form_errors=status == 422,
        words=words,
        beacon_at=beacon.moment_of(draw.beacon_round) if draw.beacon_round else None,
        beacon_chain=tickets.CHAIN,
        **filled,
    )
    return body, status


def _step(number: int, verb: Callable[[Draw], object], done: str, **own_forms: Any) -> ResponseReturnValue:
    """Take one step. When it is refused, everything stays as it was, and the register says that it was asked for."""
    draw = queries.draw(current_assembly().id, number)
    try:
        verb(draw)
    except LotteryError as error:
        return refused(draw, error, **own_forms)
    flash(done, "success")
    return redirect(_address(draw.assembly.slug, draw), 303)


def refused(draw: Draw, error: LotteryError, **own_forms: Any) -> ResponseReturnValue:
    edge.rollback()
    register.refuse(draw, error, require_account())
    edge.keep_despite_error()
    return _page(draw, 409, words.sentence(error), **own_forms)


def _address(slug: str, draw: Draw) -> str:
    return url_for("lottery.show", slug=slug, number=draw.number)


@views.post("/<int:number>/goedkeuren")
@registry
def approve(slug: str, number: int) -> ResponseReturnValue:
    """The second official freezes the pool."""
    return _step(number, lambda draw: service.approve(draw, require_account()), _("De loting is bevroren."))


@views.post("/<int:number>/berekenen")
@registry
def start(slug: str, number: int) -> ResponseReturnValue:
    """Fix the seed and compute the tickets in the background."""
    form = forms.DigitsForm()
    digits, beacon = form.digits.data or "", form.beacon.data or ""
    done = _("De berekening is gestart.")
    return _step(number, lambda draw: service.start(draw, digits, require_account(), beacon), done, digits_form=form)


@views.post("/<int:number>/stoppen")
@registry
def cancel(slug: str, number: int) -> ResponseReturnValue:
    """Stop the computation."""
    done = _("De berekening is gestopt. De bevroren lijst is niet veranderd.")
    return _step(number, lambda draw: service.cancel(draw, require_account()), done)


@views.post("/<int:number>/publiceren")
@registry
def publish(slug: str, number: int) -> ResponseReturnValue:
    """Show all tickets to everyone."""
    done = _("De duizend briefjes staan nu op de openbare pagina.")
    return _step(number, lambda draw: service.publish(draw, require_account()), done)


@views.post("/<int:number>/nummer")
@registry
def enter_number(slug: str, number: int) -> ResponseReturnValue:
    """The first official types the drawn number."""
    form = forms.NumberForm()
    typed = form.number.data or ""
    done = _("Het nummer is ingevuld.")
    return _step(number, lambda draw: service.enter_number(draw, typed, require_account()), done, number_form=form)


@views.post("/<int:number>/bevestigen")
@registry
def confirm_number(slug: str, number: int) -> ResponseReturnValue:
    """The second official types the same number, and the panel is drawn."""
    form = forms.NumberForm()
    typed = form.number.data or ""
    done = _("Het nummer is bevestigd. Het panel is geloot.")
    return _step(number, lambda draw: service.confirm_number(draw, typed, require_account()), done, number_form=form)


@views.post("/<int:number>/intrekken")
@registry
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """End a draw with its reason."""
    form = forms.ReasonForm()
    reason = form.reason.data or ""
    if not form.validate():
        return _page(queries.draw(current_assembly().id, number), 422, withdraw_form=form)
    return _step(number, lambda draw: service.withdraw(draw, reason, require_account()), _("De loting is ingetrokken."))


@views.get("/<int:number>/kansen")
@staff
def chances(slug: str, number: int) -> ResponseReturnValue:
    """What the tickets mean for people: chances in figures, and per answer."""
    draw = queries.draw(current_assembly().id, number)
    place = ordering.place_in(draw.assembly_id)
    lines = ordering.grouped(place, draw.figures.get("answers", []), lambda line: (line["feature"], line["answer"]))
    return render_template("lottery/draw/chances.html", draw=draw, figures=draw.figures, lines=lines)


@views.get("/<int:number>/zaal")
@staff
def hall(slug: str, number: int) -> ResponseReturnValue:
    """The page for the screen in the hall."""
    return render_template("lottery/draw/hall.html", draw=queries.draw(current_assembly().id, number), State=DrawState)


@views.post("/<int:number>/<any('selected.csv', 'remaining.csv'):name>")
@registry
def people(slug: str, number: int, name: str) -> ResponseReturnValue:
    """Who was drawn and who was not, as tables with names: a POST, because the log keeps who took them along."""
    draw = queries.draw(current_assembly().id, number)
    selected, remaining = downloads.people(draw)
    audit.record("lottery.people_exported", f"draw:{draw.id}", assembly_id=draw.assembly_id, file=name)
    return attachment(selected if name == "selected.csv" else remaining, f"{slug}-{number}-{name}", "text/csv")


@views.get("/<int:number>/lottery.json")
@staff
def record(slug: str, number: int) -> ResponseReturnValue:
    """The record of the computation, as anyone verifies it; 404 when it is for inspection alone."""
    draw = queries.draw(current_assembly().id, number)
    if draw.disclosure is Disclosure.INSPECTION:
        abort(404)
    return _record(draw)


@views.post("/<int:number>/inzage")
@registry
def inspect(slug: str, number: int) -> ResponseReturnValue:
    """The record that is not for everyone: a POST, because the log keeps who took it along."""
    draw = queries.draw(current_assembly().id, number)
    if files.destroyed_at(draw) is None:
        audit.record("lottery.record_inspected", f"draw:{draw.id}", assembly_id=draw.assembly_id)
    return _record(draw)


def _record(draw: Draw) -> ResponseReturnValue:
    gone = files.destroyed_at(draw)
    if gone is not None:
        return render_template("lottery/draw/destroyed.html", draw=draw, at=gone), 410
    slug, number = draw.assembly.slug, draw.number
    return attachment(downloads.record(draw), f"{slug}-{number}-lottery.json", JSON)


@views.get("/<int:number>/<any('aankondiging', 'protocol'):paper>.pdf")
@staff
def paper(slug: str, number: int, paper: str) -> ResponseReturnValue:
    """The A4 before the draw, and the protocol after it."""
    draw = queries.draw(current_assembly().id, number)
    if draw.frozen_at is None or (paper == "protocol" and draw.concluded_at is None):
        abort(404)
    made = papers.protocol(draw) if paper == "protocol" else papers.announcement(draw)
    return attachment(made, f"{slug}-{number}-{paper}.pdf", PDF)
