"""The resident behind a request of the sign-up: the visit that the browser remembers, with what it was opened with."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import bindparam, select
from sqlalchemy.exc import InvalidRequestError

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.recruitment.models.registration import Channel, Registration, RegistrationId
from beraad.recruitment.models.waves import InvitationId
from beraad.recruitment.questions import open_link
from beraad.recruitment.sign_up import entry, steps, visit
from beraad.recruitment.sign_up.entry import Holder
from beraad.recruitment.sign_up.visit import Visit
from beraad.web import edge

_assemblies = Assembly.__table__.c
#: what must not have changed since it was read
STANDS = (
    select(
        *(_assemblies.revision, _assemblies.phase, _assemblies.sign_up_opens, _assemblies.sign_up_closes),
        _assemblies.pool_frozen_at,
    )
    .where(_assemblies.id == bindparam("assembly_id"))
    # waits for a freeze that is under way, which locks the row of the burgerberaad
    .with_for_update(read=True, key_share=True)
)


@dataclass(frozen=True)
class Visitor:
    """A visit with what it was opened with."""

    visit: Visit
    assembly: Assembly
    #: None for a visit through the open link
    holder: Holder | None
    #: the sign-up that was made with this code
    registration: Registration | None

    @property
    def for_draw(self) -> bool:
        """Whether this visitor can be drawn once signed up, so pages may speak of the draw."""
        if self.holder is not None and self.registration is None:
            return True
        channel = self.registration.channel if self.registration is not None else Channel.OPEN_LINK
        return open_link.leads_to_draw(self.assembly.id, channel)

    @property
    def has_to_be_recognised(self) -> bool:
        """Whether the code belongs to a sign-up that the visitor has not shown to be theirs."""
        return self.registration is not None and not self.visit.recognised


def find(step_number: int = 0) -> Visitor:
    """Returns the visitor; without a visit, redirects to the page that asks for the code.

    `step_number`: of the step that was sent, whose answers are kept if the visit had been closed.
    """
    current = visit.load()
    opened = _opened(current) if current else None
    if current is not None and opened is None:
        flash(_("Aanmelden kan nu niet meer. Wat u nog niet had verstuurd, is niet aangekomen."), "info")
    if current is None or opened is None:
        abort(redirect(url_for("recruitment_public.code"), 303))
    assembly, holder = opened
    visitor = Visitor(current, assembly, holder, entry.registration_of(holder) if holder else None)
    if current.is_closed:
        _close(visitor, step_number)
    g.assembly = assembly
    return visitor


def _opened(current: Visit) -> tuple[Assembly, Holder | None] | None:
    """The burgerberaad and the code of a visit. None if nobody can sign up or change with it any more."""
    if current.assembly:
        assembly = db.session.get(Assembly, current.assembly)
        return (assembly, None) if assembly is not None and entry.is_open_to_all(assembly) else None
    holder = (
        entry.letter(InvitationId(current.invitation))
        if current.invitation
        else entry.return_code(RegistrationId(current.registration))
    )
    return (entry.assembly_of(holder), holder) if holder is not None else None


def _close(visitor: Visitor, step_number: int) -> None:
    """After a long silence: keep what was typed, and ask for the code again.

    Without a code nobody can show whose answers these are, so they are forgotten.
    """
    current = visitor.visit
    if current.assembly:
        visit.end()
        flash(_("U was lang weg. Daarom begint u opnieuw."), "info")
        abort(redirect(url_for("recruitment_open.start", slug=visitor.assembly.slug), 303))
    form_steps = steps.sign_up_steps(visitor.assembly, visitor.for_draw, visitor.visit.answers)
    if request.method == "POST" and 1 <= step_number <= len(form_steps):
        form = form_steps[step_number - 1].form()
        if form.validate():
            current.answers.update({name: form.data[name] for name in form_steps[step_number - 1].fields})
    current.recognised = False
    visit.store(current)
    flash(_("U was lang weg. Vul uw code nog een keer in. Uw antwoorden zijn bewaard."), "info")
    abort(redirect(url_for("recruitment_public.code"), 303))


def is_still_open(visitor: Visitor) -> bool:
    """Whether nothing that matters to this visitor has changed since it was read; their sign-up is read again."""
    try:
        if visitor.registration is not None:
            db.session.refresh(visitor.registration)
    except InvalidRequestError:  # the sign-up was erased
        return False
    read = visitor.assembly
    before = (read.revision, read.phase, read.sign_up_opens, read.sign_up_closes, read.pool_frozen_at)
    return db.session.execute(STANDS, {"assembly_id": read.id}).one_or_none() == before


def start_again() -> ResponseReturnValue:
    """Something that the answers need was changed or erased while they were sent: none of them has been stored."""
    edge.rollback()
    flash(_("Er is intussen iets veranderd. Daarom is uw aanmelding nog niet bewaard."), "info")
    return redirect(url_for("recruitment_form.check"), 303)


def recognised() -> tuple[Visitor, Registration]:
    """Returns the visitor and their own sign-up; redirects if they have not been recognised."""
    visitor = find()
    if visitor.registration is None or not visitor.visit.recognised:
        abort(redirect(url_for("recruitment_public.recognise"), 303))
    return visitor, visitor.registration


def busy(_error: Exception | None = None) -> ResponseReturnValue:
    """Too many tries from this address; the answers stay in the browser. Handles `TooManyTriesError`."""
    return render_template("recruitment/sign_up/busy.html", back_url=request.path), 429
