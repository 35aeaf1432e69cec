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
from beraad.recruitment import ways
from beraad.recruitment.messages import service as messages
from beraad.recruitment.models.messages import Message
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.sign_up.codes import sign_up_link

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
        message = messages.write(draw.assembly, _("Uw kans in de loting van {burgerberaad}"), _words())
    draw.notice_id = message.id
    register.log(draw, "notice_prepared", actor)
    return message


def notice_of(draw: Draw) -> Message | None:
    """The draft or message of this draw, unless it was thrown away."""
    return db.session.get(Message, draw.notice_id) if draw.notice_id else None


def page_of(person: Registration) -> str:
    """Where this person finds their own page, in the way they want to hear from us. Answers `own_page_wanted`."""
    if person.id is None:
        return own.example()
    if not ways.way_of(person).is_by_hand or person.invitation_id is None:
        return own.link(person)
    return str(_("%(link)s (met de code uit uw brief)", link=sign_up_link()))


def _words() -> str:
    return "\n\n".join(
        (
            _("Beste {naam},"),
            _(
                "%(tickets)s voor de loting van {burgerberaad} zijn openbaar.",
                tickets=ticket_numbers.THE_TICKETS_AT_START,
            ),
            _("Op uw eigen pagina leest u hoe groot uw kans was. Daar staat ook het bewijs dat u op de lijst stond:"),
            "{eigen-pagina}",
            _("Die pagina is alleen voor u. Uw kenmerk is {kenmerk}."),
            _("Met vriendelijke groet,\nDe griffie"),
        )
    )
