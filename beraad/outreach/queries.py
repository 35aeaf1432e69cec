"""The questions that the pages ask: the map, the voices that lack, the log and its totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.outreach.models import Contact, Interest, Means, Way


@dataclass(frozen=True)
class InterestRow:
    """An interest on the map."""

    id: int
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

    id: int
    on: date
    way: Way
    text: str
    interest: str
    invited: int | None
    reached: int
    heard: str


def interest_map(assembly: Assembly) -> list[InterestRow]:
    """All interests by name, those that nobody brings to the table first."""
    found = db.session.scalars(select(Interest).where(Interest.assembly_id == assembly.id)).all()
    made = _reached(assembly)
    rows = [_row(interest, *made.get(interest.id, (0, 0))) for interest in found]
    return sorted(rows, key=lambda row: (not row.is_missing, row.name.casefold(), row.id))


def log(assembly: Assembly) -> list[ContactRow]:
    """All contacts, the latest first."""
    chosen = select(Contact, Interest.name).outerjoin(Contact.interest).where(Contact.assembly_id == assembly.id)
    rows = db.session.execute(chosen.order_by(Contact.on.desc(), Contact.id.desc()))
    return [
        ContactRow(one.id, one.on, one.way, one.text, name or "", one.invited, one.reached, one.heard)
        for one, name in rows
    ]


def find_interest(assembly: Assembly, number: int) -> Interest:
    """An interest of this burgerberaad; 404 when it has none of that number."""
    found = db.session.get(Interest, number)
    if found is None or found.assembly_id != assembly.id:
        abort(404)
    return found


def find_contact(assembly: Assembly, number: int) -> Contact:
    """A contact of this burgerberaad; 404 when it has none of that number."""
    found = db.session.get(Contact, number)
    if found is None or found.assembly_id != assembly.id:
        abort(404)
    return found


def names(assembly: Assembly) -> list[tuple[int, str]]:
    """Number and name of each interest, by name."""
    chosen = select(Interest.id, Interest.name).where(Interest.assembly_id == assembly.id).order_by(Interest.name)
    return [(number, name) for number, name in db.session.execute(chosen)]


def _reached(assembly: Assembly) -> dict[int, tuple[int, int]]:
    """Interest → contacts made for it, and people who took part in them."""
    totals: dict[int, tuple[int, int]] = {}
    chosen = select(Contact.interest_id, Contact.reached).where(Contact.assembly_id == assembly.id)
    for interest, reached in db.session.execute(chosen.where(Contact.interest_id.is_not(None))):
        contacts, people = totals.get(interest, (0, 0))
        totals[interest] = contacts + 1, people + reached
    return totals


def _row(interest: Interest, contacts: int, reached: int) -> InterestRow:
    said = {voice.means: voice.text for voice in interest.voices}
    voices = {means: said.get(means, "") for means in Means}
    return InterestRow(interest.id, interest.name, interest.stake, interest.is_organised, voices, contacts, reached)
