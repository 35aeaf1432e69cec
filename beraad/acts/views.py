"""The page of an act of weight; each room has its own routes that answer with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypeVar

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import inspect

from beraad.accounts.access import require_account
from beraad.acts import service
from beraad.acts.act import Act, Done, Preview
from beraad.acts.forms import ActForm
from beraad.acts.models import Proposal
from beraad.extensions import db
from beraad.web import refusals
from beraad.web.forms import Form

T = TypeVar("T")
#: name of the buttons
STEP = "step"
#: fields that are ours, and nobody fills in
OWN = frozenset({"shown", "fingerprint", "csrf_token"})


@dataclass(frozen=True)
class Change:
    """Something that differs from what was shown before."""

    label: str
    #: None for what is no number
    before: int | None = None
    after: int | None = None


def page(act: Act[T], subject: T, carried: Form | None = None) -> ResponseReturnValue:
    """The page of `act`, or what became of the button that was pressed on it.

    `carried`: the form that was filled in before, and is sent along with the button.
    """
    step = request.form.get(STEP, "") if request.method == "POST" else ""
    form = act.form(formdata=None) if not step else act.form()
    if step:
        _lock(act, subject)
        if form.validate_on_submit():
            with refusals.shown_in(form):
                return _pressed(act, subject, step, form)
    return _shown(act, subject, form, carried)


def _lock(act: Act[T], subject: T) -> None:
    """Nobody else changes the row until the transaction ends."""
    row = act.row(subject)
    if inspect(row).persistent:
        # only this row: PostgreSQL locks nothing that a query may miss, as what is loaded along with it
        db.session.refresh(row, with_for_update={"of": type(row)})


def _pressed(act: Act[T], subject: T, step: str, form: ActForm) -> ResponseReturnValue:
    place, said = act.place(subject), ""
    if step == "withdraw":
        service.withdraw(act, subject)
        said = _("Uw voorstel is ingetrokken. Er is niets gedaan.")
    elif step == "propose" and service.may_propose(act, subject):
        service.require_unchanged(act, subject, act.preview(subject), form)
        service.propose(act.key, subject)
        said = _("Het ligt nu bij een collega. Wij hebben bericht gestuurd.")
    elif step == "do":
        verb = service.perform if act.second is None else service.approve
        done = verb(act, subject, act.preview(subject), form)
        said, place = (done.said, done.place) if isinstance(done, Done) else (done, place)
    else:
        abort(404)
    flash(said, "success")
    return redirect(place, 303)


def _shown(act: Act[T], subject: T, form: ActForm, carried: Form | None) -> ResponseReturnValue:
    preview = act.preview(subject)
    proposal = service.open_proposal(act, subject) if act.second is not None else None
    stale = proposal is not None and bool(service.changed(proposal.shown, preview))
    before = _seen(act, subject, form) or (proposal.shown if proposal is not None and stale else {})
    values = service.values_of(preview)
    form.shown.data, form.fingerprint.data = service.written(values), service.fingerprint(act, subject, values)
    answer = render_template(
        "acts/act.html",
        layout=act.layout,
        preview=preview,
        form=form,
        asked=[field for field in form if field.name not in OWN],
        carried=_carried(form) if carried is not None else [],
        proposal=proposal,
        changes=_changes(before, preview),
        step=_step(act, subject, proposal, stale),
        place=act.place(subject),
        form_errors=bool(form.errors),
    )
    return answer, _status(form)


def _status(form: ActForm) -> int:
    """Returns 422 if a field is wrong, 409 if the act was refused, otherwise 200."""
    if not form.errors:
        return 200
    return 422 if any(field.errors for field in form) else 409


def _step(act: Act[T], subject: T, proposal: Proposal | None, stale: bool) -> str:
    """Which button the page has: do, propose or withdraw; "wait" if somebody else has to propose it."""
    if act.second is None:
        return "do"
    if proposal is None or stale:
        return "propose" if service.may_propose(act, subject) else "wait"
    return "withdraw" if proposal.proposed_by_id == require_account().id else "do"


def _seen(act: Act[T], subject: T, form: ActForm) -> service.Values:
    """What was on the page when the button was pressed; empty if no button was, or if it was not our page."""
    text = form.shown.data or ""
    if not text or form.fingerprint.data != service.fingerprint_of(act, subject, text):
        return {}
    values: dict[str, int | str] = json.loads(text)
    return values


def _changes(before: service.Values, preview: Preview) -> list[Change]:
    """What differs from `before`, in words; nothing if nothing was seen before."""
    now = service.values_of(preview)
    differ = [key for key in now if before and before.get(key) != now[key]]
    labels = {one.key: one.label for one in preview.amounts} | {one.key: one.label for one in preview.fixed}
    return [Change(labels[key], *(_number(values.get(key)) for values in (before, now))) for key in differ]


def _number(value: int | str | None) -> int | None:
    return value if isinstance(value, int) else None


def _carried(form: ActForm) -> list[tuple[str, str]]:
    """The fields of the form that was filled in before, as they were sent."""
    own = {STEP, *OWN, *(field.name for field in form)}
    return [(name, value) for name, value in request.form.items(multi=True) if name not in own]
