"""What the pages show: the map with the voices that lack, and the log with its totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.outreach.models import Contact, ContactId, Interest, InterestId, Means, Way


@dataclass(frozen=True)
class InterestRow:
    """An interest on the map."""

    id: InterestId
    name: str
    stake: str
    is_organised: bool
    #: one for each of `Means`, empty where this interest is not heard
    voices: dict[Means, str]
    #: contacts made for it, and how many people took part in them
    contacts: int
    reached: int

    @property
    def is_missing(self) -> bool:
        """Whether nothing brings this interest to the table."""
        return not any(self.voices.values())


@dataclass(frozen=True)
class ContactRow:
    """A line of the log."""

    id: ContactId
    done_on: date
    way: Way
    text: str
    interest: str
    invited: int | None
    reached: int
    heard: str


def interest_map(assembly: Assembly) -> list[InterestRow]:
    """Returns all interests by name, those that nobody brings to the table first."""
    interests = db.session.scalars(select(Interest).where(Interest.assembly_id == assembly.id)).all()
    totals = _reached(assembly)
    rows = [_row(interest, *totals.get(interest.id, (0, 0))) for interest in interests]
    return sorted(rows, key=lambda row: (not row.is_missing, row.name.casefold(), row.id))


def log(assembly: Assembly) -> list[ContactRow]:
    """Returns all contacts, the latest first."""
    contacts = select(Contact, Interest.name).outerjoin(Contact.interest).where(Contact.assembly_id == assembly.id)
    rows = db.session.execute(contacts.order_by(Contact.done_on.desc(), Contact.id.desc()))
    return [
        ContactRow(
            contact.id,
            contact.done_on,
            contact.way,
            contact.text,
            name or "",
            contact.invited,
            contact.reached,
            contact.heard,
        )
        for contact, name in rows
    ]


def interest(assembly: Assembly, interest_id: InterestId) -> Interest:
    """Returns an interest of this burgerberaad, or 404."""
    row: Interest = db.first_or_404(
        select(Interest).where(Interest.assembly_id == assembly.id, Interest.id == interest_id)
    )
    return row


def contact(assembly: Assembly, contact_id: ContactId) -> Contact:
    """Returns a contact of this burgerberaad, or 404."""
    row: Contact = db.first_or_404(select(Contact).where(Contact.assembly_id == assembly.id, Contact.id == contact_id))
    return row


def names(assembly: Assembly) -> list[tuple[InterestId, str]]:
    """Returns key and name of each interest, by name."""
    interests = select(Interest.id, Interest.name).where(Interest.assembly_id == assembly.id).order_by(Interest.name)
    return [(row.id, row.name) for row in db.session.execute(interests)]


def _reached(assembly: Assembly) -> dict[InterestId, tuple[int, int]]:
    """Returns interest → contacts made for it, and people who took part in them."""
    totals = (
        select(Contact.interest_id, func.count().label("contacts"), func.sum(Contact.reached).label("people"))
        .where(Contact.assembly_id == assembly.id)
        .group_by(Contact.interest_id)
    )
    return {
        row.interest_id: (row.contacts, row.people) for row in db.session.execute(totals) if row.interest_id is not None
    }


def _row(interest: Interest, contacts: int, reached: int) -> InterestRow:
    texts = {voice.means: voice.text for voice in interest.voices}
    voices = {means: texts.get(means, "") for means in Means}
    return InterestRow(interest.id, interest.name, interest.stake, interest.is_organised, voices, contacts, reached)
