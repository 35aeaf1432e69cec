"""What people agree to: texts of a burgerberaad with their versions, and who agreed to which version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, insert, select
from sqlalchemy.exc import IntegrityError

from beraad.assemblies.models import AssemblyId
from beraad.extensions import db
from beraad.recruitment.models.registration import Registration, RegistrationId
from beraad.recruitment.models.sign_up import Consent, ConsentText, ConsentTextId, Purpose
from beraad.web.i18n import dutch

#: the first version, unless the organiser wrote another
DEFAULTS = {
    Purpose.DRAW: _l("Ik doe mee aan de loting. Mijn antwoorden mogen daarvoor worden gebruikt."),
    Purpose.THINK_ALONG: _l("Ik wil berichten over het burgerberaad. Mijn antwoorden mogen daarvoor worden gebruikt."),
    Purpose.NEEDS: _l("Wat ik hier vertel, mag worden gebruikt om mij te helpen. Alleen wie de hulp regelt, ziet het."),
    Purpose.SPECIAL: _l(
        "Mijn antwoord mag worden gebruikt bij de loting. Niemand ziet het bij mijn naam. "
        "Het wordt gewist zodra niemand meer wordt vervangen."
    ),
}

AGREED = insert(Consent.__table__)


@dataclass(frozen=True)
class VersionRow:
    """One version of a text, with the number of people who agreed to it."""

    version: int
    text: str
    made_at: datetime
    people: int


def words(assembly_id: AssemblyId, purpose: Purpose) -> str:
    """What people agree to now, in Dutch."""
    return current_text(assembly_id, purpose)[1]


def current_text(assembly_id: AssemblyId, purpose: Purpose) -> tuple[ConsentTextId | None, str]:
    """Id and words of the text that counts; the id is None for our own words, to which nobody has agreed yet."""
    last = _last(assembly_id, purpose)
    return (last.id, last.text) if last else (None, dutch(DEFAULTS[purpose]))


def current(assembly_id: AssemblyId, purpose: Purpose) -> ConsentText:
    """The version that counts. Makes the first one out of our own words if there is none."""
    last = _last(assembly_id, purpose)
    if last is None:
        try:
            with db.session.begin_nested():
                last = add_version(assembly_id, purpose, 1, dutch(DEFAULTS[purpose]))
        except IntegrityError:  # another sign-up stored it first
            last = db.session.scalars(_versions(assembly_id, purpose).limit(1)).one()
    return last


def agree(registration: Registration, texts: Mapping[Purpose, ConsentTextId | None], language: str) -> None:
    """Store to which texts (purpose → id, as `current_text` returns it) this person agreed, read in `language`."""
    known = select(Consent.text_id).where(Consent.registration_id == registration.id)
    before = set(db.session.scalars(known)) if registration.changed_at else set()
    agreed = {text_id or current(registration.assembly_id, purpose).id for purpose, text_id in texts.items()} - before
    rows = [
        {"registration_id": registration.id, "text_id": text_id, "language": language} for text_id in sorted(agreed)
    ]
    if rows:
        db.session.execute(AGREED, rows)


def agreed_by(registration_id: RegistrationId) -> Sequence[Consent]:
    """What a person agreed to, oldest first."""
    mine = select(Consent).where(Consent.registration_id == registration_id)
    return db.session.scalars(mine.order_by(Consent.agreed_at, Consent.text_id)).all()


def versions(assembly_id: AssemblyId, purpose: Purpose) -> list[VersionRow]:
    """All versions, the last first."""
    people = (
        select(ConsentText.version, ConsentText.text, ConsentText.made_at, func.count(Consent.registration_id))
        .outerjoin(Consent, Consent.text_id == ConsentText.id)
        .where(ConsentText.assembly_id == assembly_id, ConsentText.purpose == purpose)
        .group_by(ConsentText.id, ConsentText.version, ConsentText.text, ConsentText.made_at)
    )
    return [VersionRow(*row) for row in db.session.execute(people.order_by(ConsentText.version.desc()))]


def add_version(assembly_id: AssemblyId, purpose: Purpose, version: int, text: str) -> ConsentText:
    """Add a version of what people agree to."""
    text_version = ConsentText(assembly_id=assembly_id, purpose=purpose, version=version, text=text)
    db.session.add(text_version)
    db.session.flush()
    return text_version


def _last(assembly_id: AssemblyId, purpose: Purpose) -> ConsentText | None:
    return db.session.scalar(_versions(assembly_id, purpose).limit(1))


def _versions(assembly_id: AssemblyId, purpose: Purpose) -> Select[ConsentText]:
    mine = select(ConsentText).where(ConsentText.assembly_id == assembly_id, ConsentText.purpose == purpose)
    return mine.order_by(ConsentText.version.desc())
