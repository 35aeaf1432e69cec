"""Which mail is about whom: an address does not say it, as people share mailboxes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from beraad.accounts.models import Account, MagicLink
from beraad.accounts.service import LINK_MAIL
from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.mail.models import OutboxMessage
from beraad.recruitment.models.registration import Registration

#: references of messages that are about one person, wherever they were sent
ABOUT = re.compile(
    r"registration-(?P<person>\d+)-|seat-(?P<seat>\d+)-|(?:message|bundle)-\d+-(?P<addressee>\d+)$"
    rf"|{LINK_MAIL}(?P<link>\d+)$"
)


@dataclass(frozen=True)
class Owner:
    """Somebody, or several people, of one burgerberaad: keys of what is theirs, and their addresses."""

    people: Collection[int]
    seats: Collection[int]
    accounts: Collection[int]
    addresses: Collection[str]


def messages(assembly: Assembly, owner: Owner) -> list[int]:
    """Keys of the mail of this burgerberaad or the site that is theirs, in order.

    It went to an address that nobody else has, or its reference says that it is about them.
    """
    links = select(MagicLink.id).where(MagicLink.account_id.in_(owner.accounts))
    about = {("registration", key) for key in owner.people} | {("seat", key) for key in owner.seats}
    about |= {("link", key) for key in db.session.scalars(links)}
    own = set(owner.addresses) - _of_others(assembly, owner)
    sent_from = or_(OutboxMessage.assembly_id == assembly.id, OutboxMessage.assembly_id.is_(None))
    kept = select(OutboxMessage.id, OutboxMessage.recipient, OutboxMessage.reference).order_by(OutboxMessage.id)
    rows = db.session.execute(kept.where(sent_from, OutboxMessage.recipient != "")).all()
    return [row.id for row in rows if row.recipient.lower() in own or _subject(row.reference) in about]


def _of_others(assembly: Assembly, owner: Owner) -> set[str]:
    """Those of the addresses that somebody else has too."""
    signed_up = select(Registration.email, Registration.phone).where(
        Registration.assembly_id == assembly.id,
        Registration.id.not_in(owner.people),
        or_(Registration.email.in_(owner.addresses), Registration.phone.in_(owner.addresses)),
    )
    signing_in = select(func.lower(Account.email)).where(
        Account.email.in_(owner.addresses), Account.id.not_in(owner.accounts)
    )
    return {text for row in db.session.execute(signed_up) for text in row} | set(db.session.scalars(signing_in))


def _subject(reference: str) -> tuple[str, int] | None:
    """Returns table and key of whom a message is about, or None if its reference does not say."""
    match = ABOUT.match(reference)
    if match is None:
        return None
    if match["seat"]:
        return "seat", int(match["seat"])
    if match["link"]:
        return "link", int(match["link"])
    return "registration", int(match["person"] or match["addressee"])
