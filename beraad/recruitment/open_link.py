"""The link with which everyone can sign up, without a letter: closed unless opened, each switch with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recruitment import entry
from beraad.recruitment.models import Channel, Registration
from beraad.recruitment.models_sign_up import OpenLinkSwitch
from beraad.recruitment.signals import pool_changed
from beraad.web import visitor


@dataclass(frozen=True)
class OpenLink:
    """How the link stands."""

    is_open: bool = False
    #: whether people who signed up through it can be drawn
    counts: bool = False


@dataclass(frozen=True)
class SwitchRow:
    """One time that it was switched."""

    at: datetime
    is_open: bool
    counts: bool
    reason: str
    #: name of who did it; empty once that account is gone
    by: str


def of(assembly_id: int) -> OpenLink:
    """How the link stands now."""
    last = db.session.execute(
        select(OpenLinkSwitch.is_open, OpenLinkSwitch.counts)
        .where(OpenLinkSwitch.assembly_id == assembly_id)
        .order_by(OpenLinkSwitch.id.desc())
        .limit(1)
    ).first()
    return OpenLink(*last) if last else OpenLink()


def can_be_drawn(registration: Registration) -> bool:
    """Whether the lottery counts a sign-up like this one, as things stand."""
    return registration.channel is not Channel.OPEN_LINK or of(registration.assembly_id).counts


def is_open_for(assembly: Assembly) -> bool:
    """Whether everyone can sign up now, also without a letter."""
    return entry.is_open(assembly) and of(assembly.id).is_open


def switch(assembly: Assembly, is_open: bool, counts: bool, reason: str) -> OpenLinkSwitch:
    """Open or close the link, or let its people count or not, with the reason."""
    made = OpenLinkSwitch(
        assembly_id=assembly.id, is_open=is_open, counts=counts, reason=reason, by_id=visitor.account_number()
    )
    db.session.add(made)
    db.session.flush()
    subject = f"open_link_switch:{made.id}"
    audit.record("recruitment.open_link_set", subject, assembly_id=assembly.id, is_open=is_open, counts=counts)
    pool_changed.send(assembly.id)
    return made


def history(assembly_id: int) -> list[SwitchRow]:
    """Every switch, the last first."""
    rows = db.session.execute(
        select(OpenLinkSwitch.at, OpenLinkSwitch.is_open, OpenLinkSwitch.counts, OpenLinkSwitch.reason, Account.name)
        .outerjoin(Account, Account.id == OpenLinkSwitch.by_id)
        .where(OpenLinkSwitch.assembly_id == assembly_id)
        .order_by(OpenLinkSwitch.id.desc())
    )
    return [SwitchRow(at, is_open, counts, reason, name or "") for at, is_open, counts, reason, name in rows]
