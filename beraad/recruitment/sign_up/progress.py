"""Where a resident is in the sign-up: the visit that the browser remembers, with what it was opened with."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import bindparam, select
from sqlalchemy.exc import InvalidRequestError

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.questions import open_link
from beraad.recruitment.sign_up import entry, steps, visit
from beraad.recruitment.sign_up.entry import Holder
from beraad.recruitment.sign_up.visit import Visit
from beraad.web import edge

_assemblies = Assembly.__table__.c
#: what must not have changed since it was read
STANDS = select(_assemblies.revision, _assemblies.phase, _assemblies.sign_up_opens, _assemblies.sign_up_closes).where(
    _assemblies.id == bindparam("number")
)


@dataclass(frozen=True)
class Here:
    """A visit with what it was opened with."""

    visit: Visit
    assembly: Assembly
    #: None for a visit through the open link
    holder: Holder | None
    #: the sign-up that was made with this code
    known: Registration | None

    @property
    def for_draw(self) -> bool:
        """Whether this visitor can be drawn once signed up, so that pages may speak of the draw."""
        if self.holder is not None and self.known is None:
            return True
        channel = self.known.channel if self.known is not None else Channel.OPEN_LINK
        return open_link.leads_to_draw(self.assembly.id, channel)


def find(number: int = 0) -> Here:
    """The visit; sends a visitor without one to the page that asks for the code.

    `number`: of the step that was sent, so that its answers are kept when the visit had been closed.
    """
    current = visit.load()
    found = _opened(current) if current else None
    if current is None or found is None:
        abort(redirect(url_for("recruitment_public.code"), 303))
    assembly, holder = found
    at = Here(current, assembly, holder, entry.registration_of(holder) if holder else None)
    if current.is_closed:
        _close(at, number)
    g.assembly = assembly
    return at


def _opened(current: Visit) -> tuple[Assembly, Holder | None] | None:
    """The burgerberaad and the code of a visit; None when nobody can sign up (or change) with it any more."""
    if current.assembly:
        assembly = db.session.get(Assembly, current.assembly)
        return (assembly, None) if assembly is not None and entry.is_open_to_all(assembly) else None
    found = entry.letter(current.invitation) if current.invitation else entry.returning(current.registration)
    return (entry.assembly_of(found), found) if found is not None else None


def _close(at: Here, number: int) -> None:
    """After a long silence: keep what was typed, and ask for the code again.

    Without a code nobody can show whose answers these are, so that they are forgotten.
    """
    current = at.visit
    if current.assembly:
        visit.end()
        flash(_("U was lang weg. Daarom begint u opnieuw."), "info")
        abort(redirect(url_for("recruitment_open.start", slug=at.assembly.slug), 303))
    asked = steps.of(at.assembly, at.for_draw)
    if request.method == "POST" and 1 <= number <= len(asked):
        form = asked[number - 1].form()
        if form.validate():
            current.answers.update({name: form.data[name] for name in asked[number - 1].fields})
    current.recognised = False
    visit.keep(current)
    flash(_("U was lang weg. Vul uw code nog een keer in. Uw antwoorden zijn bewaard."), "info")
    abort(redirect(url_for("recruitment_public.code"), 303))


def is_still_open(here: Here) -> bool:
    """Whether nothing that matters here has changed since it was read; what somebody told us is read again."""
    try:
        if here.known is not None:
            db.session.refresh(here.known)
    except InvalidRequestError:  # the sign-up was erased
        return False
    read = here.assembly
    before = (read.revision, read.phase, read.sign_up_opens, read.sign_up_closes)
    return db.session.execute(STANDS, {"number": read.id}).one_or_none() == before


def start_again() -> ResponseReturnValue:
    """Something that the answers need was changed or erased while they were sent: nothing of them has been kept."""
    edge.rollback()
    flash(_("Er is intussen iets veranderd. Daarom is uw aanmelding nog niet bewaard."), "info")
    return redirect(url_for("recruitment_form.check"), 303)


def own() -> tuple[Here, Registration]:
    """The visit and the sign-up of a visitor who has been recognised."""
    here = find()
    if here.known is None or not here.visit.recognised:
        abort(redirect(url_for("recruitment_public.recognise"), 303))
    return here, here.known


def busy(back_url: str) -> ResponseReturnValue:
    """Somebody at this address tried too often; answers stay in the browser."""
    return render_template("recruitment/sign_up/busy.html", back_url=back_url), 429
