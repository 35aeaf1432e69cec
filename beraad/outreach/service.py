"""The verbs: put an interest on the map, say how it is heard, and write down a contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly
from beraad.audit.service import record
from beraad.extensions import db
from beraad.outreach.errors import InterestExistsError
from beraad.outreach.models import Contact, Interest, Means, Voice, Way


@dataclass(frozen=True)
class ContactData:
    """A contact as it was written down."""

    on: date
    way: Way
    text: str
    reached: int
    invited: int | None = None
    heard: str = ""


def add_interest(
    assembly: Assembly, name: str, stake: str, is_organised: bool, voices: Mapping[Means, str]
) -> Interest:
    """One more interest on the map; raises `InterestExistsError` when its name is there."""
    _check_free(assembly.id, name)
    made = Interest(assembly_id=assembly.id, name=name, stake=stake, is_organised=is_organised)
    made.voices = _voices(voices)
    db.session.add(made)
    return _interest_done(made, "outreach.interest_added")


def change_interest(
    interest: Interest, name: str, stake: str, is_organised: bool, voices: Mapping[Means, str]
) -> Interest:
    """Other words for an interest, or another voice; raises `InterestExistsError` for the name of another."""
    if name.casefold() != interest.name.casefold():
        _check_free(interest.assembly_id, name)
    interest.name, interest.stake, interest.is_organised = name, stake, is_organised
    kept = {voice.means: voice for voice in interest.voices}
    for made in _voices(voices):
        kept.setdefault(made.means, made).text = made.text
    interest.voices = [kept[means] for means in Means if voices.get(means)]
    return _interest_done(interest, "outreach.interest_changed")


def remove_interest(interest: Interest) -> None:
    """Take an interest off the map; contacts that were made for it stay in the log."""
    subject, assembly_id = f"interest:{interest.id}", interest.assembly_id
    db.session.delete(interest)
    db.session.flush()
    record("outreach.interest_removed", subject, assembly_id=assembly_id)


def add_contact(assembly: Assembly, data: ContactData, interest_id: int | None) -> Contact:
    """One more line in the log of contacts."""
    made = Contact(assembly_id=assembly.id, interest_id=interest_id, **vars(data))
    db.session.add(made)
    return _contact_done(made, "outreach.contact_added")


def change_contact(contact: Contact, data: ContactData, interest_id: int | None) -> Contact:
    """A line that was not right."""
    for name, value in vars(data).items():
        setattr(contact, name, value)
    contact.interest_id = interest_id
    return _contact_done(contact, "outreach.contact_changed")


def remove_contact(contact: Contact) -> None:
    """A line that should not have been written."""
    subject, assembly_id = f"outreach_contact:{contact.id}", contact.assembly_id
    db.session.delete(contact)
    db.session.flush()
    record("outreach.contact_removed", subject, assembly_id=assembly_id)


def _voices(texts: Mapping[Means, str]) -> list[Voice]:
    return [Voice(means=means, text=texts[means]) for means in Means if texts.get(means)]


def _check_free(assembly_id: int, name: str) -> None:
    same = select(Interest.id).where(Interest.assembly_id == assembly_id, func.lower(Interest.name) == name.lower())
    if db.session.scalar(same) is not None:
        raise InterestExistsError


def _interest_done(interest: Interest, action: str) -> Interest:
    db.session.flush()
    record(action, f"interest:{interest.id}", assembly_id=interest.assembly_id, voices=len(interest.voices))
    return interest


def _contact_done(contact: Contact, action: str) -> Contact:
    db.session.flush()
    record(action, f"outreach_contact:{contact.id}", assembly_id=contact.assembly_id, reached=contact.reached)
    return contact
