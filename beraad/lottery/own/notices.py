"""The message that says where everyone's own page is, once per draw: a draft that a colleague sends."""

from __future__ import annotations

from flask_babel import force_locale
from flask_babel import gettext as _

from beraad.accounts.models import Account
from beraad.extensions import db
from beraad.lottery import ticket_numbers
from beraad.lottery.draw import queries_public, register
from beraad.lottery.errors import WrongStateError
from beraad.lottery.models import Draw
from beraad.lottery.own import queries as own
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.sign_up.codes import sign_up_link
from beraad.telling import service as messages
from beraad.telling.models import Message
from beraad.telling.people import Person
from beraad.telling.service import MessageData

LANGUAGE = "nl"


@register.keeps_refusals
def prepare(draw: Draw, actor: Account | None) -> Message:
    """Returns the draft for this draw; writes it the first time. Raises `WrongStateError` before there are tickets."""
    register.begin(draw, *queries_public.PUBLIC_TICKETS)
    if not draw.is_real:
        raise WrongStateError(state=draw.state.value)
    written = notice_of(draw)
    if written is not None:
        return written
    with force_locale(LANGUAGE):
        words = MessageData("aangemeld", _("Uw kans in de loting van {burgerberaad}"), _words())
        message = messages.write(draw.assembly, words)
    draw.notice_id = message.id
    register.log(draw, "notice_prepared", actor)
    return message


def notice_of(draw: Draw) -> Message | None:
    """The draft or message of this draw, unless it was thrown away."""
    return db.session.get(Message, draw.notice_id) if draw.notice_id else None


def page_of(person: Person) -> str:
    """Where this person finds their own page, in the way they want to hear from us. Fills in `{eigen-pagina}`."""
    registration = db.session.get(Registration, person.addressee.registration_id or 0)
    if registration is None:
        return own.example()
    if (person.way is not None and not person.way.is_by_hand) or registration.invitation_id is None:
        return own.link(registration)
    return str(_("%(link)s (met de code uit uw brief)", link=sign_up_link()))


def _words() -> str:
    return "\n\n".join(
        (
            _(
                "%(tickets)s voor de loting van {burgerberaad} zijn openbaar.",
                tickets=ticket_numbers.THE_TICKETS_AT_START,
            ),
            _("Op uw eigen pagina leest u hoe groot uw kans was. Daar staat ook het bewijs dat u op de lijst stond:"),
            "{eigen-pagina}",
            _("Die pagina is alleen voor u. Uw kenmerk is {kenmerk}."),
        )
    )
