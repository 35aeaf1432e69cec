"""The audiences that a draw and a panel make: drawn, not drawn, reserves, the panel, not answered."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import func, select

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.panel.models import HOLDING, Reserve, ReserveList, Seat, SeatState
from beraad.recruitment.models.registration import Registration, RegistrationState
from beraad.recruitment.questions import open_link
from beraad.telling.audiences import Audience
from beraad.telling.people import Addressee
from beraad.web.visitor import AccountId

#: code of the audience of everyone who takes part
PANEL = "panel"
#: code of the audience of everyone who was in the draw and has no seat
NOT_DRAWN = "niet-geloot"


def audiences(assembly: Assembly) -> Iterable[Audience]:
    """None of them before the draw."""
    if db.session.scalar(select(Seat.id).where(Seat.assembly_id == assembly.id).limit(1)) is None:
        return
    seated = select(Seat.registration_id).where(Seat.assembly_id == assembly.id, Seat.registration_id.is_not(None))
    yield Audience(PANEL, _("Het panel: wie meedoet"), seated.where(Seat.state == SeatState.CONFIRMED))
    holding, invited = seated.where(Seat.state.in_(HOLDING)), seated.where(Seat.state == SeatState.INVITED)
    yield Audience("geloot", _("Iedereen met een plaats, ook wie nog niet antwoordde"), holding)
    yield Audience("geen-antwoord", _("Wie gevraagd is en nog niet antwoordde"), invited)
    mine = select(Registration.id).where(
        Registration.assembly_id == assembly.id, Registration.state == RegistrationState.SIGNED_UP
    )
    not_drawn = mine.where(open_link.in_draw(assembly.id), Registration.id.not_in(seated))
    yield Audience(NOT_DRAWN, _("Wie niet is geloot"), not_drawn)
    last = select(func.max(ReserveList.id)).where(ReserveList.assembly_id == assembly.id).scalar_subquery()
    reserves = select(Reserve.pool_id).where(Reserve.list_id == last)
    yield Audience("reserves", _("De reserves"), not_drawn.where(Registration.pool_id.in_(reserves)))


def of_account(assembly_id: AssemblyId, account_id: AccountId) -> Addressee:
    """Somebody with an account: as the panellist who signed up, if they are one, so that they hear by their own way."""
    seat = select(Seat.registration_id).where(Seat.assembly_id == assembly_id, Seat.account_id == account_id)
    registration_id = db.session.scalar(seat.where(Seat.registration_id.is_not(None)).limit(1))
    if registration_id is not None:
        return Addressee(registration_id=registration_id)
    return Addressee(account_id=account_id)
