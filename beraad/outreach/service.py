"""Verbs: put an interest on the map, say how it is heard, and write down a contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.outreach.errors import InterestExistsError
from beraad.outreach.models import Contact, Interest, InterestId, Means, Voice, Way


@dataclass(frozen=True)
class InterestData:
    """An interest, with how it is heard: means → which seat, speaker, document or talk; empty for none."""

    name: str
    stake: str
    is_organised: bool
    voices: Mapping[Means, str]


@dataclass(frozen=True)
class ContactData:
    """A contact as it was written down."""

    done_on: date
    way: Way
    text: str
    reached: int
    invited: int | None = None
    heard: str = ""
    #: None when it was for everyone
    interest_id: InterestId | None = None


def add_interest(assembly: Assembly, data: InterestData) -> Interest:
    """Put an interest on the map. Raises InterestExistsError."""
    _check_free(assembly.id, data.name)
    interest = Interest(assembly_id=assembly.id, name=data.name, stake=data.stake, is_organised=data.is_organised)
    interest.voices = _voices(data.voices)
    db.session.add(interest)
    return _record_interest(interest, "outreach.interest_added")


def change_interest(interest: Interest, data: InterestData) -> Interest:
    """Change the words of an interest, or its voices. Raises InterestExistsError for the name of another."""
    if data.name.casefold() != interest.name.casefold():
        _check_free(interest.assembly_id, data.name)
    interest.name, interest.stake, interest.is_organised = data.name, data.stake, data.is_organised
    kept = {voice.means: voice for voice in interest.voices}
    for voice in _voices(data.voices):
        kept.setdefault(voice.means, voice).text = voice.text
    interest.voices = [kept[means] for means in Means if data.voices.get(means)]
    return _record_interest(interest, "outreach.interest_changed")


def remove_interest(interest: Interest) -> None:
    """Take an interest off the map. Contacts that were made for it stay in the log."""
    subject, assembly_id = audit.subject_of(Interest, interest.id), interest.assembly_id
    db.session.delete(interest)
    db.session.flush()
    audit.record("outreach.interest_removed", subject, assembly_id=assembly_id)


def add_contact(assembly: Assembly, data: ContactData) -> Contact:
    """Add a line to the log of contacts."""
    contact = Contact(assembly_id=assembly.id, **vars(data))
    db.session.add(contact)
    return _record_contact(contact, "outreach.contact_added")


def change_contact(contact: Contact, data: ContactData) -> Contact:
    """Correct a line of the log."""
    for name, value in vars(data).items():
        setattr(contact, name, value)
    return _record_contact(contact, "outreach.contact_changed")


def remove_contact(contact: Contact) -> None:
    """Take a line out of the log."""
    subject, assembly_id = audit.subject_of(Contact, contact.id), contact.assembly_id
    db.session.delete(contact)
    db.session.flush()
    audit.record("outreach.contact_removed", subject, assembly_id=assembly_id)


def _voices(texts: Mapping[Means, str]) -> list[Voice]:
    return [Voice(means=means, text=texts[means]) for means in Means if texts.get(means)]


def _check_free(assembly_id: AssemblyId, name: str) -> None:
    same = select(Interest.id).where(Interest.assembly_id == assembly_id, func.lower(Interest.name) == name.lower())
    if db.session.scalar(same) is not None:
        raise InterestExistsError


def _record_interest(interest: Interest, action: str) -> Interest:
    db.session.flush()
    audit.record(action, interest, assembly_id=interest.assembly_id, voices=len(interest.voices))
    return interest


def _record_contact(contact: Contact, action: str) -> Contact:
    db.session.flush()
    audit.record(action, contact, assembly_id=contact.assembly_id, reached=contact.reached)
    return contact
