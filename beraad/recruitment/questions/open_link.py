"""The link with which everyone can sign up, without a letter: closed unless opened, each switch with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from beraad.accounts.models import Account
from beraad.assemblies.models import AssemblyId
from beraad.extensions import db
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.models.sign_up import Consent, ConsentText, OpenLinkSwitch, Purpose


@dataclass(frozen=True)
class OpenLink:
    """The state of the link."""

    is_open: bool = False
    #: whether people who signed up through it can be drawn
    counts: bool = False


@dataclass(frozen=True)
class SwitchRow:
    """One time that it was switched."""

    switched_at: datetime
    is_open: bool
    counts: bool
    reason: str
    #: name of who did it; empty once that account is gone
    switched_by: str


def status(assembly_id: AssemblyId) -> OpenLink:
    """The state of the link now."""
    last = db.session.execute(
        select(OpenLinkSwitch.is_open, OpenLinkSwitch.counts)
        .where(OpenLinkSwitch.assembly_id == assembly_id)
        .order_by(OpenLinkSwitch.id.desc())
        .limit(1)
    ).first()
    return OpenLink(*last) if last else OpenLink()


def leads_to_draw(assembly_id: AssemblyId, channel: Channel) -> bool:
    """Whether people who sign up this way can be drawn once they agree to it, as the link is now."""
    return channel is not Channel.OPEN_LINK or status(assembly_id).counts


def in_draw(assembly_id: AssemblyId) -> ColumnElement[bool]:
    """Condition for the sign-ups of this burgerberaad that the lottery counts, as the link is now.

    People who signed up while the link did not count agreed to think along, and to no draw.
    """
    if not status(assembly_id).counts:
        return Registration.channel != Channel.OPEN_LINK
    return or_(Registration.channel != Channel.OPEN_LINK, ~_agreed(Purpose.THINK_ALONG), _agreed(Purpose.DRAW))


def _agreed(purpose: Purpose) -> ColumnElement[bool]:
    agreed = select(Consent.text_id).join(ConsentText, ConsentText.id == Consent.text_id)
    return agreed.where(Consent.registration_id == Registration.id, ConsentText.purpose == purpose).exists()


def can_be_drawn(registration: Registration) -> bool:
    """Whether the lottery counts this sign-up, as the link is now, unless it was withdrawn."""
    if registration.channel is not Channel.OPEN_LINK:
        return True
    counted = select(Registration.id).where(Registration.id == registration.id, in_draw(registration.assembly_id))
    return db.session.scalar(counted) is not None


def history(assembly_id: AssemblyId) -> list[SwitchRow]:
    """Every switch, the last first."""
    rows = db.session.execute(
        select(
            OpenLinkSwitch.switched_at,
            OpenLinkSwitch.is_open,
            OpenLinkSwitch.counts,
            OpenLinkSwitch.reason,
            func.coalesce(Account.name, ""),
        )
        .outerjoin(Account, Account.id == OpenLinkSwitch.by_id)
        .where(OpenLinkSwitch.assembly_id == assembly_id)
        .order_by(OpenLinkSwitch.id.desc())
    )
    return [SwitchRow(*row) for row in rows]
